"""Keeps the index equal to what is public, and the dictionary equal to the registers.

Nothing here asks the search server: what it must be told goes into the outbox.
"""

import time
from collections.abc import Sequence
from threading import local
from typing import Any

from django.db import router, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from pages.models import PublicEntry
from pages.signals import entry_changed
from search import dictionary, indexing, outbox, renaming
from search.documents import build_document
from search.engines import database_engine, has_server
from search.models import IndexedDocument, RenamedName

# Where a row of a register keeps the names there were before it changed.
_BEFORE = "_pufa_names_before"


def connect() -> None:
    """Connect all receivers; called once at start."""
    entry_changed.connect(entries_changed, dispatch_uid="pufa_search_entries")
    for model in dictionary.NAMED:
        uid = f"pufa_search_{model._meta.model_name}"
        pre_save.connect(register_changing, sender=model, dispatch_uid=uid)
        pre_delete.connect(register_changing, sender=model, dispatch_uid=uid)
        post_save.connect(register_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(register_changed, sender=model, dispatch_uid=uid)
    for model in dictionary.USED:
        uid = f"pufa_search_{model._meta.model_name}"
        post_save.connect(used_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(used_changed, sender=model, dispatch_uid=uid)


def entries_changed(
    changed_ids: Sequence[int],
    removed_ids: Sequence[int],
    entries: Sequence[PublicEntry] = (),
    **kwargs: Any,
) -> None:
    """Index what became public or changed, forget what is public no more, in one transaction."""
    if entries:
        database_engine().replace([build_document(entry) for entry in entries])
    elif changed_ids:
        indexing.index_entries(changed_ids)
    if removed_ids:
        database_engine().remove(removed_ids)
    if has_server():
        outbox.enqueue([*changed_ids, *removed_ids])


def register_changing(instance: Model, **kwargs: Any) -> None:
    """Remember the names before the change, where there is a text that could hold them."""
    instance.__dict__.pop(_BEFORE, None)
    if IndexedDocument.objects.exists():
        # Whoever changes a register at the same time waits here, and then reads what came of it.
        dictionary.registers_changed()
        ids = dictionary.owners(instance)
        instance.__dict__[_BEFORE] = ids, dictionary.names_of(type(instance), ids)


def register_changed(instance: Model, **kwargs: Any) -> None:
    """Let the dictionary be read anew, and note in the same transaction what texts depend on it."""
    dictionary.registers_changed()
    if _BEFORE not in instance.__dict__:
        return
    ids, before = instance.__dict__.pop(_BEFORE)
    after = dictionary.names_of(type(instance), ids | dictionary.owners(instance))
    if renaming.note(before.renamed(after)) and not has_server():
        _work_off_on_commit()


def used_changed(**kwargs: Any) -> None:
    """Let what queries and filters are read with be read anew; no text depends on it."""
    dictionary.registers_changed()


class _Last(local):
    """When this thread last indexed texts anew, in seconds of a clock of its own."""

    at = -1.0


_last = _Last()


def _work_off_on_commit() -> None:
    """Index some texts anew right after the commit: a site without a server has no worker."""
    noted_at = time.monotonic()

    def work_off_once() -> None:
        # However many names one transaction changes, whoever waits for it waits once.
        if noted_at > _last.at:
            _last.at = time.monotonic()
            renaming.work_off(most=renaming.AT_ONCE)

    transaction.on_commit(work_off_once, using=router.db_for_write(RenamedName), robust=True)
