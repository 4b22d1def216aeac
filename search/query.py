"""What a visitor asks, and what of it must be found.

A plan is made of tokens only; engines translate it and never look at the text again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from itertools import groupby

from search import chinese, words
from search.characters import IS_HAN, fold
from search.chinese import LONGEST_TOKEN, RUN
from search.empty_words import ASKING, EMPTY_WORDS, PARTICLES, WORD_LIKE_PARTICLES
from search.entities import Dictionary, Entity, EntityKind, Mention
from search.numerals import article_code, number_codes, year_code

LONGEST_QUERY = 120
MOST_UNITS = 24
PAGE_SIZE = 20
LONGEST_PAGE = 100
DEEPEST_RESULT = 10_000

_FOLDED_AWAY = 20  # characters that may be dropped for each that is kept
_YEARS = range(1900, 2100)
_SHORTEST_QUESTION = 7  # characters


@dataclass(frozen=True, slots=True)
class Filters:
    """Ids and values that results must have: any within one filter, all filters together."""

    laws: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()
    forms: frozenset[int] = frozenset()
    audiences: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search as a visitor or program states it; slugs and years may be unknown ones.

    `off` holds names to be read as plain words, each as the kind and slug of something it names;
    `as_written` keeps slips of the keyboard from being mended.
    """

    q: str = ""
    laws: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    by_date: bool = False
    off: tuple[str, ...] = ()
    as_written: bool = False
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def start(self) -> int:
        """Index of the first result on the page."""
        return (self.page - 1) * self.page_size


class Where(StrEnum):
    """In which of a document's tokens something is looked for."""

    WORDS = "words"
    NAMES = "names"
    CHARACTERS = "characters"
    NUMBERS = "numbers"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to find a unit: all of these tokens."""

    where: Where
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that must be found, by any of its options; `text` is what was written.

    Numbers are not scored: they narrow a search but say nothing about relevance.
    """

    text: str
    options: tuple[Option, ...]

    @property
    def is_scored(self) -> bool:
        """Whether finding it often makes a document better."""
        return self.options[0].where is not Where.NUMBERS


@dataclass(frozen=True, slots=True)
class Segment:
    """What stood between two spaces: all its units, or its text as it was written."""

    units: tuple[Unit, ...]
    text: str = ""
    literal: Option | None = None


@dataclass(frozen=True, slots=True)
class NamedText:
    """A name in a query as it was written, and everything that goes by it."""

    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What must and must not be found.

    With `at_least`, that many of all units suffice. `phrases` must stand in the compact text
    letter by letter. A plan without segments and phrases finds everything if `is_empty`,
    nothing otherwise. `by_date` asks for the newest first instead of the best. `off` holds what
    no name stands for in this query, `unnamed` the names that were read as plain words for that;
    `mended` is a text that was searched instead of the one written, `meant` one that might have
    been. `asks` marks a whole question: of what is found, cases answer it best.
    """

    text: str = ""
    segments: tuple[Segment, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[Segment, ...] = ()
    at_least: int | None = None
    names: tuple[NamedText, ...] = ()
    unnamed: tuple[NamedText, ...] = ()
    notes: tuple[str, ...] = ()
    is_empty: bool = False
    by_date: bool = False
    off: frozenset[Entity] = frozenset()
    mended: str = ""
    meant: str = ""
    asks: bool = False

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units, whatever segment they stand in."""
        return tuple(unit for segment in self.segments for unit in segment.units)

    @property
    def recognised(self) -> tuple[Entity, ...]:
        """All that the query names."""
        return tuple(dict.fromkeys(entity for name in self.names for entity in name.entities))

    @property
    def finds_nothing(self) -> bool:
        """Whether there is nothing in it to look for though something was asked."""
        return not (self.segments or self.phrases or self.is_empty)

    def with_note(self, note: str) -> "Plan":
        """The same plan with one remark more for the visitor."""
        return replace(self, notes=(*self.notes, note))


# One particle may belong to an unknown word, as in 以案释法; two hardly do.
_PARTICLES = re.compile(f"[{PARTICLES}]{{2,}}")
_PART = re.compile(
    r'(?<!\S)(?P<minus>[-－])?(?:["＂](?P<straight>[^"＂]+)["＂]|“(?P<curly>[^“”]+)”)(?!\S)|(?P<word>\S+)'
)


