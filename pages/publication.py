"""Writes the public read model: which pages an anonymous visitor may see, and as what.

Every function here runs inside the caller's transaction (or one of its own), so that what is
public changes together with the page itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from pages import public_rows, showing
from pages.models.organisation import YearFolderPage
from pages.models.public import RECORD_KINDS, PublicEntry, rank_of
from pages.models.record import RecordPage
from pages.public_rows import FacetKey, Written
from pages.representation import kind_of, represent, text_of
from pages.signals import entry_changed
from pages.surroundings import PLACE_KINDS, Surroundings

BATCH = 200
Progress = Callable[[int, int], None]


@dataclass
class Changes:
    """Ids of pages whose public entry came, changed or went."""

    created: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    tallies_mended: bool = False

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed or self.tallies_mended)

    def add(self, other: "Changes") -> None:
        """Take over what `other` holds."""
        self.created += other.created
        self.changed += other.changed
        self.removed += other.removed


def is_public(page: Page, around: Surroundings | None = None) -> bool:
    """Whether an anonymous visitor may see `page` (specific) now.

    A year folder never is: its address leads to the page above it.
    """
    if not page.live or type(page) is Page or isinstance(page, YearFolderPage):
        return False
    return (around or Surroundings()).is_open(page)


def refresh_page(page: Page) -> Changes:
    """Bring the entry of `page` (specific, just saved) up to date."""
    if isinstance(page, YearFolderPage):
        return _refresh_folder(page)
    if not page.live:
        return withdraw([page.pk])
    with transaction.atomic(savepoint=False):
        public_rows.take_turn()
        return _refresh(page, Surroundings())


def refresh_ids(page_ids: Iterable[int], *, progress: Progress | None = None) -> Changes:
    """Bring the entries of these pages up to date, as the database has the pages now."""
    changes = Changes()
    ids = list(dict.fromkeys(page_ids))
    for start in range(0, len(ids), BATCH):
        with transaction.atomic(savepoint=False):
            public_rows.take_turn()
            changes.add(_refresh_batch(ids[start : start + BATCH], Surroundings()))
        if progress:
            progress(min(start + BATCH, len(ids)), len(ids))
    return changes


def refresh_branch(page: Page, *, former_url_path: str = "") -> Changes:
    """Bring the entries of `page` and everything below it up to date.

    `former_url_path` is where `page` lay while the pages below it still say so.
    """
    with transaction.atomic(savepoint=False):
        public_rows.take_turn()
        branch = Page.objects.filter(path__startswith=page.path).order_by("path")
        ids = list(branch.values_list("pk", flat=True))
        if not Surroundings().is_open(page):
            return withdraw(ids)
        changes = Changes()
        for start in range(0, len(ids), BATCH):
            changes.add(
                _refresh_batch(
                    ids[start : start + BATCH],
                    Surroundings(),
                    moved=(former_url_path, page.url_path),
                )
            )
        return changes


def withdraw(page_ids: Iterable[int]) -> Changes:
    """Remove the entries of these pages, whatever state the pages are in."""
    changes = Changes()
    ids = list(page_ids)
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        if PublicEntry.objects.filter(pk__in=part).exists():
            with transaction.atomic(savepoint=False):
                public_rows.take_turn()
                changes.add(_withdraw(part))
    return changes


def rebuild(*, progress: Progress | None = None) -> Changes:
    """Make the whole read model anew and return what differed from it."""
    gone = PublicEntry.objects.exclude(pk__in=Page.objects.live().values("pk"))
    changes = withdraw(list(gone.values_list("pk", flat=True)))
    _free_misplaced_paths()
    live = Page.objects.live().filter(depth__gt=1).order_by("depth", "path")
    changes.add(refresh_ids(live.values_list("pk", flat=True), progress=progress))
    with transaction.atomic(savepoint=False):
        public_rows.take_turn()
        changes.tallies_mended = public_rows.mend_tallies()
    return changes


def compose(page: Page, around: Surroundings) -> tuple[PublicEntry, set[FacetKey]]:
    """Return the entry that `page` should have, unsaved, and the combinations that list it."""
    root = around.root_of(page.url_path)
    if root is None:
        raise ValueError(f"page {page.pk} lies outside every site")
    record = represent(page, around)
    kind = kind_of(page)
    day = _day_of(page)
    department_id = (record["department"] or {}).get("id")
    chain = around.department_chain(department_id)
    entry = PublicEntry(
        page_id=page.pk,
        site_id=root.site_id,
        path=around.path_of(page.url_path),
        url=record["url"],
        kind=kind.value,
        title=page.title,
        summary=record["summary"],
        department_id=department_id,
        department_path="".join(f"{pk}/" for pk in chain),
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
    return entry, facet_keys(record, entry, around)


def facet_keys(record: dict[str, Any], entry: PublicEntry, around: Surroundings) -> set[FacetKey]:
    """Return every combination of filters under which a list shows `entry`."""
    if entry.kind not in RECORD_KINDS:
        return set()
    departments = {0, *around.department_chain(entry.department_id)}
    for other in record.get("co_organisers", []):
        departments.update(around.department_chain(other["id"]))
    return {
        (entry.kind, law, department, village)
        for law in {0, *entry.law_ids}
        for department in departments
        for village in {0, entry.village_id or 0}
    }


def _refresh(page: Page, around: Surroundings) -> Changes:
    if not is_public(page, around):
        return _withdraw([page.pk])
    written = public_rows.write(*compose(page, around))
    if not written.is_changed:
        return Changes()
    entry_changed.send(
        sender=PublicEntry, changed_ids=[page.pk], removed_ids=[], entries=[written.after]
    )
    changes = Changes(changed=[page.pk]) if written.before else Changes(created=[page.pk])
    if written.after.kind in PLACE_KINDS:
        around.forget_places()
    others = _pages_showing(written, page.path)
    if others:
        changes.add(_refresh_batch(sorted(others), around))
    return changes


def _refresh_folder(folder: YearFolderPage) -> Changes:
    """Bring the entries below a folder up to date where it has another address than before."""
    path = Surroundings().path_of(folder.url_path)
    below = PublicEntry.objects.filter(page__path__startswith=folder.path)
    if below.exclude(path__startswith=path).exists():
        return refresh_branch(folder)
    return Changes()


def _refresh_batch(
    ids: list[int], around: Surroundings, *, moved: tuple[str, str] = ("", "")
) -> Changes:
    former, now = moved
    changes = Changes()
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        pages = list(Page.objects.live().filter(pk__in=part).order_by("path").specific())
        for page in pages:
            if former and page.url_path.startswith(former):
                page.url_path = now + page.url_path[len(former) :]
            changes.add(_refresh(page, around))
        changes.add(_withdraw(list(set(part) - {page.pk for page in pages})))
    return changes


def _withdraw(page_ids: list[int]) -> Changes:
    gone = list(PublicEntry.objects.filter(pk__in=page_ids).select_related("page"))
    if not gone:
        return Changes()
    removed = [entry.pk for entry in gone]
    public_rows.remove(removed)
    entry_changed.send(sender=PublicEntry, changed_ids=[], removed_ids=removed, entries=[])
    changes = Changes(removed=removed)
    others = {
        pk
        for entry in gone
        for pk in showing.place_or_list(entry, entry.page.path)
        if entry.kind in showing.SHOWN_KINDS
    }
    changes.add(_refresh_batch(sorted(others - set(removed)), Surroundings()))
    return changes


def _pages_showing(written: Written, tree_path: str) -> set[int]:
    """Return ids of pages that show what has just changed of this one."""
    before, after = written.before, written.after
    ids: set[int] = set()
    if after.kind in showing.SHOWN_KINDS and showing.face(before) != showing.face(after):
        ids |= showing.place_or_list(after, tree_path)
    if before is not None and before.url != after.url:
        ids |= showing.linking_to(after.pk)
    return ids - {after.pk}


def _free_misplaced_paths() -> None:
    """Keep pages that changed places behind our back from standing in each other's way."""
    around = Surroundings()
    rows = PublicEntry.objects.values_list("pk", "path", "page__url_path")
    wrong = [
        pk
        for pk, path, url_path in rows.iterator(chunk_size=5000)
        if path != around.path_of(url_path)
    ]
    for pk in wrong:
        PublicEntry.objects.filter(pk=pk).update(path=f"?{pk}")


def _day_of(page: Page) -> date:
    if isinstance(page, RecordPage):
        return page.record_date
    published: datetime = page.first_published_at or timezone.now()
    return timezone.localdate(published)
