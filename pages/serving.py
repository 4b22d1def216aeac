"""Draws public pages.

An address that has a public entry is answered from the read model; everything else (restricted
pages, redirects, addresses that do not exist) goes Wagtail's own way.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages import public_reads
from pages.addresses import site_root, with_query
from pages.filters import filter_fields, read_filters, read_page_number
from pages.kept import public_stamp
from pages.listing import list_page, numbers_around
from pages.models.public import MAX_PATH, RECORD_KINDS, EntryKind
from pages.place_pages import draw_home, draw_township, draw_unit
from pages.public_reads import Neighbour
from pages.representation import kind_of, represent
from pages.sharing import share, share_of_record
from pages.shell import draw, entry_for, page_context
from pages.view_counter import count_view

LAYOUTS = {
    EntryKind.REPORT: "cards",
    EntryKind.CASE: "cards",
    EntryKind.LIST: "rows",
    EntryKind.NOTICE: "rows",
    EntryKind.SITE: "table",
}
RELATED = 4


def serve_public(request: HttpRequest, path: str) -> HttpResponse:
    """Answer a public address from its entry, any other the way Wagtail does."""
    if "\0" in path or len(path) >= MAX_PATH:
        raise Http404("没有这个页面")
    entry = entry_for(request, f"/{path}")
    if entry is None or entry.kind == EntryKind.OTHER:
        return _serve_otherwise(request, path)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _draw(request, entry.kind, entry.record, rank=entry.rank)


def draw_page(request: HttpRequest, page: Page, *, is_preview: bool = False) -> HttpResponse:
    """Draw a page from itself: a restricted page, or a draft in preview."""
    page = page.specific if type(page) is Page else page
    kind = kind_of(page)
    if kind == EntryKind.OTHER:
        parent = page.get_parent()
        if parent is None or is_preview:
            raise Http404("没有这个页面")
        return redirect(parent.get_url(request) or site_root())
    return _draw(request, kind, represent(page), rank=None, is_preview=is_preview)


def _serve_otherwise(request: HttpRequest, path: str) -> HttpResponse:
    found = Page.route_for_request(request, path)
    # A plain page of Wagtail has nothing to show: it only holds others.
    if found is None or found.page.specific_class is Page:
        raise Http404("没有这个页面")
    return wagtail_serve(request, path)


def _draw(
    request: HttpRequest,
    kind: str,
    record: dict[str, Any],
    *,
    rank: int | None,
    is_preview: bool = False,
) -> HttpResponse:
    if kind in RECORD_KINDS:
        return _draw_record(request, kind, record, rank=rank, is_preview=is_preview)
    drawers: dict[str, Callable[[HttpRequest, dict[str, Any]], HttpResponse]] = {
        EntryKind.SECTION: _draw_section,
        EntryKind.HOME: draw_home,
        EntryKind.TOWNSHIP: draw_township,
        EntryKind.UNIT: draw_unit,
    }
    return drawers[kind](request, record)


def _draw_record(
    request: HttpRequest, kind: str, record: dict[str, Any], *, rank: int | None, is_preview: bool
) -> HttpResponse:
    neighbours = _neighbours(kind, record, rank) if rank else []
    context = page_context(
        request, share=None if rank is None else share_of_record(request, record)
    )
    section = next((link for link in context["shell"]["nav"] if link["kind"] == kind), None)
    return draw(
        request,
        f"pages/detail/{kind}.html",
        {
            **context,
            "breadcrumb": _way_to(record, section),
            "section": section,
            "meta": _meta(request, context["shell"], record),
            "record": record,
            "views": None if rank is None else count_view(request, record["id"]),
            "previous": next((n for n in neighbours if n.role == "newer"), None),
            "next": next((n for n in neighbours if n.role == "older"), None),
            "related": [
                n.card for n in neighbours if n.role == "related" and n.page_id != record["id"]
            ][:RELATED],
            "is_preview": is_preview,
        },
    )


def _way_to(record: dict[str, Any], section: dict[str, Any] | None) -> list[dict[str, str]]:
    """Return the places above a record and the part of its section that lists its unit."""
    places: list[dict[str, str]] = record["breadcrumb"]
    if section is None or any(place["url"] == section["url"] for place in places):
        return places
    unit = (record["department"] or {}).get("slug")
    return [
        *places,
        {"title": section["title"], "url": with_query(section["url"], department=unit)},
    ]


def _neighbours(kind: str, record: dict[str, Any], rank: int) -> list[Neighbour]:
    """Return the records next to this one, and the newest of its first law or its department."""
    law_id = record["laws"][0]["id"] if record["laws"] else 0
    department_id = 0 if law_id else (record["department"] or {}).get("id", 0)
    return public_reads.around_record(
        (kind, 0, 0, 0), rank, (kind, law_id, department_id, 0), RELATED + 1
    )


def _draw_section(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    kind = record["lists_kind"]
    number = read_page_number(request.GET)
    chosen = read_filters(request, kind)
    page = list_page(chosen.wanted, number, stamp=public_stamp(request))
    total = 0 if chosen.is_impossible else page.total
    path = request.path
    last = page.page_count if total else 1
    is_missing = not 1 <= number <= last
    address_of = chosen.page_addresses(path)
    address = address_of(number) if number > 1 else chosen.address(path)
    return draw(
        request,
        "pages/section.html",
        page_context(
            request,
            breadcrumb=record["breadcrumb"],
            share=None
            if is_missing
            else share(request, record["title"], record["summary"], address),
            section={"title": record["title"], "intro": record["body"], "kind": kind, "url": path},
            is_missing=is_missing,
            filters=filter_fields(request, kind, chosen, page.years),
            active_filters=chosen.active(path),
            clear_url=path,
            layout=LAYOUTS[EntryKind(kind)],
            cards=page.cards if total and not is_missing else [],
            pager={
                "number": number,
                "total_pages": last,
                "total": total,
                "first_url": chosen.address(path),
                "previous_url": address_of(number - 1) if number > 1 else None,
                "next_url": address_of(number + 1) if number < last else None,
                "last_url": address_of(last),
                "numbers": [
                    {"number": near, "url": address_of(near)}
                    for near in numbers_around(number, last)
                ],
            },
        ),
        status=404 if is_missing else 200,
    )


def _meta(request: HttpRequest, shell: dict[str, Any], record: dict[str, Any]) -> dict[str, str]:
    meta = {
        "SiteName": shell["site_name"],
        "SiteDomain": request.get_host(),
        "SiteIDCode": shell["footer"].get("site_code", ""),
        "ColumnName": record["kind_label"],
        "ColumnType": record["kind_label"],
        "ArticleTitle": record["title"],
        "PubDate": (record["published_at"] or "")[:16].replace("T", " "),
        "ContentSource": record["source"],
        "Keywords": ",".join(law["short_name"] for law in record["laws"]),
        "Description": record["summary"],
        "Url": request.build_absolute_uri(),
    }
    return {name: content for name, content in meta.items() if content}
