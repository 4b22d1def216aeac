"""Wagtail's API v2, narrowed to what an anonymous visitor may see on the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from rest_framework.fields import Field
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page

from api.addresses import DetailUrlField, DocumentSerializer, LocalFind, PageSerializer
from media.models import Photo
from media.public_copies import photo_record
from pages.models import PublicEntry
from pages.public_files import shown_on_public_pages

MAX_OFFSET = 10**9
NOT_UNDERSTOOD = "参数无法识别，请检查各参数的写法。"
SEARCH_PARAMETERS = frozenset({"search", "search_operator"})


@contextmanager
def understood() -> Iterator[None]:
    """Refuse what a query asks for in values that no filter can read."""
    try:
        yield
    except ValidationError as error:
        raise BadRequestError("；".join(error.messages)) from error
    except (ValueError, OverflowError) as error:
        raise BadRequestError(NOT_UNDERSTOOD) from error


class ClearAnswers:
    """Answers 400 with a reason where a query cannot be understood.

    Only while the objects are looked up: what fails when they are drawn is a fault of ours.
    """

    request: Request

    def listing_view(self, request: Request) -> Response:
        """List objects; an offset no database can count to is refused."""
        offset = request.GET.get("offset", "0")
        if offset.isdecimal() and int(offset[:20]) > MAX_OFFSET:
            raise BadRequestError(f"offset 不能超过 {MAX_OFFSET}")
        response: Response = super().listing_view(request)  # type: ignore[misc]
        return response

    def get_object(self) -> Model:
        """Return the object of the address."""
        with understood():
            found: Model = super().get_object()  # type: ignore[misc]
        return found

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Model | None:
        """Return the object that the query describes."""
        with understood():
            found: Model | None = super().find_object(queryset, request)  # type: ignore[misc]
        return found

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the objects that the query asks for."""
        with understood():
            found: QuerySet[Any] = super().filter_queryset(queryset)  # type: ignore[misc]
        return found

    def paginate_queryset(self, queryset: QuerySet[Any]) -> Any:
        """Return one page; counting asks the database for the first time."""
        with understood():
            return super().paginate_queryset(queryset)  # type: ignore[misc]


class PublicPagesAPIViewSet(ClearAnswers, LocalFind, PagesAPIViewSet):
    """Pages that have a public entry."""

    base_serializer_class = PageSerializer

    def get_queryset(self) -> QuerySet[Page]:
        """Return public pages, each with its entry where one type is asked for."""
        pages: QuerySet[Page] = (
            super().get_queryset().filter(pk__in=PublicEntry.objects.values("pk"))
        )
        return pages if pages.model is Page else pages.select_related("public_entry")


class CopiesField(Field):
    """The public copies of a photo; the original has no public address."""

    def get_attribute(self, instance: Photo) -> Photo:
        """Take the photo itself."""
        return instance

    def to_representation(self, value: Photo) -> Any:
        """Return address, width and height of each copy, small to large."""
        return photo_record(value)["sizes"]


class PhotoSerializer(ImageSerializer):
    """A photo by its public copies."""

    detail_url = DetailUrlField(read_only=True)
    sizes = CopiesField(read_only=True)


class PublicImagesAPIViewSet(ClearAnswers, LocalFind, ImagesAPIViewSet):
    """Photos that a public page shows.

    Title and original file stay inside: both can tell a file name or a moment nobody released.
    """

    base_serializer_class = PhotoSerializer
    # No search: it would find photos by titles, which stay inside.
    filter_backends: ClassVar[list[type]] = [FieldsFilter, OrderingFilter]
    known_query_parameters = ImagesAPIViewSet.known_query_parameters - SEARCH_PARAMETERS
    body_fields: ClassVar[list[str]] = ["id", "width", "height", "alt_text", "credit", "sizes"]
    meta_fields: ClassVar[list[str]] = BaseAPIViewSet.meta_fields
    listing_default_fields: ClassVar[list[str]] = ["id", "alt_text", "width", "height", "sizes"]
    nested_default_fields: ClassVar[list[str]] = ["id", "alt_text"]

    def get_queryset(self) -> QuerySet[Any]:
        """Return photos on public pages."""
        return shown_on_public_pages(super().get_queryset())


class PublicDocumentsAPIViewSet(ClearAnswers, LocalFind, DocumentsAPIViewSet):
    """Documents that a public page offers.

    Title and tags stay inside: they are made from the name the file had at work. The pages say
    what each attachment is called.
    """

    # No search: it would find documents by titles, which stay inside.
    filter_backends: ClassVar[list[type]] = [FieldsFilter, OrderingFilter]
    known_query_parameters = DocumentsAPIViewSet.known_query_parameters - SEARCH_PARAMETERS
    body_fields: ClassVar[list[str]] = BaseAPIViewSet.body_fields
    meta_fields: ClassVar[list[str]] = [*BaseAPIViewSet.meta_fields, "download_url"]
    listing_default_fields: ClassVar[list[str]] = [
        *BaseAPIViewSet.listing_default_fields,
        "download_url",
    ]
    nested_default_fields: ClassVar[list[str]] = [
        *BaseAPIViewSet.nested_default_fields,
        "download_url",
    ]

    base_serializer_class = DocumentSerializer

    def get_queryset(self) -> QuerySet[Any]:
        """Return documents on public pages."""
        return shown_on_public_pages(super().get_queryset())
