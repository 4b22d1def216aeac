"""From stored pixels to what a viewer should see: upright, in sRGB, without transparency."""

import io

from PIL import Image, ImageCms, ImageOps

_ORIENTATION = 0x0112
_WHITE = (255, 255, 255)
_MOST_PROFILE_BYTES = 4 * 1024 * 1024
_SRGB = ImageCms.createProfile("sRGB")


def as_seen(picture: Image.Image) -> Image.Image:
    """The decoded picture, upright, as RGB in sRGB, on white, and with nothing but its pixels."""
    orientation = _orientation(picture)
    profile = picture.info.get("icc_profile")
    flat = _on_white(_in_8_bits(picture))
    flat = _in_srgb(flat, profile) if profile else _as_rgb(flat)
    flat.info = {}
    turn = ImageOps.exif_transpose  # knows the eight values; wants them in the EXIF data
    if orientation in range(2, 9):
        flat.getexif()[_ORIENTATION] = orientation
        flat = turn(flat)
        flat.info = {}
    return flat


def is_turned(picture: Image.Image) -> bool:
    """Whether the picture is stored lying on its side."""
    return _orientation(picture) in range(5, 9)


def _orientation(picture: Image.Image) -> int:
    if picture.format == "HEIF":
        return 1  # its decoder has turned it already
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - damaged EXIF data makes the reader raise whatever there is
        return 1


def _in_8_bits(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("I", "F"):
        return picture.point(lambda value: value / 256).convert("L")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "P" and "transparency" not in picture.info:
        return picture.convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA", "P", "La", "RGBa"):
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", seen.size, _WHITE)
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    if picture.mode not in ("RGB", "CMYK", "L") or len(profile) > _MOST_PROFILE_BYTES:
        return _as_rgb(picture)
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(given).lower() and picture.mode == "RGB":
            return picture.copy()
        changed = ImageCms.profileToProfile(picture, given, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return _as_rgb(picture)
    return changed if changed is not None else _as_rgb(picture)


def _as_rgb(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB") if picture.mode != "RGB" else picture.copy()
