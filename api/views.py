"""Wagtail's API v2, narrowed to what an anonymous visitor may see on the site."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
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

from media.models import Photo
from media.public_copies import photo_record
from pages.models import PublicEntry
from pages.public_files import shown_on_public_pages

MAX_OFFSET = 10**9


class ClearAnswers:
    """Answers 400 with a reason where a query cannot be understood."""

    def listing_view(self, request: Request) -> Response:
        """List objects; an offset no database can count to is refused."""
        offset = request.GET.get("offset", "0")
        if offset.isdecimal() and int(offset[:20]) > MAX_OFFSET:
            raise BadRequestError(f"offset 不能超过 {MAX_OFFSET}")
        response: Response = super().listing_view(request)  # type: ignore[misc]
        return response

    def handle_exception(self, exc: Exception) -> Response:
        """Turn what a filter could not read into a clear refusal."""
        if isinstance(exc, ValidationError):
            exc = BadRequestError("；".join(exc.messages))
        elif isinstance(exc, ValueError | OverflowError):
            exc = BadRequestError(f"参数无法识别：{exc}")
        response: Response = super().handle_exception(exc)  # type: ignore[misc]
        return response


class PublicPagesAPIViewSet(ClearAnswers, PagesAPIViewSet):
    """Pages that have a public entry."""

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

    sizes = CopiesField(read_only=True)


class PublicImagesAPIViewSet(ClearAnswers, ImagesAPIViewSet):
    """Photos that a public page shows.

    Title and original file stay inside: both can tell a file name or a moment nobody released.
    """

    base_serializer_class = PhotoSerializer
    # No search: it would find photos by titles, which stay inside.
    filter_backends: ClassVar[list[type]] = [FieldsFilter, OrderingFilter]
    known_query_parameters = ImagesAPIViewSet.known_query_parameters - {
        "search",
        "search_operator",
    }
    body_fields: ClassVar[list[str]] = ["id", "width", "height", "alt_text", "credit", "sizes"]
    meta_fields: ClassVar[list[str]] = BaseAPIViewSet.meta_fields
    listing_default_fields: ClassVar[list[str]] = ["id", "alt_text", "width", "height", "sizes"]
    nested_default_fields: ClassVar[list[str]] = ["id", "alt_text"]

    def get_queryset(self) -> QuerySet[Any]:
        """Return photos on public pages."""
        return shown_on_public_pages(super().get_queryset())


class PublicDocumentsAPIViewSet(ClearAnswers, DocumentsAPIViewSet):
    """Documents that a public page offers."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return documents on public pages."""
        return shown_on_public_pages(super().get_queryset())
