"""Writing documents: into the database together with the change, to the server afterwards.

Whoever writes reads the entry afresh. The database's own index is written in turn with the
publishers (`take_turn`), so that nothing withdrawn in the meantime comes back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from pages.models.public import PublicEntry, PublicFacet
from pages.public_rows import take_turn
from search import outbox, vocabulary
from search.documents import build_document
from search.engines import (
    SearchEngine,
    SearchRefusedError,
    SearchServerError,
    database_engine,
    has_server,
)
from search.models import IndexedDocument

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

logger = logging.getLogger(__name__)

BATCH = 200
GONE_FOR = timedelta(days=7)
NEWER_IN_INDEX = "检索服务器上的版本比数据库里的新。"


# ------------------------------------------------------------------ the index in the database


def index_entries(ids: Iterable[int], *, engine: SearchEngine | None = None) -> None:
    """Bring the database's index up to date with these pages, gone ones included.

    Call it in a transaction that has taken its turn.
    """
    engine = engine or database_engine()
    wanted = set(ids)
    documents = [build_document(entry) for entry in entries().filter(pk__in=wanted)]
    if documents:
        engine.replace(documents)
    gone = wanted - {document.id for document in documents}
    if gone:
        engine.remove(gone)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What making an index anew did."""

    indexed: int
    removed: int = 0


def rebuild_database(
    *, engine: SearchEngine | None = None, tell: Callable[[int], None] | None = None
) -> Rebuilt:
    """Write every public entry into the database's index and take out what is not public.

    The index answers throughout; `tell` is called with the number done after each batch.
    """
    engine = engine or database_engine()
    vocabulary.forget()
    indexed = 0
    for ids in batches_of_ids():
        with transaction.atomic():
            take_turn()
            index_entries(ids, engine=engine)
        indexed += len(ids)
        if tell:
            tell(indexed)
    with transaction.atomic():
        take_turn()
        gone = set(engine.ids_and_versions()) - set(
            PublicEntry.objects.values_list("pk", flat=True)
        )
        engine.remove(gone)
    return Rebuilt(indexed=indexed, removed=len(gone))


def index_anew(ids: Sequence[int]) -> None:
    """Write the documents of these pages anew, everywhere, though the pages are the same.

    They become a new version, so that an index that was not told can be seen to lag behind. Call
    it in a transaction that has taken its turn.
    """
    PublicEntry.objects.filter(pk__in=ids).update(version=Greatest(F("version") + 1, version_now()))
    index_entries(ids)
    if has_server():
        outbox.enqueue(ids)


# -------------------------------------------------------------------- the index on the server


@dataclass(frozen=True, slots=True)
class Worked:
    """What one round of a worker did with the tasks it took."""

    taken: int = 0
    failed: Mapping[int, str] | None = None

    @property
    def written(self) -> int:
        """How many pages the server has now as they are."""
        return self.taken - len(self.failed or ())


def work_once(engine: ElasticsearchEngine, *, limit: int = BATCH) -> Worked:
    """Take up to `limit` tasks from the outbox and tell the server.

    Raises SearchServerError, with the tasks given back, where the server does not answer: that is
    no fault of theirs and they wait for it, however long it takes.
    """
    tasks = outbox.lease(limit, now=timezone.now())
    if not tasks:
        return Worked()
    try:
        failed = write_to_server([task.page_id for task in tasks], engine)
        # Whoever sees no task must find what was written.
        engine.refresh()
    except BaseException:
        outbox.release(tasks)
        raise
    outbox.settle(tasks, failed, now=timezone.now())
    for pk, error in failed.items():
        logger.warning("The search server refused page %s: %s", pk, error)
    return Worked(len(tasks), failed)


def write_to_server(ids: Sequence[int], engine: ElasticsearchEngine) -> dict[int, str]:
    """Write these pages as they are now, public or gone; returns the errors of refused ones.

    One page that cannot be written never keeps the others back. Raises SearchServerError where the
    server takes nothing at all.
    """
    failed: dict[int, str] = {}
    turned_away: dict[int, str] = {}
    parts = [list(ids)]
    while parts:
        part = parts.pop()
        try:
            failed |= _write(part, engine)
        except SearchRefusedError as error:
            if len(part) == 1:
                turned_away[part[0]] = str(error)
            else:
                parts += _halves(part)
        except (SearchServerError, DatabaseError):
            raise
        except Exception as error:
            if len(part) == 1:
                logger.exception("Page %s cannot be indexed", part[0])
                failed[part[0]] = f"{type(error).__name__}: {error}"
            else:
                parts += _halves(part)
    if turned_away and len(turned_away) == len(ids):
        # Are these pages at fault, or does a proxy on the way refuse whatever is sent?
        engine.try_writing()
    return failed | turned_away


def _halves(ids: list[int]) -> list[list[int]]:
    middle = len(ids) // 2
    return [ids[middle:], ids[:middle]]


def forget_gone(engine: ElasticsearchEngine) -> int:
    """Take the marks of pages out of the index that went long ago; returns their number.

    They outlive whatever write could still be under way.
    """
    return engine.sweep(timezone.now() - GONE_FOR)


def version_now() -> int:
    """The version of something that changes at this moment."""
    return time.time_ns() // 1_000_000


def _write(ids: Sequence[int], engine: ElasticsearchEngine) -> dict[int, str]:
    # The time comes before the reading: what is published after it is newer than "gone" is.
    now = version_now()
    public = list(entries().filter(pk__in=ids))
    gone = set(ids) - {entry.pk for entry in public}
    written = engine.write(
        [build_document(entry) for entry in public], dict.fromkeys(sorted(gone), now)
    )
    failed = dict(written.failed)
    if written.newer:
        public = _above(written.newer)
        gone = set(written.newer) - {entry.pk for entry in public}
        again = engine.write(
            [build_document(entry) for entry in public],
            {pk: written.newer[pk] + 1 for pk in sorted(gone)},
        )
        failed |= again.failed
        failed |= dict.fromkeys(again.newer, NEWER_IN_INDEX)
    return failed


def _above(newer: Mapping[int, int]) -> list[PublicEntry]:
    """The entries of these pages, none of a lower version than the server's (id to version).

    The server is ahead where the database was restored from a backup, or a clock was wrong.
    """
    with transaction.atomic():
        take_turn()
        public = list(entries().filter(pk__in=newer))
        for entry in public:
            if entry.version < newer[entry.pk]:
                entry.version = max(newer[entry.pk] + 1, version_now())
                for model in (PublicEntry, IndexedDocument):
                    model._default_manager.filter(pk=entry.pk).update(version=entry.version)
    return public


# ------------------------------------------------------------------------ what is to be indexed


def entries() -> QuerySet[PublicEntry]:
    """Public entries with what a document needs of them."""
    whole = PublicFacet.objects.filter(law=0, village=0).exclude(department=0)
    return PublicEntry.objects.prefetch_related(Prefetch("facets", whole))


def batches_of_ids(*, after: int = 0) -> Iterator[list[int]]:
    """Ids of all public pages above `after`, in their order."""
    ids = PublicEntry.objects.order_by("pk").values_list("pk", flat=True)
    while batch := list(ids.filter(pk__gt=after)[:BATCH]):
        yield batch
        after = batch[-1]
