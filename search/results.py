"""What a search answers: what an engine found, and what a visitor is shown."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from search.entities import Entity


@dataclass(frozen=True, slots=True)
class StoredHit:
    """A document found, as the engine keeps it: the original text, not yet marked."""

    id: int
    kind: str
    title: str
    body: str
    url: str
    source: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many results each value has; a filter never narrows its own counts."""

    laws: Mapping[int, int] = field(default_factory=Counter)
    departments: Mapping[int, int] = field(default_factory=Counter)
    kinds: Mapping[str, int] = field(default_factory=Counter)
    years: Mapping[int, int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Found:
    """An engine's answer: one page of hits, best first, and exact counts.

    `matched` counts without the filters, `total` with them.
    """

    hits: tuple[StoredHit, ...] = ()
    total: int = 0
    matched: int = 0
    counts: FacetCounts = FacetCounts()


@dataclass(frozen=True, slots=True)
class Hit:
    """One result as it is shown; title and excerpt are safe HTML with <mark>."""

    id: int
    kind: str
    kind_label: str
    title: SafeString
    excerpt: SafeString
    url: str
    source: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter: its address in the query, its name and its number of results."""

    value: str
    label: str
    count: int
    is_chosen: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values, most results first; departments in the order of their tree."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The whole answer to a visitor or program."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    recognised: tuple[Entity, ...]
    notes: tuple[str, ...]
    is_empty_query: bool = False
