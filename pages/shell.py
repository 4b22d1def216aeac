"""What stands around every public page: names, navigation, footer, reading preferences."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape
from wagtail.models import Site

from pages import public_reads
from pages.kept import kept, kept_last, public_stamp, remember_stamp
from pages.models.identity import SiteIdentity
from pages.models.public import EntryKind
from pages.public_places import public_places
from pages.public_reads import FoundEntry
from pages.sharing import Share

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
        """Return these preferences with a newly chosen size or mode; unknown values are ignored.

        The mode for elderly readers begins with the largest type, from which they may go down.
        """
        usual = {"elder": SIZES[-1], "normal": SIZES[0]}.get(view or "", self.size)
        return Reading(
            size=size if size in SIZES else usual,
            elder={"elder": True, "normal": False}.get(view or "", self.elder),
        )

    def keep_in(self, response: HttpResponseBase) -> None:
        """Write the preferences into the visitor's cookie."""
        value = f"{self.size}-{'elder' if self.elder else 'normal'}"
        response.set_cookie(
            READING_COOKIE, value, max_age=READING_COOKIE_SECONDS, samesite="Lax", httponly=True
        )


def site_of(request: HttpRequest) -> Site | None:
    """Return the site that was asked. No query while nothing public changes."""
    # Kept on the request under Wagtail's own name: what Wagtail asks for later costs nothing.
    kept_by_wagtail: Any = request
    if not hasattr(kept_by_wagtail, "_wagtail_site"):
        kept_by_wagtail._wagtail_site = kept(
            public_stamp(request), _site_key(request), lambda: Site._find_for_request(request)
        )
    site: Site | None = kept_by_wagtail._wagtail_site
    return site


def entry_for(request: HttpRequest, path: str) -> FoundEntry | None:
    """Return the public page that was asked for, None where that address has none.

    One query while nothing public changes: the site of the last request to this host is taken
    for granted, and the stamp that comes with the page says whether rightly.
    """
    known = kept_last(_site_key(request))
    if known is not None and known[1] is not None:
        stamp, entry = public_reads.entry_at(known[1].pk, path)
        remember_stamp(request, stamp)
        if stamp == known[0]:
            return entry
    site = site_of(request)
    return public_reads.entry_at(site.pk, path)[1] if site else None


def _site_key(request: Any) -> tuple[str, str, str]:
    return ("site", request._get_raw_host(), request.get_port())


def shell_of(request: HttpRequest) -> dict[str, Any]:
    """Return names, navigation and footer of the request's site."""
    site = site_of(request)
    if site is None:
        return _with_fragments(_shell_without_site())
    shell = kept(public_stamp(request), ("shell", site.pk), lambda: _shell_of_site(request, site))
    return {
        **shell,
        "nav": [
            {**link, "is_current": request.path.startswith(link["url"])} for link in shell["nav"]
        ],
    }


def section_urls(request: HttpRequest) -> dict[str, str]:
    """Return the address of the section that lists each kind of record."""
    return {link["kind"]: link["url"] for link in shell_of(request)["nav"]}


def page_context(
    request: HttpRequest, *, share: Share | None = None, **more: Any
) -> dict[str, Any]:
    """Return what every public template needs, with `more`; `share` where the page is public."""
    shell = shell_of(request)
    meta = {"SiteName": shell["site_name"], "SiteDomain": request.get_host()}
    return {
        "shell": shell,
        "reading": Reading.of(request),
        "breadcrumb": [],
        "meta": {**meta, "Description": share.description} if share else meta,
        "share": share,
        **more,
    }


def draw(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a public page; it needs nothing of what the admin's pages are told."""
    return HttpResponse(render_to_string(template, {**context, "request": request}), status=status)


def _shell_of_site(request: HttpRequest, site: Site) -> dict[str, Any]:
    # Wagtail's own way would write a row while a visitor reads.
    identity = SiteIdentity.objects.filter(site=site).first() or SiteIdentity(site=site)
    places = [place for place in public_places(request) if place.site_id == site.pk]
    sections = {place.lists_kind: place for place in places if place.lists_kind}
    county = next((place for place in places if place.kind == EntryKind.HOME), None)
    shell = {
        **_shell_without_site(),
        "site_name": identity.site_name,
        "county": (county.department_name if county else None) or "",
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
    return _with_fragments(shell)


def _with_fragments(shell: dict[str, Any]) -> dict[str, Any]:
    """Make ready what is drawn the same on every page: texts escaped once, fragments drawn."""
    ready: dict[str, Any] = _escaped(shell)
    return {
        **ready,
        "assets_html": render_to_string("pages/parts/assets.html"),
        "footer_html": render_to_string("pages/parts/footer.html", {"shell": ready}),
    }


def _escaped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _escaped(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    return conditional_escape(value) if isinstance(value, str) else value


def _shell_without_site() -> dict[str, Any]:
    return {
        "site_name": "普法责任制公开平台",
        "county": "",
        "tagline": "谁执法谁普法",
        "notice_line": "",
        "nav": [],
        "footer": {"site_map_url": reverse("site_map")},
        "home_url": reverse("wagtail_serve", args=[""]),
        "search_url": _url_above("search"),
        "suggest_url": _url_above("search_suggest"),
        "laws_url": reverse("laws"),
        "units_url": reverse("units"),
        "villages_url": reverse("villages"),
        "reading_url": reverse("reading"),
    }


def _url_above(name: str) -> str:
    # Search stands above this package and may be absent in a host that brings its own.
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
