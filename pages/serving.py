"""Draws public pages.

An address that has a public entry is answered from the read model; everything else (restricted
pages, redirects, addresses that do not exist) goes Wagtail's own way.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve

from pages import listing
from pages.calendar import coming_days
from pages.filters import filter_fields, read_filters, read_page_number
from pages.listing import cards_of, list_page, neighbours, newest_ids
from pages.models.public import RECORD_KINDS, EntryKind, PageViews, PublicEntry
from pages.representation import kind_of, represent
from pages.shell import Reading, shell_of

LAYOUTS = {
    EntryKind.REPORT: "cards",
    EntryKind.CASE: "cards",
    EntryKind.LIST: "rows",
    EntryKind.NOTICE: "rows",
    EntryKind.SITE: "table",
}
RELATED = 4
MACHINE_WORDS = ("bot", "spider", "crawl", "curl", "wget", "python-")


def serve_public(request: HttpRequest, path: str) -> HttpResponse:
    """Answer a public address from its entry, any other the way Wagtail does."""
    site = Site.find_for_request(request)
    entry = None
    if site is not None and "\0" not in path and len(path) < 700:
        entry = PublicEntry.objects.filter(site_id=site.pk, path=f"/{path}").first()
    if entry is None or entry.kind == EntryKind.OTHER:
        return _serve_otherwise(request, path)
    return _draw(request, entry.kind, entry.api, rank=entry.rank)


def _serve_otherwise(request: HttpRequest, path: str) -> HttpResponse:
    found = Page.route_for_request(request, path) if "\0" not in path else None
    if found is None or found.page.specific_class is Page:
        raise Http404("没有这个页面")
    return wagtail_serve(request, path)


def draw_page(request: HttpRequest, page: Page, *, is_preview: bool = False) -> HttpResponse:
    """Draw a page from itself: a restricted page, or a draft in preview."""
    page = page.specific if type(page) is Page else page
    kind = kind_of(page)
    if kind == EntryKind.OTHER:
        parent = page.get_parent()
        if parent is None or is_preview:
            raise Http404("没有这个页面")
        return redirect(parent.get_url(request) or "/")
    return _draw(request, kind, represent(page), rank=None, is_preview=is_preview)


def page_context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Return what every public template needs, with `more`."""
    shell = shell_of(request)
    return {
        "shell": shell,
        "reading": Reading.of(request),
        "breadcrumb": [],
        "meta": {"SiteName": shell["site_name"], "SiteDomain": request.get_host()},
        **more,
    }


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
        EntryKind.HOME: _draw_home,
        EntryKind.TOWNSHIP: _draw_township,
        EntryKind.UNIT: _draw_unit,
    }
    return drawers[kind](request, record)


def _draw_record(
    request: HttpRequest, kind: str, record: dict[str, Any], *, rank: int | None, is_preview: bool
) -> HttpResponse:
    newer, older = neighbours(kind, rank) if rank else (None, None)
    law_id = record["laws"][0]["id"] if record["laws"] else 0
    department_id = 0 if law_id else (record["department"] or {}).get("id", 0)
    related = [
        pk
        for pk in newest_ids(kind, RELATED + 1, law_id=law_id, department_id=department_id)
        if pk != record["id"]
    ][:RELATED]
    shown = {
        pk: {"title": title, "url": url, "card": card}
        for pk, title, url, card in PublicEntry.objects.filter(
            pk__in=[pk for pk in (newer, older, *related) if pk]
        ).values_list("pk", "title", "url", "card")
    }
    shell = shell_of(request)
    section = next((link for link in shell["nav"] if link.get("kind") == kind), None)
    return render(
        request,
        f"pages/detail/{kind}.html",
        {
            "shell": shell,
            "reading": Reading.of(request),
            "breadcrumb": record["breadcrumb"],
            "section": section,
            "meta": _meta(request, shell, record),
            "record": record,
            "views": None if rank is None else count_view(request, record["id"]),
            "previous": shown.get(newer),
            "next": shown.get(older),
            "related": [shown[pk]["card"] for pk in related if pk in shown],
            "is_preview": is_preview,
        },
    )


def count_view(request: HttpRequest, page_id: int) -> int:
    """Count a person reading a page and return how often it was read; machines do not count."""
    agent = request.headers.get("User-Agent", "").lower()
    if request.method != "GET" or any(word in agent for word in MACHINE_WORDS):
        found = PageViews.objects.filter(pk=page_id).values_list("n", flat=True).first()
        return found or 0
    table = PageViews._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_id, n) VALUES (%s, 1) "  # noqa: S608
            f"ON CONFLICT (page_id) DO UPDATE SET n = {table}.n + 1 RETURNING n",
            [page_id],
        )
        return int(cursor.fetchone()[0])