def parse_query(
    text: str,
    dictionary: Dictionary,
    *,
    by_date: bool = False,
    off: frozenset[Entity] = frozenset(),
) -> Plan:
    """Read a query: words that must all be found, "phrases", -exclusions, names, numbers.

    A name that stands for anything in `off` is read as plain words.
    """
    text = text.replace("\0", " ")
    notes: list[str] = []
    if len(text) > LONGEST_QUERY:
        text = text[: LONGEST_QUERY * _FOLDED_AWAY]
        shortened = " ".join(text.split())
        if len(shortened) > LONGEST_QUERY:
            shortened = shortened[:LONGEST_QUERY]
            notes.append(f"搜索词过长，只按前 {LONGEST_QUERY} 个字搜索。")
        text = shortened
    if not text.strip():
        return Plan(is_empty=True, notes=tuple(notes), by_date=by_date, off=off)
    reader = _Reader(dictionary, off)
    for part in _PART.finditer(text):
        reader.read(part)
    if reader.is_clipped:
        notes.append(f"搜索词过多，只按前 {MOST_UNITS} 个词搜索。")
    plan = Plan(
        text=text.strip(),
        segments=tuple(_telling(reader.segments)),
        phrases=tuple(dict.fromkeys(reader.phrases)),
        excluded=tuple(reader.excluded),
        names=tuple(dict.fromkeys(reader.names)),
        unnamed=tuple(dict.fromkeys(reader.unnamed)),
        notes=tuple(notes),
        by_date=by_date,
        off=off,
    )
    if _is_question(fold(text), plan.units):
        plan = replace(with_units(plan, bared), asks=True)
    if plan.finds_nothing:
        plan = plan.with_note(
            "只写了要排除的词，请再写上要找的词。"
            if reader.excluded
            else "搜索词里没有汉字、字母或数字，请换一个词。"
        )
    return plan


def _is_question(folded: str, units: Sequence[Unit]) -> bool:
    """Whether this is a whole question, and not a saying such as 谁执法谁普法."""
    length = len(IS_HAN.findall(folded))
    return len(units) > 1 and length >= _SHORTEST_QUESTION and bool(ASKING.search(folded))


@dataclass(slots=True)
class _Reader:
    dictionary: Dictionary
    off: frozenset[Entity] = frozenset()
    segments: list[Segment] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    excluded: list[Segment] = field(default_factory=list)
    names: list[NamedText] = field(default_factory=list)
    unnamed: list[NamedText] = field(default_factory=list)
    n_units: int = 0
    is_clipped: bool = False

    def read(self, part: re.Match[str]) -> None:
        phrase = part["straight"] or part["curly"]
        is_excluded = _is_excluded(part)
        if phrase is None:
            self._read_words(part["word"], is_excluded=is_excluded)
        elif is_excluded:
            self._read_words(phrase, is_excluded=True)
        elif compacted := chinese.compact(fold(phrase)):
            self.phrases.append(compacted)

    def _read_words(self, text: str, *, is_excluded: bool) -> None:
        for folded in fold(text).split():
            segment, names, unnamed = read_segment(folded, self.dictionary, self.off)
            if not segment.units:
                continue
            if is_excluded:
                self.excluded.append(segment)
                continue
            room = MOST_UNITS - self.n_units
            if len(segment.units) > room:
                self.is_clipped = True
                segment = Segment(segment.units[:room])
            if segment.units:
                self.n_units += len(segment.units)
                self.segments.append(segment)
                self.names.extend(names)
                self.unnamed.extend(unnamed)


def _is_excluded(part: re.Match[str]) -> bool:
    word = part["word"] or ""
    return bool(part["minus"]) or (word[:1] in {"-", "－"} and len(word) > 1)


def plain_words(text: str) -> list[tuple[int, int]]:
    """Where words stand in a query that are neither in a phrase nor excluded."""
    return [
        part.span()
        for part in _PART.finditer(text)
        if part["word"] is not None and not _is_excluded(part)
    ]


