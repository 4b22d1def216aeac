"""Photos and figures of a record."""

from typing import Any

from django.db.models import QuerySet
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from blocks.body import AttachmentBlock
from registers.models import Term, Vocabulary


class PhotoBlock(blocks.StructBlock):
    """One photo with what a reader needs to understand it."""

    image = ImageChooserBlock(label="照片")
    caption = blocks.CharBlock(label="照片说明", max_length=200, required=False)
    alt = blocks.CharBlock(
        label="替代文字",
        max_length=200,
        required=False,
        help_text="看不到照片的人会读到这段文字；留空时用照片说明。",
    )
    credit = blocks.CharBlock(label="拍摄者或来源", max_length=60, required=False)

    class Meta:
        icon = "image"
        label = "照片"


class PhotoListBlock(blocks.StreamBlock):
    """Photos in the order they are shown."""

    photo = PhotoBlock()

    class Meta:
        required = False


def _measures() -> QuerySet[Term]:
    return Term.objects.in_vocabulary(Vocabulary.MEASURE).active()


def _measure_choices() -> list[tuple[str, str]]:
    return [
        (term.slug, f"{term.name}（{term.unit}）" if term.unit else term.name)
        for term in _measures()
    ]


class MeasureBlock(blocks.ChoiceBlock):
    """A measure by its slug, also one that forms no longer offer."""

    def normalize_choice(self, value: Any) -> Any:
        """Leave the slug as it is: Wagtail would look up all measures for each figure it reads."""
        return value


class FigureBlock(blocks.StructBlock):
    """A number with its unit; empty means unknown, which is not zero."""

    measure = MeasureBlock(label="数据项", choices=_measure_choices)
    value = blocks.DecimalBlock(
        label="数值",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="不清楚时留空，不要填 0。",
    )
    is_about = blocks.BooleanBlock(label="约数（如“6200余份”）", required=False)
    period = blocks.CharBlock(
        label="统计期间",
        max_length=60,
        required=False,
        help_text="与活动日期不同时填写，例如：2021年全年。",
    )

    class Meta:
        icon = "order"
        label = "数据"


class FigureListBlock(blocks.StreamBlock):
    """The numbers of a record."""

    figure = FigureBlock()

    class Meta:
        required = False


class AttachmentListBlock(blocks.StreamBlock):
    """Attachments of an official document, named even where the file is missing."""

    attachment = AttachmentBlock()

    class Meta:
        required = False
