"""The numbers that headings of official documents begin with: 一、（一） 1. （1） and 第一章."""

import re
from dataclasses import dataclass
from enum import IntEnum

from exchange.documents.numerals import chinese_number, half_width_digits

_HAN = "[一二三四五六七八九十百]{1,4}"


class MarkerStyle(IntEnum):
    """Styles of numbers, from the widest division to the narrowest."""

    CHAPTER = 1
    SECTION = 2
    CHINESE = 3
    CHINESE_BRACKETED = 4
    ARABIC = 5
    ARABIC_BRACKETED = 6
    CIRCLED = 7


@dataclass(frozen=True, slots=True)
class Marker:
    """The number at the start of a line: `written` as it stands, `rest` what follows it."""

    style: MarkerStyle
    number: int
    written: str
    rest: str


_PATTERNS = (
    (
        MarkerStyle.CHAPTER,
        re.compile(rf"第(?P<number>{_HAN}|[0-9]{{1,2}})(?:编|章|部分)[ \u3000]*"),
    ),
    (MarkerStyle.SECTION, re.compile(rf"第(?P<number>{_HAN}|[0-9]{{1,2}})节[ \u3000]*")),
    (MarkerStyle.CHINESE, re.compile(rf"(?P<number>{_HAN})[ \u3000]?[、．.][ \u3000]*")),
    (MarkerStyle.CHINESE_BRACKETED, re.compile(rf"[（(](?P<number>{_HAN})[）)][ \u3000、]*")),
    (MarkerStyle.ARABIC, re.compile(r"(?P<number>[0-9]{1,2})[ \u3000]?[、．.](?![0-9])[ \u3000]*")),
    (MarkerStyle.ARABIC_BRACKETED, re.compile(r"[（(]?(?P<number>[0-9]{1,2})[）)][ \u3000、]*")),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SENTENCE_END = re.compile(r"[。！？；!?;]")
_LONGEST_HEADING = 60
_LONGEST_ENDED_HEADING = 36
_LONGEST_ENDED_ITEM = 20


def marker_of(text: str) -> Marker | None:
    """Return the number that a line begins with, or None."""
    text = text.strip()
    if text[:1] in _CIRCLED and text:
        return Marker(MarkerStyle.CIRCLED, _CIRCLED.index(text[0]) + 1, text[0], text[1:].strip())
    digits = half_width_digits(text[:12])
    for style, pattern in _PATTERNS:
        match = pattern.match(digits)
        number = _value(match["number"]) if match else None
        if match and number:
            return Marker(style, number, text[: match.end()].strip(), text[match.end() :])
    return None


def is_heading(marker: Marker) -> bool:
    """Whether a numbered line is a heading alone, and not the start of a running text."""
    rest = marker.rest.strip()
    if not rest:
        return False
    inner = rest.rstrip("。：:")
    if len(inner) > _LONGEST_HEADING or _SENTENCE_END.search(inner) or re.search(r"[:：]", inner):
        return False
    if inner == rest:
        return True
    is_wide = marker.style <= MarkerStyle.CHINESE_BRACKETED
    return len(inner) <= (_LONGEST_ENDED_HEADING if is_wide else _LONGEST_ENDED_ITEM)


def run_in_heading(marker: Marker) -> str:
    """Return the heading that opens a numbered paragraph, up to its first full stop."""
    text = marker.rest.strip()
    opening = re.split(r"[。！？!?]", text, maxsplit=1)[0]
    goes_on = len(text) > len(opening) + 1
    return opening if goes_on and len(opening) <= _LONGEST_HEADING else ""


def _value(text: str) -> int | None:
    return int(text) if text.isascii() else chinese_number(text)
