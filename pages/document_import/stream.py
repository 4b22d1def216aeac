"""The text of a document as a page's stream field holds it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils.html import escape
from wagtail.rich_text import RichText

from exchange.documents import Block, Heading, Paragraph, Picture, Table

StreamBlock = tuple[str, Any]

LONGEST_HEADING = 120
LONGEST_NOTE = 200
PICTURE_NOTE = "原文此处有图片"
_HIGHEST, _LOWEST = 2, 4


def article_stream(blocks: Sequence[Block]) -> list[StreamBlock]:
    """Return `blocks` as the value of an article's body; paragraphs in a row make one block."""
    stream: list[StreamBlock] = []
    for is_text, run in groupby(blocks, key=_is_text):
        if is_text:
            stream.append(("paragraph", RichText("".join(map(_paragraph_html, run)))))
        else:
            for block in run:
                stream += _other_block(block)
    return stream


def _is_text(block: Block) -> bool:
    is_long = isinstance(block, Heading) and len(block.text) > LONGEST_HEADING
    return is_long or isinstance(block, Paragraph)


def _paragraph_html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<p><b>{escape(block.text)}</b></p>"
    return f"<p>{escape(block.text)}</p>" if isinstance(block, Paragraph) else ""


def _other_block(block: Block) -> list[StreamBlock]:
    if isinstance(block, Heading):
        level = min(_HIGHEST - 1 + max(block.level, 1), _LOWEST)
        return [("heading", {"text": block.text, "level": str(level)})]
    if isinstance(block, Table):
        return [("table", _table_value(block))]
    return _picture_place(block.text) if isinstance(block, Picture) else []


def _picture_place(text: str) -> list[StreamBlock]:
    is_only_a_sign = text.strip("[]【】（）() ") in ("", "图片")
    note = PICTURE_NOTE if is_only_a_sign else text
    place = [("picture_place", {"note": note[:LONGEST_NOTE]})]
    if len(note) > LONGEST_NOTE:
        return [*place, ("paragraph", RichText(f"<p>{escape(note)}</p>"))]
    return place


def _table_value(table: Table) -> dict[str, Any]:
    """Return a table with its first row as headings; a single row has none."""
    heads, rows = table.rows[0], table.rows[1:]
    if not rows:
        heads, rows = ("",) * len(heads), table.rows
    return {
        "columns": [{"type": "text", "heading": head} for head in heads],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }
