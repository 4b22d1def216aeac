"""Where things lie in the page tree."""

from datetime import date
from itertools import chain, count

from django.db import models, transaction
from wagtail.models import Page

from pages.models.organisation import TownshipPage, UnitPage, YearFolderPage
from pages.models.publicity_site import PublicitySitePage
from pages.models.record import RecordPage
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


def is_filed_by_year(kind: type[Page], place: Page) -> bool:
    """Whether a new page of `kind` at `place` goes into a folder of its year.

    Records that grow with time do; places for publicity are few and stay.
    """
    is_dated = issubclass(kind, RecordPage) and not issubclass(kind, PublicitySitePage)
    return is_dated and isinstance(place, UnitPage | TownshipPage)


def existing_year_folder(parent: Page, year: int | None = None) -> YearFolderPage | None:
    """Return the folder of `year` (this year by default) below `parent`, if there is one."""
    year = year or date.today().year
    return YearFolderPage.objects.child_of(parent).filter(year=year).order_by("path").first()


def year_folder(parent: Page, year: int | None = None) -> YearFolderPage:
    """Return the folder of `year` (this year by default) below `parent`, made where missing."""
    year = year or date.today().year
    folder = existing_year_folder(parent, year)
    if folder is not None:
        return folder
    with transaction.atomic():
        # Whoever else needs the folder at this moment waits here and then finds it.
        Page.objects.select_for_update().get(pk=parent.pk)
        folder = existing_year_folder(parent, year)
        if folder is None:
            parent.refresh_from_db(fields=["numchild"])
            folder = YearFolderPage(
                title=f"{year}年", slug=_free_slug(parent, year), year=year, show_in_menus=False
            )
            parent.add_child(instance=folder)
    return folder


def _free_slug(parent: Page, year: int) -> str:
    """Return the year itself, or with a number where another page lies at that address."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    slugs = chain([str(year)], (f"{year}-{number}" for number in count(2)))
    return next(slug for slug in slugs if slug not in taken)
