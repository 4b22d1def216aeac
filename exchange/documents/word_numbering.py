"""The numbers that Word counts itself and a copy of the text loses."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from exchange.documents.numerals import in_chinese
from exchange.documents.word_archive import attribute, child, children

_CHINESE_FORMATS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographTraditional",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_SILENT_FORMATS = frozenset({"bullet", "none"})
_ROMAN = (
    *((90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_LETTERED = 26
_MOST_CIRCLED = 20
_MOST_CHINESE = 99
_MOST_DIGITS = 6
_LONGEST_LABEL = 255
_TIGHT_ENDS = "、，．.：:）)】〕"


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    is_used: bool = False


class WordNumbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for abstract in children(root, "abstractNum"):
            self._read_levels(abstract)
        self._lists = {attribute(num, "numId"): _read_list(num) for num in children(root, "num")}

    def _read_levels(self, abstract: Element) -> None:
        identity = attribute(abstract, "abstractNumId")
        levels = self._levels.setdefault(identity, {})
        for each in children(abstract, "lvl"):
            level = _number(attribute(each, "ilvl"))
            levels[level] = _Level(
                attribute(child(each, "numFmt"), "val") or "decimal",
                # Written out before each paragraph of the list.
                attribute(child(each, "lvlText"), "val")[:_LONGEST_LABEL],
                _number(attribute(child(each, "start"), "val"), default=1),
            )
            style = attribute(child(each, "pStyle"), "val")
            if style:
                self._style_levels[identity, style] = level

    def level_of_style(self, list_id: str, style: str) -> int:
        """Return the level that a list gives to paragraphs of a style."""
        known = self._lists.get(list_id)
        return self._style_levels.get((known.abstract, style), 0) if known else 0

    def next_label(self, list_id: str, level: int) -> str:
        """Count one paragraph and return what stands before its text, such as `（一）`."""
        known = self._lists.get(list_id)
        levels = self._levels.get(known.abstract, {}) if known else {}
        if known is None or level not in levels:
            return ""
        counts = self._counts.setdefault(known.abstract, {})
        if not known.is_used:
            known.is_used = True
            for started, value in known.starts.items():
                counts[started] = value - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return _label(levels, level, counts)


def _label(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    if levels[level].number_format in _SILENT_FORMATS:
        return ""

    def written(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in levels:
            return ""
        return _written(levels[place].number_format, counts.get(place, levels[place].start))

    label = re.sub(r"%([1-9])", written, levels[level].text).strip()
    return label if not label or label[-1] in _TIGHT_ENDS else label + " "


def _written(number_format: str, number: int) -> str:
    if number_format in _CHINESE_FORMATS and 1 <= number <= _MOST_CHINESE:
        return in_chinese(number)
    if number_format.startswith("decimalEnclosed") and 1 <= number <= _MOST_CIRCLED:
        return chr(ord("①") + number - 1)
    if number_format.endswith("Letter") and 1 <= number <= _MOST_LETTERED:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if number_format.startswith("upper") else letter
    if number_format.endswith("Roman") and 1 <= number <= _MOST_CHINESE:
        return _roman(number).upper() if number_format.startswith("upper") else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _read_list(num: Element) -> _List:
    found = _List(attribute(child(num, "abstractNumId"), "val"))
    for override in children(num, "lvlOverride"):
        start = attribute(child(override, "startOverride"), "val")
        if start:
            found.starts[_number(attribute(override, "ilvl"))] = _number(start, default=1)
    return found


def _number(text: str, *, default: int = 0) -> int:
    """Return a small number from an attribute; anything else counts as `default`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else default
