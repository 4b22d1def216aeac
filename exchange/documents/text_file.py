"""Reader of plain text: a line is a paragraph."""

import re

from exchange.documents.blocks import Block, Paragraph, Picture, Table, even_rows
from exchange.documents.decoding import decode_text

_INDENT = re.compile(r"(?:\u3000|[ \t]{2})")
_PICTURE_LINE = re.compile(
    r"[\[【（(]?\s*(?:图片|图像|照片|image|picture)\s*\d*\s*[\]】）)]?", re.IGNORECASE
)
_LEAST_COLUMNS = 3


def read_text_file(content: bytes) -> tuple[Block, ...]:
    """Return the paragraphs, tables set with tabs and places of pictures of a text file.

    Raises:
        DocumentError: The bytes are no text.
    """
    blocks: list[Block] = []
    for number, line in enumerate(decode_text(content).splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip(" \u3000\r\n").split("\t")]
        if len(cells) >= _LEAST_COLUMNS and sum(map(bool, cells)) > 1:
            _add_row(blocks, cells, number)
        elif line.strip():
            blocks.append(_line_block(line, number))
    return tuple(_without_single_rows(blocks))


def is_picture_line(text: str) -> bool:
    """Whether a line says nothing but that a picture stood here."""
    return _PICTURE_LINE.fullmatch(text.strip()) is not None


def _line_block(line: str, number: int) -> Block:
    text = line.strip()
    if is_picture_line(text):
        return Picture(text, number)
    return Paragraph(text, number, is_indented=_INDENT.match(line) is not None)


def _add_row(blocks: list[Block], cells: list[str], number: int) -> None:
    last = blocks[-1] if blocks else None
    if isinstance(last, Table) and len(last.rows[0]) == len(cells):
        blocks[-1] = Table((*last.rows, tuple(cells)), last.position)
    else:
        blocks.append(Table((tuple(cells),), number))


def _without_single_rows(blocks: list[Block]) -> list[Block]:
    """Return `blocks` with one-row tables as lines: tabs also push a name to the right."""
    return [
        Paragraph("\t".join(block.rows[0]).strip(), block.position)
        if isinstance(block, Table) and len(block.rows) == 1
        else Table(even_rows(block.rows), block.position)
        if isinstance(block, Table)
        else block
        for block in blocks
    ]
