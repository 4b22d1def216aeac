"""The public search page, and what is offered while a visitor types."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pages.kept import kept, public_stamp
from pages.listing import numbers_around
from pages.public_places import department_urls
from pages.shell import page_context
from search.actions import search
from search.entities import Entity, EntityKind
from search.query import NamedText, SearchRequest
from search.request import (
    FACET_FIELDS,
    address,
    kept_fields,
    named_again,
    read_request,
    unnamed,
    with_value,
    with_words,
    without_filters,
)
from search.results import Facet, FacetValue, SearchResults
from search.settings import SearchSettings
from search.suggestions import Suggestions, suggest

SHOWN_AT_ONCE = 8
SHOWN_OF_TREE = 16
NAMED_AT_ONCE = 3
KIND_LABELS = {
    EntityKind.LAW: "法律",
    EntityKind.DEPARTMENT: "单位",
    EntityKind.VILLAGE: "村（社区）",
}


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a filter and the address of the search with it switched."""

    value: FacetValue
    url: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """One filter: the values to show at once and the rest."""

    facet: Facet
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True)
class NameChip:
    """A name in the query: what it stands for, and the search with it read as plain words."""

    text: str
    meanings: tuple[tuple[str, str], ...]
    number: int
    kind_label: str
    literal_url: str


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
        names=[_name_chip(name, asked, department_urls(request)) for name in found.recognised],
        unnamed=[
            {
                "label": name.text,
                "url": address(named_again(asked, (entity.address for entity in name.entities))),
            }
            for name in found.unnamed
        ],
        hidden=kept_fields(asked),
        answered_url=address(with_words(asked, found.answered)),
        as_written_url=address(replace(asked, as_written=True, page=1)),
        meant_url=address(with_words(asked, found.meant)),
        orders=_orders(asked),
        without_filters_url=address(without_filters(asked)),
        pager=_pager(found, asked),
        is_beyond_end=not found.hits and found.total > 0,
    )
    home = {"title": "首页", "url": context["shell"]["home_url"]}
    context["breadcrumb"] = [home, {"title": "搜索"}]
    return render(request, "search/results.html", context)


@require_safe
@never_cache
def suggestions(request: HttpRequest) -> JsonResponse:
    """Laws, departments and titles that what was typed so far may become, as JSON."""
    known = kept(
        public_stamp(request), "search suggestions", lambda: Suggestions(department_urls(request))
    )
    offered = suggest(request.GET.get("q", ""), known)
    return JsonResponse({"suggestions": [one.as_dict() for one in offered]})


def _links(facet: Facet, asked: SearchRequest) -> FacetLinks:
    chosen = {value.value: value.above for value in facet.values if value.is_chosen}

    def switched_to(value: FacetValue) -> str:
        useless = _same_branch(value, chosen)
        return address(with_value(asked, facet.name, value.value, instead_of=useless))

    links = [
        FacetLink(value, switched_to(value), len(value.above))
        for value in facet.values
        if value.count or value.is_chosen
    ]
    if any(link.depth for link in links):
        opened = {*chosen, *(slug for above in chosen.values() for slug in above)}
        if len(links) > SHOWN_OF_TREE:
            links = [link for link in links if _is_open(link.value, opened)]
        return FacetLinks(facet, tuple(links), ())
    is_chosen_late = any(link.value.is_chosen for link in links[SHOWN_AT_ONCE:])
    shown = len(links) if is_chosen_late else SHOWN_AT_ONCE
    return FacetLinks(facet, tuple(links[:shown]), tuple(links[shown:]))


def _same_branch(value: FacetValue, chosen: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """What is chosen above or below a value: beside those it would change nothing."""
    below = (slug for slug, above in chosen.items() if value.value in above)
    return frozenset({*value.above, *below})


def _is_open(value: FacetValue, opened: set[str]) -> bool:
    """Whether a large tree shows a value: its top, and what lies directly below a choice."""
    return len(value.above) < 2 or value.above[-1] in opened or value.value in opened


def _chosen(found: SearchResults, asked: SearchRequest) -> list[dict[str, str]]:
    """Every filter in use, unknown values too, with the address of the search without it."""
    labels = {
        (facet.name, value.value): value.name for facet in found.facets for value in facet.values
    }
    return [
        {
            "label": labels.get((name, value), f"“{value}”（没有此项）"),
            "remove_url": address(with_value(asked, name, value)),
        }
        for name, field in FACET_FIELDS.items()
        for value in getattr(asked, field)
    ]


def _name_chip(name: NamedText, asked: SearchRequest, units: Mapping[int, str]) -> NameChip:
    kinds = dict.fromkeys(KIND_LABELS[entity.kind] for entity in name.entities)
    return NameChip(
        text=name.text,
        meanings=tuple(
            (entity.name, _entity_url(entity, units)) for entity in name.entities[:NAMED_AT_ONCE]
        ),
        number=len(name.entities),
        kind_label="、".join(kinds),
        literal_url=address(unnamed(asked, name.entities[0].address)),
    )


def _entity_url(entity: Entity, units: Mapping[int, str]) -> str:
    """The page of a law or department, or else everything under it."""
    if entity.kind is EntityKind.LAW:
        return reverse("law", args=[entity.slug])
    if entity.kind is EntityKind.VILLAGE:
        return address(SearchRequest(places=(entity.slug,)))
    return units.get(entity.pk) or address(SearchRequest(departments=(entity.slug,)))


def _orders(asked: SearchRequest) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "url": address(replace(asked, by_date=by_date, page=1)),
            "is_current": asked.by_date == by_date,
        }
        for by_date, label in ((False, "按相关程度"), (True, "按日期"))
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
        "numbers": [
            {"number": number, "url": page_url(number)}
            for number in numbers_around(found.page, found.pages)
        ],
    }
