"""Loads the demonstration site: registers, units, pages, drawn pictures and accounts."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from pages.demo.accounts import make_accounts
from pages.demo.content import Row, read_demo
from pages.demo.gallery import Gallery
from pages.demo.names import Names
from pages.demo.organisations import make_departments, make_villages
from pages.demo.places import demo_home, make_home, make_organisations, make_sections
from pages.demo.records import Archive, in_order_of_publication
from pages.models import ActivityReportPage, HomePage
from registers.seeding import seed_registers


@dataclass
class DemoReport:
    """How many of each kind were made and how many were there; why nothing was done, if so."""

    created: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    refused: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON takes it."""
        return asdict(self)


def load_demo(*, restore: bool = False) -> DemoReport:
    """Load the demonstration, all of it or, where something fails, nothing.

    Where the demonstration is already there nothing is touched; with `restore`, what was deleted
    from it comes back. A site that has a home page of its own is left alone.
    """
    other = HomePage.objects.exclude(department__slug="shilixian").first()
    if other is not None:
        return DemoReport(refused=f"本站已有首页“{other.title}”，示例内容没有载入。")
    if demo_home() is not None and not restore:
        return DemoReport(kept={"site": 1})
    seed_registers()
    with transaction.atomic():
        return _load(read_demo())


def _load(demo: Row) -> DemoReport:
    names = Names()
    report = DemoReport()
    created = report.created
    created["departments"] = make_departments(demo["departments"], names)
    created["villages"] = make_villages(demo["villages"], names)
    home = make_home(demo["site"], names.department("shilixian"))
    created["sections"] = make_sections(demo["sections"], home)
    pages, created["units"] = make_organisations(demo["departments"], names, home)
    authors, created["accounts"] = make_accounts(names)
    gallery = Gallery()
    archive = Archive(names, gallery, pages, authors)
    for row in in_order_of_publication(demo["lists"]):
        archive.file_list(row)
    for group in demo["sites"]:
        shared = {name: value for name, value in group.items() if name != "items"}
        for row in group["items"]:
            archive.file_site(shared | row)
    for row in in_order_of_publication(demo["notices"]):
        archive.file_notice(row)
    for row in in_order_of_publication(demo["cases"]):
        archive.file_case(row)
    for row in in_order_of_publication(demo["reports"]):
        archive.file_report(row)
    for row in demo["pending"]:
        page = archive.file_report(row)
        if page is not None and row["state"] == "review":
            _submit(page)
    created.update(archive.created)
    created["photos"] = gallery.created
    report.kept = archive.kept
    return report


def _submit(page: ActivityReportPage) -> None:
    """Hand a draft in for review, as its author would."""
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, page.owner)
