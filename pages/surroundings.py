"""What a public page is seen in: its site, the pages above it, the departments it names.

Read once for a batch of pages, so that making an entry costs no query for any of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from pages.models.public import EntryKind, PublicEntry
from pages.tree import paths_above
from registers.models import Department

HOME_TITLE = "首页"
DEPARTMENT_KINDS = (EntryKind.HOME, EntryKind.TOWNSHIP, EntryKind.UNIT)
PLACE_KINDS = (*DEPARTMENT_KINDS, EntryKind.SECTION)


@dataclass(frozen=True, slots=True)
class SiteRoot:
    """Where a site begins; `base` stands before its addresses where there are several sites."""

    site_id: int
    url_path: str
    base: str


@dataclass(frozen=True, slots=True)
class Place:
    """A public home, township, unit or section page."""

    kind: str
    title: str
    url: str
    department_id: int | None


class Surroundings:
    """Sites, restrictions, places and departments as they are now; each read when first asked."""

    @cached_property
    def roots(self) -> list[SiteRoot]:
        """The sites, most specific first."""
        sites = list(Site.objects.select_related("root_page"))
        sites.sort(key=lambda site: (site.root_page.url_path, site.is_default_site), reverse=True)
        return [
            SiteRoot(site.pk, site.root_page.url_path, site.root_url if len(sites) > 1 else "")
            for site in sites
        ]

    @cached_property
    def restricted_paths(self) -> frozenset[str]:
        """Tree paths of the pages that only some visitors may see."""
        return frozenset(PageViewRestriction.objects.values_list("page__path", flat=True))

    @cached_property
    def places(self) -> dict[str, Place]:
        """The public places by tree path."""
        rows = PublicEntry.objects.filter(kind__in=PLACE_KINDS).values_list(
            "page__path", "kind", "title", "url", "department_id"
        )
        return {path: Place(kind, title, url, unit) for path, kind, title, url, unit in rows}

    @cached_property
    def department_urls(self) -> dict[int, str]:
        """Addresses of the departments that have a public page."""
        return {
            place.department_id: place.url
            for place in self.places.values()
            if place.department_id and place.kind in DEPARTMENT_KINDS
        }

    @cached_property
    def departments(self) -> dict[int, dict[str, Any]]:
        """All departments by id: as pages name them, with their `path` in the tree."""
        rows = Department.objects.values("id", "name", "short_name", "slug", "level", "path")
        return {row["id"]: {**row, "short_name": row["short_name"] or row["name"]} for row in rows}

    def forget_places(self) -> None:
        """Read the places anew when they are next asked for."""
        self.__dict__.pop("places", None)
        self.__dict__.pop("department_urls", None)

    def root_of(self, url_path: str) -> SiteRoot | None:
        """Return the site that a page with this `url_path` lies in."""
        for root in self.roots:
            if url_path.startswith(root.url_path):
                return root
        return None

    def is_open(self, page: Page) -> bool:
        """Whether `page` lies in a site and neither it nor a page above it is restricted."""
        return self.root_of(page.url_path) is not None and self.restricted_paths.isdisjoint(
            paths_above(page)
        )

    def path_of(self, url_path: str) -> str:
        """Return the address within its site of the page with this `url_path`, from its slash."""
        root = self.root_of(url_path)
        return "/" + url_path[len(root.url_path) :] if root else ""

    def url_of(self, page: Page) -> str:
        """Return the public address of `page`, empty outside every site."""
        root = self.root_of(page.url_path)
        if root is None:
            return ""
        return root.base + reverse("wagtail_serve", args=[page.url_path[len(root.url_path) :]])

    def breadcrumb(self, page: Page) -> list[dict[str, str]]:
        """Return the public places above `page`, from the home page down."""
        above = (self.places.get(path) for path in paths_above(page)[:-1])
        return [
            {
                "title": HOME_TITLE if place.kind == EntryKind.HOME else place.title,
                "url": place.url,
            }
            for place in above
            if place
        ]

    def department_records(self, ids: Iterable[int]) -> list[dict[str, Any]]:
        """Return departments as pages name them, with the address of their public page."""
        rows = (self.departments[pk] for pk in ids if pk in self.departments)
        return [
            {
                **{name: row[name] for name in ("id", "name", "short_name", "slug", "level")},
                "url": self.department_urls.get(row["id"]),
            }
            for row in rows
        ]

    def department_chain(self, department_id: int | None) -> list[int]:
        """Return ids of the departments from the county down to this one."""
        row = self.departments.get(department_id or 0)
        return [int(part) for part in row["path"].split("/") if part] if row else []
