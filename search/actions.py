"""Searching, and keeping the index equal to what is public."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from pages.filters import in_tree_order
from pages.models.public import EntryKind, PublicEntry, PublicFacet
from registers.models import Department
from search import vocabulary
from search.characters import fold
from search.chinese import compact
from search.dictionary import current_dictionary
from search.documents import SearchDocument, build_document
from search.engines import SearchEngine, get_engine
from search.entities import Dictionary, EntityKind
from search.highlighting import Highlighter
from search.query import DEEPEST_RESULT, Filters, Plan, SearchRequest, parse_query
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
BATCH = 200
TEXTS_AT_ONCE = 50


def search(request: SearchRequest) -> SearchResults:
    """Answer one search; never fails on anything a visitor can type."""
    dictionary = current_dictionary()
    plan = parse_query(request.q, dictionary)
    filters = filters_of(request, dictionary)
    start = request.start
    plan, found = find(
        plan,
        filters,
        start=start,
        size=min(request.page_size, max(0, DEEPEST_RESULT - start)),
        engine=get_engine(),
        dictionary=dictionary,
    )
    reachable = min(found.total, DEEPEST_RESULT)
    return SearchResults(
        hits=_shown(found, plan, dictionary),
        total=found.total,
        page=request.page,
        pages=max(1, math.ceil(reachable / request.page_size)),
        facets=_facets(found.counts, filters, dictionary),
        recognised=plan.recognised,
        notes=plan.notes,
        is_empty_query=plan.is_empty,
    )


def filters_of(request: SearchRequest, dictionary: Dictionary) -> Filters:
    """The ids behind the slugs of a request; what nobody knows matches nothing."""
    slugs = {(entity.kind, entity.slug): entity.pk for entity in dictionary.entities}
    return Filters(
        laws=frozenset(slugs.get((EntityKind.LAW, slug), NOBODY) for slug in request.laws),
        departments=frozenset(
            slugs.get((EntityKind.DEPARTMENT, slug), NOBODY) for slug in request.departments
        ),
        kinds=frozenset(request.kinds),
        years=frozenset(
            int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else NOBODY
            for year in request.years
        ),
    )


def index_entries(ids: Iterable[int], *, engine: SearchEngine | None = None) -> None:
    """Bring the index up to date with the public entries of these pages, gone ones included."""
    engine = engine or get_engine()
    wanted = set(ids)
    documents = [build_document(entry) for entry in _entries().filter(pk__in=wanted)]
    if documents:
        engine.replace(documents)
    gone = wanted - {document.id for document in documents}
    if gone:
        engine.remove(gone)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What making the index anew did."""

    indexed: int
    removed: int


def rebuild(
    *, engine: SearchEngine | None = None, tell: Callable[[int], None] | None = None
) -> Rebuilt:
    """Write every public entry into the index and take out what is not public.

    The index answers throughout; `tell` is called with the number done after each batch.
    """
    engine = engine or get_engine()
    vocabulary.forget()
    indexed = 0
    for batch in _batches():
        engine.replace(batch)
        indexed += len(batch)
        if tell:
            tell(indexed)
    # In this order, what is published meanwhile is never taken for gone.
    stored = engine.ids_and_versions().keys()
    gone = stored - set(PublicEntry.objects.values_list("pk", flat=True))
    engine.remove(gone)
    return Rebuilt(indexed=indexed, removed=len(gone))


def reindex_texts(names: Iterable[str], *, engine: SearchEngine | None = None) -> None:
    """Write anew the documents whose text holds one of these names."""
    engine = engine or get_engine()
    texts = sorted({text for name in names if (text := compact(fold(name)))})
    ids: set[int] = set()
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        ids.update(engine.ids_with_text(texts[start : start + TEXTS_AT_ONCE]))
    found = sorted(ids)
    for start in range(0, len(found), BATCH):
        index_entries(found[start : start + BATCH], engine=engine)


def _entries() -> QuerySet[PublicEntry]:
    whole = PublicFacet.objects.filter(law=0, village=0).exclude(department=0)
    return PublicEntry.objects.prefetch_related(Prefetch("facets", whole))


def _batches() -> Iterator[list[SearchDocument]]:
    last = 0
    while entries := list(_entries().filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield [build_document(entry) for entry in entries]
        last = entries[-1].pk


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


def _facets(counts: FacetCounts, filters: Filters, dictionary: Dictionary) -> tuple[Facet, ...]:
    return (
        Facet("law", "法律法规", _law_values(counts, filters, dictionary)),
        Facet("department", "单位", _department_values(counts, filters)),
        Facet(
            "kind",
            "类型",
            _most(
                FacetValue(kind, str(label), counts.kinds.get(kind, 0), kind in filters.kinds)
                for kind, label in EntryKind.choices
            ),
        ),
        Facet(
            "year",
            "年份",
            tuple(
                FacetValue(str(year), f"{year}年", counts.years.get(year, 0), year in filters.years)
                for year in sorted({*counts.years, *filters.years} - {NOBODY}, reverse=True)
            ),
        ),
    )


def _law_values(
    counts: FacetCounts, filters: Filters, dictionary: Dictionary
) -> tuple[FacetValue, ...]:
    return _most(
        FacetValue(
            entity.slug, entity.name, counts.laws.get(entity.pk, 0), entity.pk in filters.laws
        )
        for entity in dictionary.entities
        if entity.kind is EntityKind.LAW
    )


def _department_values(counts: FacetCounts, filters: Filters) -> tuple[FacetValue, ...]:
    wanted = {*counts.departments, *filters.departments}
    if not wanted:
        return ()
    return tuple(
        FacetValue(
            department.slug,
            department.label,
            counts.departments.get(department.pk, 0),
            department.pk in filters.departments,
            depth=len(department.ancestor_ids) - 1,
        )
        for department in in_tree_order(Department.objects.filter(pk__in=wanted))
    )


def _most(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    present = [value for value in values if value.count or value.is_chosen]
    return tuple(sorted(present, key=lambda value: -value.count)[:MOST_VALUES])
