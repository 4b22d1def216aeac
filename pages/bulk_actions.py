"""Bulk actions that tell nobody the titles of what is not theirs."""

from typing import Any

from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.documents.views.bulk_actions import (
    AddTagsBulkAction as AddTagsToDocuments,
)
from wagtail.documents.views.bulk_actions import (
    AddToCollectionBulkAction as AddDocumentsToCollection,
)
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.images.views.bulk_actions import AddTagsBulkAction as AddTagsToPhotos
from wagtail.images.views.bulk_actions import AddToCollectionBulkAction as AddPhotosToCollection
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeletePhotos

from pages.permissions import may_know_of

WAGTAILS_OWN = (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
    AddTagsToDocuments,
    AddDocumentsToCollection,
    DeleteDocuments,
    AddTagsToPhotos,
    AddPhotosToCollection,
    DeletePhotos,
)


class DiscreetMixin:
    """Passes over what the user may not know of, without naming it among the refused."""

    request: Any

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """Return what the action is for, and what is refused for which reason."""
        objects, refused = super().get_actionable_objects()  # type: ignore[misc]
        refused["items_with_no_access"] = [
            item for item in refused["items_with_no_access"] if may_know_of(self.request.user, item)
        ]
        return objects, refused


def discreet_actions() -> list[type[BulkAction]]:
    """Return the actions that stand in for Wagtail's own of the same name."""
    return [
        type(f"Discreet{action.__name__}", (DiscreetMixin, action), {}) for action in WAGTAILS_OWN
    ]
