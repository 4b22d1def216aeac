"""Slips of the keyboard: what a query that finds nothing may have meant."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from search import pinyin
from search.characters import HAN, fold
from search.entities import Dictionary

_HAN_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(r"(?<![a-z0-9])[a-z]{2,30}(?![a-z0-9])")
_SHORTEST_NAME_WITH_SLIP = 4
_LONGEST_SPAN = 6
_MOST_SPANS = 40


def near_names(text: str, dictionary: Dictionary) -> list[str]:
    """Names that a whole run of the text misses by one character: 治安管理处法法."""
    return [
        corrected
        for run in _HAN_RUN.finditer(fold(text))
        if run[0] not in dictionary.by_name
        for name in dictionary.by_name
        if len(name) >= _SHORTEST_NAME_WITH_SLIP and differs_by_one(run[0], name)
        for corrected in [_with(text, run, name)]
    ]


def by_latin(text: str, dictionary: Dictionary) -> list[str]:
    """The text with pinyin or its initials written as the name they spell: mfd for 民法典."""
    return [
        _with(text, latin, name)
        for latin in _LATIN.finditer(fold(text))
        for name in dictionary.by_latin.get(latin[0], ())
    ]


@dataclass(frozen=True, slots=True)
class Correction:
    """A stretch of a query written as another word of the same sound."""

    text: str
    meant: str


def by_sound(
    text: str,
    dictionary: Dictionary,
    is_unknown: Callable[[str], bool],
    sounding_like: Callable[[Collection[str]], Mapping[str, Collection[str]]],
) -> list[Correction]:
    """What the text may have meant by its sound, longest stretch first.

    Only stretches that hold something `is_unknown` are changed; `sounding_like` gives the words
    of the index by sound.
    """
    folded = fold(text)
    spans = [
        (run.start() + start, run.start() + start + size)
        for run in _HAN_RUN.finditer(folded)
        for size in range(min(len(run[0]), _LONGEST_SPAN), 1, -1)
        for start in range(len(run[0]) - size + 1)
    ]
    spans.sort(key=lambda span: span[0] - span[1])
    sounds = {
        span: pinyin.sound(folded[slice(*span)])
        for span in spans[:_MOST_SPANS]
        if is_unknown(folded[slice(*span)])
    }
    indexed = sounding_like(set(sounds.values()))
    return [
        Correction(folded[:start] + meant + folded[end:], meant)
        for (start, end), sound in sounds.items()
        for meant in (*dictionary.by_sound.get(sound, ()), *indexed.get(sound, ()))
        if meant != folded[start:end]
    ]


def _with(text: str, match: re.Match[str], replacement: str) -> str:
    folded = fold(text)
    return folded[: match.start()] + replacement + folded[match.end() :]


def differs_by_one(one: str, other: str) -> bool:
    """Whether one character added, left out, exchanged or swapped makes one from the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )
