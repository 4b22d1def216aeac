"""Whether a file is a photo that may come in, judged by its content before anything is decoded."""

import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError
from pillow_heif import register_heif_opener

from media.limits import FORMATS, MOST_BYTES, MOST_PIXELS, MOST_SCANS

register_heif_opener()

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_SCAN = b"\xff\xda"
_LONGEST_NAME = 60


class PhotoRefusedError(Exception):
    """Why a file cannot come in, as a sentence for whoever sent it, naming the file."""


@dataclass(frozen=True, slots=True)
class Header:
    """Format as Pillow calls it, and the size in pixels as stored."""

    format: str
    width: int
    height: int


def inspect(data: bytes, name: str) -> Header:
    """Check a file by its first bytes. Raises PhotoRefusedError with a message naming the file."""
    shown = shown_name(name)
    if not data:
        raise PhotoRefusedError(f"{shown}是空的，请重新选择照片。")
    if len(data) > MOST_BYTES:
        raise PhotoRefusedError(f"{shown}超过 {MOST_BYTES // 1024**2} MB，请缩小后再传。")
    kind = format_of(data)
    if kind is None:
        raise PhotoRefusedError(f"{shown}不是照片，可以上传 JPEG、PNG、WebP、HEIC 格式。")
    try:
        with opened(data, kind) as picture:
            width, height = picture.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels(shown) from error
    except MemoryError:
        raise
    except Exception as error:
        raise damaged(shown) from error
    if width * height > MOST_PIXELS:
        raise too_many_pixels(shown)
    if kind == "JPEG" and data.count(_SCAN) > MOST_SCANS:
        raise PhotoRefusedError(f"{shown}的内部结构异常，请用手机重新保存后再传。")
    return Header(kind, width, height)


def format_of(data: bytes) -> str | None:
    """The format that the content says, whatever the file is called."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    return None


def opened(data: bytes, kind: str) -> Image.Image:
    """The picture with nothing decoded yet; no decoder but that of `kind` ever sees the data."""
    if kind not in FORMATS:
        raise UnidentifiedImageError(kind)
    return Image.open(io.BytesIO(data), formats=[kind])


def damaged(shown: str) -> PhotoRefusedError:
    """The refusal of a file that cannot be decoded to its end."""
    return PhotoRefusedError(f"{shown}已损坏或未传完整，请重新上传。")


def too_many_pixels(shown: str) -> PhotoRefusedError:
    """The refusal of a picture larger than any phone takes."""
    return PhotoRefusedError(
        f"{shown}像素过大（最多 {MOST_PIXELS // 10_000} 万像素），请缩小后再传。"
    )


def shown_name(name: str) -> str:
    """A file's name as a message may show it."""
    printable = "".join(sign for sign in name if sign.isprintable())
    short = printable if len(printable) <= _LONGEST_NAME else f"{printable[:_LONGEST_NAME]}…"
    return f"“{short}”" if short else "这个文件"
