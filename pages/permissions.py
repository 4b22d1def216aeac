"""Who may do what beyond Wagtail's own page permissions."""

from typing import Any

from wagtail.models import Page

from pages.models.organisation import UnitPage
from pages.models.record import RecordPage


def may_publish_without_review(user: Any, page: Page) -> bool:
    """Whether `user` may publish `page` directly; records go through review for everyone else."""
    return bool(user.is_superuser) or not isinstance(page.specific, RecordPage)


def units_of(user: Any) -> list[UnitPage]:
    """Return the unit pages in whose groups `user` is."""
    return list(
        UnitPage.objects.filter(department__groups__group__user=user)
        .select_related("department")
        .distinct()
        .order_by("pk")
    )


UNIT_HIDDEN_MENU_ITEMS = frozenset({"reports", "help", "settings", "documents", "基础名录"})


def hidden_menu_items(user: Any) -> frozenset[str]:
    """Return names of admin menu entries that `user` has no work with."""
    if user.is_superuser or not units_of(user):
        return frozenset()
    return UNIT_HIDDEN_MENU_ITEMS
