"""Forms of photos."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.decoding import is_whole

DAMAGED = "图片已损坏或未传完整，请重新上传。"


class WholePhotoField(WagtailImageField):
    """Takes pictures that can be shown; a damaged one would fail on every page that asks for it."""

    def to_python(self, data: Any) -> Any:
        """Return the uploaded file. Raises ValidationError unless all of it can be decoded."""
        try:
            file = super().to_python(data)
        except (ValidationError, MemoryError):
            raise
        except Exception as error:
            raise ValidationError(DAMAGED, code="damaged") from error
        if file is not None and not is_whole(file):
            raise ValidationError(DAMAGED, code="damaged")
        return file


class WholePhotoForm(BaseImageForm):
    """Wagtail's form of an image for whole pictures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = WholePhotoField(
                label=given.label,
                required=given.required,
                initial=given.initial,
                widget=given.widget,
            )
