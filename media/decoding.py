"""Whether the file of a picture is whole."""

from typing import IO

from PIL import Image

JPEG_START = b"\xff\xd8"
JPEG_SCAN = 0xDA
JPEG_END = b"\xff\xd9"
SMALLEST_SCALE = 8  # libjpeg's; it still reads every byte


def is_whole(file: IO[bytes]) -> bool:
    """Whether everything in the picture can be decoded. Leaves `file` at its beginning."""
    file.seek(0)
    try:
        with Image.open(file) as picture:
            # Costs a JPEG of a hundred megapixels a few megabytes instead of hundreds.
            shrink(picture, SMALLEST_SCALE)
            picture.load()
        file.seek(0)
        return has_end(file.read())
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged files make decoders raise whatever there is
        return False
    finally:
        file.seek(0)


def shrink(picture: Image.Image, scale: int) -> None:
    """Let a JPEG be decoded to 1/`scale` of its size: 2, 4 or 8. Other formats stay as they are."""
    picture.draft(None, (max(1, picture.width // scale), max(1, picture.height // scale)))


def has_end(content: bytes) -> bool:
    """Whether a JPEG says where it ends, which decoders do without; True of any other format.

    What a phone's network lost is often filled with zeros, which decode to grey.
    """
    if not content.startswith(JPEG_START):
        return True
    position = len(JPEG_START)
    # Up to the picture itself: EXIF data holds a small picture with an end of its own.
    while position + 4 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
        if marker == JPEG_SCAN:
            return JPEG_END in content[position:]
    return False
