"""Searching: from what a visitor asks to what a visitor is shown."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from pages.models.public import EntryKind
from search import failover
from search.dictionary import current_dictionary
from search.entities import Dictionary, Entity
from search.facet_names import FacetNames, NamedValue, Value, facet_names
from search.highlighting import Highlighter
from search.query import DEEPEST_RESULT, Filters, Plan, SearchRequest, parse_query
from search.request import FACET_FIELDS, FACET_LABELS
from search.results import (
    Facet,
    FacetCounts,
    FacetValue,
    Found,
    Hit,
    SearchResults,
)
from search.stages import find

NOBODY = -1  # the id of no row: what an unknown filter value asks for
MOST_VALUES = 40
ORDERED = {"departments", "years"}


def search(request: SearchRequest) -> SearchResults:
    """Answer one search; never fails on anything a visitor can type."""
    dictionary = current_dictionary()
    names = facet_names(dictionary.version)
    plan = parse_query(
        request.q,
        dictionary,
        by_date=request.by_date,
        off=switched_off(request.off, dictionary) if request.off else frozenset(),
    )
    filters = filters_of(request, names)
    start = min(request.start, DEEPEST_RESULT)
    plan, found = failover.ask(
        lambda engine: find(
            plan,
            filters,
            start=start,
            size=min(request.page_size, DEEPEST_RESULT - start),
            engine=engine,
            dictionary=dictionary,
            mend=not request.as_written,
        )
    )
    reachable = min(found.total, DEEPEST_RESULT)
    return SearchResults(
        hits=_shown(found, plan, dictionary),
        total=found.total,
        page=request.page,
        pages=max(1, math.ceil(reachable / request.page_size)),
        facets=_facets(found.counts, filters, names),
        recognised=plan.names,
        notes=plan.notes,
        is_empty_query=plan.is_empty,
        answered=plan.mended,
        meant=plan.meant,
        unnamed=plan.unnamed,
    )


def filters_of(request: SearchRequest, names: FacetNames) -> Filters:
    """The ids behind the slugs of a request; what nobody knows matches nothing."""
    chosen: dict[str, Any] = {
        field: frozenset(names.ids[field].get(slug, NOBODY) for slug in getattr(request, field))
        for field in names.values
    }
    years = frozenset(
        int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else NOBODY
        for year in request.years
    )
    return Filters(years=years, **chosen)


def switched_off(values: Iterable[str], dictionary: Dictionary) -> frozenset[Entity]:
    """What these stand for, each the kind and slug of something a name can mean."""
    wanted = set(values)
    return frozenset(entity for entity in dictionary.entities if entity.address in wanted)


def _shown(found: Found, plan: Plan, dictionary: Dictionary) -> tuple[Hit, ...]:
    highlighter = Highlighter(plan, dictionary)
    labels: Mapping[str, str] = dict(EntryKind.choices)
    return tuple(
        Hit(
            id=hit.id,
            kind=hit.kind,
            kind_label=labels.get(hit.kind, ""),
            title=highlighter.marked(hit.title),
            excerpt=highlighter.excerpt(hit.body),
            url=hit.url,
            source=hit.source,
            date=hit.date,
        )
        for hit in found.hits
    )


def _facets(counts: FacetCounts, filters: Filters, names: FacetNames) -> tuple[Facet, ...]:
    found = (
        Facet(
            name,
            FACET_LABELS[name],
            _values(field, getattr(counts, field), getattr(filters, field), names),
        )
        for name, field in FACET_FIELDS.items()
    )
    return tuple(found)


def _values(
    field: str, counts: Mapping[Value, int], chosen: frozenset[Value], names: FacetNames
) -> tuple[FacetValue, ...]:
    named = names.values.get(field) or _years({*counts, *chosen} - {NOBODY})
    values = [
        FacetValue(
            value.slug,
            value.label or value.name,
            value.name,
            counts.get(value.id, 0),
            value.id in chosen,
            value.above,
        )
        for value in named
        if value.id in counts or value.id in chosen
    ]
    if field not in ORDERED:
        values.sort(key=lambda value: (not value.is_chosen, -value.count))
        del values[MOST_VALUES:]
    return tuple(values)


def _years(years: Iterable[Value]) -> tuple[NamedValue, ...]:
    return tuple(
        NamedValue(year, str(year), f"{year}年") for year in sorted(map(int, years), reverse=True)
    )
