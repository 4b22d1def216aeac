"""A search as it stands in the address of a page."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from search.query import LONGEST_QUERY, SearchRequest

FACET_FIELDS = {"law": "laws", "department": "departments", "kind": "kinds", "year": "years"}
MOST_VALUES = 20
_LONGEST_VALUE = 100
_LONGEST_READ = 40 * LONGEST_QUERY


def read_request(query: QueryDict, *, page_size: int) -> SearchRequest:
    """The search an address asks for; what is no page number becomes page 1."""
    page = query.get("page", "")
    chosen = {
        field: tuple(
            dict.fromkeys(
                value.replace("\0", "")[:_LONGEST_VALUE]
                for value in query.getlist(name)[:MOST_VALUES]
                if value.strip()
            )
        )
        for name, field in FACET_FIELDS.items()
    }
    is_number = page.isascii() and page.isdecimal() and len(page) < 8
    return SearchRequest(
        q=query.get("q", "")[:_LONGEST_READ],
        page=max(1, int(page)) if is_number else 1,
        page_size=page_size,
        **chosen,
    )


def address(request: SearchRequest, *, page: int = 1) -> str:
    """The query of the address that asks for this search."""
    pairs: list[tuple[str, str]] = [("q", request.q)] if request.q else []
    for name, field in FACET_FIELDS.items():
        pairs += [(name, value) for value in getattr(request, field)]
    if page > 1:
        pairs.append(("page", str(page)))
    return "?" + urlencode(pairs, errors="replace")


def with_value(request: SearchRequest, name: str, value: str) -> SearchRequest:
    """The search with one value of a filter added, or taken out where it was chosen."""
    field = FACET_FIELDS[name]
    chosen: tuple[str, ...] = getattr(request, field)
    changed = tuple(other for other in chosen if other != value)
    if len(changed) == len(chosen):
        changed = (*chosen, value)
    changes: dict[str, Any] = {field: changed}
    return replace(request, page=1, **changes)
