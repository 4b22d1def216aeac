"""What must follow when registers, files and the site's identity change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model

from media.models import Photo
from pages import public_rows, publication, showing
from pages.models.identity import SiteIdentity
from registers.models import Department, Law, LawAlias, PublicityDay, Term, Village


@dataclass(frozen=True, slots=True)
class Watch:
    """The fields of a row that public pages show, and how to find those pages."""

    fields: tuple[str, ...]
    shown_on: Callable[[Any], set[int]]


WATCHED: dict[type[Model], Watch] = {
    Department: Watch(("name", "short_name", "slug", "level", "path"), showing.department_branch),
    Law: Watch(("short_name", "full_name", "slug", "status"), showing.law),
    Village: Watch(("name", "slug"), showing.village),
    PublicityDay: Watch(("name", "slug"), showing.publicity_day),
    Term: Watch(("name", "slug", "unit", "vocabulary"), showing.term),
    Photo: Watch(("file", "alt_text", "credit", "width", "height"), showing.linking_to),
}
# Read by pages when they are asked for, never stored with them.
LOOKED_UP: list[type[Model]] = [LawAlias, SiteIdentity]


def connect() -> None:
    """Connect all handlers; called once at start."""
    WATCHED[get_document_model()] = Watch(("file",), showing.linking_to)
    for model in WATCHED:
        pre_save.connect(row_changing, sender=model)
        post_save.connect(row_changed, sender=model)
        pre_delete.connect(row_deleting, sender=model)
        post_delete.connect(row_deleted, sender=model)
    for model in LOOKED_UP:
        post_save.connect(something_changed, sender=model)
        post_delete.connect(something_changed, sender=model)
    m2m_changed.connect(something_changed, sender=PublicityDay.laws.through)


def row_changing(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Remember what pages show of the row."""
    rows = sender._default_manager.filter(pk=instance.pk) if instance.pk else None
    instance.pufa_before = rows.values(*WATCHED[sender].fields).first() if rows else None


def row_changed(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Show a changed row as it is now, everywhere."""
    if raw:
        return
    before = instance.pufa_before
    changed = {
        name
        for name in WATCHED[sender].fields
        if before is not None and before[name] != _stored(instance, name)
    }
    with transaction.atomic():
        public_rows.take_turn()
        if sender is Department and changed and "path" not in changed:
            publication.refresh_ids(showing.department(instance))
        elif changed:
            publication.refresh_ids(WATCHED[sender].shown_on(instance))


def row_deleting(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Find the pages that show the row while they still do."""
    instance.pufa_shown_on = WATCHED[sender].shown_on(instance)


def row_deleted(instance: Any, **kwargs: Any) -> None:
    """Leave a deleted row out everywhere."""
    with transaction.atomic():
        public_rows.take_turn()
        publication.refresh_ids(instance.pufa_shown_on)


def something_changed(raw: bool = False, **kwargs: Any) -> None:
    """Let readers forget what they worked out."""
    if not raw:
        public_rows.take_turn()


def _stored(instance: Model, name: str) -> Any:
    field = instance._meta.get_field(name)
    return field.get_prep_value(getattr(instance, name))  # type: ignore[union-attr]
