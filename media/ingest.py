"""From the bytes of a file to a photo that is ready to be kept and shown.

`receive` is what an upload waits for: everything is checked, read and hashed, at the price of one
decoding at the smallest scale the decoder offers. `encode` makes the public files, at the price of
one decoding at the scale of the largest of them; a worker may do it later. `prepare` does both.
Nothing here keeps anything or knows of databases.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PIL import Image

from media.borders import is_framed, photo_within
from media.capture import Capture, capture_of
from media.decoding import SMALLEST_SCALE, has_end, shrink
from media.inspection import Header, damaged, inspect, opened, shown_name
from media.perceptual import Fingerprint, fingerprints
from media.pixels import as_seen, is_turned
from media.signs import Sign, signs_of

WIDTHS = (1600, 800, 400)
THUMBNAIL_SIDE = 320
_NEARLY = 0.93  # of the widest size will do where a full decoding would be the price of the rest
_WORK_SIDE = 2016  # longest side of a picture kept for the encoder where decoding is dear
_WORK_QUALITY = 92
_JPEG: Mapping[str, int | bool] = {"quality": 76, "optimize": True}
_AVIF: Mapping[str, int | bool] = {"quality": 65, "speed": 9, "max_threads": 1}


@dataclass(frozen=True, slots=True)
class Received:
    """What is known of a photo as soon as it has come in.

    `sha256` is of the file's bytes; width and height are of the upright picture in pixels.
    `prints` holds the fingerprints of the whole picture in its eight orientations, `inner_prints`
    those of the photo within borders, if it has any. `work` replaces the file for `encode` where
    decoding the file again would be dear.
    """

    header: Header
    width: int
    height: int
    sha256: str
    capture: Capture
    prints: tuple[Fingerprint, ...]
    inner_prints: tuple[Fingerprint, ...]
    signs: tuple[Sign, ...]
    thumbnail: bytes
    work: bytes | None = None


@dataclass(frozen=True, slots=True)
class PublicFile:
    """One size of a photo in one format, without any data but its pixels."""

    format: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo with all its public files, largest first."""

    received: Received
    files: tuple[PublicFile, ...]


def prepare(data: bytes, name: str, *, now: datetime | None = None) -> PreparedPhoto:
    """Receive and encode. Raises PhotoRefusedError with a message naming the file."""
    received = receive(data, name, now=now)
    return PreparedPhoto(received, encode(received.work or data))


def receive(data: bytes, name: str, *, now: datetime | None = None) -> Received:
    """Check, read and hash. Raises PhotoRefusedError with a message naming the file."""
    header = inspect(data, name)
    with opened(data, header.format) as picture:
        capture = capture_of(picture, now=now or datetime.now(tz=UTC))
        small, work = _decoded_small(picture, header, data, name)
    width, height = header.width, header.height
    if (small.width > small.height) != (width > height):
        width, height = height, width
    box = photo_within(small)
    return Received(
        header=header,
        width=width,
        height=height,
        sha256=hashlib.sha256(data).hexdigest(),
        capture=capture,
        prints=fingerprints(small),
        inner_prints=fingerprints(small.crop(box)) if box else (),
        signs=signs_of(
            capture,
            format=header.format,
            width=width,
            height=height,
            is_bordered=box is not None and is_framed(small, box),
        ),
        thumbnail=_thumbnail(small),
        work=work,
    )


def encode(data: bytes, widths: Sequence[int] = WIDTHS) -> tuple[PublicFile, ...]:
    """The public files of a received photo, largest first; none is wider than the photo.

    `data` is the file, or the `work` that came with it; `widths` fall.
    """
    header = inspect(data, "")
    with opened(data, header.format) as picture:
        across = picture.height if is_turned(picture) else picture.width
        _draft(picture, scale=across / widths[0])
        seen = as_seen(picture)
    files: list[PublicFile] = []
    for width in widths:
        if files and width >= files[-1].width:
            continue
        shown = min(width, seen.width)
        height = max(1, round(seen.height * shown / seen.width))
        if (shown, height) != seen.size:
            seen = seen.resize((shown, height), Image.Resampling.BICUBIC, reducing_gap=1.1)
        files.append(_file(seen, "JPEG", _JPEG))
        files.append(_file(seen, "AVIF", _AVIF))
    return tuple(files)


def _decoded_small(
    picture: Image.Image, header: Header, data: bytes, name: str
) -> tuple[Image.Image, bytes | None]:
    """The picture as seen, small but good enough to look at, and the work where it is wanted."""
    try:
        if header.format == "JPEG":
            shrink(picture, SMALLEST_SCALE)
            picture.load()
            if not has_end(data):
                raise damaged(shown_name(name))
            return as_seen(picture), None
        picture.load()
    except (MemoryError, Image.DecompressionBombError):
        raise
    except Exception as error:
        raise damaged(shown_name(name)) from error
    factor = max(1, round(max(picture.size) / _WORK_SIDE))
    if picture.mode == "RGB" and factor > 1:
        picture = _reduced(picture, factor)
    seen = as_seen(picture)
    work = io.BytesIO()
    seen.save(work, "JPEG", quality=_WORK_QUALITY, subsampling=0)
    return _reduced(seen, max(1, min(seen.size) // THUMBNAIL_SIDE)), work.getvalue()


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    smaller = picture.reduce(factor)
    smaller.format, smaller.info = picture.format, picture.info
    return smaller


def _draft(picture: Image.Image, *, scale: float) -> None:
    """Let a JPEG be decoded at a scale the decoder offers, to hardly less than 1/`scale`."""
    for offered in (SMALLEST_SCALE, 4, 2):
        if offered * _NEARLY <= scale:
            shrink(picture, offered)
            return


def _thumbnail(small: Image.Image) -> bytes:
    picture = small.copy()
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.BILINEAR, reducing_gap=1.1)
    return _file(picture, "JPEG", _JPEG).content


def _file(picture: Image.Image, kind: str, options: Mapping[str, int | bool]) -> PublicFile:
    content = io.BytesIO()
    picture.info = {}  # encoders copy what they find there
    picture.save(content, kind, **options)
    return PublicFile(kind, picture.width, picture.height, content.getvalue())
