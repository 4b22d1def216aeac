"""Wagtail's API v2, narrowed to what an anonymous visitor may see on the site."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.fields import Field
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page

from media.models import Photo
from media.public_copies import photo_record
from pages.public_files import shown_on_public_pages


class PublicPagesAPIViewSet(PagesAPIViewSet):
    """Pages that have a public entry."""

    def get_queryset(self) -> QuerySet[Page]:
        """Return public pages, each with its entry where one type is asked for."""
        pages: QuerySet[Page] = super().get_queryset().filter(public_entry__isnull=False)
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


class PublicImagesAPIViewSet(ImagesAPIViewSet):
    """Photos that a public page shows.

    Title and original file stay inside: both can tell a file name or a moment nobody released.
    """

    base_serializer_class = PhotoSerializer
    body_fields: ClassVar[list[str]] = ["id", "width", "height", "alt_text", "credit", "sizes"]
    meta_fields: ClassVar[list[str]] = BaseAPIViewSet.meta_fields
    listing_default_fields: ClassVar[list[str]] = ["id", "alt_text", "width", "height", "sizes"]
    nested_default_fields: ClassVar[list[str]] = ["id", "alt_text"]

    def get_queryset(self) -> QuerySet[Any]:
        """Return photos on public pages."""
        return shown_on_public_pages(super().get_queryset())


class PublicDocumentsAPIViewSet(DocumentsAPIViewSet):
    """Documents that a public page offers."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return documents on public pages."""
        return shown_on_public_pages(super().get_queryset())
