"""A new index on the server, built beside the one that answers, then put in its place."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from pages.models.public import PublicEntry
from search.indexing import batches_of_ids, write_to_server
from search.models import IndexBuild
from search.reconcile import Reconciled, reconcile_server

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

# An older build was begun for other documents.
MOST_HOURS = 24
# How long a run may be silent before another one takes its place.
LEASE = timedelta(minutes=2)
# A new index that lacks more than this share of the pages does not replace one that has them.
MOST_REFUSED = 0.01

Progress = Callable[[int, int], None]


class RebuildRefusedError(Exception):
    """The new index was left unused, because the server refused too many pages."""


class RebuildRunningError(Exception):
    """Another run works at the new index, or has taken this one's place."""

    def __init__(self, until: datetime | None = None) -> None:
        super().__init__(until)
        self.until = until


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
    What changes meanwhile is told to the index in use by the outbox, to the new one at the end;
    while the one takes the other's place, the database answers. Raises RebuildRunningError where
    another run is at it, SearchNameTakenError where the alias cannot be made.
    """
    engine.check_name()
    with _leased(engine) as (build, is_new):
        is_resumed = not _made_ready(engine, build) and not is_new
        new = engine.at(build.name)
        total = PublicEntry.objects.count()
        done = PublicEntry.objects.filter(pk__lte=build.last_id).count()
        for ids in batches_of_ids(after=build.last_id):
            write_to_server(ids, new)
            build.last_id = ids[-1]
            _keep(build)
            done += len(ids)
            if tell:
                tell(done, total)
        before = reconcile_server(new, tell=lambda: _keep(build))
        if len(before.left) > max(1, int(MOST_REFUSED * total)):
            raise RebuildRefusedError(next(iter(before.failed.values()), ""))
        # What changed since the comparison was told to the old index alone.
        build.is_swapping = True
        _keep(build)
        engine.put_in_use(build.name)
        after = reconcile_server(engine, tell=lambda: _keep(build))
        build.is_swapping = False
        _keep(build)
        dropped = _drop_all_but(engine, build.name)
        IndexBuild.objects.filter(lease=build.lease).delete()
    return ServerRebuilt(build.name, is_resumed, dropped, after)


@contextmanager
def _leased(engine: "ElasticsearchEngine") -> Iterator[tuple[IndexBuild, bool]]:
    """The build, new or to go on with, for this run alone; and whether it is new."""
    begun = {"name": engine.new_name(), "fingerprint": engine.fingerprint()}
    _, is_new = IndexBuild.objects.get_or_create(pk=1, defaults=begun)
    token, now = uuid.uuid4(), timezone.now()
    is_free = (
        Q(leased_until=None)
        | Q(leased_until__lte=now)
        | Q(leased_until__gt=now + 2 * LEASE)  # the clock was set back in between
    )
    IndexBuild.objects.filter(is_free).update(lease=token, leased_until=now + LEASE)
    build = IndexBuild.objects.first()
    if build is None or build.lease != token:
        raise RebuildRunningError(build.leased_until if build else None)
    try:
        yield build, is_new
    finally:
        IndexBuild.objects.filter(lease=token).update(lease=None, leased_until=None)


def _keep(build: IndexBuild) -> None:
    """Save how far the build is and go on having it; raises where another run has it by now."""
    build.leased_until = timezone.now() + LEASE
    names = ("name", "fingerprint", "started_at", "last_id", "leased_until", "is_swapping")
    is_kept = IndexBuild.objects.filter(lease=build.lease).update(
        **{name: getattr(build, name) for name in names}
    )
    if not is_kept:
        raise RebuildRunningError


def _made_ready(engine: "ElasticsearchEngine", build: IndexBuild) -> bool:
    """See that the index to fill is there and all left over is gone; true if it begins anew."""
    builds = engine.builds()
    is_there = build.name in builds
    is_old = build.started_at < timezone.now() - timedelta(hours=MOST_HOURS)
    is_other = build.fingerprint != engine.fingerprint() or (
        is_there and not engine.is_ours(build.name)
    )
    if is_old or is_other:
        build.name, build.fingerprint = engine.new_name(), engine.fingerprint()
        build.started_at = timezone.now()
        is_there = False
    in_use = engine.in_use()
    if not is_there:
        # The row knows the index before the server does.
        build.last_id = 0
        _keep(build)
    _drop_all_but(engine, build.name, in_use or build.name)
    if not is_there:
        engine.create(build.name)
    return not is_there


def _drop_all_but(engine: "ElasticsearchEngine", *kept: str) -> tuple[str, ...]:
    left_over = tuple(name for name in engine.builds() if name not in kept)
    for name in left_over:
        engine.drop(name)
    return left_over
