"""Keeps entries, facets and tallies in step with each other."""
# ruff: noqa: S608 - only names of tables are put into the statements

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from pages.models.public import (
    ALL_MONTHS,
    PublicEntry,
    PublicFacet,
    PublicState,
    PublicTally,
    day_of,
)

FacetKey = tuple[str, int, int, int]
TallyKey = tuple[str, int, int, int, int]

TALLIES_A_STATEMENT = 100  # SQLite takes 999 values a statement in its older builds
COMPARED_FIELDS = [
    field.attname
    for field in PublicEntry._meta.concrete_fields
    if field.attname not in ("page_id", "version")
]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one entry."""

    before: PublicEntry | None
    after: PublicEntry
    is_changed: bool


def take_turn() -> None:
    """Wait until no other transaction writes what is public, and mark it as changing.

    Call it first, inside a transaction: what is read after it cannot change before the commit.
    """
    table = PublicState._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (id, stamp) VALUES (1, %s) "
            "ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp",
            [time.time_ns()],
        )


def write(entry: PublicEntry, keys: set[FacetKey]) -> Written:
    """Write `entry` with its facets and tallies where anything of it differs."""
    before = PublicEntry.objects.filter(pk=entry.pk).first()
    old = list(PublicFacet.objects.filter(entry_id=entry.pk)) if before else []
    is_moved = {(_key_of(facet), facet.rank) for facet in old} != {
        (key, entry.rank) for key in keys
    }
    if before is not None and not is_moved and not _differs(before, entry):
        return Written(before, entry, is_changed=False)
    entry.version = max((before.version if before else 0) + 1, time.time_ns() // 1_000_000)
    entry.save(force_insert=before is None, force_update=before is not None)
    new = [
        PublicFacet(
            entry_id=entry.pk, kind=kind, law=law, department=unit, village=village, rank=rank
        )
        for rank in [entry.rank]
        for kind, law, unit, village in sorted(keys)
    ]
    if is_moved:
        if old:
            _delete_facets([entry.pk])
        PublicFacet.objects.bulk_create(new)
        changes = tallies_of(new)
        changes.subtract(tallies_of(old))
        add_to_tallies(changes)
    # Those who are told of the entry need not read its facets again.
    entry.__dict__["_prefetched_objects_cache"] = {"facets": new}
    return Written(before, entry, is_changed=True)


def remove(page_ids: list[int]) -> None:
    """Delete the entries of these pages with their facets and tallies."""
    facets = PublicFacet.objects.filter(entry_id__in=page_ids)
    add_to_tallies({key: -n for key, n in tallies_of(facets).items()})
    _delete_facets(page_ids)
    entries = PublicEntry.objects.filter(pk__in=page_ids)
    entries._raw_delete(entries.db)


def tallies_of(facets: Iterable[PublicFacet]) -> Counter[TallyKey]:
    """Return what these facets add to the tallies."""
    return Counter(key for facet in facets for key in tally_keys(_key_of(facet), facet.rank))


def add_to_tallies(changes: Mapping[TallyKey, int]) -> None:
    """Add `changes` to the tallies; a tally that comes to nothing goes."""
    rows = sorted((key, n) for key, n in changes.items() if n)
    table = PublicTally._meta.db_table
    with connection.cursor() as cursor:
        for start in range(0, len(rows), TALLIES_A_STATEMENT):
            part = rows[start : start + TALLIES_A_STATEMENT]
            marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(part))
            cursor.execute(
                f"INSERT INTO {table} (kind, law, department, village, month, n) "
                f"VALUES {marks} ON CONFLICT (kind, law, department, village, month) "
                f"DO UPDATE SET n = {table}.n + excluded.n",
                [value for key, n in part for value in (*key, n)],
            )
            lowered = [key for key, n in part if n < 0]
            if lowered:
                marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(lowered))
                cursor.execute(
                    f"DELETE FROM {table} WHERE n <= 0 "
                    f"AND (kind, law, department, village, month) IN (VALUES {marks})",
                    [value for key in lowered for value in key],
                )


def mend_tallies() -> bool:
    """Recount all tallies from the facets; return whether any was wrong."""
    true = tallies_of(PublicFacet.objects.iterator(chunk_size=5000))
    kept = {
        (t.kind, t.law, t.department, t.village, t.month): t.n
        for t in PublicTally.objects.iterator(chunk_size=5000)
    }
    if true == kept:
        return False
    tallies = PublicTally.objects.all()
    tallies._raw_delete(tallies.db)
    add_to_tallies(true)
    return True


def _key_of(facet: PublicFacet) -> FacetKey:
    return (facet.kind, facet.law, facet.department, facet.village)


def tally_keys(key: FacetKey, rank: int) -> Iterator[TallyKey]:
    """Return the tallies that count an entry of `rank` listed under `key`."""
    day = day_of(rank)
    yield (*key, day.year * 100 + day.month)
    if sum(1 for part in key[1:] if part) <= 1:
        yield (*key, ALL_MONTHS)


def _differs(before: PublicEntry, after: PublicEntry) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in COMPARED_FIELDS)


def _delete_facets(page_ids: list[int]) -> None:
    # Past Django's collector: it would load each row, for signals that nobody needs.
    facets = PublicFacet.objects.filter(entry_id__in=page_ids)
    facets._raw_delete(facets.db)
