"""Addresses of the public copies of a photo.

A copy is made when it is first asked for, so that publishing never waits for encoding. WebP is
written without the EXIF data (place and time of taking) that JPEG copies would keep.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.images.utils import generate_signature

from media.models import Photo

WIDTHS = (400, 800, 1600)
CARD_SPEC = "fill-600x400-c0|format-webp"
WIDE_SPEC = "fill-1200x800-c0|format-webp"
VIEW_NAME = "public_photo"


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """One size of one photo; width and height in pixels."""

    width: int
    height: int
    url: str


def copy_url(photo_id: int, spec: str) -> str:
    """Return the signed address of the copy of a photo made by the filter `spec`."""
    return reverse(VIEW_NAME, args=[generate_signature(photo_id, spec), photo_id, spec])


def sizes_of(photo: Photo) -> list[PublicCopy]:
    """Return the copies offered on pages, small to large; none is wider than the original."""
    copies: list[PublicCopy] = []
    for width in WIDTHS:
        if copies and width > photo.width:
            break
        shown = min(width, photo.width)
        height = max(1, round(photo.height * shown / max(1, photo.width)))
        copies.append(PublicCopy(shown, height, copy_url(photo.pk, f"width-{width}|format-webp")))
    return copies


def photo_record(
    photo: Photo, *, alt: str = "", caption: str = "", credit: str = ""
) -> dict[str, Any]:
    """Return what pages and API tell of a photo."""
    copies = sizes_of(photo)
    largest = copies[-1]
    return {
        "id": photo.pk,
        "alt": alt or photo.alt_text or caption,
        "caption": caption,
        "credit": credit or photo.credit,
        "width": largest.width,
        "height": largest.height,
        "url": largest.url,
        "card_url": copy_url(photo.pk, CARD_SPEC),
        "wide_url": copy_url(photo.pk, WIDE_SPEC),
        "sizes": [{"width": c.width, "height": c.height, "url": c.url} for c in copies],
    }
