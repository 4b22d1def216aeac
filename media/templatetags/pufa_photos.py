"""Public copies of photos in templates."""

from typing import Any

from django import template

from media.models import Photo
from media.public_copies import photo_record

register = template.Library()


@register.simple_tag
def public_photo(photo: Photo, *, alt: str = "", caption: str = "") -> dict[str, Any]:
    """Return the addresses and sizes of the public copies of `photo`."""
    return photo_record(photo, alt=alt, caption=caption)
