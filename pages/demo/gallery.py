"""Photos of the demonstration: drawn when first needed, kept with the unit that shows them."""

import io
from typing import Any

from django.core.files.images import ImageFile
from wagtail.models import Collection

from media.models import Photo
from pages.demo.content import DemoDataError, parse_photo
from pages.demo.pictures import PICTURES, jpeg_bytes

MARK = "插画："


class Gallery:
    """Photos by the names of their pictures."""

    def __init__(self) -> None:
        self.created = 0
        self._photos = {
            photo.title: photo for photo in Photo.objects.filter(alt_text__startswith=MARK)
        }

    def photo(self, name: str, collection: Collection) -> Photo:
        """Return the photo of a picture, drawn into `collection` where it is missing."""
        picture = PICTURES.get(name)
        if picture is None:
            raise DemoDataError(f"示例数据提到的图片“{name}”不存在。")
        photo = self._photos.get(picture.title)
        if photo is None:
            file = ImageFile(io.BytesIO(jpeg_bytes(picture.draw())), name=f"demo-{name}.jpg")
            photo = Photo.objects.create(
                title=picture.title,
                file=file,
                alt_text=picture.alt,
                collection=collection,
            )
            self._photos[picture.title] = photo
            self.created += 1
        return photo

    def stream(
        self, written: list[str], collection: Collection
    ) -> list[tuple[str, dict[str, Any]]]:
        """Return the value of a stream of photo blocks for photos in the file's notation."""
        return [
            (
                "photo",
                {
                    "image": self.photo(name, collection),
                    "caption": f"{caption}（插画）",
                    "alt": PICTURES[name].alt,
                    "credit": "",
                },
            )
            for name, caption in map(parse_photo, written)
        ]
