"""Folding: one spelling for every way of writing the same characters.

Full-width and compatibility forms, capitals, accents and traditional characters are made
one; quotation marks and invisible characters are dropped. Each character is folded by
itself, so a position in folded text can always be led back to the original text.
"""

import re
import unicodedata
from functools import cache

import opencc

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
IS_HAN = re.compile(f"[{HAN}]")

_DROPPED = frozenset("\"'`“”‘’„‟「」『』﹁﹂〝〞＂＇´\u00ad\u200b\u200c\u200d\u2060\ufeff")  # noqa: RUF001
_BRACKETS = str.maketrans("〔〕[]{}【】〖〗", "()()()()()")
_MIDDLE_DOTS = str.maketrans("・•‧∙⋅･．", "·······")
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_DROPPED_CATEGORIES = frozenset({"Cf", "Mn", "Me"})
# The 3,755 most common simplified characters lie in these rows of GB 2312: none of them needs
# converting, so text that holds no others never loads the conversion tables.
_COMMON_SIMPLIFIED = range(0xB0, 0xD8)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(character: str) -> str:
    try:
        if character.encode("gb2312")[0] in _COMMON_SIMPLIFIED:
            return character
    except UnicodeEncodeError:
        pass
    return _converter().convert(character)


def _fold_character(character: str) -> str:
    if character in _DROPPED or unicodedata.category(character) in _DROPPED_CATEGORIES:
        return ""
    character = character.translate(_BRACKETS).translate(_MIDDLE_DOTS)
    normal = unicodedata.normalize("NFKC", character).lower()
    if IS_HAN.match(normal):
        return "".join(_simplified(part) if IS_HAN.match(part) else part for part in normal)
    if not normal.isascii():
        normal = "".join(
            part
            for part in unicodedata.normalize("NFKD", normal)
            if not unicodedata.combining(part)
        )
    if normal.isspace():
        return "\n" if normal in _LINE_ENDS else " "
    return normal.translate(_BRACKETS)


class _FoldTable(dict[int, str]):
    """Translation table that learns a character the first time it meets it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """The text with every character in its one spelling."""
    return text.translate(_TABLE)


def fold_mapped(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index it had in `text`.

    One index more is given, for the end.
    """
    folded: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        spelling = _TABLE[ord(character)]
        folded.append(spelling)
        origins.extend([index] * len(spelling))
    origins.append(len(text))
    return "".join(folded), origins
