"""Slips of the keyboard: what a query that finds nothing may have meant."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from search import pinyin
from search.characters import HAN, fold_mapped
from search.entities import Dictionary

_HAN_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(r"(?<![a-z0-9])[a-z]{2,30}(?![a-z0-9])")
_SHORTEST_NAME_WITH_SLIP = 4
_SHORTEST_NAME_SURE = 3
_LONGEST_SPAN = 6
_MOST_SPANS = 40


@dataclass(frozen=True, slots=True)
class Correction:
    """What was `written` in a query and perhaps `meant`; `text` is the whole query so corrected.

    `is_sure` says that no word which might well have been meant was given up for it.
    """

    text: str
    written: str
    meant: str
    is_name: bool = False
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a query that may be corrected: its folded text, and how to write the query anew.

    Everything around what is corrected stays as it was written, quotation marks included.
    """

    text: str
    folded: str
    origins: tuple[int, ...]

    def with_(self, start: int, end: int, meant: str) -> str:
        """The whole query with folded characters `start` to `end` written as `meant`."""
        return self.text[: self.origins[start]] + meant + self.text[self.origins[end - 1] + 1 :]


def stretches(text: str, spans: Iterable[tuple[int, int]]) -> list[Stretch]:
    """The pieces of a query that stand at these indexes of it."""
    found = []
    for start, end in spans:
        folded, origins = fold_mapped(text[start:end])
        found.append(Stretch(text, folded, tuple(start + origin for origin in origins)))
    return found


def near_names(words: Iterable[Stretch], dictionary: Dictionary) -> list[str]:
    """Names that a whole run of the text misses by one character: 治安管理处法法."""
    return [
        stretch.with_(run.start(), run.end(), name)
        for stretch in words
        for run in _HAN_RUN.finditer(stretch.folded)
        if run[0] not in dictionary.by_name
        for name in dictionary.by_name
        if len(name) >= _SHORTEST_NAME_WITH_SLIP and differs_by_one(run[0], name)
    ]


def by_latin(words: Iterable[Stretch], dictionary: Dictionary) -> list[str]:
    """The text with pinyin or its initials written as the name they spell: mfd for 民法典."""
    return [
        stretch.with_(latin.start(), latin.end(), name)
        for stretch in words
        for latin in _LATIN.finditer(stretch.folded)
        for name in dictionary.by_latin.get(latin[0], ())
    ]


def by_sound(
    words: Iterable[Stretch],
    dictionary: Dictionary,
    *,
    unknown: Collection[str],
    known: Collection[str],
    sounding_like: Callable[[Collection[str]], Mapping[str, Collection[str]]],
) -> list[Correction]:
    """What the text may have meant by its sound, longest stretch first.

    Only stretches that hold something `unknown` are changed; `sounding_like` gives the words of
    the index by sound. A correction that changes a character of a `known` word is not sure, unless
    it makes a name so long that it hardly sounds alike by chance.
    """
    words = list(words)
    spans = [
        (stretch, run.start() + start, run.start() + start + size)
        for stretch in words
        for run in _HAN_RUN.finditer(stretch.folded)
        for size in range(min(len(run[0]), _LONGEST_SPAN), 1, -1)
        for start in range(len(run[0]) - size + 1)
    ]
    spans.sort(key=lambda span: span[1] - span[2])
    sounds = {
        (stretch, start, end): pinyin.sound(written)
        for stretch, start, end in spans[:_MOST_SPANS]
        for written in [stretch.folded[start:end]]
        if any(one in written or written in one for one in unknown)
    }
    indexed = sounding_like(set(sounds.values()))
    kept = {stretch: _inside(known, stretch.folded) for stretch in words}
    found: list[Correction] = []
    for (stretch, start, end), sound in sounds.items():
        written = stretch.folded[start:end]
        names = dictionary.by_sound.get(sound, ())
        for meant in dict.fromkeys([*names, *indexed.get(sound, ())]):
            if meant == written:
                continue
            changed = {start + index for index in _differences(written, meant)}
            is_name = meant in names
            is_sure = changed.isdisjoint(kept[stretch]) or (
                is_name and len(meant) >= _SHORTEST_NAME_SURE
            )
            text = stretch.with_(start, end, meant)
            found.append(Correction(text, written, meant, is_name=is_name, is_sure=is_sure))
    return found


def _differences(written: str, meant: str) -> Iterator[int]:
    """Indexes of the characters of what was written that the correction changes."""
    if len(written) != len(meant):
        return iter(range(len(written)))
    return (index for index, character in enumerate(written) if meant[index] != character)


def _inside(known: Iterable[str], folded: str) -> set[int]:
    """Indexes of all characters that belong to a known word."""
    return {
        index
        for word in known
        for match in re.finditer(re.escape(word), folded)
        for index in range(*match.span())
    }


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
