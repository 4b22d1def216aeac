"""The public home, section, township and unit pages: few, and shown on every page."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest

from pages.kept import kept, public_stamp
from pages.models.public import EntryKind, PublicEntry
from pages.surroundings import DEPARTMENT_KINDS, PLACE_KINDS


class PublicPlace(NamedTuple):
    """A public home, section, township or unit page."""

    site_id: int
    kind: str
    title: str
    url: str
    path: str
    summary: str
    department_id: int | None
    department_path: str
    lists_kind: str | None
    department_name: str | None


def public_places(request: HttpRequest) -> list[PublicPlace]:
    """Return all public places in the order in which they were made."""
    return kept(public_stamp(request), "places", _read_places)


def of_kind(request: HttpRequest, kind: EntryKind) -> list[PublicPlace]:
    """Return the public places of one kind."""
    return [place for place in public_places(request) if place.kind == kind]


def department_urls(request: HttpRequest) -> dict[int, str]:
    """Return the addresses of the departments that have a public page."""
    return {
        place.department_id: place.url
        for place in public_places(request)
        if place.department_id and place.kind in DEPARTMENT_KINDS
    }


def townships(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the townships with the number of units that have a public page in each."""
    unit_paths = [unit.department_path for unit in of_kind(request, EntryKind.UNIT)]
    return [
        {
            "name": township.title,
            "url": township.url,
            "summary": township.summary,
            "unit_count": sum(path.startswith(township.department_path) for path in unit_paths),
        }
        for township in of_kind(request, EntryKind.TOWNSHIP)
    ]


def with_page(
    departments: Sequence[dict[str, Any]], urls: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Return those `departments`, in tree order, that have a public page, and what is above them.

    Each comes with its address, None for one that only holds others.
    """
    above = {pk for row in departments if row["id"] in urls for pk in row["ancestor_ids"]}
    return [{**row, "url": urls.get(row["id"])} for row in departments if row["id"] in above]


def units_of(request: HttpRequest, department_path: str) -> list[dict[str, Any]]:
    """Return the units with a public page at or below a department."""
    return [
        {"name": unit.title, "url": unit.url, "summary": unit.summary}
        for unit in of_kind(request, EntryKind.UNIT)
        if department_path and unit.department_path.startswith(department_path)
    ]


def path_of_department(request: HttpRequest, department_id: int) -> str:
    """Return the path of a department that has a public page, empty where it has none."""
    return next(
        (
            place.department_path
            for place in public_places(request)
            if place.department_id == department_id
        ),
        "",
    )


def _read_places() -> list[PublicPlace]:
    rows = PublicEntry.objects.filter(kind__in=PLACE_KINDS).order_by("page_id")
    return [
        PublicPlace(*row)
        for row in rows.values_list(
            "site_id",
            "kind",
            "title",
            "url",
            "path",
            "summary",
            "department_id",
            "department_path",
            "api__lists_kind",
            "api__department__name",
        )
    ]
