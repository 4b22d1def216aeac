"""A new index on the server, built beside the one that answers, then put in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from pages.models.public import PublicEntry
from search.indexing import batches_of_ids, write_to_server
from search.models import IndexBuild
from search.reconcile import Reconciled, reconcile_server

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

# An older build was begun by other code for other documents.
MOST_HOURS = 24
# A new index that lacks more than this share of the pages does not replace one that has them.
MOST_REFUSED = 0.01

Progress = Callable[[int, int], None]


class RebuildRefusedError(Exception):
    """The new index was left unused, because the server refused too many pages."""


@dataclass(frozen=True, slots=True)
class ServerRebuilt:
    """The new index, whether an interrupted build was gone on with, and what was mended last."""

    name: str
    is_resumed: bool
    dropped: tuple[str, ...]
    reconciled: Reconciled


def rebuild_server(engine: "ElasticsearchEngine", *, tell: Progress | None = None) -> ServerRebuilt:
    """Build an index anew and let it answer; `tell` gets the number done and the number of all.

    May end at any moment: the index in use answers on, and the next run goes on with the build.
    What changes meanwhile is told to the index in use by the outbox, to the new one at the end.
    """
    build, is_resumed = _build(engine)
    new = engine.at(build.name)
    total = PublicEntry.objects.count()
    done = PublicEntry.objects.filter(pk__lte=build.last_id).count()
    for ids in batches_of_ids(after=build.last_id):
        write_to_server(ids, new)
        build.last_id = ids[-1]
        build.save(update_fields=["last_id"])
        done += len(ids)
        if tell:
            tell(done, total)
    before = reconcile_server(new)
    if len(before.left) > max(1, int(MOST_REFUSED * total)):
        raise RebuildRefusedError(next(iter(before.failed.values()), ""))
    engine.put_in_use(build.name)
    # What changed since the comparison was told to the old index alone.
    after = reconcile_server(engine)
    dropped = _drop_all_but(engine, build.name)
    build.delete()
    return ServerRebuilt(build.name, is_resumed, dropped, after)


def _build(engine: "ElasticsearchEngine") -> tuple[IndexBuild, bool]:
    """The build to go on with, its index there; and whether it was begun before."""
    IndexBuild.objects.filter(started_at__lt=timezone.now() - timedelta(hours=MOST_HOURS)).delete()
    build, is_new = IndexBuild.objects.get_or_create(pk=1, defaults={"name": engine.new_name()})
    in_use = engine.in_use()
    _drop_all_but(engine, build.name, in_use or build.name)
    if build.name not in engine.builds():
        is_new = True
        build.last_id = 0
        build.save(update_fields=["last_id"])
        engine.create(build.name)
    return build, not is_new


def _drop_all_but(engine: "ElasticsearchEngine", *kept: str) -> tuple[str, ...]:
    left_over = tuple(name for name in engine.builds() if name not in kept)
    for name in left_over:
        engine.drop(name)
    return left_over
