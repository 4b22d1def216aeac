"""What a document would become, for somebody to confirm or correct."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wagtail.models import Page

from exchange.documents import (
    DocumentKind,
    Evidence,
    RecognisedDocument,
    RecognisedFile,
    SourceDocument,
    find_names,
)
from pages.document_import.measures import ProposedFigure, propose_figures
from pages.document_import.places import PlaceProposal, propose_place
from pages.document_import.registers import ImportRegisters
from pages.models.activity_report import ActivityReportPage
from pages.models.notice import NoticePage
from pages.models.record import RecordPage
from pages.permissions import may_look, visible_pages
from pages.tree import owning_department
from registers.models import Department, Law, Term, Village
from registers.models.department import DepartmentLevel

_TOGETHER = re.compile(r"联合|会同|共同|协办|配合|携手")
_SENTENCE = re.compile(r"[^。！？；\n]+")
_PAGE_TYPES: dict[DocumentKind, type[RecordPage]] = {
    DocumentKind.NOTICE: NoticePage,
    DocumentKind.REPORT: ActivityReportPage,
}


@dataclass(frozen=True, slots=True)
class IssuerProposal:
    """A body that issued the document, and its row in the register (None: not there yet)."""

    name: str
    evidence: Evidence
    department: Department | None


@dataclass(frozen=True)
class ImportProposal:
    """A document with what it would become; `dataclasses.replace` makes a corrected one.

    `sender` is the department of the county that issued it, if one did. `existing` is the page
    that was made of the same text before, as far as its user may know. `warnings` are sentences
    for the person who confirms.
    """

    document: RecognisedDocument
    file_name: str
    digest: str
    kind: DocumentKind
    title: str
    document_number: str
    issued_on: date | None
    issued_year: int | None
    released_on: date | None
    start_on: date | None
    place: PlaceProposal
    sender: Department | None
    issuers: tuple[IssuerProposal, ...]
    notice_kind: Term | None
    laws: tuple[Law, ...]
    departments: tuple[Department, ...]
    co_organisers: tuple[Department, ...]
    village: Village | None
    figures: tuple[ProposedFigure, ...]
    existing: RecordPage | None
    warnings: tuple[str, ...]

    @property
    def issuer_text(self) -> str:
        """The issuing bodies as the document names them."""
        return "、".join(issuer.name for issuer in self.issuers)

    @property
    def unknown_issuers(self) -> tuple[str, ...]:
        """Issuing bodies that no row of the register stands for."""
        if self.sender is not None:
            return ()
        return tuple(issuer.name for issuer in self.issuers if issuer.department is None)

    @property
    def page_type(self) -> type[RecordPage]:
        """The page type it becomes."""
        return _PAGE_TYPES[self.kind]

    @property
    def kind_label(self) -> str:
        """The kind as users call it."""
        return str(self.page_type.entry_kind.label)


def propose_import(
    source: SourceDocument, *, user: Any, registers: ImportRegisters | None = None
) -> ImportProposal:
    """Return what `source` would become; `registers` saves reading them for each document.

    `user` is who reads the proposal, None for the site itself, which may know of all pages.
    """
    registers = registers or ImportRegisters.load()
    return propose_recognised(RecognisedFile.of(source), user=user, registers=registers)


def propose_recognised(
    file: RecognisedFile, *, user: Any, registers: ImportRegisters
) -> ImportProposal:
    """Return what a file that was recognised before would become."""
    document = file.document
    senders = [sender.name for sender in document.senders]
    place = propose_place(senders, document.kind, registers)
    departments = _departments_in(document.text, place.department, registers)
    released_on, warnings = _released_on(document)
    existing = imported_page(file.digest, user=user, place=place.page)
    return ImportProposal(
        document=document,
        file_name=file.name,
        digest=file.digest,
        kind=document.kind,
        title=document.title,
        document_number=document.document_number,
        issued_on=document.issued_on,
        issued_year=None if document.issued_on else document.issued_year,
        released_on=released_on,
        start_on=document.happened_on or document.published_on or document.issued_on,
        place=place,
        sender=place.department,
        issuers=tuple(
            IssuerProposal(sender.name, sender.evidence, registers.department_named(sender.name))
            for sender in document.senders
        ),
        notice_kind=registers.notice_kind_for(document.notice_kind),
        laws=_laws_in(document.text, registers),
        departments=departments,
        co_organisers=_co_organisers(document, place.department, departments, registers),
        village=_village_of(document, place.department, registers),
        figures=propose_figures(document.figures, registers.measures),
        existing=existing,
        warnings=(*warnings, *_doubles(document.document_number, existing, user)),
    )


def confirmed(
    proposal: ImportProposal,
    *,
    kind: DocumentKind,
    page: Page | None,
    title: str,
    document_number: str,
    issued_on: date | None,
    start_on: date | None,
) -> ImportProposal:
    """Return the proposal as a person corrected it; `page` is where it goes."""
    place = proposal.place
    if page is None or place.page is None or page.pk != place.page.pk:
        place = PlaceProposal(page, owning_department(page) if page else None, place.reason)
    return replace(
        proposal,
        kind=kind,
        place=place,
        title=title,
        document_number=document_number,
        issued_on=issued_on,
        issued_year=None if issued_on else proposal.document.issued_year,
        start_on=start_on,
    )


def imported_page(digest: str, *, user: Any, place: Page | None) -> RecordPage | None:
    """Return the page that was made of the text with this digest, or None.

    For a user only pages of own work count, and those where the text is to go. Any other would
    tell of a draft of another unit, and keep this one from taking in the text. `user` None stands
    for the site itself, which knows all pages.
    """
    for page_type in _PAGE_TYPES.values():
        for page in page_type._default_manager.filter(import_digest=digest).order_by("pk"):
            if user is None or may_look(user, page) or _lies_in(place, page, user):
                return page
    return None


def _lies_in(place: Page | None, page: Page, user: Any) -> bool:
    """Whether `page` lies where `user` may add pages: below `place`."""
    if place is None or not page.is_descendant_of(place):
        return False
    return bool(place.permissions_for_user(user).can_add_subpage())


def _released_on(document: RecognisedDocument) -> tuple[date | None, list[str]]:
    issued, published = document.issued_on, document.published_on
    if issued and published and published < issued:
        return None, [f"网页写的发布日期 {published} 早于成文日期 {issued}，没有填写，请核对。"]
    return published, []


def _doubles(number: str, existing: RecordPage | None, user: Any) -> list[str]:
    """Say that a number is in use; the title is told to those alone who may read it."""
    if not number or existing is not None:
        return []
    others = NoticePage.objects.filter(document_number=number).order_by("pk")
    named = (others if user is None else visible_pages(user, others)).first()
    if named is not None:
        return [f"已有文号相同的公告《{named.title}》，请核对是否重复。"]
    return [f"文号“{number}”已有公告使用，请核对是否重复。"] if others.exists() else []


def _laws_in(text: str, registers: ImportRegisters) -> tuple[Law, ...]:
    ids = dict.fromkeys(mention.key for mention in registers.law_names.find(text))
    laws = Law.objects.in_bulk(ids)
    return tuple(laws[pk] for pk in ids)


def _departments_in(
    text: str, owner: Department | None, registers: ImportRegisters
) -> tuple[Department, ...]:
    """Return the departments a text names; short names only count within the own township."""
    township = _township_id(owner)
    names: dict[int, list[str]] = {}
    for pk, written in registers.department_names.items():
        department = registers.departments[pk]
        is_own = township is not None and township in department.ancestor_ids
        names[pk] = [name for name in written if is_own or name != department.short_name]
    return _rows(find_names(text, names), registers.departments)


def _co_organisers(
    document: RecognisedDocument,
    owner: Department | None,
    departments: Iterable[Department],
    registers: ImportRegisters,
) -> tuple[Department, ...]:
    """Return the departments that a sentence names as acting together."""
    sentences = [part for part in _SENTENCE.findall(document.text) if _TOGETHER.search(part)]
    together = _departments_in("\n".join(sentences), owner, registers) if sentences else ()
    known = set(departments)
    return tuple(
        one
        for one in together
        if one in known and one != owner and one.level != DepartmentLevel.ISSUING_BODY
    )


def _village_of(
    document: RecognisedDocument, owner: Department | None, registers: ImportRegisters
) -> Village | None:
    """Return the village of an activity: the only one that the report of one day names."""
    if document.happened_on is None or owner is None:
        return None
    own = {
        pk: [village.name]
        for pk, village in registers.villages.items()
        if village.township_id in owner.ancestor_ids
    }
    found = find_names(document.text, own)
    return registers.villages[next(iter(found))] if len(found) == 1 else None


def _township_id(department: Department | None) -> int | None:
    if department is None:
        return None
    is_township = department.level == DepartmentLevel.TOWNSHIP
    return department.pk if is_township else department.parent_id


def _rows(found: Iterable[int], rows: dict[int, Any]) -> tuple[Any, ...]:
    return tuple(rows[pk] for pk in found)
