"""What stands around every public page: names, navigation, footer, reading preferences."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from pages.models.identity import SiteIdentity
from pages.models.public import EntryKind, PublicEntry

CACHE_SECONDS = 60
SIZES = ("normal", "large", "largest")
READING_COOKIE = "reading"
READING_COOKIE_SECONDS = 365 * 24 * 3600
SECTION_ORDER = [EntryKind.REPORT, EntryKind.LIST, EntryKind.CASE, EntryKind.SITE, EntryKind.NOTICE]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the visitor wants to read: size of type, and the mode for elderly readers."""

    size: str = "normal"
    elder: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Reading":
        """Return what the visitor's cookie says; anything unknown means normal."""
        size, _, mode = request.COOKIES.get(READING_COOKIE, "").partition("-")
        return cls(size=size if size in SIZES else "normal", elder=mode == "elder")

    def changed(self, *, size: str | None, view: str | None) -> "Reading":
        """Return these preferences with a newly chosen size or mode; unknown values are ignored."""
        return Reading(
            size=size if size in SIZES else self.size,
            elder={"elder": True, "normal": False}.get(view or "", self.elder),
        )

    def keep_in(self, response: HttpResponseBase) -> None:
        """Write the preferences into the visitor's cookie."""
        value = f"{self.size}-{'elder' if self.elder else 'normal'}"
        response.set_cookie(
            READING_COOKIE, value, max_age=READING_COOKIE_SECONDS, samesite="Lax", httponly=True
        )


def shell_of(request: HttpRequest) -> dict[str, Any]:
    """Return names, navigation and footer of the request's site."""
    site = Site.find_for_request(request)
    if site is None:
        return _shell_without_site()
    key = f"pufa-shell-{site.pk}"
    shell: dict[str, Any] | None = cache.get(key)
    if shell is None:
        shell = _shell_of_site(site)
        cache.set(key, shell, CACHE_SECONDS)
    return {
        **shell,
        "nav": [
            {**link, "is_current": request.path.startswith(link["url"])} for link in shell["nav"]
        ],
    }


def forget_shell(site_id: int) -> None:
    """Let the next request read names and navigation anew."""
    cache.delete(f"pufa-shell-{site_id}")


def _shell_of_site(site: Site) -> dict[str, Any]:
    identity = SiteIdentity.for_site(site)
    home = PublicEntry.objects.filter(site=site, kind=EntryKind.HOME).values("title", "api").first()
    sections = {
        entry.api.get("lists_kind"): entry
        for entry in PublicEntry.objects.filter(site=site, kind=EntryKind.SECTION)
    }
    county = ((home or {}).get("api") or {}).get("department") or {}
    return {
        **_shell_without_site(),
        "site_name": identity.site_name,
        "county": county.get("name", ""),
        "tagline": identity.tagline,
        "notice_line": identity.notice_line,
        "nav": [
            {"title": sections[kind].title, "url": sections[kind].url, "kind": kind.value}
            for kind in SECTION_ORDER
            if kind in sections
        ],
        "footer": {
            "organiser": identity.organiser,
            "undertaker": identity.undertaker,
            "phone": identity.phone,
            "email": identity.email,
            "address": identity.address,
            "site_code": identity.site_code,
            "icp": identity.icp,
            "police": identity.police,
            "police_url": identity.police_url,
            "error_report_url": identity.error_report_url,
            "site_map_url": reverse("site_map"),
        },
    }


def _shell_without_site() -> dict[str, Any]:
    return {
        "site_name": "普法责任制公开平台",
        "county": "",
        "tagline": "谁执法谁普法",
        "notice_line": "",
        "nav": [],
        "footer": {"site_map_url": reverse("site_map")},
        "home_url": reverse("wagtail_serve", args=[""]),
        "search_url": _search_url(),
        "laws_url": reverse("laws"),
        "units_url": reverse("units"),
        "villages_url": reverse("villages"),
        "reading_url": reverse("reading"),
    }


def _search_url() -> str:
    # Search stands above this package and may be absent in a host that brings its own.
    try:
        return reverse("search")
    except NoReverseMatch:
        return ""