def read_segment(
    folded: str, dictionary: Dictionary, off: frozenset[Entity] = frozenset()
) -> tuple[Segment, list[NamedText], list[NamedText]]:
    """The units of text without spaces, the names in it, and the names that are switched off."""
    mentions = list(dictionary.mentions(folded))
    unnamed = [
        NamedText(folded[mention.start : mention.end], mention.entities)
        for mention in mentions
        if not off.isdisjoint(mention.entities)
    ]
    mentions = [mention for mention in mentions if off.isdisjoint(mention.entities)]
    spans = list(_named_and_numbered(folded, mentions))
    units: list[Unit] = []
    names: list[NamedText] = []
    position = 0
    for start, end, unit, named in [*spans, (len(folded), len(folded), None, ())]:
        units.extend(_plain_units(folded[position:start], dictionary))
        if unit is not None:
            units.append(unit)
        if named:
            names.append(NamedText(folded[start:end], named))
        position = end
    compacted = chinese.compact(folded)
    # A text of several words counts wherever it stands as written; one word might be cut out of
    # two others, and the name of a law, office or place must not be.
    n_characters = len(IS_HAN.findall(compacted))
    is_literal = n_characters > 2 and (len(units) > 1 or (n_characters > 3 and not spans))
    segment = Segment(
        tuple(_without_empty_words(units)), compacted, pairs(compacted) if is_literal else None
    )
    return segment, names, unnamed


def pairs(text: str) -> Option:
    """Text found by its pairs of characters, wherever words begin and end."""
    return Option(Where.PAIRS, tuple(dict.fromkeys(chinese.grams(chinese.compact(fold(text))))))


def word(token: str) -> Option:
    """A word as the segmenter knows it, or letters."""
    return Option(Where.WORDS, (token,))


def number(token: str) -> Option:
    """A number or its code."""
    return Option(Where.NUMBERS, (token,))


def _named_and_numbered(
    folded: str, mentions: Iterable[Mention]
) -> Iterator[tuple[int, int, Unit, tuple[Entity, ...]]]:
    """Spans of names and numbers from left to right, none over another."""
    found: list[tuple[int, int, Unit, tuple[Entity, ...]]] = [
        (mention.start, mention.end, _named_unit(folded, mention), mention.entities)
        for mention in mentions
    ]
    ends_of_laws = {
        end for _, end, _, named in found if any(entity.kind is EntityKind.LAW for entity in named)
    }
    for code, start, end in number_codes(folded):
        if code[0] in "ym" and folded[end : end + 1] in {"度", "份"}:
            end += 1
        found.append((start, end, Unit(folded[start:end], (number(code),)), ()))
    for match in re.finditer("[0-9]+", folded):
        unit = _number_unit(match[0], is_article=match.start() in ends_of_laws)
        found.append((match.start(), match.end(), unit, ()))
    position = 0
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        if span[0] >= position:
            yield span
            position = span[1]


def _named_unit(folded: str, mention: Mention) -> Unit:
    surface = folded[mention.start : mention.end]
    codes = tuple(Option(Where.NAMES, (entity.code,)) for entity in mention.entities)
    # Where several share the name: any of them, or the bare name itself.
    return Unit(surface, codes if len(codes) == 1 else (*codes, pairs(surface)))


def _number_unit(digits: str, *, is_article: bool) -> Unit:
    digits = digits[:LONGEST_TOKEN]
    value = int(digits)
    codes = [digits]
    if len(digits) == 4 and value in _YEARS:
        codes.append(year_code(value))
    if is_article:
        codes.append(article_code(value))
    return Unit(digits, tuple(map(number, codes)))


def _plain_units(folded: str, dictionary: Dictionary) -> Iterator[Unit]:
    for match in RUN.finditer(folded):
        run = match[0]
        if not IS_HAN.match(run):
            yield _word_unit(run, dictionary)
            continue
        split = dictionary.with_synonyms_whole(words.split(run))
        for is_single, group in groupby(split, key=_stands_alone):
            if is_single:
                yield from _unknown_units("".join(group))
            else:
                yield from (_word_unit(known, dictionary) for known in group)


