"""RSS of the newest public records."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from pages.addresses import site_root
from pages.models import EntryKind, PublicEntry, SiteIdentity

NEWEST = 30


class NewestFeed(Feed):
    """The newest records of a site, read from the public entries."""

    description = "最新普法动态、清单、案例、阵地和公告"

    def get_object(self, request: HttpRequest) -> Site | None:
        """The site that was asked."""
        return Site.find_for_request(request)

    def title(self, site: Site | None) -> str:
        """The name of the site."""
        return SiteIdentity.for_site(site).site_name if site else ""

    def link(self, site: Site | None) -> str:
        """The front page."""
        home = PublicEntry.objects.filter(site=site, kind=EntryKind.HOME).first()
        return home.url if home else site_root()

    def items(self, site: Site | None) -> QuerySet[PublicEntry]:
        """The newest records."""
        newest = PublicEntry.objects.records().filter(site=site).newest_first()
        return newest.only("title", "summary", "url", "date", "published_at")[:NEWEST]

    def item_title(self, item: PublicEntry) -> str:
        """The record's title."""
        return item.title

    def item_description(self, item: PublicEntry) -> str:
        """The record's summary."""
        return item.summary

    def item_link(self, item: PublicEntry) -> str:
        """The record's page."""
        return item.url

    def item_pubdate(self, item: PublicEntry) -> datetime:
        """When the record was published."""
        return item.published_at or timezone.make_aware(datetime.combine(item.date, time.min))
