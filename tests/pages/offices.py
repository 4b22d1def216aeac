"""Two townships with their units and somebody in every role, and records in every state."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction, Site

from media.models import Photo
from pages.models import (
    ActivityReportPage,
    HomePage,
    ReportSectionPage,
    Role,
    TownshipPage,
    UnitPage,
)
from pages.roles import collection_of, department_group
from registers.models import Department
from tests import factories


@dataclass
class Offices:
    """The county's tree, its people by role and unit A's records by state."""

    home: HomePage
    section: ReportSectionPage
    township: TownshipPage
    unit_a: UnitPage
    unit_b: UnitPage
    other_township: TownshipPage
    people: dict[str, User]
    records: dict[str, ActivityReportPage] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)

    def folder(self, unit: Page) -> Page:
        return factories.folder_of(unit, 2024)


def make_offices() -> Offices:
    home = HomePage(title="永和县普法", slug="yonghe", department=_department("永和县"))
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    section = factories.fresh(home).add_child(
        instance=ReportSectionPage(title="普法动态", slug="reports")
    )
    township = factories.make_township(home, "三教镇")
    unit_a = factories.make_unit(township, "甲所")
    unit_b = factories.make_unit(township, "乙所")
    other = factories.make_township(home, "水寨镇")
    users = {
        "editor A": [(unit_a.department, Role.EDITOR)],
        "colleague": [(unit_a.department, Role.EDITOR)],
        "editor B": [(unit_b.department, Role.EDITOR)],
        "publisher": [(township.department, Role.PUBLISHER)],
        "second publisher": [(township.department, Role.PUBLISHER)],
        "other publisher": [(other.department, Role.PUBLISHER)],
        "reviewer": [(home.department, Role.REVIEWER)],
        "both steps": [(township.department, Role.PUBLISHER), (home.department, Role.REVIEWER)],
        "stranger": [],
        "retired": [(unit_a.department, Role.EDITOR)],
    }
    people = {name: make_user(name, roles) for name, roles in users.items()}
    people["retired"].is_active = False
    people["retired"].save()
    people["admin"] = get_user_model().objects.create_superuser("admin", password="x")
    return Offices(home, section, township, unit_a, unit_b, other, people)


def make_user(name: str, roles: list[tuple[Department, Role]]) -> User:
    user = get_user_model().objects.create_user(name, password="x")
    for department, role in roles:
        group = department_group(department, role)
        assert group is not None
        user.groups.add(group)
    return user


def _department(name: str) -> Department:
    return factories.make_department(name)


def fill_offices(offices: Offices) -> None:
    """Give each unit a draft, a published, a hidden, a submitted and a half-approved report."""
    people = offices.people
    for letter, unit in (("A", offices.unit_a), ("B", offices.unit_b)):
        folder, editor = offices.folder(unit), people[f"editor {letter}"]
        offices.photos[letter] = factories.make_photo(
            f"{letter}照片", collection=collection_of(unit), uploaded_by_user=editor
        )
        offices.documents[letter] = factories.make_document(
            f"{letter}附件", collection=collection_of(unit), uploaded_by_user=editor
        )
        for state in ("draft", "live", "hidden", "submitted", "half", "returned"):
            offices.records[f"{state} {letter}"] = make_record(
                folder, f"{letter}所{state}", user=editor, state=state, offices=offices
            )


def make_record(
    folder: Page, title: str, *, user: User, state: str, offices: Offices, **fields: Any
) -> ActivityReportPage:
    page = factories.make_report(
        folder,
        title,
        user=None if state in {"live", "hidden"} else user,
        live=state in {"live", "hidden"},
        owner=user,
        **fields,
    )
    if state == "hidden":
        PageViewRestriction.objects.create(page=page, restriction_type="groups")
    if state in {"submitted", "half", "returned"}:
        submit(page, user)
    if state == "half":
        decide(page, offices.people["publisher"], "approve")
    if state == "returned":
        decide(page, offices.people["publisher"], "reject", comment="请补充照片")
    page.refresh_from_db()
    return page


def submit(page: ActivityReportPage, user: User) -> None:
    page.get_workflow().start(page, user)


def decide(page: ActivityReportPage, user: User, action: str, comment: str = "") -> None:
    state = page.current_workflow_task_state
    assert state is not None
    state.task.specific.on_action(state, user, action, comment=comment)