def _stands_alone(piece: str) -> bool:
    return len(piece) == 1


def _word_unit(known: str, dictionary: Dictionary) -> Unit:
    options = [word(known)]
    # Two characters are easily cut out of two other words; three hardly ever.
    if IS_HAN.match(known) and (len(known) > 2 or not words.is_known(known)):
        options.append(pairs(known))
    options += [pairs(other) for other in dictionary.synonyms.get(known, ())]
    return Unit(known, tuple(options))


def _unknown_units(run: str) -> Iterator[Unit]:
    """Characters that form no known word: unknown words, without the particles around them."""
    cores = [core for part in _PARTICLES.split(run) if (core := _core(part))]
    for core in cores or [run]:
        if len(core) > 1 and cores:
            yield Unit(core, (pairs(core),))
        else:
            for character in core:
                yield Unit(character, (Option(Where.CHARACTERS, (character,)),))


def _core(part: str) -> str:
    """A stretch without the particles at its ends, unless they look like a part of the word."""
    core = part.strip(PARTICLES)
    if len(core) == 1 and len(part) == 2 and part.strip(WORD_LIKE_PARTICLES) == core:
        return part
    return core


def with_units(plan: Plan, changed: Callable[[Unit], Unit]) -> Plan:
    """The plan with every unit that must be found exchanged."""
    segments = tuple(
        replace(segment, units=tuple(dict.fromkeys(map(changed, segment.units))))
        for segment in plan.segments
    )
    return replace(plan, segments=segments)


def bared(unit: Unit) -> Unit:
    """A character and what may be a particle beside it, as the character alone."""
    core = unit.text.strip(WORD_LIKE_PARTICLES)
    if len(unit.text) == 2 and len(core) == 1 and unit.options == (pairs(unit.text),):
        return Unit(core, (Option(Where.CHARACTERS, (core,)),))
    return unit


def apart(unit: Unit, dictionary: Dictionary) -> Unit:
    """The unit found by the words of its synonyms too, wherever they stand: 拖欠 and 工资."""
    options = (
        Option(Where.WORDS, several)
        for other in dictionary.synonyms.get(unit.text, ())
        if len(several := words.parts(other)) > 1
    )
    return Unit(unit.text, tuple(dict.fromkeys([*unit.options, *options])))


def parts(unit: Unit, dictionary: Dictionary) -> tuple[Unit, ...]:
    """The words that the synonyms of a unit consist of, each a unit of its own."""
    found = [
        part for other in dictionary.synonyms.get(unit.text, ()) for part in words.parts(other)
    ]
    return tuple(Unit(part, (word(part),)) for part in dict.fromkeys(found))


def loosened(unit: Unit) -> Unit:
    """The unit found by its characters too, even where they are cut out of two words."""
    first = unit.options[0]
    if first.where is not Where.WORDS or len(unit.text) != 2 or not IS_HAN.match(unit.text):
        return unit
    return Unit(unit.text, (*unit.options, pairs(unit.text)))


def rejoined(text: str) -> tuple[Unit, ...]:
    """The pairs of a stretch that was perhaps split in the wrong places."""
    return tuple(
        Unit(pair, (Option(Where.PAIRS, (pair,)),))
        for core in _PARTICLES.split(text)
        for pair in chinese.grams(core.strip(PARTICLES))
        if len(pair) > 1
    )


def pieces(unit: Unit) -> tuple[Unit, ...]:
    """A run of unknown characters as its pairs, each a unit of its own."""
    if unit.options[0].where is not Where.PAIRS:
        return (unit,)
    return tuple(Unit(pair, (Option(Where.PAIRS, (pair,)),)) for pair in unit.options[0].tokens)


def _telling(segments: list[Segment]) -> list[Segment]:
    """The segments without those of empty words alone, unless there are no others."""
    telling = [
        segment
        for segment in segments
        if any(unit.text not in EMPTY_WORDS for unit in segment.units)
    ]
    return telling or segments


def _without_empty_words(units: Iterable[Unit]) -> list[Unit]:
    units = list(dict.fromkeys(units))
    return [unit for unit in units if unit.text not in EMPTY_WORDS] or units
