"""The public record in Wagtail's own API: every custom field comes from the public entry."""

from typing import Any

from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.models import Page

COMMON_FIELDS = [
    "kind",
    "kind_label",
    "url",
    "date",
    "summary",
    "source",
    "department",
    "township",
    "place",
    "village",
    "laws",
    "thumbnail",
    "breadcrumb",
]


class RecordField(Field):
    """One value of a page's public record."""

    def get_attribute(self, instance: Page) -> Page:
        """Take the page itself; the record hangs on it."""
        return instance

    def to_representation(self, value: Page) -> Any:
        """Return the value, None where the page is not public."""
        entry = getattr(value, "public_entry", None)
        return entry.api.get(self.field_name) if entry else None


def record_api_fields(*names: str) -> list[APIField]:
    """Return API fields for the common public facts and those named."""
    return [APIField(name, serializer=RecordField()) for name in (*COMMON_FIELDS, *names)]
