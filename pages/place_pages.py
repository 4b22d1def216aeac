"""Draws the pages that gather records: home, townships, units."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pages import public_places, public_reads
from pages.calendar import coming_days
from pages.kept import kept, public_stamp
from pages.listing import totals_in_year
from pages.models.public import RECORD_KINDS, EntryKind
from pages.sharing import share
from pages.shell import Reading, draw, page_context, section_urls, shell_of

NEWEST_ON_HOME = 6
ON_HOME = {"days": 3, "report": 6, "case": 3, "list": 5, "notice": 5, "site": 4}
ON_HOME_IN_LARGE_TYPE = {"days": 1, "report": 2, "case": 1, "list": 0, "notice": 1, "site": 1}
NEWEST_IN_GROUP = 6
YEAR_WORDS = {
    EntryKind.REPORT: ("普法活动", "场"),
    EntryKind.LIST: ("责任清单", "份"),
    EntryKind.CASE: ("以案释法", "例"),
    EntryKind.NOTICE: ("通知公告", "件"),
}


def draw_home(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    """Draw the front page: the days ahead and the newest of each kind."""
    today = timezone.localdate()
    kinds = [kind.value for kind in RECORD_KINDS]
    reports = public_reads.newest_records((EntryKind.REPORT.value, 0, 0, 0), NEWEST_ON_HOME)
    cards = public_reads.newest_cards([(kind, 0, 0, 0) for kind in kinds], NEWEST_ON_HOME)
    is_short = Reading.of(request).elder
    shown = ON_HOME_IN_LARGE_TYPE if is_short else ON_HOME
    days = kept(public_stamp(request), ("coming days", today), lambda: coming_days(today))
    return draw(
        request,
        "pages/home.html",
        page_context(
            request,
            record=record,
            share=share(request, *_front(request, record), record["url"]),
            newest={EntryKind.REPORT.value: reports[: shown[EntryKind.REPORT]]},
            newest_cards={kind: cards[kind][: shown[kind]] for kind in kinds},
            is_short=is_short,
            coming_days=days[: shown["days"]],
            year=today.year,
            year_figures=_year_figures(request, today.year),
            townships=public_places.townships(request),
        ),
    )


def draw_unit(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    """Draw a unit's page: the newest records of each kind."""
    return draw(
        request,
        "pages/unit.html",
        page_context(
            request,
            share=share(request, record["title"], record["summary"], record["url"]),
            breadcrumb=record["breadcrumb"],
            record=record,
            groups=_groups_of_department(request, record["department"]),
        ),
    )


def draw_township(request: HttpRequest, record: dict[str, Any]) -> HttpResponse:
    """Draw a township's channel: its units and the newest records of each kind."""
    department = record["department"]
    path = public_places.path_of_department(request, department["id"]) if department else ""
    return draw(
        request,
        "pages/township.html",
        page_context(
            request,
            share=share(request, record["title"], record["summary"], record["url"]),
            breadcrumb=record["breadcrumb"],
            record=record,
            units=public_places.units_of(request, path),
            groups=_groups_of_department(request, department),
        ),
    )


def _front(request: HttpRequest, record: dict[str, Any]) -> tuple[str, str]:
    """Return name and description of the front page: those of the site."""
    shell = shell_of(request)
    return shell["site_name"], record["summary"] or shell["tagline"]


def record_groups(
    request: HttpRequest, chosen: str, *, department_id: int = 0, law_id: int = 0
) -> list[dict[str, Any]]:
    """Return the newest records of a department or law by kind, each with its total.

    `chosen` is the query with which a section shows all of them. Two queries.
    """
    totals = public_reads.totals_by_kind(law=law_id, department=department_id)
    kinds = [kind for kind in RECORD_KINDS if totals.get(kind)]
    cards = public_reads.newest_cards(
        [(kind.value, law_id, department_id, 0) for kind in kinds], NEWEST_IN_GROUP
    )
    sections = section_urls(request)
    return [
        {
            "kind": kind.value,
            "label": str(kind.label),
            "total": totals[kind],
            "more_url": f"{sections[kind]}?{chosen}" if kind in sections else None,
            "cards": cards[kind.value],
        }
        for kind in kinds
    ]


def _groups_of_department(
    request: HttpRequest, department: dict[str, Any] | None
) -> list[dict[str, Any]]:
    if department is None:
        return []
    return record_groups(
        request, f"department={department['slug']}", department_id=department["id"]
    )


def _year_figures(request: HttpRequest, year: int) -> list[dict[str, Any]]:
    totals = kept(public_stamp(request), ("totals", year), lambda: totals_in_year(year))
    sections = section_urls(request)
    return [
        {"label": label, "text": f"{totals[kind]}{unit}", "url": f"{sections[kind]}?year={year}"}
        for kind, (label, unit) in YEAR_WORDS.items()
        if totals.get(kind) and kind in sections
    ]
