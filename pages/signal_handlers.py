"""What must follow when pages, restrictions and registers change."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

from media.models import Photo
from pages import publication, roles
from pages.models.organisation import OrganisationPage
from registers.models import Department, Law, Village


def connect() -> None:
    """Connect all handlers; called once at start."""
    post_save.connect(page_saved)
    post_save.connect(organisation_created)
    pre_delete.connect(page_deleted)
    post_page_move.connect(page_moved)
    page_slug_changed.connect(slug_changed)
    post_save.connect(restriction_changed, sender=PageViewRestriction)
    post_delete.connect(restriction_changed, sender=PageViewRestriction)
    post_save.connect(department_saved, sender=Department)
    post_save.connect(law_saved, sender=Law)
    post_save.connect(village_saved, sender=Village)
    post_save.connect(photo_saved, sender=Photo)
    post_save.connect(site_saved, sender=Site)


def page_saved(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Follow a page that was published, unpublished or renamed; drafts only touch bookkeeping."""
    if not isinstance(instance, Page) or raw or update_fields is not None:
        return
    if type(instance) is Page:
        publication.refresh_ids([instance.pk])
    else:
        publication.refresh_page(instance)


def page_deleted(instance: Any, **kwargs: Any) -> None:
    """Withdraw a page before it is gone."""
    if isinstance(instance, Page):
        publication.withdraw([instance.pk])


def page_moved(instance: Page, **kwargs: Any) -> None:
    """A branch that moved has new addresses, perhaps a new unit and other restrictions."""
    publication.refresh_branch(instance)


def slug_changed(instance: Page, **kwargs: Any) -> None:
    """A branch below a new slug has new addresses."""
    publication.refresh_branch(instance)


def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A restriction that came or went hides or shows a whole branch."""
    publication.refresh_branch(instance.page)


def department_saved(instance: Department, created: bool = False, **kwargs: Any) -> None:
    """A renamed department is named anew everywhere."""
    if not created:
        publication.refresh_for_departments([instance.pk])


def law_saved(instance: Law, created: bool = False, **kwargs: Any) -> None:
    """A law with a new name or state is shown so everywhere."""
    if not created:
        publication.refresh_for_laws([instance.pk])


def village_saved(instance: Village, created: bool = False, **kwargs: Any) -> None:
    """A renamed village is named anew everywhere."""
    if not created:
        publication.refresh_for_villages([instance.pk])


def photo_saved(instance: Photo, created: bool = False, **kwargs: Any) -> None:
    """A photo with a new alternative text or file is shown so everywhere."""
    if not created:
        publication.refresh_ids(_pages_showing(instance))


def site_saved(instance: Site, **kwargs: Any) -> None:
    """A site with another root page has another set of public pages."""
    Site.clear_site_root_paths_cache()
    if instance.root_page_id:
        publication.refresh_branch(instance.root_page)


def _pages_showing(photo: Photo) -> list[int]:
    usage = photo.get_usage()
    return [page.pk for page, _ in usage if isinstance(page, Page)]


def organisation_created(
    instance: Any, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """A new unit, township or county page comes with its groups and review."""
    if created and not raw and isinstance(instance, OrganisationPage):
        roles.ensure_roles(instance)
