"""Writes the public read model: which pages an anonymous visitor may see, and as what.

Every function here runs inside the caller's transaction (or one of its own), so that what is
public changes together with the page itself.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from pages.models.organisation import OrganisationPage
from pages.models.public import (
    RECORD_KINDS,
    EntryKind,
    PublicEntry,
    PublicFacet,
    PublicTally,
    rank_of,
)
from pages.models.record import RecordPage
from pages.representation import kind_of, represent, text_of
from pages.signals import entry_changed
from pages.tree import paths_above

BATCH = 200
LINKED_KINDS = [EntryKind.HOME, EntryKind.TOWNSHIP, EntryKind.UNIT, EntryKind.SECTION]
FacetKey = tuple[str, int, int, int]
COMPARED_FIELDS = [
    "site_id",
    "path",
    "kind",
    "title",
    "summary",
    "department_id",
    "department_path",
    "village_id",
    "place",
    "law_ids",
    "date",
    "year",
    "published_at",
    "rank",
    "card",
    "api",
    "body_text",
]


@dataclass
class Changes:
    """Ids of pages whose public entry came, changed or went."""

    created: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)

    def add(self, other: "Changes") -> None:
        """Take over what `other` holds."""
        self.created += other.created
        self.changed += other.changed
        self.removed += other.removed


def is_public(page: Page) -> bool:
    """Whether an anonymous visitor may see `page` now."""
    if not page.live or _site_of(page) is None:
        return False
    restricted = PageViewRestriction.objects.filter(page__path__in=paths_above(page))
    return not restricted.exists()


def refresh_page(page: Page) -> Changes:
    """Bring the entry of `page` (specific, perhaps just being saved) up to date."""
    with transaction.atomic():
        if not is_public(page):
            return withdraw([page.pk])
        entry = compose(page)
        before = PublicEntry.objects.filter(pk=page.pk).first()
        changes = _write(entry, before, facet_keys(entry, page))
        if _is_renamed_place(before, entry):
            changes.add(_refresh_referring(entry, page.path))
        return changes


def refresh_ids(page_ids: Iterable[int]) -> Changes:
    """Bring the entries of these pages up to date, as the database has the pages now."""
    changes = Changes()
    ids = list(page_ids)
    for start in range(0, len(ids), BATCH):
        found = Page.objects.filter(pk__in=ids[start : start + BATCH]).order_by("path").specific()
        pages = {page.pk: page for page in found}
        with transaction.atomic():
            for page in pages.values():
                changes.add(refresh_page(page))
            changes.add(withdraw(pk for pk in ids[start : start + BATCH] if pk not in pages))
    return changes


def refresh_branch(page: Page) -> Changes:
    """Bring the entries of `page` and everything below it up to date."""
    branch = Page.objects.filter(path__startswith=page.path).order_by("path")
    return refresh_ids(branch.values_list("pk", flat=True))


def withdraw(page_ids: Iterable[int]) -> Changes:
    """Remove the entries of these pages, whatever state the pages are in."""
    gone = list(PublicEntry.objects.filter(pk__in=list(page_ids)).select_related("page"))
    if not gone:
        return Changes()
    removed = [entry.pk for entry in gone]
    with transaction.atomic():
        facets = PublicFacet.objects.filter(entry_id__in=removed)
        _count(Counter({key: -n for key, n in Counter(_tally_keys(facets)).items()}))
        PublicEntry.objects.filter(pk__in=removed).delete()
        entry_changed.send(sender=PublicEntry, changed_ids=[], removed_ids=removed)
        changes = Changes(removed=removed)
        for entry in gone:
            if entry.kind in LINKED_KINDS:
                changes.add(_refresh_referring(entry, entry.page.path))
    return changes


def rebuild() -> Changes:
    """Make the whole read model anew and return what differed from it."""
    changes = Changes()
    gone = PublicEntry.objects.exclude(pk__in=Page.objects.live().values("pk"))
    changes.add(withdraw(gone.values_list("pk", flat=True)))
    live = Page.objects.live().filter(depth__gt=1).order_by("depth", "path")
    changes.add(refresh_ids(list(live.values_list("pk", flat=True))))
    changes.changed += _mend_tallies()
    return changes


def compose(page: Page) -> PublicEntry:
    """Return the entry that `page` should have, unsaved and without a version."""
    record = represent(page)
    site = _site_of(page)
    if site is None:
        raise ValueError(f"page {page.pk} lies outside every site")
    site_id, root_path = site
    day = _day_of(page)
    kind = kind_of(page)
    department = page.department if isinstance(page, RecordPage | OrganisationPage) else None
    return PublicEntry(
        page_id=page.pk,
        site_id=site_id,
        path="/" + page.url_path[len(root_path) :],
        kind=kind.value,
        title=page.title,
        summary=record["summary"],
        department_id=department.pk if department else None,
        department_path=department.path if department else "",
        village_id=(record.get("village") or {}).get("id"),
        place=record.get("place") or "",
        law_ids=[law["id"] for law in record.get("laws", [])],
        date=day,
        year=getattr(page, "year", None) or day.year,
        published_at=page.first_published_at,
        rank=rank_of(day, page.pk),
        card=render_to_string(f"pages/cards/{kind.value}.html", {"record": record})
        if kind in RECORD_KINDS
        else "",
        api=record,
        body_text=text_of(record),
    )


def facet_keys(entry: PublicEntry, page: Page) -> set[FacetKey]:
    """Return every combination of filters under which a list shows `entry`."""
    if entry.kind not in RECORD_KINDS or not isinstance(page, RecordPage):
        return set()
    departments = {0, *(int(part) for part in entry.department_path.split("/") if part)}
    for department in page.involved_departments():
        departments.update(department.ancestor_ids)
    laws = {0, *entry.law_ids}
    villages = {0, entry.village_id or 0}
    return {
        (entry.kind, law, department, village)
        for law in laws
        for department in departments
        for village in villages
    }


def _write(entry: PublicEntry, before: PublicEntry | None, keys: set[FacetKey]) -> Changes:
    old_facets = list(PublicFacet.objects.filter(entry_id=entry.pk)) if before else []
    old_keys = {(f.kind, f.law, f.department, f.village) for f in old_facets}
    same_facets = before is not None and before.rank == entry.rank and old_keys == keys
    if before is not None and same_facets and not _differs(before, entry):
        return Changes()
    entry.version = max((before.version if before else 0) + 1, time.time_ns() // 1_000_000)
    entry.save(force_insert=before is None, force_update=before is not None)
    if not same_facets:
        month = entry.date.year * 100 + entry.date.month
        deltas: Counter[tuple[Any, ...]] = Counter()
        deltas.subtract(_tally_keys(old_facets))
        deltas.update((*key, month) for key in keys)
        if old_facets:
            PublicFacet.objects.filter(entry_id=entry.pk).delete()
        PublicFacet.objects.bulk_create(
            PublicFacet(
                entry_id=entry.pk, kind=kind, law=law, department=dep, village=vil, rank=entry.rank
            )
            for kind, law, dep, vil in sorted(keys)
        )
        _count(deltas)
    entry_changed.send(sender=PublicEntry, changed_ids=[entry.pk], removed_ids=[])
    return Changes(changed=[entry.pk]) if before else Changes(created=[entry.pk])


def _differs(before: PublicEntry, after: PublicEntry) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in COMPARED_FIELDS)


def _tally_keys(facets: Iterable[PublicFacet]) -> Iterator[tuple[Any, ...]]:
    for facet in facets:
        day = date.fromordinal(facet.rank // 10**10)
        yield (facet.kind, facet.law, facet.department, facet.village, day.year * 100 + day.month)


def _count(deltas: Counter[tuple[Any, ...]]) -> None:
    """Add `deltas` to the tallies; in key order, so that two writers never wait for each other."""
    rows = sorted((key, n) for key, n in deltas.items() if n)
    table = PublicTally._meta.db_table
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 100):
            part = rows[start : start + 100]
            values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(part))
            cursor.execute(
                f"INSERT INTO {table} (kind, law, department, village, month, n) "  # noqa: S608
                f"VALUES {values} ON CONFLICT (kind, law, department, village, month) "
                f"DO UPDATE SET n = {table}.n + excluded.n",
                [value for key, n in part for value in (*key, n)],
            )
    if any(n < 0 for _, n in rows):
        PublicTally.objects.filter(n__lte=0).delete()


def _mend_tallies() -> list[int]:
    """Recount all tallies from the facets; return ids of pages whose tally was wrong."""
    facets = PublicFacet.objects.all()
    true = Counter(_tally_keys(facets.iterator(chunk_size=5000)))
    kept = {
        (t.kind, t.law, t.department, t.village, t.month): t.n
        for t in PublicTally.objects.iterator(chunk_size=5000)
    }
    if true == kept:
        return []
    with transaction.atomic():
        PublicTally.objects.all().delete()
        _count(true)
    wrong = {key[:4] for key in true.keys() | kept.keys() if true.get(key) != kept.get(key)}
    return list(
        {
            facet.entry_id
            for facet in facets.iterator(chunk_size=5000)
            if (facet.kind, facet.law, facet.department, facet.village) in wrong
        }
    )


def _is_renamed_place(before: PublicEntry | None, after: PublicEntry) -> bool:
    """Whether other records show a name or address of this page that is now out of date."""
    if after.kind not in LINKED_KINDS:
        return False
    return before is None or (before.title, before.path) != (after.title, after.path)


def _refresh_referring(place: PublicEntry, tree_path: str) -> Changes:
    """Renew the entries that link to a unit or section page: those below it and its records."""
    below = Page.objects.filter(path__startswith=tree_path).exclude(pk=place.pk).live()
    ids = set(below.values_list("pk", flat=True))
    if place.department_id is not None:
        facets = PublicFacet.objects.filter(department=place.department_id, law=0, village=0)
        ids.update(facets.values_list("entry_id", flat=True))
    return refresh_ids(ids)


def refresh_for_departments(department_ids: Iterable[int]) -> Changes:
    """Renew all entries that name one of these departments or lie below them."""
    ids = list(department_ids)
    facets = PublicFacet.objects.filter(department__in=ids, law=0, village=0)
    places = PublicEntry.objects.filter(department_id__in=ids)
    return refresh_ids(
        {*facets.values_list("entry_id", flat=True), *places.values_list("pk", flat=True)}
    )


def refresh_for_laws(law_ids: Iterable[int]) -> Changes:
    """Renew all entries that cite one of these laws."""
    facets = PublicFacet.objects.filter(law__in=list(law_ids), department=0, village=0)
    return refresh_ids(list(facets.values_list("entry_id", flat=True).distinct()))


def refresh_for_villages(village_ids: Iterable[int]) -> Changes:
    """Renew all entries placed in one of these villages."""
    entries = PublicEntry.objects.filter(village_id__in=list(village_ids))
    return refresh_ids(list(entries.values_list("pk", flat=True)))


def _site_of(page: Page) -> tuple[int, str] | None:
    for site in Site.get_site_root_paths():
        if page.url_path.startswith(site.root_path):
            return site.site_id, site.root_path
    return None


def _day_of(page: Page) -> date:
    if isinstance(page, RecordPage):
        return page.record_date
    published: datetime = page.first_published_at or timezone.now()
    return timezone.localdate(published)
