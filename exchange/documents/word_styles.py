"""What the styles of a Word file say about its paragraphs."""

import re
from dataclasses import dataclass
from typing import Self
from xml.etree.ElementTree import Element

from exchange.documents.blocks import TITLE_LEVEL
from exchange.documents.word_archive import attribute, child, children
from exchange.documents.word_numbering import WordNumbering

_TITLE_NAMES = frozenset({"title", "标题"})
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])")
_BODY_OUTLINE_LEVEL = 9
_BODY_TEXT = -1
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Style:
    """What paragraphs take from one style, read once: each of them asks all its styles."""

    identity: str
    based_on: str
    level: int | None
    list_id: str | None
    list_level: int

    @classmethod
    def read(cls, style: Element) -> Self:
        properties = child(style, "pPr")
        numbered = child(properties, "numPr")
        return cls(
            identity=attribute(style, "styleId"),
            based_on=attribute(child(style, "basedOn"), "val"),
            level=_style_level(attribute(child(style, "name"), "val").lower(), properties),
            list_id=None if numbered is None else _list_id(numbered),
            list_level=0 if numbered is None else _level(numbered),
        )


class WordStyles:
    """Heading levels and lists, through the styles that a paragraph's style is based on."""

    def __init__(self, root: Element | None) -> None:
        styles = map(_Style.read, children(root, "style"))
        self._styles = {style.identity: style for style in styles}

    def heading_level(self, properties: Element | None) -> int | None:
        """Return 0 for a title, 1 and up for a heading, None for text."""
        level = _outline_level(properties)
        if level is not None:
            return level or None
        for style in self._chain(properties):
            if style.level is not None:
                return None if style.level == _BODY_TEXT else style.level
        return None

    def list_of(self, properties: Element | None, numbering: WordNumbering) -> tuple[str, int]:
        """Return the list and level that count a paragraph; an empty list id counts nothing."""
        own = child(properties, "numPr")
        if own is not None and child(own, "numId") is not None:
            return _list_id(own), _level(own)
        for style in self._chain(properties):
            if style.list_id is not None:
                level = numbering.level_of_style(style.list_id, style.identity)
                return style.list_id, level or style.list_level
        return "", 0

    def _chain(self, properties: Element | None) -> list[_Style]:
        chain: list[_Style] = []
        name = attribute(child(properties, "pStyle"), "val")
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = chain[-1].based_on
        return chain


def _style_level(name: str, properties: Element | None) -> int | None:
    """Return the level of a style's paragraphs, None where the style it is based on says it."""
    if name in _TITLE_NAMES:
        return TITLE_LEVEL
    named = _HEADING_NAME.fullmatch(name)
    if named:
        return int(named[1])
    return _BODY_TEXT if (level := _outline_level(properties)) == 0 else level


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
