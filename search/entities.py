"""Names that stand for one thing: laws, departments and places, by whatever name.

A `Dictionary` is plain data; `search.dictionary` fills it from the registers.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from search import pinyin, words
from search.characters import IS_HAN, fold


class EntityKind(StrEnum):
    """What a name can stand for."""

    LAW = "law"
    DEPARTMENT = "department"
    VILLAGE = "village"


_CODE_LETTER = {EntityKind.LAW: "l", EntityKind.DEPARTMENT: "b", EntityKind.VILLAGE: "v"}


def entity_code(kind: EntityKind, pk: int) -> str:
    """The token that stands for one row of a register."""
    return f"{_CODE_LETTER[kind]}{pk}"


@dataclass(frozen=True, slots=True)
class Entity:
    """One law, department or place with every name it goes by."""

    kind: EntityKind
    pk: int
    slug: str
    name: str
    other_names: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The token that stands for it in index and query."""
        return entity_code(self.kind, self.pk)

    @property
    def address(self) -> str:
        """Kind and slug, as it stands in addresses."""
        return f"{self.kind}-{self.slug}"

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the one to show first."""
        return (self.name, *self.other_names)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where folded text names something; several entities when they share the name."""

    start: int
    end: int
    entities: tuple[Entity, ...]


class Dictionary:
    """The names of the registers, looked up in text longest first."""

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        version: Hashable = 0,
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.version = version
        self.synonyms = synonyms or {}
        self._longest_synonym = max(map(len, self.synonyms), default=0)
        self.entities = tuple(entities)
        by_name: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.entities:
            for name in dict.fromkeys(spelling(name) for name in entity.names):
                if len(name) > 1:
                    by_name[name].append(entity)
        self.by_name = {name: tuple(found) for name, found in by_name.items()}
        self._pattern = re.compile(_trie_pattern(self.by_name)) if by_name else None

    def with_synonyms_whole(self, pieces: list[str]) -> list[str]:
        """The pieces of a text with those joined that make a word with synonyms."""
        if self._longest_synonym < 2:
            return pieces
        joined: list[str] = []
        position = 0
        while position < len(pieces):
            end = position + 1
            text = pieces[position]
            best, after = text, end
            while end < len(pieces) and len(text) + len(pieces[end]) <= self._longest_synonym:
                text += pieces[end]
                end += 1
                if text in self.synonyms:
                    best, after = text, end
            joined.append(best)
            position = after
        return joined

    @cached_property
    def by_code(self) -> dict[str, Entity]:
        """The entity of each token."""
        return {entity.code: entity for entity in self.entities}

    @cached_property
    def by_sound(self) -> dict[str, tuple[str, ...]]:
        """Names by what they sound like (`pinyin.sound`)."""
        return _grouped((pinyin.sound(name), name) for name in self.by_name if len(name) < 13)

    @cached_property
    def by_latin(self) -> dict[str, tuple[str, ...]]:
        """Names by their pinyin and by its initials: minfadian, mfd."""
        names = [name for name in self.by_name if IS_HAN.match(name)]
        return _grouped(
            (latin, name)
            for name in names
            for latin in (pinyin.initials(name), pinyin.spelling(name))
        )

    def renamed(self, other: "Dictionary") -> set[str]:
        """Names that say something else in the other dictionary, or are in one of them only.

        A name says what it stands for and by which name that is usually known.
        """
        said, said_there = (
            {
                name: {(entity.code, entity.name) for entity in found}
                for name, found in names.items()
            }
            for names in (self.by_name, other.by_name)
        )
        return {
            name
            for name in said.keys() | said_there.keys()
            if said.get(name) != said_there.get(name)
        }

    def mentions(self, folded: str) -> Iterator[Mention]:
        """Every name in folded text, left to right, none inside another.

        A name whose edge lies inside a word is none: 节水法治 does not name 水法.
        """
        if self._pattern is None:
            return
        position = 0
        while match := self._pattern.search(folded, position):
            entities = self.by_name[match[0]]
            if _is_whole(folded, match.start(), match.end(), entities):
                yield Mention(match.start(), match.end(), entities)
                position = match.end()
            else:
                shorter = self._shorter(folded, match.start(), match.end())
                if shorter:
                    yield shorter
                position = shorter.end if shorter else match.start() + 1

    def _shorter(self, folded: str, start: int, end: int) -> Mention | None:
        """A shorter name at the same place, where the longest was cut out of a word."""
        for stop in range(end - 1, start + 1, -1):
            entities = self.by_name.get(folded[start:stop])
            if entities and _is_whole(folded, start, stop, entities):
                return Mention(start, stop, entities)
        return None


def spelling(name: str) -> str:
    """A name as it is compared: folded, without spaces, brackets and book marks."""
    return re.sub(r"[\s《》()]+", "", fold(name))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, name in pairs:
        if name not in groups[key]:
            groups[key].append(name)
    return {key: tuple(names) for key, names in groups.items()}


def _trie_pattern(names: Iterable[str]) -> str:
    """A regular expression that matches the longest of the names, quick for thousands of them."""
    trie: dict[str, dict] = {}
    for name in names:
        node = trie
        for character in name:
            node = node.setdefault(character, {})
        node[""] = {}
    return _trie_node_pattern(trie)


def _trie_node_pattern(node: dict[str, dict]) -> str:
    branches = [
        re.escape(character) + _trie_node_pattern(child)
        for character, child in node.items()
        if character
    ]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{pattern}?" if "" in node else pattern


_REACH = 6
# 法 begins these words as often as it ends a law's name.
_AFTER_LAW = frozenset("律治院官庭规制警理令学")


def _is_whole(folded: str, start: int, end: int, entities: tuple[Entity, ...]) -> bool:
    """Whether the edges of a name are edges of words."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if (before == "《" and after == "》") or not (_is_han(before) or _is_han(after)):
        return _is_whole_latin(folded, start, end)
    guards_end = any(
        entity.kind is EntityKind.LAW
        # A place or a longer name of an office may be followed by anything:
        # 金龙村民委员会 is that of 金龙村.
        or (entity.kind is EntityKind.DEPARTMENT and end - start < 4)
        for entity in entities
    )
    left = start
    while left > 0 and start - left < _REACH and _is_han(folded[left - 1]):
        left -= 1
    right = end
    while right < len(folded) and right - end < _REACH and _is_han(folded[right]):
        right += 1
    position = left
    for word in words.split(folded[left:right]):
        stop = position + len(word)
        if position < start < stop or (guards_end and position < end < stop):
            return False
        position = stop
    return not (
        after
        and after in _AFTER_LAW
        and folded[end - 1] == "法"
        and not words.is_known(folded[end : end + 2])
    )


def _is_han(character: str) -> bool:
    return bool(IS_HAN.match(character))


def _is_whole_latin(folded: str, start: int, end: int) -> bool:
    """Names of letters and digits must not be cut out of a longer run of them."""
    inner_edge = folded[start].isalnum() and not _is_han(folded[start])
    outer_edge = folded[end - 1].isalnum() and not _is_han(folded[end - 1])
    return not (inner_edge and folded[max(start - 1, 0) : start].isalnum()) and not (
        outer_edge and folded[end : end + 1].isalnum()
    )
