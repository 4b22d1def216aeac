"""Public pages at 1,000 and 100,000 reports, against a bare view in the same run.

Nothing is cached but what the site itself keeps between requests (navigation, options of the
filter form); every list and every detail page is read from the database and drawn anew.
"""

import os
from collections.abc import Iterator
from urllib.parse import quote

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file

from media.models import Photo
from pages import listing
from pages.models import ActivityReportPage, PublicEntry
from tests.bench.county import County
from tests.bench.figure import Figure
from tests.bench.served import ratio, served

SMALL = 1_000
LARGE = int(os.environ.get("BENCH_PAGES", "100000"))
FAR_PAGE = 500
LIST_GOAL, DETAIL_GOAL = 6.0, 20.0
SITE = "tests.bench.applications.site"
PHOTOS = 25


def figures() -> Iterator[Figure]:
    """Yield the figures at both sizes, then how they grew."""
    county = County()
    seen: dict[int, dict[str, float]] = {}
    for size in (SMALL, LARGE):
        county.grow(size)
        _take_statistics()
        seen[size] = {}
        for name, goal, value in _ratios(county):
            seen[size][name] = value
            yield Figure(name=f"pages: {name}, {size} pages", value=value, goal=goal, unit="×")
    for name, value in seen[LARGE].items():
        growth = value / seen[SMALL][name]
        yield Figure(name=f"pages: {name}, growth", value=growth, goal=1.3, unit="×")
    yield from _page_far_down(county)
    yield from _publishing(county)


def _ratios(county: County) -> Iterator[tuple[str, float, float]]:
    with served("tests.bench.applications.bare") as bare, served(SITE, **_database()) as site:
        for name, goal, address in _addresses(county):
            yield name, goal, ratio((site, address), (bare, "/"))


def _addresses(county: County) -> list[tuple[str, float, str]]:
    section = county.section.get_url()
    law, unit = county.laws[1], county.units[1][0].department
    township, village = unit.parent, county.units[1][2][1]
    detail = PublicEntry.objects.filter(kind="report").order_by("rank")[SMALL // 2]
    several = f"law={law.slug}&department={unit.slug}&year=2025"
    return [
        ("section list", LIST_GOAL, section),
        ("section list by law", LIST_GOAL, f"{section}?law={law.slug}"),
        ("section list by township", LIST_GOAL, f"{section}?department={township.slug}"),
        ("section list by year", LIST_GOAL, f"{section}?year=2025"),
        ("section list by place", LIST_GOAL, f"{section}?place={village.slug}"),
        ("section list by law, unit and year", LIST_GOAL, f"{section}?{several}"),
        ("law page", LIST_GOAL, f"/laws/{law.slug}/"),
        ("detail with previous and next", DETAIL_GOAL, detail.url),
    ]


def _page_far_down(county: County) -> Iterator[Figure]:
    if county.count < FAR_PAGE * listing.PAGE_SIZE:
        return
    section = county.section.get_url()
    with served(SITE, **_database()) as site:
        value = ratio((site, f"{section}?page={FAR_PAGE}"), (site, f"{section}?page=1"))
    yield Figure(name=f"pages: page {FAR_PAGE} against page 1", value=value, goal=1.2, unit="×")


def _database() -> dict[str, str]:
    """Return the environment that leads a server of its own to the bench's database."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{settings['NAME']}"}
    user, host = quote(settings["USER"], safe=""), quote(settings["HOST"], safe="")
    password = f":{quote(settings['PASSWORD'], safe='')}" if settings["PASSWORD"] else ""
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return {"DATABASE_URL": f"postgres://{user}{password}@{host}{port}/{settings['NAME']}"}


def _publishing(county: County) -> Iterator[Figure]:
    photos = [
        Photo.objects.create(title=f"照片{number}", file=get_test_image_file(f"{number}.png"))
        for number in range(PHOTOS)
    ]
    for count in (0, PHOTOS):
        queries = _queries_of_publishing(county, photos[:count])
        name = f"pages: queries to publish with {count} photos, {county.count} pages"
        yield Figure(name=name, value=queries, goal=60)


def _queries_of_publishing(county: County, photos: list[Photo]) -> int:
    """Count the queries that make a reviewed draft public."""
    folder = county.units[0][1][-1]
    folder.refresh_from_db()
    report = ActivityReportPage(
        title=f"带{len(photos)}张照片的报道",
        start_on=county.sample.start_on,
        live=False,
        village=county.units[0][2][0],
        body=[("paragraph", "<p>现场解答了群众的问题。</p>")],
        photos=[("photo", {"image": photo, "caption": "现场"}) for photo in photos],
    )
    report.laws = county.laws[:3]
    folder.add_child(instance=report)
    revision = ActivityReportPage.objects.get(pk=report.pk).save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()
    return sum(1 for query in queries.captured_queries if "SAVEPOINT" not in query["sql"])


def _take_statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
