"""Sitemap and robots file, streamed from the public entries."""

from collections.abc import Iterator
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from pages.addresses import law_url
from pages.models import EntryKind, PublicEntry
from registers.models import Law

MAX_URLS = 45_000
MAX_LAWS = 4_000  # with the rest below the 50,000 that a sitemap may hold


@require_safe
def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """All public pages of the site, those of the tree with the day each was last published."""
    site = Site.find_for_request(request)
    base = request.build_absolute_uri("/")
    return StreamingHttpResponse(_lines(site, base), content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the sitemap is and to leave the admin alone."""
    sitemap_url = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(
        f"User-agent: *\nDisallow: {reverse('wagtailadmin_home')}\nSitemap: {sitemap_url}\n",
        content_type="text/plain; charset=utf-8",
    )


def _lines(site: Site | None, base: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for name in ("laws", "units", "villages"):
        yield f"<url><loc>{escape(urljoin(base, reverse(name)))}</loc></url>\n"
    laws = Law.objects.order_by("id")[:MAX_LAWS]
    for law in laws.iterator(chunk_size=2000):
        yield f"<url><loc>{escape(urljoin(base, law_url(law)))}</loc></url>\n"
    entries = PublicEntry.objects.filter(site=site).exclude(kind=EntryKind.OTHER)
    rows = entries.order_by("-rank").values_list("url", "api__updated_at")[:MAX_URLS]
    for url, updated_at in rows.iterator(chunk_size=2000):
        changed = f"<lastmod>{updated_at[:10]}</lastmod>" if updated_at else ""
        yield f"<url><loc>{escape(urljoin(base, url))}</loc>{changed}</url>\n"
    yield "</urlset>\n"
