"""What the styles of a Word file say about its paragraphs."""

import re
from xml.etree.ElementTree import Element

from exchange.documents.blocks import TITLE_LEVEL
from exchange.documents.word_archive import attribute, child, children
from exchange.documents.word_numbering import WordNumbering

_TITLE_NAMES = frozenset({"title", "标题"})
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])")
_BODY_OUTLINE_LEVEL = 9
_LONGEST_CHAIN = 20


class WordStyles:
    """Heading levels and lists, through the styles that a paragraph's style is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(root, "style")}

    def heading_level(self, properties: Element | None) -> int | None:
        """Return 0 for a title, 1 and up for a heading, None for text."""
        level = _outline_level(properties)
        if level is not None:
            return level or None
        for style in self._chain(properties):
            name = attribute(child(style, "name"), "val").lower()
            if name in _TITLE_NAMES:
                return TITLE_LEVEL
            named = _HEADING_NAME.fullmatch(name)
            level = int(named[1]) if named else _outline_level(child(style, "pPr"))
            if level is not None:
                return level or None
        return None

    def list_of(self, properties: Element | None, numbering: WordNumbering) -> tuple[str, int]:
        """Return the list and level that count a paragraph; an empty list id counts nothing."""
        own = child(properties, "numPr")
        if own is not None and child(own, "numId") is not None:
            return _list_id(own), _level(own)
        for style in self._chain(properties):
            numbered = child(style, "pPr", "numPr")
            if numbered is not None:
                list_id = _list_id(numbered)
                level = numbering.level_of_style(list_id, attribute(style, "styleId"))
                return list_id, level or _level(numbered)
        return "", 0

    def _chain(self, properties: Element | None) -> list[Element]:
        chain: list[Element] = []
        name = attribute(child(properties, "pStyle"), "val")
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = attribute(child(chain[-1], "basedOn"), "val")
        return chain


def _outline_level(properties: Element | None) -> int | None:
    """Return 1 to 9 for an outline level, 0 where it says body text, None where it says nothing."""
    value = attribute(child(properties, "outlineLvl"), "val")
    if not (value.isascii() and value.isdigit() and len(value) == 1):
        return None
    return 0 if int(value) == _BODY_OUTLINE_LEVEL else int(value) + 1


def _list_id(numbered: Element) -> str:
    list_id = attribute(child(numbered, "numId"), "val")
    return "" if list_id == "0" else list_id


def _level(numbered: Element) -> int:
    value = attribute(child(numbered, "ilvl"), "val")
    return int(value) if value.isascii() and value.isdigit() and len(value) == 1 else 0
