"""What happens to a picture that did not arrive whole, on each way a photo can be uploaded."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from media.decoding import has_end
from media.forms import DAMAGED
from media.models import Photo

pytestmark = pytest.mark.django_db


def picture(kind: str, **options) -> bytes:
    content = BytesIO()
    noise = Image.effect_noise((320, 240), 80).convert("RGB")
    noise.save(content, kind, **options)
    return content.getvalue()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_zeros(content: bytes) -> bytes:
    return half(content) + bytes(len(content) // 2)


def with_wrong_bytes(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(64) + content[middle + 64 :]


def cut_before_its_end(content: bytes) -> bytes:
    return content[:-2]


DAMAGED_FILES = {
    "half a JPEG": ("a.jpg", half(picture("JPEG"))),
    "half a progressive JPEG": ("a.jpg", half(picture("JPEG", progressive=True))),
    "a JPEG filled up with zeros": ("a.jpg", with_zeros(picture("JPEG"))),
    "a JPEG without its end": ("a.jpg", cut_before_its_end(picture("JPEG"))),
    "a JPEG of zeros": ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(2000)),
    "a PNG with wrong bytes": ("a.png", with_wrong_bytes(picture("PNG"))),
    "half a PNG": ("a.png", half(picture("PNG"))),
    "a PNG of nothing": ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50),
    "half a WebP": ("a.webp", half(picture("WEBP"))),
    "half a HEIC": ("a.heic", half(picture("HEIF"))),
}


@pytest.fixture(params=DAMAGED_FILES)
def damaged(request) -> SimpleUploadedFile:
    name, content = DAMAGED_FILES[request.param]
    return SimpleUploadedFile(name, content)


def post(client: Client, way: str, file: SimpleUploadedFile):
    collection = Collection.get_first_root_node().pk
    if way == "add":
        data = {"title": "照片", "collection": collection, "file": file, "tags": ""}
        return client.post(reverse("wagtailimages:add"), data)
    if way == "add_multiple":
        data = {"title": "照片", "collection": collection, "files[]": file}
        return client.post(reverse("wagtailimages:add_multiple"), data)
    prefix = "image-chooser-upload"
    data = {f"{prefix}-title": "照片", f"{prefix}-collection": collection, f"{prefix}-file": file}
    return client.post(reverse("wagtailimages_chooser:create"), data)


WAYS = ["add", "add_multiple", "chooser"]


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_picture_is_refused_with_what_to_do(way, damaged, admin_client):
    answer = post(admin_client, way, damaged)
    assert answer.status_code == 200
    shown = answer.json() if answer["Content-Type"] == "application/json" else answer
    text = shown.content.decode() if shown is answer else "".join(map(str, shown.values()))
    assert DAMAGED in text
    assert not Photo.objects.exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.heic", "HEIF")]
)
def test_a_whole_picture_is_taken(way, name, kind, admin_client):
    post(admin_client, way, SimpleUploadedFile(name, picture(kind)))
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (320, 240)


def test_a_large_picture_goes_another_way_to_disk_and_is_looked_at_all_the_same(
    admin_client, settings
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = post(admin_client, "add", SimpleUploadedFile("a.jpg", half(picture("JPEG"))))
    assert DAMAGED in answer.content.decode()
    post(admin_client, "add", SimpleUploadedFile("a.jpg", picture("JPEG")))
    assert Photo.objects.count() == 1


def test_the_end_of_a_small_picture_inside_is_not_the_end_of_the_picture():
    inside = b"\xff\xe1\x00\x08\xff\xda\xff\xd9ab"
    scan = b"\xff\xda\x00\x04ab" + b"\x11" * 20
    assert not has_end(b"\xff\xd8" + inside + scan)
    assert has_end(b"\xff\xd8" + inside + scan + b"\xff\xd9")
    assert has_end(b"\xff\xd8" + inside + scan + b"\xff\xd9" + b"a film of the moment")


@pytest.mark.parametrize("way", WAYS)
def test_a_whole_picture_of_a_few_pixels_comes_in(way, admin_client):
    content = BytesIO()
    Image.new("RGB", (3, 5), "red").save(content, "JPEG")
    post(admin_client, way, SimpleUploadedFile("a.jpg", content.getvalue()))
    assert Photo.objects.count() == 1
