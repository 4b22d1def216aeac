"""Feed and sitemap tell of exactly what is public."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from pages.models import PublicEntry, SiteIdentity
from tests.factories import MAKERS, make_law, make_report, make_unit

pytestmark = pytest.mark.django_db

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def sitemap_addresses() -> list[str]:
    content = b"".join(Client().get("/sitemap.xml").streaming_content)
    return [node.text or "" for node in ElementTree.fromstring(content).iter(LOCATION)]


def feed_items() -> list[tuple[str, str]]:
    channel = ElementTree.fromstring(Client().get("/feed/").content)
    return [(item.findtext("title"), item.findtext("link")) for item in channel.iter("item")]


def test_the_sitemap_lists_every_public_page_once(tree):
    for make in MAKERS.values():
        make(tree.unit)
    make_law("民法典")
    addresses = sitemap_addresses()
    entries = PublicEntry.objects.values_list("url", flat=True)
    others = ["/laws/", "/units/", "/villages/", "/laws/min-fa-dian/"]
    assert sorted(addresses) == sorted(f"http://testserver{url}" for url in [*entries, *others])
    for address in addresses:
        assert Client().get(address).status_code == 200


def test_hidden_pages_are_in_neither(tree):
    hidden = make_unit(tree.township)
    report = make_report(hidden, "秘密")
    make_report(tree.unit, "草稿", live=False)
    shown = make_report(tree.unit, "公开")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert not [address for address in sitemap_addresses() if report.slug in address]
    assert feed_items() == [("公开", f"http://testserver{shown.get_url()}")]


def test_the_feed_brings_the_newest_first(tree):
    for day in (2, 3, 1):
        make_report(tree.unit, f"报道{day}", start_on=date(2024, 5, day))
    assert [title for title, _ in feed_items()] == ["报道3", "报道2", "报道1"]


def test_a_site_below_a_county_site_lists_its_own_pages_under_its_own_name(tree):
    make_report(tree.unit)
    Site.objects.create(hostname="sanjiao.gov.cn", root_page=Page.objects.get(pk=tree.township.pk))
    content = b"".join(Client().get("/sitemap.xml").streaming_content)
    assert b"sanjiao" not in content
    assert PublicEntry.objects.filter(url__startswith="http://sanjiao.gov.cn/").count() == 3


def test_the_feed_costs_the_same_for_1_as_for_10(tree):
    SiteIdentity.for_site(tree.site)
    taken = []
    for number in (1, 9):
        for _ in range(number):
            make_report(tree.unit)
        with CaptureQueriesContext(connection) as queries:
            feed_items()
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 6


def test_crawlers_are_told_where_the_sitemap_is_and_to_leave_the_admin_alone():
    text = Client().get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text
