"""Comparing an index with what is public, and mending it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from pages.models.public import PublicEntry
from pages.public_rows import take_turn
from search import outbox
from search.engines import SearchEngine, database_engine
from search.indexing import BATCH, forget_gone, index_entries, write_to_server

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

Mend = Callable[[list[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of pages whose document is not what it should be.

    `missing` are public but not in the index, `surplus` in the index but not public; `behind` are
    there in an older version, `ahead` in a newer one, as after a backup was restored.
    """

    missing: tuple[int, ...] = ()
    surplus: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def ids(self) -> list[int]:
        """All of them."""
        return sorted({*self.missing, *self.surplus, *self.behind, *self.ahead})


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What was found, what was still different after mending, and the errors of refused pages."""

    found: Differences
    left: Differences
    failed: Mapping[int, str]


def differences(engine: SearchEngine) -> Differences:
    """Compare the index with the public entries by ids and versions."""
    # The index first: what is published between the two readings counts as missing and is
    # written once more than needed, never taken for surplus and removed.
    held = engine.ids_and_versions()
    public = dict(PublicEntry.objects.values_list("pk", "version"))
    both = held.keys() & public.keys()
    return Differences(
        missing=tuple(sorted(public.keys() - held.keys())),
        surplus=tuple(sorted(held.keys() - public.keys())),
        behind=tuple(sorted(pk for pk in both if held[pk] < public[pk])),
        ahead=tuple(sorted(pk for pk in both if held[pk] > public[pk])),
    )


def reconcile_database() -> Reconciled:
    """Make the database's index equal to what is public."""
    engine = database_engine()

    def mend(ids: list[int]) -> Mapping[int, str]:
        with transaction.atomic():
            take_turn()
            # The index of the database never takes an older version in place of a newer one.
            engine.remove(ids)
            index_entries(ids, engine=engine)
        return {}

    return _mended(engine, mend)


def reconcile_server(
    engine: "ElasticsearchEngine", *, tell: Callable[[], None] | None = None
) -> Reconciled:
    """Make an index on the server equal to what is public; refused pages go to the outbox.

    `tell` is called after each batch. Raises SearchServerError where the server does not answer.
    """
    forget_gone(engine)
    engine.refresh()

    def mend(ids: list[int]) -> Mapping[int, str]:
        failed = write_to_server(ids, engine)
        engine.refresh()
        if tell:
            tell()
        return failed

    done = _mended(engine, mend)
    if done.failed:
        outbox.enqueue(done.failed)
    return done


def _mended(engine: SearchEngine, mend: Mend) -> Reconciled:
    found = differences(engine)
    failed: dict[int, str] = {}
    for start in range(0, len(found), BATCH):
        failed |= mend(found.ids[start : start + BATCH])
    return Reconciled(found, differences(engine) if found else found, failed)
