"""Names under which documents are stored and downloaded.

What somebody called a file at work can tell of people or plans that nobody released: it stays in
the document's title, which the public never sees.
"""

import re
import secrets
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from wagtail.documents import get_document_model

NEUTRAL = re.compile(r"attachment-[0-9a-f]{12}(_\w{7})?(\.[a-z0-9]{1,8})?")


def connect() -> None:
    """Name every document's file when it is stored; called once at start."""
    pre_save.connect(name_neutrally, sender=get_document_model())


def neutral_name(name: str) -> str:
    """Return a name that tells nothing of `name` but its extension."""
    extension = PurePath(name).suffix.lower()
    kept = extension if re.fullmatch(r"\.[a-z0-9]{1,8}", extension) else ""
    return f"attachment-{secrets.token_hex(6)}{kept}"


def is_neutral(name: str) -> bool:
    """Whether a stored name tells nothing."""
    return NEUTRAL.fullmatch(PurePath(name).name) is not None


def name_neutrally(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Give the document's file a neutral name, where it is stored already by storing it anew."""
    file = instance.file
    if raw or not file or is_neutral(file.name):
        return
    if not file._committed:
        file.name = neutral_name(file.name)
        return
    storage, former = file.storage, file.name
    if not storage.exists(former):
        return
    with storage.open(former) as content:
        file.save(neutral_name(former), content, save=False)
    # Only then: if the row is not written after all, it still names the former file.
    transaction.on_commit(lambda: storage.delete(former))
