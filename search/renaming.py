"""Texts that hold a name of the registers are indexed anew when what it says changes.

What is to be done is in the database as soon as the change is, and is done in batches: by the
worker, by `reconcile_search`, or right after the change on a site that has no worker.
"""

import uuid
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pages.public_rows import take_turn
from search.characters import fold
from search.chinese import compact
from search.engines import database_engine
from search.indexing import BATCH, index_anew
from search.models import RenamedName

# Documents that are indexed anew while somebody waits for it.
AT_ONCE = 200
_TEXTS = 50


def note(names: Iterable[str]) -> bool:
    """Remember these names in the caller's transaction; returns whether there were any."""
    texts = {compact(fold(name))[: RenamedName.LONGEST].strip() for name in names}
    now = timezone.now()
    rows = [
        RenamedName(text=text, created_at=now, change=uuid.uuid4())
        for text in sorted(texts)
        if text
    ]
    RenamedName.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["text"], update_fields=["change", "last_id"]
    )
    return bool(rows)


def work_off(*, most: int | None = None) -> int:
    """Index texts anew until no name waits, or `most` documents are done; returns their number.

    May end at any moment: the next one goes on after the last batch. Several may run at once.
    """
    done = 0
    while names := _names_as_far():
        # Whoever read the registers before the change has published what came of it.
        with transaction.atomic():
            take_turn()
        found = iter(_pages_with(names))
        while batch := list(islice(found, BATCH)):
            if most is not None and done >= most:
                return done
            if not _index_batch(names, batch):
                break
            done += len(batch)
        else:
            same = _same(names)
            same._raw_delete(same.db)
    return done


def _names_as_far() -> list[RenamedName]:
    """Some of the names that wait, all done up to the same page."""
    first = RenamedName.objects.order_by("-last_id", "pk").first()
    if first is None:
        return []
    return list(RenamedName.objects.filter(last_id=first.last_id).order_by("pk")[:_TEXTS])


def _pages_with(names: Sequence[RenamedName]) -> list[int]:
    """Pages whose texts are still to be done, in the order of ids."""
    found = database_engine().ids_with_text([name.text for name in names])
    return sorted(pk for pk in found if pk > names[0].last_id)


def _index_batch(names: Sequence[RenamedName], ids: Sequence[int]) -> bool:
    """Do these pages; false where somebody else did or the names changed once more."""
    with transaction.atomic():
        take_turn()
        same = _same(names).filter(last_id__lt=ids[0])
        is_to_do = same.exists()
        if is_to_do:
            index_anew(ids)
            same.update(last_id=ids[-1])
        return is_to_do


def _same(names: Sequence[RenamedName]) -> QuerySet[RenamedName]:
    """Those of the names that did not change since they were read."""
    changes = [name.change for name in names]
    return RenamedName.objects.filter(pk__in=[name.pk for name in names], change__in=changes)
