"""The public search page."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.shell import page_context
from search.actions import search
from search.query import SearchRequest
from search.request import FACET_FIELDS, address, read_request, with_value
from search.results import Facet, FacetValue, SearchResults
from search.settings import SearchSettings

SHOWN_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a filter and the address of the search with it switched."""

    value: FacetValue
    url: str


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """One filter: the values to show at once and the rest."""

    facet: Facet
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search all that is public; without a query, everything newest first."""
    asked = read_request(request.GET, page_size=SearchSettings.read().page_size)
    found = search(asked)
    context = page_context(
        request,
        asked=asked,
        results=found,
        facets=[_links(facet, asked) for facet in found.facets if facet.values],
        chosen=_chosen(found, asked),
        hidden=[
            (name, value) for name, field in FACET_FIELDS.items() for value in getattr(asked, field)
        ],
        without_filters_url=address(SearchRequest(q=asked.q)),
        pager=_pager(found, asked),
        is_beyond_end=not found.hits and found.total > 0,
    )
    home = {"title": "首页", "url": context["shell"]["home_url"]}
    context["breadcrumb"] = [home, {"title": "搜索"}]
    return render(request, "search/results.html", context)


def _links(facet: Facet, asked: SearchRequest) -> FacetLinks:
    links = [
        FacetLink(value, address(with_value(asked, facet.name, value.value)))
        for value in facet.values
        if value.count or value.is_chosen
    ]
    is_chosen_late = any(link.value.is_chosen for link in links[SHOWN_AT_ONCE:])
    shown = len(links) if is_chosen_late else SHOWN_AT_ONCE
    return FacetLinks(facet, tuple(links[:shown]), tuple(links[shown:]))


def _chosen(found: SearchResults, asked: SearchRequest) -> list[dict[str, str]]:
    """Every filter in use, unknown values too, with the address of the search without it."""
    labels = {
        (facet.name, value.value): value.label for facet in found.facets for value in facet.values
    }
    return [
        {
            "label": labels.get((name, value), f"“{value}”（没有此项）"),
            "remove_url": address(with_value(asked, name, value)),
        }
        for name, field in FACET_FIELDS.items()
        for value in getattr(asked, field)
    ]


def _pager(found: SearchResults, asked: SearchRequest) -> dict[str, object]:
    def page_url(number: int) -> str:
        return address(replace(asked, page=number), page=number)

    return {
        "number": found.page,
        "total_pages": found.pages,
        "first_url": page_url(1),
        "previous_url": page_url(found.page - 1) if 1 < found.page <= found.pages else "",
        "next_url": page_url(found.page + 1) if found.page < found.pages else "",
        "last_url": page_url(found.pages),
    }
