"""Keeps the index equal to what is public, and the dictionary equal to the registers.

Nothing here asks the search server: what it must be told goes into the outbox.
"""

from collections.abc import Sequence
from threading import local
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from pages.models import PublicEntry
from pages.signals import entry_changed
from search import dictionary, indexing, outbox
from search.documents import build_document
from search.engines import database_engine, has_server
from search.entities import Dictionary
from search.models import IndexedDocument


class _Pending(local):
    """The names as they were before this thread's transaction changed them."""

    before: Dictionary | None = None


_pending = _Pending()


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


def register_changing(**kwargs: Any) -> None:
    """Remember the names before the first change, where there is a text that could hold them."""
    if _pending.before is None and IndexedDocument.objects.exists():
        _pending.before = dictionary.current_dictionary()


def register_changed(**kwargs: Any) -> None:
    """Let the dictionary be read anew and, once the change is certain, texts be indexed anew."""
    dictionary.registers_changed()
    if _pending.before is not None:
        transaction.on_commit(_reindex)


def used_changed(**kwargs: Any) -> None:
    """Let what queries and filters are read with be read anew; no text depends on it."""
    dictionary.registers_changed()


def _reindex() -> None:
    before, _pending.before = _pending.before, None
    if before is not None:
        indexing.reindex_texts(before.renamed(dictionary.current_dictionary()))
