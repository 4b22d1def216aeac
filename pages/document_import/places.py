"""Where in the site a document belongs: with the unit that sent it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from exchange.documents import DocumentKind
from pages.document_import.registers import ImportRegisters
from pages.models.organisation import OrganisationPage, TownshipPage, UnitPage
from pages.models.sections import NoticeSectionPage
from pages.permissions import workplaces_of
from registers.models import Department
from registers.models.department import DepartmentLevel

# A name such as 县司法局 says not of which county: it also ends the names of all others.
_SAYS_NOT_WHERE = re.compile(r"^(?:[省市区县旗镇乡]|街道|普法|司法[所局]|派出所)")
_OFFICE_OF_PLACE = re.compile(r"(?:人民政府|街道办事处|办事处|党委|镇政府)$")
_SHORTEST_ENDING, _SHORTEST_PLACE = 4, 3

UNKNOWN_SENDER = "“{}”不在单位名录中"
NO_SENDER = "文件没有写明发文单位"


@dataclass(frozen=True, slots=True)
class PlaceProposal:
    """A page to file a document under (None: to be chosen), whose it is, and why."""

    page: Page | None
    department: Department | None
    reason: str


def propose_place(
    senders: Sequence[str], kind: DocumentKind, registers: ImportRegisters
) -> PlaceProposal:
    """Return the unit's or township's page for the first sender that the register knows.

    Notices of others are kept right below the section of notices.
    """
    for sender in senders:
        department, reason = find_department(sender, registers)
        page = _page_of(department) if department else None
        if page is not None:
            return PlaceProposal(page, department, reason)
    section = _notice_section() if kind is DocumentKind.NOTICE else None
    known = next((one for one in senders if registers.department_named(one)), "")
    if known:
        return PlaceProposal(section, None, f"“{known}”在本站没有单位页")
    unknown = UNKNOWN_SENDER.format("、".join(senders)) if senders else NO_SENDER
    return PlaceProposal(section, None, unknown)


def find_department(sender: str, registers: ImportRegisters) -> tuple[Department | None, str]:
    """Return the department within the county that a sender names, and how it was told."""
    same = registers.department_named(sender)
    if same and same.level != DepartmentLevel.ISSUING_BODY:
        return same, f"“{sender}”与单位名录相符"
    endings = [
        (len(name), pk, name)
        for pk, name in _telling_names(registers)
        if sender.endswith(name) and len(name) >= _SHORTEST_ENDING
    ]
    if endings:
        _, pk, name = max(endings)
        return registers.departments[pk], f"“{sender}”以名录中的“{name}”结尾"
    townships = [
        (len(place), pk, place) for pk, place in _township_places(registers) if place in sender
    ]
    if townships:
        _, pk, place = max(townships)
        return registers.departments[pk], f"“{sender}”是“{place}”的单位"
    return None, ""


def may_import(user: Any) -> bool:
    """Whether `user` has a place to file documents in."""
    return bool(user.is_superuser or workplaces_of(user))


def places_for(user: Any) -> list[Page]:
    """Return the pages below which `user` may file documents: units, townships, the section."""
    reach = [page.path for page in workplaces_of(user)]
    pages: list[Page] = [
        page
        for kind in (TownshipPage, UnitPage, NoticeSectionPage)
        for page in kind._default_manager.order_by("path")
        if user.is_superuser or any(page.path.startswith(path) for path in reach)
    ]
    return [page for page in pages if page.permissions_for_user(user).can_add_subpage()]


def place_label(page: Page) -> str:
    """Return the name of a place as people choose it."""
    if isinstance(page, OrganisationPage):
        return str(page.department.name)
    return f"{page.title}（本县以外机构）"


def _telling_names(registers: ImportRegisters) -> list[tuple[int, str]]:
    return [
        (pk, name)
        for pk, names in registers.department_names.items()
        if registers.departments[pk].level != DepartmentLevel.ISSUING_BODY
        for name in names
        if name != registers.departments[pk].short_name and not _SAYS_NOT_WHERE.match(name)
    ]


def _township_places(registers: ImportRegisters) -> list[tuple[int, str]]:
    return [
        (pk, place)
        for pk, department in registers.departments.items()
        if department.level == DepartmentLevel.TOWNSHIP
        for place in {_OFFICE_OF_PLACE.sub("", department.name), department.short_name}
        if len(place) >= _SHORTEST_PLACE and not _SAYS_NOT_WHERE.match(place)
    ]


def _page_of(department: Department) -> Page | None:
    """Return the page of a department, or else of the nearest one above it but the county."""
    ids = department.ancestor_ids
    pages: dict[int, Page] = {}
    for kind in (TownshipPage, UnitPage):
        pages |= {page.department_id: page for page in kind.objects.filter(department_id__in=ids)}
    return next((pages[pk] for pk in reversed(ids) if pk in pages), None)


def _notice_section() -> Page | None:
    return NoticeSectionPage.objects.order_by("path").first()
