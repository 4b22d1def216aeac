"""Home, sections, township channels and unit pages of the demonstration."""

from datetime import datetime

from django.db.models import QuerySet
from wagtail.models import Page, Site

from pages.demo.content import CHINA, Row
from pages.demo.names import Names
from pages.demo.publishing import Filing, file_page
from pages.demo.texts import intro_of
from pages.models import (
    CaseSectionPage,
    HomePage,
    ListSectionPage,
    NoticeSectionPage,
    ReportSectionPage,
    SectionPage,
    SiteIdentity,
    SiteSectionPage,
    TownshipPage,
    UnitPage,
)
from pages.models.organisation import OrganisationPage
from registers.models import Department

OPENED_AT = datetime(2020, 12, 1, 9, tzinfo=CHINA)
HOME_SLUG = "shilixian"
SECTIONS: dict[str, type[SectionPage]] = {
    "list": ListSectionPage,
    "report": ReportSectionPage,
    "case": CaseSectionPage,
    "site": SiteSectionPage,
    "notice": NoticeSectionPage,
}


def demo_home() -> HomePage | None:
    """Return the demonstration's home page if it is there."""
    found: QuerySet[HomePage] = HomePage.objects.filter(department__slug=HOME_SLUG)
    return found.first()


def make_home(site_row: Row, county: Department) -> HomePage:
    """Return the home page, made and put at the root of the default site where missing."""
    home = demo_home()
    if home is not None:
        return home
    site = Site.objects.filter(is_default_site=True).first()
    home = HomePage(
        title=site_row["name"],
        slug=HOME_SLUG,
        department=county,
        intro=intro_of(site_row["notice_line"]),
    )
    file_page(Page.get_first_root_node(), home, Filing(OPENED_AT))
    welcome = site.root_page if site else None
    site = site or Site(hostname="localhost", is_default_site=True)
    site.root_page, site.site_name = home, site_row["name"]
    site.save()
    _remove_welcome_page(welcome)
    _introduce(site, site_row)
    return HomePage.objects.get(pk=home.pk)


def _remove_welcome_page(page: Page | None) -> None:
    """Remove the page that a fresh Wagtail shows; anything else stays."""
    if page is not None and page.specific_class is Page and page.is_leaf():
        page.delete()


def _introduce(site: Site, row: Row) -> None:
    identity = SiteIdentity.for_site(site)
    identity.site_name = row["name"]
    for name in ("tagline", "notice_line", "organiser", "undertaker"):
        setattr(identity, name, row[name])
    identity.save()


def make_sections(rows: list[Row], home: HomePage) -> int:
    """Make the section pages that are missing and return how many."""
    created = 0
    for row in rows:
        section_type = SECTIONS[row["kind"]]
        if not section_type.objects.child_of(home).exists():
            section = section_type(
                title=row["title"],
                slug=row["slug"],
                show_in_menus=True,
                intro=intro_of(row["text"]),
            )
            file_page(home, section, Filing(OPENED_AT))
            created += 1
    return created


def make_organisations(
    rows: list[Row], names: Names, home: HomePage
) -> tuple[dict[str, OrganisationPage], int]:
    """Return the township and unit pages by department key, and how many had to be made."""
    pages: dict[str, OrganisationPage] = {}
    created = 0
    for row in rows:
        page_type = {"township": TownshipPage, "unit": UnitPage}.get(row.get("page", ""))
        if page_type is None:
            continue
        department = names.department(row["key"])
        page = page_type.objects.filter(department=department).first()
        if page is None:
            above, _, own = row["key"].rpartition("/")
            page = page_type(
                title=row.get("short_name") or row["name"] if not above else row["name"],
                slug=own,
                department=department,
                intro=intro_of(row.get("text", "")),
            )
            file_page(pages.get(above, home), page, Filing(OPENED_AT))
            created += 1
        pages[row["key"]] = page
    return pages, created
