"""Where things lie in the page tree."""

from datetime import date

from wagtail.models import Page

from pages.models.organisation import (
    HomePage,
    OrganisationPage,
    TownshipPage,
    UnitPage,
    YearFolderPage,
)
from registers.models import Department

OWNER_TYPES: tuple[type[OrganisationPage], ...] = (UnitPage, TownshipPage, HomePage)


def paths_above(page: Page) -> list[str]:
    """Return the tree paths from the root down to `page` itself."""
    return [page.path[: end + page.steplen] for end in range(0, len(page.path), page.steplen)]


def owning_page(page: Page) -> OrganisationPage | None:
    """Return the nearest unit, township or home page at or above `page`."""
    paths = paths_above(page)
    for owner_type in OWNER_TYPES:
        owner = (
            owner_type.objects.filter(path__in=paths)
            .select_related("department")
            .order_by("-path")
            .first()
        )
        if owner is not None:
            return owner
    return None


def owning_department(page: Page) -> Department | None:
    """Return the department whose page stands at or above `page`."""
    owner = owning_page(page)
    return owner.department if owner else None


def year_folder(parent: Page, year: int | None = None) -> Page:
    """Return the folder of `year` (this year by default) below `parent`, made where missing."""
    year = year or date.today().year
    folder = YearFolderPage.objects.child_of(parent).filter(year=year).first()
    if folder is None:
        folder = YearFolderPage(title=f"{year}年", slug=str(year), year=year, show_in_menus=False)
        parent.add_child(instance=folder)
    return folder
