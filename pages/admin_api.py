"""The admin's own API: photos and documents of the collections a user works with."""

from typing import Any

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class OwnCollectionsMixin:
    """Answers with what the user may choose or change."""

    request: Any

    def get_queryset(self) -> Any:
        """Return the files of the user's collections."""
        files = super().get_queryset()  # type: ignore[misc]
        policy = policy_registry.get_by_type(files.model)
        own = policy.instances_user_has_any_permission_for(self.request.user, ["choose", "change"])
        return files.filter(pk__in=own.values("pk"))


class OwnPhotosAPIViewSet(OwnCollectionsMixin, ImagesAdminAPIViewSet):
    """Photos in the admin's API."""


class OwnDocumentsAPIViewSet(OwnCollectionsMixin, DocumentsAdminAPIViewSet):
    """Documents in the admin's API."""
