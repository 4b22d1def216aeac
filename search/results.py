"""What a search answers: what an engine found, and what a visitor is shown."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from search.query import NamedText


@dataclass(frozen=True, slots=True)
class StoredHit:
    """A document found, as the engine keeps it: the original text, not yet marked.

    `version` is that of the document; 0 from the database, which is never behind.
    """

    id: int
    kind: str
    title: str
    body: str
    url: str
    source: str = ""
    date: datetime.date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many results each value has; a filter never narrows its own counts."""

    laws: Mapping[int, int] = field(default_factory=Counter)
    departments: Mapping[int, int] = field(default_factory=Counter)
    kinds: Mapping[str, int] = field(default_factory=Counter)
    years: Mapping[int, int] = field(default_factory=Counter)
    places: Mapping[int, int] = field(default_factory=Counter)
    forms: Mapping[int, int] = field(default_factory=Counter)
    audiences: Mapping[int, int] = field(default_factory=Counter)
    days: Mapping[int, int] = field(default_factory=Counter)


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
    """One value of a filter: its address in the query, its name and its number of results.

    `label` is its name beside the others of its tree, `name` where it stands alone; `above` holds
    the values of the tree that include this one, from the root down.
    """

    value: str
    label: str
    name: str
    count: int
    is_chosen: bool = False
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values: most results first, the newest year, departments as a tree."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The whole answer to a visitor or program.

    `answered` is the mended text that was searched for instead of what was written; `meant` is
    one that might have been, where it was not. `unnamed` holds the names in the query that the
    visitor had read as plain words.
    """

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    recognised: tuple[NamedText, ...]
    notes: tuple[str, ...]
    is_empty_query: bool = False
    answered: str = ""
    meant: str = ""
    unnamed: tuple[NamedText, ...] = ()
