"""A web page as lines, each with the element it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import NavigableString, Tag

from exchange.documents.blocks import (
    MOST_COLUMNS,
    Block,
    Heading,
    Paragraph,
    Picture,
    Table,
    TableRows,
    block_text,
)

_BLOCK_TAGS_WORDS = (
    "html body div p h1 h2 h3 h4 h5 h6 section article main header footer nav aside ul ol li "
    "dl dt dd table thead tbody tfoot tr td th caption blockquote pre form fieldset center "
    "figure figcaption address details summary hr"
)
_BLOCK_TAGS = frozenset(_BLOCK_TAGS_WORDS.split())
_HEADING = re.compile(r"h[1-6]")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
# A line end in the markup is a space between Latin words, and nothing between Chinese ones.
_CHINESE_BREAK = re.compile(
    r"(?<=[\u2014-\u201d\u3001-\u9fff\uff00-\uffef])[ \t]*\r?\n\s*"
    r"(?=[\u2014-\u201d\u3001-\u9fff\uff00-\uffef])"
)
_LAYOUT_CELL_LENGTH = 800
_SMALL_PICTURE = 50
_MOST_SPAN = 30
_ICON = re.compile(r"icon|filetype|logo|qrcode|ewm|blank\.|spacer", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class PageLine:
    """A block of a page, the element that sets it on its own line, and its share of link text."""

    block: Block
    owner: Tag
    link_share: float = 0.0

    @property
    def text(self) -> str:
        """All text of the line."""
        return block_text(self.block)


def nests_deeper(root: Tag, most: int) -> bool:
    """Whether any element stands more than `most` levels below `root`."""
    level: list[Tag] = [root]
    for _ in range(most):
        level = [each for tag in level for each in tag.contents if isinstance(each, Tag)]
        if not level:
            return False
    return True


def page_lines(root: Tag) -> list[PageLine]:
    """Return the lines of everything below `root`, in the order of the page."""
    writer = _LineWriter()
    for node, is_start in _walk(root):
        if isinstance(node, NavigableString):
            writer.add_string(node)
        elif node.name in _BLOCK_TAGS or node.name == "br":
            writer.end_line()
            if is_start and node.name == "li":
                writer.label = writer.item_label(node)
            elif is_start and node.name == "table" and is_data_table(node):
                writer.add_table(node)
        elif is_start and node.name == "img":
            writer.add_picture(node)
    writer.end_line()
    return writer.lines


def _walk(root: Tag) -> Iterator[tuple[Tag | NavigableString, bool]]:
    """Yield strings and tags, tags at their start and end; no recursion: pages nest at will."""
    waiting: list[tuple[Tag | NavigableString, bool]] = [(root, True)]
    while waiting:
        node, is_start = waiting.pop()
        yield node, is_start
        if isinstance(node, Tag) and is_start:
            waiting.append((node, False))
            if node.name != "table" or node is root or not is_data_table(node):
                waiting += [
                    (each, True)
                    for each in reversed(node.contents)
                    # Comments and declarations are subclasses of the class of plain text.
                    if isinstance(each, Tag) or type(each) is NavigableString
                ]


class _LineWriter:
    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self.label = ""
        self._strings: list[NavigableString] = []
        self._table_rows = TableRows()
        self._items: dict[int, int] = {}

    def add_string(self, string: NavigableString) -> None:
        if any(parent.name == "pre" for parent in string.parents):
            for line in string.splitlines():
                self._strings.append(NavigableString(line))
                self._strings[-1].parent = string.parent
                self.end_line()
        else:
            self._strings.append(string)

    def item_label(self, item: Tag) -> str:
        """Return the number that a browser shows before an item of a counted list."""
        if item.parent is None or item.parent.name != "ol":
            return ""
        place = self._items.get(id(item.parent))
        if place is None:
            place = sum(1 for each in item.find_previous_siblings("li"))
        self._items[id(item.parent)] = place + 1
        return f"{place + 1}."

    def end_line(self) -> None:
        strings, self._strings = self._strings, []
        raw = "".join(strings)
        text = _SPACES.sub(" ", _CHINESE_BREAK.sub("", raw)).strip(" \u3000")
        if not text:
            return
        owner = _block_parent(strings[0])
        label, self.label = self.label, ""
        self.lines.append(
            PageLine(self._line(label + text, raw, owner), owner, _link_share(strings))
        )

    def _line(self, text: str, raw: str, owner: Tag) -> Block:
        position = len(self.lines) + 1
        if _HEADING.fullmatch(owner.name):
            return Heading(int(owner.name[1]) - 1, text, position)
        style = str(owner.get("style") or "").replace(" ", "").lower()
        return Paragraph(
            text,
            position,
            is_indented=raw.lstrip("\r\n").startswith("\u3000") or "text-indent:" in style,
            is_centred="text-align:center" in style
            or str(owner.get("align") or "").lower() == "center"
            or owner.name == "center",
        )

    def add_picture(self, image: Tag) -> None:
        if _is_decoration(image):
            return
        self.end_line()
        text = str(image.get("alt") or "").strip()
        self.lines.append(PageLine(Picture(text, len(self.lines) + 1), _block_parent(image)))

    def add_table(self, table: Tag) -> None:
        rows = self._table_rows.even(_grid(table))
        if rows:
            self.lines.append(
                PageLine(Table(rows, len(self.lines) + 1), table, _tag_link_share(table))
            )
        for image in table.find_all("img"):
            self.add_picture(image)


def is_data_table(table: Tag) -> bool:
    """Whether a table holds data; old pages also lay out whole articles with tables."""
    if table.find("table") is not None or table.find(_HEADING) is not None:
        return False
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    has_columns = sum(len(cells) > 1 for cells in rows) > 1
    return has_columns and all(
        len(cell.get_text()) <= _LAYOUT_CELL_LENGTH for cells in rows for cell in cells
    )


def _grid(table: Tag) -> Iterator[list[str]]:
    """Yield the rows with the places that joined cells take up; one far too wide is cut short."""
    held: dict[int, int] = {}
    for row in table.find_all("tr"):
        texts: list[str] = []
        next_held = {column: left - 1 for column, left in held.items() if left > 1}
        for cell in row.find_all(["td", "th"]):
            if len(texts) > MOST_COLUMNS:
                break
            while len(texts) in held:
                texts.append("")
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(texts), len(texts) + wide):
                if tall > 1:
                    next_held[column] = tall - 1
            texts += [_cell_text(cell), *[""] * (wide - 1)]
        held = next_held
        yield texts


def _cell_text(cell: Tag) -> str:
    return "\n".join(line.text for line in page_lines(cell) if not isinstance(line.block, Picture))


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "")
    return (
        min(int(value), _MOST_SPAN)
        if value.isascii() and value.isdigit() and value[:4] != "0"
        else 1
    )


def _block_parent(node: Tag | NavigableString) -> Tag:
    for parent in node.parents:
        if parent.name in _BLOCK_TAGS or parent.parent is None:
            return parent
    raise ValueError(node)


def _link_share(strings: list[NavigableString]) -> float:
    total = sum(len(string.strip()) for string in strings)
    linked = sum(len(string.strip()) for string in strings if _is_linked(string))
    return linked / total if total else 0.0


def _is_linked(string: NavigableString) -> bool:
    for parent in string.parents:
        if parent.name == "a" or parent.name in _BLOCK_TAGS:
            return parent.name == "a"
    return False


def _tag_link_share(tag: Tag) -> float:
    total = len(tag.get_text(strip=True))
    return (
        sum(len(link.get_text(strip=True)) for link in tag.find_all("a")) / total if total else 0.0
    )


def _is_decoration(image: Tag) -> bool:
    sizes = [str(image.get(name) or "").removesuffix("px") for name in ("width", "height")]
    is_small = any(
        size.isascii() and size.isdigit() and len(size) < 3 and int(size) < _SMALL_PICTURE
        for size in sizes
    )
    return is_small or _ICON.search(str(image.get("src") or "")[-200:]) is not None
