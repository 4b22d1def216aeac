"""A search as it stands in the address of a page."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from search.query import LONGEST_QUERY, SearchRequest

# The filters by their name in addresses: their name in `SearchRequest`, and on the page.
FACET_FIELDS = {
    "law": "laws",
    "department": "departments",
    "kind": "kinds",
    "year": "years",
    "place": "places",
    "form": "forms",
    "audience": "audiences",
    "day": "days",
}
FACET_LABELS = {
    "law": "法律法规",
    "department": "单位",
    "kind": "类型",
    "year": "年份",
    "place": "村（社区）",
    "form": "活动形式",
    "audience": "普法对象",
    "day": "普法节点",
}
SORT_BY_DATE = "date"
MOST_VALUES = 20
_LONGEST_VALUE = 100
_LONGEST_READ = 40 * LONGEST_QUERY


def read_request(query: QueryDict, *, page_size: int) -> SearchRequest:
    """The search an address asks for; what is no page number becomes page 1."""
    page = query.get("page", "")
    chosen: dict[str, Any] = {
        field: _values(query, name) for name, field in (*FACET_FIELDS.items(), ("off", "off"))
    }
    is_number = page.isascii() and page.isdecimal() and len(page) < 8
    return SearchRequest(
        q=query.get("q", "")[:_LONGEST_READ],
        by_date=query.get("sort") == SORT_BY_DATE,
        as_written=query.get("exact") == "1",
        page=max(1, int(page)) if is_number else 1,
        page_size=page_size,
        **chosen,
    )


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            value.replace("\0", "")[:_LONGEST_VALUE]
            for value in query.getlist(name)[:MOST_VALUES]
            if value.strip()
        )
    )


def kept_fields(request: SearchRequest) -> list[tuple[str, str]]:
    """What stays in the address when other words are searched for."""
    kept = [
        (name, value) for name, field in FACET_FIELDS.items() for value in getattr(request, field)
    ]
    return [*kept, ("sort", SORT_BY_DATE)] if request.by_date else kept


def address(request: SearchRequest, *, page: int = 1) -> str:
    """The query of the address that asks for this search."""
    pairs: list[tuple[str, str]] = [("q", request.q)] if request.q else []
    pairs += kept_fields(request)
    pairs += [("off", value) for value in request.off]
    if request.as_written:
        pairs.append(("exact", "1"))
    if page > 1:
        pairs.append(("page", str(page)))
    return "?" + urlencode(pairs, errors="replace")


def with_value(
    request: SearchRequest, name: str, value: str, *, instead_of: frozenset[str] = frozenset()
) -> SearchRequest:
    """The search with one value of a filter added, or taken out where it was chosen.

    An added value takes the place of those it would be useless beside.
    """
    field = FACET_FIELDS[name]
    chosen: tuple[str, ...] = getattr(request, field)
    changed = tuple(other for other in chosen if other != value)
    if len(changed) == len(chosen):
        changed = (*(other for other in chosen if other not in instead_of), value)
    changes: dict[str, Any] = {field: changed}
    return replace(request, page=1, **changes)


def with_words(request: SearchRequest, words: str) -> SearchRequest:
    """The same filters and order for other words, read afresh."""
    return replace(request, q=words, page=1, off=(), as_written=False)


def without_filters(request: SearchRequest) -> SearchRequest:
    """The same words, read and ordered in the same way, without any filter."""
    nothing: dict[str, Any] = dict.fromkeys(FACET_FIELDS.values(), ())
    return replace(request, page=1, **nothing)


def named_again(request: SearchRequest, values: Iterable[str]) -> SearchRequest:
    """The search with all of these read as names again."""
    gone = set(values)
    return replace(request, page=1, off=tuple(one for one in request.off if one not in gone))


def unnamed(request: SearchRequest, value: str) -> SearchRequest:
    """The search with a name read as plain words."""
    return replace(request, page=1, off=tuple(dict.fromkeys([*request.off, value])))
