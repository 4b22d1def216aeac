"""Addresses in API answers: complete, with the host and port that were asked."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import NoReverseMatch
from rest_framework.fields import Field, SkipField
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2 import serializers
from wagtail.documents.api.v2 import serializers as document_serializers
from wagtail.models import Page


class LocalFind:
    """Leads from a path to the object's address at the host that was asked."""

    def find_view(self, request: Request) -> Response:
        """Redirect to the object; Wagtail would name the host that stands in the site's row."""
        response: Response = super().find_view(request)  # type: ignore[misc]
        found = urlsplit(response["Location"])
        response["Location"] = found._replace(scheme="", netloc="").geturl().rstrip("?")
        return response


class DetailUrlField(Field):
    """The object's address in the API."""

    def get_attribute(self, instance: Any) -> str:
        """Make the address; an object without an endpoint has none."""
        path = self.context["router"].get_object_detail_urlpath(type(instance), instance.pk)
        if not path:
            raise SkipField
        return str(self.context["request"].build_absolute_uri(path))

    def to_representation(self, value: str) -> str:
        """Give the address as it is."""
        return value


class HtmlUrlField(Field):
    """The address of the web page; one of another site of this server keeps its host."""

    def get_attribute(self, instance: Page) -> Page:
        """Take the page itself."""
        return instance

    def to_representation(self, value: Page) -> str | None:
        """Return the address, None for a page outside every site."""
        request = self.context["request"]
        try:
            url = value.get_url(request._request)
        except NoReverseMatch:
            return None
        return str(request.build_absolute_uri(url)) if url else None


class DownloadUrlField(Field):
    """The address of a document's file."""

    def get_attribute(self, instance: Any) -> str:
        """Make the address."""
        return str(self.context["request"].build_absolute_uri(instance.url))

    def to_representation(self, value: str) -> str:
        """Give the address as it is."""
        return value


class _OtherPage:
    """Another page in short."""

    def to_representation(self, value: Page) -> Any:
        """Return id, kind, addresses and title."""
        serializer = serializers.get_serializer_class(
            type(value),
            ["id", "type", "detail_url", "html_url", "title"],
            meta_fields=["type", "detail_url", "html_url"],
            base=PageSerializer,
        )
        return serializer(context=self.context).to_representation(value)  # type: ignore[attr-defined]


class ParentField(_OtherPage, serializers.PageParentField):
    """The page above, where it is public."""


class AliasOfField(_OtherPage, serializers.PageAliasOfField):
    """The page that this one repeats."""


class PageSerializer(serializers.PageSerializer):
    """A page with addresses at the host that was asked."""

    detail_url = DetailUrlField(read_only=True)
    html_url = HtmlUrlField(read_only=True)
    parent = ParentField(read_only=True)
    alias_of = AliasOfField(read_only=True)


class DocumentSerializer(document_serializers.DocumentSerializer):
    """A document with addresses at the host that was asked."""

    detail_url = DetailUrlField(read_only=True)
    download_url = DownloadUrlField(read_only=True)
