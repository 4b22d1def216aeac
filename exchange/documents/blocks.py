"""What a document is made of, whichever file it came from."""

from collections.abc import Iterable
from dataclasses import dataclass

TITLE_LEVEL = 0


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


def even_rows(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows that hold any text, filled with empty cells to one length."""
    kept = [cells for row in rows if any(cells := tuple(row))]
    width = max((len(cells) for cells in kept), default=0)
    return tuple(cells + ("",) * (width - len(cells)) for cells in kept)
