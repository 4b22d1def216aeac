"""What must follow when pages, restrictions and sites change."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.search.backends import get_search_backends_with_name

from pages import public_rows, publication, register_handlers, roles
from pages.adoption import adopt_records
from pages.models.base import PufaPage
from pages.models.organisation import OrganisationPage
from pages.models.public import PublicEntry
from pages.signals import page_written


def connect() -> None:
    """Connect all handlers; called once at start."""
    page_written.connect(own_page_written)
    post_save.connect(other_page_saved)
    page_written.connect(organisation_created)
    post_delete.connect(own_page_deleted)
    pre_delete.connect(page_deleting, sender=Page)
    pre_save.connect(restriction_coming, sender=PageViewRestriction)
    post_save.connect(restriction_changed, sender=PageViewRestriction)
    post_delete.connect(restriction_gone, sender=PageViewRestriction)
    pre_save.connect(site_changing, sender=Site)
    post_save.connect(site_changed, sender=Site)
    pre_delete.connect(site_deleting, sender=Site)
    post_delete.connect(site_changed, sender=Site)
    register_handlers.connect()


# Wagtail saves these alone where the visible page stays as it is: drafts, locks, review.
BOOKKEEPING = frozenset(
    {
        "alias_of",
        "alias_of_id",
        "draft_title",
        "expire_at",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
    }
)


def own_page_written(
    instance: PufaPage, update_fields: list[str] | None = None, **kwargs: Any
) -> None:
    """Follow a page of ours that was published, unpublished or renamed."""
    if update_fields is not None:
        # The rest of the instance may be a draft: only the database knows what visitors see.
        if not BOOKKEEPING.issuperset(update_fields):
            publication.refresh_ids([instance.pk])
        return
    ReferenceIndex.create_or_update_for_object(instance)
    for _, backend in get_search_backends_with_name(with_auto_update=True):
        backend.add(instance)
    publication.refresh_page(instance)


def own_page_deleted(instance: Any, **kwargs: Any) -> None:
    """Take a page of ours out of the admin's search."""
    if isinstance(instance, PufaPage):
        for _, backend in get_search_backends_with_name(with_auto_update=True):
            backend.delete(instance)


def other_page_saved(
    instance: Any, raw: bool = False, update_fields: list[str] | None = None, **kwargs: Any
) -> None:
    """Follow pages of other packages, and pages of ours that were saved as a plain `Page`.

    So does Wagtail when it moves a branch: in one transaction with the move, but before the pages
    below learn their new addresses.
    """
    if raw or not isinstance(instance, Page) or isinstance(instance, PufaPage):
        return
    if update_fields is not None and BOOKKEEPING.issuperset(update_fields):
        return
    if type(instance) is not Page:
        publication.refresh_page(instance)
        return
    adopt_records(instance)
    former = _former_url_path(instance)
    if former:
        publication.refresh_branch(instance, former_url_path=former)
    else:
        publication.refresh_ids([instance.pk])


def page_deleting(instance: Page, **kwargs: Any) -> None:
    """Withdraw a branch before it is gone.

    Being live no longer, none of its pages comes back while the rest of the deletion (of its
    restrictions, for one) refreshes other pages.
    """
    branch = Page.objects.filter(path__startswith=instance.path)
    branch.filter(live=True).update(live=False)
    publication.withdraw(
        list(PublicEntry.objects.filter(page__in=branch).values_list("pk", flat=True))
    )


def restriction_coming(instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """Hide the branch before the restriction is written, never after it."""
    if raw:
        return
    former = PageViewRestriction.objects.filter(pk=instance.pk).select_related("page").first()
    instance.pufa_former_page = former.page if former else None
    if former is None or former.page_id != instance.page_id:
        branch = Page.objects.filter(path__startswith=instance.page.path)
        entries = PublicEntry.objects.filter(page__in=branch)
        publication.withdraw(list(entries.values_list("pk", flat=True)))


def restriction_changed(instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """A restriction that came or went hides or shows a whole branch."""
    if raw:
        return
    publication.refresh_branch(instance.page)
    former = instance.pufa_former_page
    if former is not None and former.pk != instance.page_id:
        publication.refresh_branch(former)


def restriction_gone(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Show the branch that was hidden."""
    publication.refresh_branch(instance.page)


def site_changing(instance: Site, **kwargs: Any) -> None:
    """Remember the sites as they are."""
    instance.pufa_sites_before = _sites()


def site_deleting(instance: Site, **kwargs: Any) -> None:
    """Withdraw what is public on this site alone."""
    instance.pufa_sites_before = _sites()
    entries = PublicEntry.objects.filter(site=instance)
    publication.withdraw(list(entries.values_list("pk", flat=True)))


def site_changed(instance: Site, raw: bool = False, **kwargs: Any) -> None:
    """Other sites or roots give every page another address."""
    Site.clear_site_root_paths_cache()
    if raw:
        return
    with transaction.atomic():
        public_rows.take_turn()
        if _addressing(instance.pufa_sites_before) != _addressing(_sites()):
            publication.rebuild()


def organisation_created(instance: PufaPage, created: bool = False, **kwargs: Any) -> None:
    """A new unit, township or county page comes with its groups and review."""
    if created and isinstance(instance, OrganisationPage):
        roles.ensure_roles(instance)


def _former_url_path(page: Page) -> str:
    """Return the address that the pages below `page` still believe it has; empty if they know."""
    children = Page.objects.filter(path__startswith=page.path, depth=page.depth + 1)
    child = children.values_list("slug", "url_path").first()
    if child is None:
        return ""
    slug, url_path = child
    former: str = url_path[: -len(slug) - 1]
    return "" if former == page.url_path else former


def _sites() -> list[tuple[Any, ...]]:
    return list(
        Site.objects.order_by("pk").values_list(
            "pk", "root_page_id", "is_default_site", "hostname", "port"
        )
    )


def _addressing(sites: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return what of the sites is part of addresses; host names are where there are several."""
    return sites if len(sites) > 1 else [site[:2] for site in sites]
