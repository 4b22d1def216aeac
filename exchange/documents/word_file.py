"""Reader of Word files (.docx): paragraphs, counted numbers, tables, places of pictures.

The parts are read directly, because a sent-in document also holds its text where a ready-made
reader does not look (content controls, text boxes, notes, tracked insertions), and because a
damaged file must end in one clear message.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from exchange.documents.blocks import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Table,
    TableRows,
    block_text,
    line_text,
)
from exchange.documents.errors import DocumentError
from exchange.documents.source import SetAside
from exchange.documents.text_file import is_picture_line
from exchange.documents.word_archive import (
    NOT_A_WORD_FILE,
    WordArchive,
    attribute,
    child,
    children,
    local_name,
)
from exchange.documents.word_numbering import WordNumbering
from exchange.documents.word_styles import WordStyles

_CONTAINERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice", "Fallback", "body"}
)
# Deleted text, field codes and properties are not text of the document.
_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "rt", "sdtPr"}
)
_INLINE_TEXT = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset({"drawing", "pict", "object"})
_PICTURE_SOURCES = frozenset({"blip", "imagedata"})
_HEADS = ("header", "footer")
_LONGEST_HEADING = 100


@dataclass(slots=True)
class _Line:
    """What one Word paragraph holds: text, with blocks that stand before and after it."""

    pieces: list[str] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    def put(self, blocks: list[Block]) -> None:
        (self.after if "".join(self.pieces).strip() else self.before).extend(blocks)


def read_word_file(content: bytes) -> tuple[tuple[Block, ...], tuple[SetAside, ...]]:
    """Return the blocks of a Word file, and its hidden text and running heads apart.

    Raises:
        DocumentError: The file is old, encrypted, with macros, damaged, a bomb or no Word file.
    """
    archive = WordArchive(content)
    root = archive.part(archive.main_part)
    body = child(root, "body")
    if body is None:
        raise DocumentError(NOT_A_WORD_FILE)
    reader = _WordReader(archive)
    blocks = reader.blocks_in(body)
    blocks += reader.notes()
    return tuple(blocks), (*reader.hidden, *reader.running_heads())


class _WordReader:
    def __init__(self, archive: WordArchive) -> None:
        self._archive = archive
        self._styles = WordStyles(self._related_root("styles"))
        self._numbering = WordNumbering(self._related_root("numbering"))
        self._position = 0
        self._table_rows = TableRows()
        self.hidden: list[SetAside] = []

    def _related_root(self, kind: str) -> Element | None:
        parts = self._archive.related(self._archive.main_part, kind)
        return self._archive.part(parts[0]) if parts else None

    def blocks_in(self, container: Element) -> list[Block]:
        """Return the blocks of a body, cell, text box or note."""
        blocks: list[Block] = []
        for element in container:
            name = local_name(element)
            if name == "p":
                blocks += self._paragraph(element)
            elif name == "tbl":
                blocks += self._table(element)
            elif name == "AlternateContent":
                blocks += self.blocks_in(_alternative(element))
            elif name in _CONTAINERS:
                blocks += self.blocks_in(element)
        return blocks

    def _paragraph(self, element: Element) -> list[Block]:
        self._position += 1
        line = _Line()
        self._collect(element, line)
        properties = child(element, "pPr")
        text = "".join(line.pieces)
        if text.strip():
            text = self._label(properties) + text.strip()
        lines = [each.strip() for each in text.split("\n") if each.strip()]
        return [*line.before, *self._text_blocks(lines, properties), *line.after]

    def _label(self, properties: Element | None) -> str:
        list_id, level = self._styles.list_of(properties, self._numbering)
        return self._numbering.next_label(list_id, level) if list_id else ""

    def _text_blocks(self, lines: list[str], properties: Element | None) -> list[Block]:
        level = self._styles.heading_level(properties) if lines else None
        is_indented = child(properties, "ind") is not None
        is_centred = attribute(child(properties, "jc"), "val") == "center"
        blocks: list[Block] = []
        for text in lines:
            if is_picture_line(text):
                blocks.append(Picture(text, self._position))
            elif level is not None and len(text) <= _LONGEST_HEADING:
                blocks.append(Heading(level, text, self._position))
            else:
                blocks.append(Paragraph(text, self._position, is_indented, is_centred))
        return blocks

    def _collect(self, element: Element, line: _Line) -> None:
        """Gather the text and drawings below a paragraph or run."""
        for each in element:
            name = local_name(each)
            if name == "t":
                line.pieces.append(each.text or "")
            elif name == "br":
                line.pieces.append("" if attribute(each, "type") in ("page", "column") else "\n")
            elif name in _INLINE_TEXT:
                line.pieces.append(_INLINE_TEXT[name])
            elif name in _DRAWN:
                line.put(self._drawing(each))
            elif name == "AlternateContent":
                self._collect(_alternative(each), line)
            elif name == "r" and _is_hidden(each):
                self._set_hidden(each)
            elif name not in _SKIPPED:
                self._collect(each, line)

    def _drawing(self, element: Element) -> list[Block]:
        boxes, pictures, description = _drawn_parts(element)
        blocks = [block for box in boxes for block in self.blocks_in(box)]
        return [*blocks, *[Picture(description, self._position)] * pictures]

    def _set_hidden(self, run: Element) -> None:
        text = "".join(each.text or "" for each in run.iter() if local_name(each) == "t").strip()
        if text:
            self.hidden.append(SetAside("隐藏文字", text))

    def _table(self, element: Element) -> list[Block]:
        self._position += 1
        position = self._position
        pictures: list[Block] = []
        rows = (
            (text for cell in _cells(row) for text in self._cell_texts(cell, pictures))
            for row in _rows(element)
        )
        table = Table(self._table_rows.even(rows), position)
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            # A frame around a text, not a table.
            lines = [line.strip() for line in table.rows[0][0].split("\n") if line.strip()]
            return [*(Paragraph(line, position) for line in lines), *pictures]
        return [table, *pictures] if table.rows else pictures

    def _cell_texts(self, cell: Element, pictures: list[Block]) -> list[str]:
        blocks = self.blocks_in(cell)
        pictures += [block for block in blocks if isinstance(block, Picture)]
        texts = [block_text(block) for block in blocks if not isinstance(block, Picture)]
        span = attribute(child(cell, "tcPr", "gridSpan"), "val")
        width = int(span) if span.isascii() and span.isdigit() and len(span) <= 2 else 1
        return ["\n".join(texts), *[""] * (width - 1)]

    def notes(self) -> list[Block]:
        """Return the footnotes and endnotes, in their order, as paragraphs at the end."""
        blocks: list[Block] = []
        for kind in ("footnote", "endnote"):
            for note in children(self._related_root(kind + "s"), kind):
                if not attribute(note, "type"):
                    blocks += self.blocks_in(note)
        return blocks

    def running_heads(self) -> list[SetAside]:
        """Return each text of a page header or footer once; page numbers are no text."""
        related = self._archive.related
        names = [name for kind in _HEADS for name in related(self._archive.main_part, kind)]
        texts: list[str] = []
        for name in dict.fromkeys(names):
            root = self._archive.part(name)
            blocks = self.blocks_in(root) if root is not None else []
            texts += [text for block in blocks if (text := line_text(block).strip())]
        worded = [text for text in dict.fromkeys(texts) if re.search(r"[^\W\d_]", text)]
        return [SetAside("页眉页脚", text) for text in worded]


def _drawn_parts(element: Element) -> tuple[list[Element], int, str]:
    """Return the text boxes of a drawing, the number of its pictures, and its description."""
    boxes: list[Element] = []
    pictures = 0
    description = ""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        name = local_name(each)
        if name == "txbxContent":
            boxes.insert(0, each)
            continue
        pictures += name in _PICTURE_SOURCES
        if name == "docPr":
            description = description or attribute(each, "descr").strip()
        waiting += _alternative(each) if name == "AlternateContent" else each
    return boxes, pictures, description


def _is_hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


def _alternative(element: Element) -> Element:
    """Return the version of a drawing to read: the modern one, else the one for old readers."""
    chosen = child(element, "Choice")
    if chosen is None:
        chosen = child(element, "Fallback")
    return element if chosen is None else chosen


def _rows(table: Element) -> list[Element]:
    return _nested(table, "tr")


def _cells(row: Element) -> list[Element]:
    return _nested(row, "tc")


def _nested(element: Element, name: str) -> list[Element]:
    """Return children of a name, also those wrapped in content controls or insertions."""
    found: list[Element] = []
    for each in element:
        if local_name(each) == name:
            found.append(each)
        elif local_name(each) in _CONTAINERS:
            found += _nested(each, name)
    return found
