"""Where things lie in the page tree."""

from datetime import date

from django.db import models
from wagtail.models import Page

from pages.models.organisation import YearFolderPage
from registers.models import Department

OWNER_NAMES = ("unit_page", "township_page", "home_page")


def paths_above(page: Page) -> list[str]:
    """Return the tree paths from the root down to `page` itself."""
    return [page.path[: end + page.steplen] for end in range(0, len(page.path), page.steplen)]


def owning_department(page: Page) -> Department | None:
    """Return the department whose unit, township or home page stands nearest at or above `page`."""
    paths = paths_above(page)
    stands = [
        models.When(**{f"{name}__path__in": paths}, then=f"{name}__depth") for name in OWNER_NAMES
    ]
    owners = Department.objects.annotate(page_depth=models.Case(*stands, default=None))
    return owners.filter(page_depth__isnull=False).order_by("-page_depth").first()


def year_folder(parent: Page, year: int | None = None) -> Page:
    """Return the folder of `year` (this year by default) below `parent`, made where missing."""
    year = year or date.today().year
    folder = YearFolderPage.objects.child_of(parent).filter(year=year).first()
    if folder is None:
        folder = YearFolderPage(title=f"{year}年", slug=str(year), year=year, show_in_menus=False)
        parent.add_child(instance=folder)
    return folder
