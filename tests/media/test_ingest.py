"""What comes in of a file, what goes out to the public, and what is refused with which words."""

import io
import struct
import zlib
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base
from pillow_heif import register_heif_opener

from media.ingest import encode, prepare, receive
from media.inspection import PhotoRefusedError
from tests.media.scenes import jpeg, scene

register_heif_opener()
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SECRET = b"QX7-secret-of-the-camera"
PLACE = (29.5, 105.75)


def exif(**tags) -> Image.Exif:
    data = Image.Exif()
    data[Base.Make], data[Base.Model] = "HUAWEI", "HUAWEI P60"
    data[Base.Software] = "P60 1.0"
    data[Base.ImageDescription] = SECRET.decode()
    details = data.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = "2024:05:06 14:30:05"
    details[Base.OffsetTimeOriginal] = "+08:00"
    details[Base.MakerNote] = SECRET
    for name, value in tags.items():
        details[Base[name]] = value
    places = data.get_ifd(IFD.GPSInfo)
    places[GPS.GPSLatitudeRef], places[GPS.GPSLatitude] = "N", (29.0, 30.0, 0.0)
    places[GPS.GPSLongitudeRef], places[GPS.GPSLongitude] = "E", (105.0, 45.0, 0.0)
    return data


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return scene(1, (1000, 750))


