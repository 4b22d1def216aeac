"""Which public pages show something of another page, of a register or of a file."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from pages.models.activity_report import ActivityReportPage
from pages.models.case_explanation import CaseExplanationPage
from pages.models.notice import NoticePage
from pages.models.public import EntryKind, PublicEntry, PublicFacet
from pages.models.publicity_site import PublicitySitePage
from pages.models.responsibility_list import ResponsibilityItem
from pages.surroundings import PLACE_KINDS
from registers.models import Department, Law, PublicityDay, Term, Village, Vocabulary
from registers.models.department import DepartmentLevel

SHOWN_KINDS = (*PLACE_KINDS, EntryKind.LIST)


def face(entry: PublicEntry | None) -> tuple[Any, ...]:
    """Return what other pages show of a place or list."""
    if entry is None:
        return ()
    if entry.kind == EntryKind.LIST:
        return (entry.url, [item["content"] for item in entry.api["items"]])
    # The home page is called the same in every breadcrumb, whatever its title.
    title = "" if entry.kind == EntryKind.HOME else entry.title
    return (entry.url, title, entry.department_id)


def place_or_list(entry: PublicEntry, tree_path: str) -> set[int]:
    """Return ids of pages that link to a place, or of reports that fulfil items of a list."""
    if entry.kind == EntryKind.LIST:
        return set(
            ActivityReportPage.objects.live()
            .filter(list_items__page_id=entry.pk)
            .values_list("pk", flat=True)
        )
    below = Page.objects.live().filter(path__startswith=tree_path).exclude(pk=entry.pk)
    ids = set(below.values_list("pk", flat=True))
    if entry.department_id is not None:
        facets = PublicFacet.objects.filter(department=entry.department_id, law=0, village=0)
        ids.update(facets.values_list("entry_id", flat=True))
    return ids


def linking_to(target: Any) -> set[int]:
    """Return ids of public pages whose text or photos refer to a page (by id) or a file."""
    base = Page if isinstance(target, int) else type(target)
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(base),
        to_object_id=str(target if isinstance(target, int) else target.pk),
    )
    return {int(pk) for pk in references.values_list("object_id", flat=True)}


def department(row: Department) -> set[int]:
    """Return ids of public pages that name a department."""
    entries = PublicEntry.objects.filter(department_id=row.pk)
    if row.level == DepartmentLevel.TOWNSHIP:
        entries = PublicEntry.objects.filter(
            Q(department_id=row.pk) | Q(department_path__contains=f"{row.pk}/")
        )
    return {
        *entries.values_list("pk", flat=True),
        *_live(ActivityReportPage, Q(co_organisers=row)),
        *_live(NoticePage, Q(issuer=row)),
    }


def department_branch(row: Department) -> set[int]:
    """Return ids of public pages filed under a department or one below it."""
    facets = PublicFacet.objects.filter(department=row.pk, law=0, village=0)
    return department(row) | set(facets.values_list("entry_id", flat=True))


def law(row: Law) -> set[int]:
    """Return ids of public pages that name a law."""
    facets = PublicFacet.objects.filter(law=row.pk, department=0, village=0)
    return set(facets.values_list("entry_id", flat=True))


def village(row: Village) -> set[int]:
    """Return ids of public pages that name a village."""
    return set(PublicEntry.objects.filter(village_id=row.pk).values_list("pk", flat=True))


def publicity_day(row: PublicityDay) -> set[int]:
    """Return ids of public pages that name a publicity day."""
    return _live(ActivityReportPage, Q(publicity_day=row))


def term(row: Term) -> set[int]:
    """Return ids of public pages that use a word of a vocabulary."""
    if row.vocabulary == Vocabulary.MEASURE:
        with_text = ActivityReportPage.objects.live().annotate(
            figures_text=Cast("figures", TextField())
        )
        found = with_text.filter(figures_text__contains=f'"{row.slug}"')
        return set(found.values_list("pk", flat=True))
    items = ResponsibilityItem.objects.filter(Q(audiences=row) | Q(forms=row), page__live=True)
    return {
        *_live(ActivityReportPage, Q(forms=row) | Q(audiences=row) | Q(venues=row)),
        *_live(CaseExplanationPage, Q(case_kind=row)),
        *_live(PublicitySitePage, Q(site_kind=row)),
        *_live(NoticePage, Q(notice_kind=row)),
        *items.values_list("page_id", flat=True),
    }


def _live(pages: type[Any], condition: Q) -> set[int]:
    return set(pages.objects.live().filter(condition).values_list("pk", flat=True))
