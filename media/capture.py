"""What a picture says of its own taking: when, with what, where; it may be wrong or missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

_TIME = re.compile(
    r"(\d{4})[:\-/.年](\d{1,2})[:\-/.月](\d{1,2})日?[ T]*(\d{1,2}):(\d{2})(?::(\d{2}))?"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_FIRST_YEAR = 1995  # before it no phone or camera wrote EXIF
_LONGEST_TEXT = 80
_LONGEST_OFFSET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Capture:
    """`taken_at` has a zone only where the camera gave one; `position` is latitude, longitude."""

    taken_at: datetime | None = None
    camera: str = ""
    software: str = ""
    position: tuple[float, float] | None = None


def capture_of(picture: Image.Image, *, now: datetime) -> Capture:
    """Read the EXIF data of an opened picture; what cannot be read or true is left out."""
    try:
        exif = picture.getexif()
        main, details, places = dict(exif), _part(exif, IFD.Exif), _part(exif, IFD.GPSInfo)
    except Exception:  # noqa: BLE001 - damaged EXIF data makes the reader raise whatever there is
        return Capture()
    return Capture(
        taken_at=_taken_at(main, details, now),
        camera=_camera(main),
        software=_text(main.get(Base.Software)),
        position=_position(places),
    )


def _part(exif: Image.Exif, part: IFD) -> Mapping[int, Any]:
    try:
        return exif.get_ifd(part)
    except Exception:  # noqa: BLE001 - see above
        return {}


def _taken_at(
    main: Mapping[int, Any], details: Mapping[int, Any], now: datetime
) -> datetime | None:
    for found, time_tag, offset_tag in (
        (details, Base.DateTimeOriginal, Base.OffsetTimeOriginal),
        (details, Base.DateTimeDigitized, Base.OffsetTimeDigitized),
        (main, Base.DateTime, Base.OffsetTime),
    ):
        time = _time(_text(found.get(time_tag)))
        if time is None:
            continue
        zone = _zone(_text(details.get(offset_tag)))
        given = time if zone is None else time.replace(tzinfo=zone)
        # A camera without a zone may be ahead of ours by some hours.
        latest = now + timedelta(days=1)
        if time.year >= _FIRST_YEAR and (given if zone else given.replace(tzinfo=UTC)) <= latest:
            return given
    return None


def _time(text: str) -> datetime | None:
    match = _TIME.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def _zone(text: str) -> timezone | None:
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    if offset > _LONGEST_OFFSET:
        return None
    return timezone(-offset if match[1] == "-" else offset)


def _camera(main: Mapping[int, Any]) -> str:
    make, model = _text(main.get(Base.Make)), _text(main.get(Base.Model))
    named = model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()
    return named[:_LONGEST_TEXT]


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="replace")
    if not isinstance(value, str):
        return ""
    printable = "".join(sign if sign.isprintable() else " " for sign in value.split("\0")[0])
    return " ".join(printable.split())[:_LONGEST_TEXT]


def _position(places: Mapping[int, Any]) -> tuple[float, float] | None:
    latitude = _degrees(places.get(GPS.GPSLatitude), places.get(GPS.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(places.get(GPS.GPSLongitude), places.get(GPS.GPSLongitudeRef), "EW", 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None
    return latitude, longitude


def _degrees(parts: Any, side: Any, sides: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
        direction = 1 if _text(side) == sides[0] else -1 if _text(side) == sides[1] else 0
        value = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    is_sound = direction and 0 <= minutes < 60 and 0 <= seconds < 60 and 0 <= value <= most
    return round(direction * value, 6) if is_sound else None
