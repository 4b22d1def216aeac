"""Reader of plain text: a line is a paragraph."""

import re
from dataclasses import dataclass

from exchange.documents.blocks import Block, Paragraph, Picture, Table, TableRows
from exchange.documents.decoding import decode_text

_INDENT = re.compile(r"(?:\u3000|[ \t]{2})")
_PICTURE_LINE = re.compile(
    r"[\[【（(]?\s*(?:图片|图像|照片|image|picture)\s*\d*\s*[\]】）)]?", re.IGNORECASE
)
_LEAST_COLUMNS = 3


@dataclass(slots=True)
class _Rows:
    """Lines in a row that hold the same number of cells, from the line `position` on."""

    position: int
    rows: list[list[str]]


def read_text_file(content: bytes) -> tuple[Block, ...]:
    """Return the paragraphs, tables set with tabs and places of pictures of a text file.

    Raises:
        DocumentError: The bytes are no text, or its tables are too large.
    """
    found: list[Block | _Rows] = []
    for number, line in enumerate(decode_text(content).splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip(" \u3000\r\n").split("\t")]
        if len(cells) >= _LEAST_COLUMNS and sum(map(bool, cells)) > 1:
            _add_row(found, cells, number)
        elif line.strip():
            found.append(_line_block(line, number))
    table_rows = TableRows()
    return tuple(
        _table_or_line(each, table_rows) if isinstance(each, _Rows) else each for each in found
    )


def is_picture_line(text: str) -> bool:
    """Whether a line says nothing but that a picture stood here."""
    return _PICTURE_LINE.fullmatch(text.strip()) is not None


def _line_block(line: str, number: int) -> Block:
    text = line.strip()
    if is_picture_line(text):
        return Picture(text, number)
    return Paragraph(text, number, is_indented=_INDENT.match(line) is not None)


def _add_row(found: list[Block | _Rows], cells: list[str], number: int) -> None:
    last = found[-1] if found else None
    if isinstance(last, _Rows) and len(last.rows[0]) == len(cells):
        last.rows.append(cells)
    else:
        found.append(_Rows(number, [cells]))


def _table_or_line(lines: _Rows, table_rows: TableRows) -> Block:
    """Return a table, or a single row as a line: tabs also push a name to the right."""
    if len(lines.rows) == 1:
        return Paragraph("\t".join(lines.rows[0]).strip(), lines.position)
    return Table(table_rows.even(lines.rows), lines.position)
