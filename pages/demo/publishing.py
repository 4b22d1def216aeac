"""Puts pages into the tree as if they had been published on their day."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wagtail.log_actions import log
from wagtail.models import Page, Revision

User = Any


@dataclass(frozen=True, slots=True)
class Filing:
    """Who handed a page in, and when it became public (None: not yet)."""

    at: datetime | None
    by: User | None = None


def file_page(parent: Page, page: Page, filing: Filing) -> None:
    """Add `page` below `parent`: public since its day, or a draft."""
    page.owner = filing.by
    if filing.at is None:
        page.live, page.has_unpublished_changes = False, True
        parent.add_child(instance=page)
        page.save_revision(user=filing.by, clean=False)
        log(page, "wagtail.create", user=filing.by)
    else:
        # In UTC, as the database gives times back: the public entry is written from this object.
        page.first_published_at = page.last_published_at = filing.at.astimezone(UTC)
        parent.add_child(instance=page)
        _leave_history(page, filing)


def _leave_history(page: Page, filing: Filing) -> None:
    """Write the revision and log that a publication leaves.

    The page itself has been written once, already public. Publishing a draft would write page,
    indexes and public entry three times, for hundreds of pages.
    """
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=filing.by,
        created_at=filing.at,
        content=page.serializable_data(),
        object_str=str(page),
    )
    Page.objects.filter(pk=page.pk).update(
        live_revision=revision, latest_revision=revision, latest_revision_created_at=filing.at
    )
    for action in ("wagtail.create", "wagtail.publish"):
        log(page, action, user=filing.by, timestamp=filing.at)
