"""Photos and their renditions."""

from typing import ClassVar

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Photo(AbstractImage):
    """A picture as a unit uploaded it; the public sees renditions only."""

    default_alt_text_field = "alt_text"

    alt_text = models.CharField(
        "替代文字", max_length=200, blank=True, help_text="看不到图片的人会读到这段文字。"
    )
    credit = models.CharField("拍摄者或来源", max_length=60, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt_text", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "照片"
        verbose_name_plural = "照片"
        permissions: ClassVar = [("choose_photo", "可以选用照片")]

    @property
    def default_alt_text(self) -> str:
        """Alternative text where the page gives none; never the name of the file."""
        return self.alt_text


class PhotoRendition(AbstractRendition):
    """A public copy of a photo in one size."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="pufa_rendition_once"
            ),
        ]
