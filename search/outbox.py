"""What the search server has still to be told, kept in the database with the changes themselves.

There is one task for each page: what came of several changes is read afresh when it is written, so
a page's changes can neither overtake one another nor be written half.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from pages.models.public import PublicEntry
from search.models import IndexBuild, IndexTask

LEASE_SECONDS = 60
MOST_ATTEMPTS = 10
LONGEST_ERROR = 2000


def enqueue(ids: Iterable[int]) -> None:
    """Remember, in the caller's transaction, that these pages changed or went."""
    now = timezone.now()
    IndexTask.objects.bulk_create(
        [IndexTask(page_id=pk, created_at=now, due_at=now) for pk in sorted(set(ids))],
        update_conflicts=True,
        unique_fields=["page_id"],
        # Not the lease: a worker that has the page keeps it, and nobody else takes it meanwhile.
        update_fields=["change", "due_at", "attempts", "last_error", "is_parked"],
    )


def is_behind() -> bool:
    """Whether the server is still to be told of something that its answers should show by now.

    Pages it refused are left out, for they may stay refused; unless they are public no more. A new
    index that was just put in use lacks what the old one was told last, until it was compared.
    """
    is_public = Exists(PublicEntry.objects.filter(pk=OuterRef("page_id")))
    untold = IndexTask.objects.filter(Q(attempts=0) | ~is_public).values_list("pk")
    unchecked = IndexBuild.objects.filter(is_swapping=True).values_list("pk")
    return untold.union(unchecked, all=True).exists()


def lease(limit: int, *, now: datetime) -> list[IndexTask]:
    """Take up to `limit` tasks, so that no other worker takes them before the lease ends."""
    if not IndexTask.objects.due(now).exists():
        return []
    token = uuid.uuid4()
    with transaction.atomic():
        due = IndexTask.objects.due(now)
        free = due.select_for_update(skip_locked=True).order_by("due_at", "page_id")
        ids = list(free.values_list("pk", flat=True)[:limit])
        # Where the database knows no locks on rows, the condition once more decides who has it.
        due.filter(pk__in=ids).update(
            lease=token, leased_until=now + timedelta(seconds=LEASE_SECONDS)
        )
        return list(IndexTask.objects.filter(lease=token))


def settle(tasks: Sequence[IndexTask], failed: Mapping[int, str], *, now: datetime) -> None:
    """Let go of tasks: done ones disappear; those in `failed` (id to error) wait and come again.

    A task whose page changed meanwhile is due at once. One whose lease ran out is left to the
    worker that has it now.
    """
    changes = {task.pk: task.change for task in tasks}
    with transaction.atomic():
        locked = list(_held(tasks).select_for_update(skip_locked=True))
        same = [task for task in locked if task.change == changes[task.pk]]
        done = IndexTask.objects.filter(pk__in=[t.pk for t in same if t.pk not in failed])
        done._raw_delete(done.db)
        refused = [task for task in same if task.pk in failed]
        for task in refused:
            _put_off(task, failed[task.pk], now)
        IndexTask.objects.bulk_update(
            refused, ["attempts", "due_at", "last_error", "is_parked", "lease", "leased_until"]
        )
        IndexTask.objects.filter(pk__in=[t.pk for t in locked if t.change != changes[t.pk]]).update(
            lease=None, leased_until=None
        )
    _let_go_one_by_one(tasks, {task.pk for task in locked})


def release(tasks: Sequence[IndexTask]) -> None:
    """Give tasks back as they were: nothing was wrong with them, but the server did not answer."""
    with transaction.atomic():
        locked = list(_held(tasks).select_for_update(skip_locked=True).values_list("pk", flat=True))
        IndexTask.objects.filter(pk__in=locked).update(lease=None, leased_until=None)
    _let_go_one_by_one(tasks, set(locked))


def retry(ids: Iterable[int], *, now: datetime) -> int:
    """Try pages again that were refused, now and as if it were the first time; returns how many."""
    refused = IndexTask.objects.filter(pk__in=list(ids), attempts__gt=0)
    return refused.update(attempts=0, is_parked=False, due_at=now)


def wait_after(attempts: int) -> timedelta:
    """How long a page waits that was refused this often."""
    return timedelta(seconds=min(2**attempts, IndexTask.LONGEST_WAIT))


def _held(tasks: Sequence[IndexTask]) -> QuerySet[IndexTask]:
    """Those of the tasks that this worker still has."""
    leases = {task.lease for task in tasks}
    return IndexTask.objects.filter(pk__in=[task.pk for task in tasks], lease__in=leases)


def _let_go_one_by_one(tasks: Sequence[IndexTask], seen: set[int]) -> None:
    """Let go of tasks that somebody is just changing.

    A worker that waited for one row while it holds others could stand in the way of a publisher
    who holds that row and waits for the others.
    """
    for task in tasks:
        if task.pk not in seen:
            _held([task]).update(lease=None, leased_until=None)


def _put_off(task: IndexTask, error: str, now: datetime) -> None:
    task.attempts += 1
    task.due_at = now + wait_after(task.attempts)
    task.last_error = error[:LONGEST_ERROR]
    task.is_parked = task.attempts >= MOST_ATTEMPTS
    task.lease = task.leased_until = None
