"""Who may do what: Wagtail's page permissions with publishing left to review."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PagePermissionTester
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from pages.models.organisation import OrganisationPage, TownshipPage, UnitPage
from pages.models.record import RecordPage
from pages.public_files import is_public, public_pages_showing

STAFF_HIDDEN_MENU_ITEMS = frozenset({"help"})  # it tells of Wagtail, in English
UNIT_HIDDEN_MENU_ITEMS = STAFF_HIDDEN_MENU_ITEMS | {"reports", "settings", "documents", "registers"}


class ReviewedPagePermissions(PagePermissionTester):
    """What a user may do with one page of this product.

    Records are written by units and go live through review alone. Pages that stand for a place
    (county, township, unit, section, year) are set up by administrators; the introduction of a
    unit or township may be rewritten by those who work there, and is reviewed like a record.
    """

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        kind = page.specific_class or Page
        self.is_record = issubclass(kind, RecordPage)
        self.has_introduction = issubclass(kind, UnitPage | TownshipPage)

    def holds(self, action: str) -> bool:
        """Whether the user has Wagtail's permission for `action` here, rules of ours aside."""
        if not self.user.is_active or self.page_is_root:
            return False
        return self.user.is_superuser or action in self.permissions

    def can_look(self) -> bool:
        """Whether the user may read drafts, history and comparisons."""
        return self.can_edit() or self.holds("lock")

    def can_edit(self) -> bool:
        """Whether the user may open the form; review may lock it all the same."""
        if not (self.is_record or self.has_introduction or self.user.is_superuser):
            return False
        return bool(super().can_edit())

    def can_publish(self) -> bool:
        """Whether the user may publish without review."""
        return self.user.is_superuser and bool(super().can_publish())

    def can_publish_subpage(self) -> bool:
        """Whether the user may publish new pages here without review."""
        return self.user.is_superuser and bool(super().can_publish_subpage())

    def can_unpublish(self) -> bool:
        """Whether the user may withdraw the page from the public."""
        return self._is_in_charge() and bool(super().can_unpublish())

    def can_set_view_restrictions(self) -> bool:
        """Whether the user may hide the page from some or all visitors."""
        return self._is_in_charge()

    def can_schedule(self) -> bool:
        """Whether the user may say when pages here appear and disappear once approved."""
        return self.holds("publish")

    def can_unschedule(self) -> bool:
        """Whether the user may call a planned publication off."""
        return self._is_in_charge()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the user may delete the page: own drafts that were never public, or in charge."""
        if self.user.is_superuser:
            return bool(super().can_delete(ignore_bulk))
        if not self._is_in_charge() and not self._is_own_fresh_draft():
            return False
        return bool(super().can_delete(ignore_bulk))

    def can_copy(self) -> bool:
        """Whether the page may be copied; a department has one page and a unit one list a year."""
        return self.is_record and bool(super().can_copy())

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """Whether a copy may be made below `destination`."""
        if not self.is_record or self.page.specific.reason_against(destination):
            return False
        return bool(super().can_copy_to(destination, recursive))

    def can_reorder_children(self) -> bool:
        """Whether the user may order pages by hand, which the public site never shows."""
        return self.user.is_superuser and bool(super().can_reorder_children())

    def can_view_revisions(self) -> bool:
        """Whether ways to the history are offered."""
        return bool(super().can_view_revisions()) and self.can_look()

    def _is_in_charge(self) -> bool:
        return self.holds("publish") and (self.is_record or self.user.is_superuser)

    def _is_own_fresh_draft(self) -> bool:
        return (
            self.is_record
            and self.page.owner_id == self.user.pk
            and self.page.first_published_at is None
            and not self.page.workflow_in_progress
        )


def may_publish_without_review(user: Any, page: Page) -> bool:
    """Whether `user` may publish `page` directly, as administrators may."""
    return bool(page.permissions_for_user(user).can_publish())


def may_look(user: Any, page: Page) -> bool:
    """Whether `user` may read what is not public about `page`: drafts, history, restricted text."""
    permissions = page.permissions_for_user(user)
    if isinstance(permissions, ReviewedPagePermissions):
        return permissions.can_look()
    return bool(permissions.can_publish() or permissions.can_edit())


def may_download(user: Any, document: Any) -> bool:
    """Whether `user` may have the file: a public page offers it, or its collection is theirs."""
    return is_public(document) or may_know_of(user, document)


def may_know_of(user: Any, item: Any) -> bool:
    """Whether `user` may be told that a page, photo or document exists and what it is called."""
    if isinstance(item, Page):
        return may_look(user, item)
    policy = policy_registry.get(item)
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "change"], item))


def may_see_photo(user: Any, photo: Any) -> bool:
    """Whether `user` may see a photo that is not public: it is theirs, or on a page they read."""
    if may_know_of(user, photo):
        return True
    pages = (source for source, _ in photo.get_usage() if isinstance(source, Page))
    return any(may_look(user, page) for page in pages)


def may_change_what_shows(user: Any, file: Any) -> bool:
    """Whether `user` may change what visitors see of a photo or document without review.

    Nobody sees it, or `user` may publish on every public page that shows it.
    """
    if user.is_superuser:
        return True
    pages = public_pages_showing(file)
    return all("publish" in page.permissions_for_user(user).permissions for page in pages)


def may_create(user: Any, page_class: type[Page]) -> bool:
    """Whether `user` may make pages of this kind where the tree allows it."""
    return bool(user.is_superuser) or issubclass(page_class, RecordPage)


def visible_pages(user: Any, pages: PageQuerySet) -> PageQuerySet:
    """Return those of `pages` whose titles `user` may read: public ones and those of own work."""
    public = Page.objects.live().public()
    own = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(Q(pk__in=public.values("pk")) | Q(pk__in=own.values("pk")))


def units_of(user: Any) -> list[UnitPage]:
    """Return the unit pages in whose groups `user` is."""
    return list(_own_pages(user, UnitPage))


def workplaces_of(user: Any) -> list[OrganisationPage]:
    """Return the pages below which `user` writes records: own units first, then townships."""
    return [*_own_pages(user, UnitPage), *_own_pages(user, TownshipPage)]


def _own_pages(user: Any, kind: type[OrganisationPage]) -> QuerySet[Any]:
    return (
        kind.objects.filter(department__groups__group__user=user)
        .select_related("department")
        .distinct()
        .order_by("pk")
    )


def hidden_menu_items(user: Any) -> frozenset[str]:
    """Return names of admin menu entries that `user` has no work with."""
    if user.is_superuser:
        return frozenset()
    return UNIT_HIDDEN_MENU_ITEMS if units_of(user) else STAFF_HIDDEN_MENU_ITEMS
