"""What a visitor may be about to type: laws and departments by name, public pages by title."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import accumulate

from django.urls import reverse

from pages.models.public import EntryKind
from search import pinyin
from search.characters import IS_HAN, fold
from search.chinese import compact
from search.dictionary import current_dictionary
from search.engines.titles import titles
from search.entities import Dictionary, Entity, EntityKind, spelling

MOST = 10
MOST_NAMES = 6
TITLES_READ = 30
LONGEST_TEXT = 40
_KIND_LABELS = {EntityKind.LAW: "法律法规", EntityKind.DEPARTMENT: "单位"}
_ENTRY_LABELS = dict(EntryKind.choices)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list below the search box."""

    kind: str
    kind_label: str
    label: str
    url: str

    def as_dict(self) -> dict[str, str]:
        """Return it as JSON takes it."""
        return asdict(self)


class _Names:
    """Texts that stand for entities, searched as one string, which is quicker than each alone."""

    def __init__(self, pairs: Iterable[tuple[str, Entity]]) -> None:
        known = list(dict.fromkeys(pairs))
        self._entities = [entity for _, entity in known]
        self._text = "\n" + "".join(f"{name}\n" for name, _ in known)
        self._starts = [0, *accumulate(len(name) + 1 for name, _ in known)]

    def having(self, text: str) -> Iterator[Entity]:
        """The entities of the names that hold the text, in their order."""
        position = self._text.find(text)
        while position >= 0:
            # A line end belongs to the name that follows it.
            number = bisect_right(self._starts, position) - 1
            yield self._entities[number]
            position = self._text.find(text, self._starts[number + 1])

    def beginning(self, text: str) -> Iterator[Entity]:
        """The entities of the names that begin with the text, in their order."""
        return self.having(f"\n{text}")


class _NamesOf:
    """Laws and departments by their names, by pinyin and by its initials."""

    def __init__(self, dictionary: Dictionary) -> None:
        entities = [entity for entity in dictionary.entities if entity.kind in _KIND_LABELS]
        named = [(spelling(name), entity) for entity in entities for name in entity.names]
        self.written = _Names(named)
        han = [(name, entity) for name, entity in named if IS_HAN.match(name)]
        self.initials = _Names((pinyin.initials(name), entity) for name, entity in han)
        self.sounds = _Names((pinyin.spelling(name), entity) for name, entity in han)

    def matching(self, text: str) -> Iterator[Entity]:
        """What the text may become, best first; the same entity may come again."""
        yield from self.written.beginning(text)
        if text.isascii() and text.isalpha():
            yield from self.initials.beginning(text)
            yield from self.sounds.beginning(text)
        elif len(text) > 1:
            yield from self.written.having(text)


_names_of = lru_cache(maxsize=1)(_NamesOf)


class Suggestions:
    """The laws and departments to offer, as long as nothing public changes.

    `unit_urls` holds the address of each department that has a public page; no other is offered.
    """

    def __init__(self, unit_urls: Mapping[int, str]) -> None:
        self._names = _names_of(current_dictionary())
        self._unit_urls = unit_urls

    def named(self, text: str) -> Iterator[Suggestion]:
        """Laws and departments whose name the text may become."""
        seen: set[str] = set()
        for entity in self._names.matching(text):
            url = self._url(entity)
            if url and entity.code not in seen:
                seen.add(entity.code)
                yield Suggestion(entity.kind.value, _KIND_LABELS[entity.kind], entity.name, url)

    def _url(self, entity: Entity) -> str:
        if entity.kind is EntityKind.LAW:
            return reverse("law", args=[entity.slug])
        return self._unit_urls.get(entity.pk, "")


def suggest(typed: str, known: Suggestions) -> list[Suggestion]:
    """What to offer for a text typed so far, at most `MOST`; one look-up in the database."""
    folded = fold(typed[:LONGEST_TEXT])
    name = spelling(folded)
    if not name:
        return []
    names = [one for one, _ in zip(known.named(name), range(MOST), strict=False)]
    taken = {one.url for one in names}
    titled = [one for one in _titled(compact(folded)) if one.url not in taken]
    named = names[: max(MOST_NAMES, MOST - len(titled))]
    return [*named, *titled[: MOST - len(named)]]


def _titled(text: str) -> list[Suggestion]:
    """Public pages whose title holds the text: those that begin with it first, then the newest."""
    if not text:
        return []
    found = [
        (compact(fold(title)), Suggestion(kind, str(_ENTRY_LABELS.get(kind, "")), title, url))
        for title, url, kind in titles(text, size=TITLES_READ)
    ]
    holding = [(title, one) for title, one in found if text in title]
    holding.sort(key=lambda pair: not pair[0].startswith(text))
    return [one for _, one in holding]