def _draw_section(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    kind = record["lists_kind"]
    number = read_page_number(request.GET)
    chosen = read_filters(kind, request.GET)
    page = list_page(chosen.wanted, number)
    cards = [] if chosen.is_impossible else cards_of(page.ids)
    total = 0 if chosen.is_impossible else page.total
    path = request.path
    last = page.page_count if total else 1
    return render(
        request,
        "pages/section.html",
        page_context(
            request,
            breadcrumb=record["breadcrumb"],
            section={"title": record["title"], "intro": record["body"], "kind": kind, "url": path},
            filters=filter_fields(kind, chosen, page.years),
            active_filters=chosen.active(path),
            clear_url=path,
            layout=LAYOUTS[EntryKind(kind)],
            cards=cards,
            pager={
                "number": number,
                "total_pages": last,
                "total": total,
                "first_url": chosen.address(path),
                "previous_url": chosen.address(path, page=min(number - 1, last))
                if number > 1
                else None,
                "next_url": chosen.address(path, page=number + 1) if number < last else None,
                "last_url": chosen.address(path, page=last),
            },
        ),
    )


def _draw_home(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    today = timezone.localdate()
    ids = {kind: newest_ids(kind, 6) for kind in RECORD_KINDS}
    entries = {
        pk: (api, card)
        for pk, api, card in PublicEntry.objects.filter(
            pk__in=[pk for kind_ids in ids.values() for pk in kind_ids]
        ).values_list("pk", "api", "card")
    }
    newest = {
        kind.value: [entries[pk][0] for pk in kind_ids if pk in entries]
        for kind, kind_ids in ids.items()
    }
    cards = {
        kind.value: [entries[pk][1] for pk in kind_ids if pk in entries]
        for kind, kind_ids in ids.items()
    }
    return render(
        request,
        "pages/home.html",
        page_context(
            request,
            record=record,
            newest=newest,
            newest_cards=cards,
            coming_days=coming_days(today),
            year=today.year,
            year_figures=_year_figures(request, today),
            townships=_townships(),
        ),
    )


def _year_figures(request: HttpRequest, today: date) -> list[dict[str, Any]]:
    totals = listing.totals_in_year(today.year)
    words = {
        EntryKind.REPORT: ("普法活动", "场"),
        EntryKind.LIST: ("责任清单", "份"),
        EntryKind.CASE: ("以案释法", "例"),
        EntryKind.NOTICE: ("通知公告", "件"),
    }
    nav = {link.get("kind"): link["url"] for link in shell_of(request)["nav"]}
    return [
        {"label": label, "text": f"{totals[kind]}{unit}", "url": f"{nav[kind]}?year={today.year}"}
        for kind, (label, unit) in words.items()
        if totals.get(kind) and kind in nav
    ]


def _townships() -> list[dict[str, Any]]:
    units = PublicEntry.objects.filter(kind=EntryKind.UNIT).values_list(
        "department_path", flat=True
    )
    paths = list(units)
    return [
        {
            "name": title,
            "url": url,
            "summary": summary,
            "unit_count": sum(1 for p in paths if p.startswith(path)),
        }
        for title, url, summary, path in PublicEntry.objects.filter(kind=EntryKind.TOWNSHIP)
        .order_by("pk")
        .values_list("title", "url", "summary", "department_path")
    ]


def department_groups(
    request: HttpRequest,
    *,
    department: dict[str, Any] | None = None,
    law: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Return the newest records of a department or law, grouped by kind, with totals."""
    department_id, law_id = (department or {}).get("id", 0), (law or {}).get("id", 0)
    totals = listing.totals_by_kind(department_id=department_id, law_id=law_id)
    ids = {
        kind: newest_ids(kind, 5, department_id=department_id, law_id=law_id)
        for kind in RECORD_KINDS
        if totals.get(kind)
    }
    cards = dict(
        PublicEntry.objects.filter(
            pk__in=[pk for kind_ids in ids.values() for pk in kind_ids]
        ).values_list("pk", "card")
    )
    nav = {link.get("kind"): link["url"] for link in shell_of(request)["nav"]}
    chosen = f"law={law['slug']}" if law else f"department={(department or {}).get('slug', '')}"
    return [
        {
            "kind": kind.value,
            "label": str(kind.label),
            "total": totals[kind],
            "more_url": f"{nav[kind]}?{chosen}" if kind in nav else None,
            "cards": [cards[pk] for pk in kind_ids if pk in cards],
        }
        for kind, kind_ids in ids.items()
    ]


def _draw_unit(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    return render(
        request,
        "pages/unit.html",
        page_context(
            request,
            breadcrumb=record["breadcrumb"],
            record=record,
            groups=department_groups(request, department=record["department"]),
        ),
    )


def _draw_township(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    own_path = f"/{record['department']['id']}/" if record["department"] else "-"
    units = [
        {"name": title, "url": url, "summary": summary}
        for title, url, summary, path in PublicEntry.objects.filter(kind=EntryKind.UNIT)
        .order_by("pk")
        .values_list("title", "url", "summary", "department_path")
        if own_path in f"/{path}"
    ]
    return render(
        request,
        "pages/township.html",
        page_context(
            request,
            breadcrumb=record["breadcrumb"],
            record=record,
            units=units,
            groups=department_groups(request, department=record["department"]),
        ),
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
