"""What a document is made of, whichever file it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from exchange.documents.errors import DocumentError

TITLE_LEVEL = 0
MOST_COLUMNS = 200
MOST_CELLS = 200_000
TABLES_TOO_LARGE = (
    f"文件里的表格过大（一行超过 {MOST_COLUMNS} 格，或总共超过 {MOST_CELLS // 10_000} 万格），"
    "为安全起见不予读取。请删去多余的行和列，或把大表格另存为附件后重新上传。"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text; `position` is its 1-based place in the source."""

    text: str
    position: int = 0
    is_indented: bool = False
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the document's title, 1 the highest heading within it."""

    level: int
    text: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cell texts; every row has the same number of cells."""

    rows: tuple[tuple[str, ...], ...]
    position: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A place where the source shows a picture; `text` is what stands there or describes it."""

    text: str = ""
    position: int = 0


Block = Paragraph | Heading | Table | Picture


def block_text(block: Block) -> str:
    """Return all text of a block; cells stand one after another, rows on lines of their own."""
    if isinstance(block, Table):
        return "\n".join("\t".join(row) for row in block.rows)
    return block.text


def blocks_text(blocks: Iterable[Block]) -> str:
    """Return the text of `blocks`, one line each."""
    return "\n".join(block_text(block) for block in blocks)


def line_text(block: Block) -> str:
    """Return the text of a paragraph or heading, and nothing for other blocks."""
    return block.text if isinstance(block, Paragraph | Heading) else ""


class TableRows:
    """Evens the rows of a document's tables and counts their cells.

    A short file can ask for any number of cells, with one wide row above many narrow ones, so that
    the cells count that fill a row up.
    """

    def __init__(self) -> None:
        self._cells = 0

    def even(self, rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
        """Return the rows that hold any text, filled with empty cells to one length.

        Raises:
            DocumentError: A row, or all tables so far, have more cells than a document may have.
        """
        kept: list[tuple[str, ...]] = []
        width = 0
        for row in rows:
            cells = tuple(islice(row, MOST_COLUMNS + 1))
            if len(cells) > MOST_COLUMNS:
                raise DocumentError(TABLES_TOO_LARGE)
            if any(cells):
                kept.append(cells)
                width = max(width, len(cells))
            if self._cells + len(kept) * width > MOST_CELLS:
                raise DocumentError(TABLES_TOO_LARGE)
        self._cells += len(kept) * width
        return tuple(cells + ("",) * (width - len(cells)) for cells in kept)
