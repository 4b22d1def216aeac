"""The palette for running text."""

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside an article."""

    text = blocks.CharBlock(label="标题文字", max_length=120)
    level = blocks.ChoiceBlock(
        label="级别", choices=[("2", "一级"), ("3", "二级"), ("4", "三级")], default="2"
    )

    class Meta:
        icon = "title"
        label = "小标题"
        template = "blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture within the text."""

    image = ImageChooserBlock(label="图片")
    caption = blocks.CharBlock(label="图片说明", max_length=200, required=False)
    alt = blocks.CharBlock(
        label="替代文字", max_length=200, required=False, help_text="看不到图片的人会读到这段文字。"
    )

    class Meta:
        icon = "image"
        label = "图片"
        template = "blocks/picture.html"


class AttachmentBlock(blocks.StructBlock):
    """A file to download, or the name of one that was not delivered."""

    title = blocks.CharBlock(label="附件名称", max_length=200)
    document = DocumentChooserBlock(label="文件", required=False)

    class Meta:
        icon = "doc-full"
        label = "附件"
        template = "blocks/attachment.html"


class PicturePlaceBlock(blocks.StructBlock):
    """A place where the source document had a picture that did not come with it."""

    note = blocks.CharBlock(label="说明", max_length=200, required=False, default="原文此处有图片")

    class Meta:
        icon = "image"
        label = "图片位置"
        template = "blocks/picture_place.html"


class PlainTableBlock(TypedTableBlock):
    """A table of text cells."""

    text = blocks.CharBlock(label="文字", required=False)

    class Meta:
        icon = "table"
        label = "表格"
        template = "blocks/table.html"


class ArticleBodyBlock(blocks.StreamBlock):
    """Running text with headings, pictures, tables and attachments."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(label="正文", features=TEXT_FEATURES)
    picture = PictureBlock()
    picture_place = PicturePlaceBlock()
    table = PlainTableBlock()
    quote = blocks.BlockQuoteBlock(label="引文")
    attachment = AttachmentBlock()

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """Leave out paragraphs in which nobody wrote, as the one a new form begins with."""
        written = [
            (child.block_type, child.value, child.id) for child in value if not is_blank(child)
        ]
        if len(written) == len(value):
            return super().clean(value)
        try:
            return super().clean(blocks.StreamValue(self, written))
        except ValidationError:
            # The same again with every block, so that messages stand at the block they are about.
            super().clean(value)
            raise


def is_blank(child: blocks.StreamValue.StreamChild) -> bool:
    """Whether a block of running text is a paragraph in which nobody wrote."""
    return child.block_type == "paragraph" and not strip_tags(child.value.source).strip()


class IntroBodyBlock(blocks.StreamBlock):
    """Short text of a section or unit page."""

    paragraph = blocks.RichTextBlock(label="正文", features=TEXT_FEATURES)
    picture = PictureBlock()