def stored(picture: Image.Image, kind: str, **options) -> bytes:
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def with_everything(picture: Image.Image, kind: str) -> bytes:
    """The picture with data in every place the format has for it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif(), "icc_profile": profile}
    if kind in {"JPEG", "WEBP", "HEIF"}:
        options["xmp"] = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    if kind == "JPEG":
        options["comment"] = SECRET
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", SECRET.decode())
        texts.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=True)
        options["pnginfo"] = texts
    data = stored(picture, kind, **options)
    return data + SECRET if kind == "JPEG" else data  # as a motion photo carries its film


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nothing_but_pixels_is_public(picture, kind):
    data = with_everything(picture, kind)
    photo = prepare(data, "IMG_1.jpg", now=NOW)
    assert [(file.format, file.width) for file in photo.files] == [
        (kind, width) for width in (1000, 800, 400) for kind in ("JPEG", "AVIF")
    ]
    for content in (photo.received.thumbnail, *(file.content for file in photo.files)):
        for trace in (SECRET, b"Exif", b"HUAWEI", b"xmpmeta", b"ICC_PROFILE", b"2024:05:06"):
            assert trace not in content
        with Image.open(io.BytesIO(content)) as shown:
            assert dict(shown.getexif()) == {}
            assert not shown.info.keys() & {"exif", "icc_profile", "xmp", "comment"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_cameras_word_is_read(picture, kind):
    capture = receive(with_everything(picture, kind), "x", now=NOW).capture
    assert capture.taken_at is not None
    assert capture.taken_at.isoformat() == "2024-05-06T14:30:05+08:00"
    assert (capture.camera, capture.software) == ("HUAWEI P60", "P60 1.0")
    assert capture.position == PLACE


@pytest.mark.parametrize(
    ("original", "offset", "taken"),
    [
        ("2024:05:06 14:30:05", "", "2024-05-06T14:30:05"),
        ("2024-05-06 14:30:05", "+08:00", "2024-05-06T14:30:05+08:00"),
        ("2024:05:06 14:30:05", "+99:00", "2024-05-06T14:30:05"),
        ("2024:05:06 24:30:05", "+08:00", None),
        ("2024:13:06 14:30:05", "+08:00", None),
        ("0000:00:00 00:00:00", "+08:00", None),
        ("1970:01:01 00:00:00", "+08:00", None),
        ("2031:05:06 14:30:05", "+08:00", None),
        ("gestern", "+08:00", None),
    ],
)
def test_a_time_that_cannot_be_is_unknown(picture, original, offset, taken):
    data = jpeg(picture, exif=exif(DateTimeOriginal=original, OffsetTimeOriginal=offset))
    found = receive(data, "x", now=NOW).capture.taken_at
    assert (found.isoformat() if found else None) == taken


@pytest.mark.parametrize(
    "broken",
    [
        {GPS.GPSLatitude: (0.0, 0.0, 0.0), GPS.GPSLongitude: (0.0, 0.0, 0.0)},
        {GPS.GPSLatitude: (91.0, 0.0, 0.0)},
        {GPS.GPSLatitude: (29.0, 75.0, 0.0)},
        {GPS.GPSLatitudeRef: ""},
    ],
)
def test_a_place_that_cannot_be_is_unknown(picture, broken):
    data = exif()
    data.get_ifd(IFD.GPSInfo).update(broken)
    assert receive(jpeg(picture, exif=data), "x", now=NOW).capture.position is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_shown_upright(orientation):
    upright = Image.new("RGB", (800, 600), "white")
    ImageDraw.Draw(upright).rectangle([0, 0, 399, 299], fill="red")
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = upright.transpose(back[orientation]) if orientation > 1 else upright
    data = Image.Exif()
    data[Base.Orientation] = orientation
    photo = prepare(jpeg(held, exif=data), "x", now=NOW)
    assert (photo.received.width, photo.received.height) == (800, 600)
    shown = Image.open(io.BytesIO(photo.files[0].content))
    assert shown.size == (800, 600)
    assert shown.getpixel((100, 100))[1] < 60
    assert all(part > 220 for part in shown.getpixel((700, 500)))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("RGBA", "PNG"), ("LA", "PNG"), ("I;16", "PNG"),
     ("1", "PNG"), ("RGBA", "WEBP")],
)  # fmt: skip
def test_every_kind_of_pixels_comes_in_as_what_it_shows(mode, kind):
    grey = Image.linear_gradient("L").resize((640, 480))
    held = grey.point(lambda v: v * 256, "I").convert("I;16") if mode == "I;16" else grey
    held = held if held.mode == mode else grey.convert("RGB").convert(mode)
    photo = prepare(stored(held, kind), "x", now=NOW)
    shown = Image.open(io.BytesIO(photo.files[0].content))
    assert (shown.mode, shown.size) == ("RGB", (640, 480))
    if mode != "1":
        assert shown.getpixel((320, 10))[0] < 40 < 200 < shown.getpixel((320, 470))[0]


def test_transparency_is_shown_on_white():
    photo = prepare(stored(Image.new("RGBA", (600, 400), (0, 0, 0, 0)), "PNG"), "x", now=NOW)
    assert Image.open(io.BytesIO(photo.files[0].content)).getpixel((5, 5)) == (255, 255, 255)


def test_no_public_file_is_wider_than_the_photo():
    assert [f.width for f in encode(jpeg(scene(2, (640, 480))))] == [640, 640, 400, 400]


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 900), (3000, 1)])
def test_the_smallest_pictures_come_in(width, height):
    photo = prepare(jpeg(Image.new("RGB", (width, height), "red")), "x", now=NOW)
    assert photo.files[-1].width == min(width, 400)


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def jpeg_header(width: int, height: int) -> bytes:
    small = bytearray(jpeg(Image.new("RGB", (8, 8))))
    place = small.index(b"\xff\xc0") + 5
    small[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(small)


WHOLE = jpeg(scene(3, (640, 480)))
DAMAGED = "已损坏或未传完整，请重新上传。"
NO_PHOTO = "不是照片，可以上传 JPEG、PNG、WebP、HEIC 格式。"
TOO_LARGE = "像素过大（最多 12000 万像素），请缩小后再传。"
REFUSED = {
    "empty": (b"", "是空的，请重新选择照片。"),
    "30 MB and more": (WHOLE + bytes(31 * 1024 * 1024), "超过 30 MB，请缩小后再传。"),
    **{f"{n} bytes": (WHOLE[:n], DAMAGED if n > 2 else NO_PHOTO) for n in (1, 2, 4, 12, 20)},
    **{
        f"cut at {share} %": (WHOLE[: len(WHOLE) * share // 100], DAMAGED)
        for share in (10, 25, 50, 75, 90, 95, 99)
    },
    "without its end": (WHOLE[:-2], DAMAGED),
    "zeros at its end": (WHOLE[: len(WHOLE) // 2] + bytes(len(WHOLE) // 2), DAMAGED),
    "a PNG of 900 megapixels": (png_header(30_000, 30_000), TOO_LARGE),
    "a JPEG of 4.2 gigapixels": (jpeg_header(65_000, 65_000), TOO_LARGE),
    "a PNG without pixels": (png_header(0, 0), DAMAGED),
    "a cut PNG": (stored(scene(3, (320, 240)), "PNG")[:5000], DAMAGED),
    "a cut WebP": (stored(scene(3, (320, 240)), "WEBP")[:3000], DAMAGED),
    "a cut HEIC": (stored(scene(3, (320, 240)), "HEIF")[:2000], DAMAGED),
    "1,500 scans": (WHOLE[:-2] + b"\xff\xda\x00\x02" * 1500 + b"\xff\xd9", "的内部结构异常"),
    "a GIF": (stored(Image.new("P", (9, 9)), "GIF"), NO_PHOTO),
    "a TIFF": (stored(Image.new("RGB", (9, 9)), "TIFF"), NO_PHOTO),
    "a BMP": (stored(Image.new("RGB", (9, 9)), "BMP"), NO_PHOTO),
    "an AVIF": (stored(Image.new("RGB", (9, 9)), "AVIF"), NO_PHOTO),
    "an icon": (stored(Image.new("RGB", (32, 32)), "ICO"), NO_PHOTO),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NO_PHOTO),
    "a web page": (b"<html><script>alert(1)</script>", NO_PHOTO),
    "a PDF": (b"%PDF-1.7\n", NO_PHOTO),
    "a program": (b"MZ\x90\x00", NO_PHOTO),
    "an archive": (b"PK\x03\x04", NO_PHOTO),
    "a film": (b"\x00\x00\x00\x18ftypqt  ", NO_PHOTO),
    "text": ("照片".encode() * 100, NO_PHOTO),
    "noise": (bytes(range(256)) * 40, NO_PHOTO),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_photo_is_refused_by_name(why):
    data, message = REFUSED[why]
    with pytest.raises(PhotoRefusedError) as refusal:
        prepare(data, "赶场.jpg", now=NOW)
    assert str(refusal.value).startswith("“赶场.jpg”")
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "“../../etc/passwd”"), ("a\0b\r\nc.jpg", "“abc.jpg”"), ("", "这个文件"),
     ("长" * 300, f"“{'长' * 60}…”"), ("\u202egpj.exe", "“gpj.exe”")],
)  # fmt: skip
def test_strange_names_are_shown_harmlessly(name, shown):
    with pytest.raises(PhotoRefusedError) as refusal:
        receive(b"", name)
    assert str(refusal.value).startswith(shown)


@pytest.mark.parametrize("name", ["x.png", "x.exe", "x"])
def test_the_content_counts_and_not_the_name(name):
    assert receive(WHOLE, name).header.format == "JPEG"


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "damage", [b"\xff\xff", b"II*\0\xff\xff\xff\xff", b"MM\0*" + b"\xee" * 400]
)
def test_damaged_camera_data_keeps_no_photo_out(damage):
    block = b"Exif\0\0" + damage
    data = WHOLE[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + WHOLE[2:]
    received = receive(data, "x")
    assert received.capture.taken_at is None
    assert SECRET not in received.thumbnail


@pytest.mark.parametrize(
    ("software", "size", "kind", "code"),
    [
        ("Adobe Photoshop 25.0", (640, 480), "JPEG", "edited"),
        ("Meitu 10.2", (640, 480), "JPEG", "edited"),
        ("", (1080, 2340), "PNG", "screenshot"),
        ("", (1080, 810), "JPEG", "recompressed"),
        ("", (640, 480), "JPEG", "no-capture-data"),
    ],
)
def test_signs_worth_a_second_look(software, size, kind, code):
    data = Image.Exif()
    if software:
        data[Base.Software] = software
        data[Base.Model] = "P60"
    received = receive(stored(scene(4, size), kind, exif=data), "x")
    assert [sign.code for sign in received.signs] == [code]


def test_a_photo_of_a_camera_has_no_signs(picture):
    assert receive(jpeg(picture, exif=exif()), "x", now=NOW).signs == ()
