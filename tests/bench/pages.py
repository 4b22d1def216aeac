"""Public pages at 1,000 and 100,000 reports, against a bare view in the same run.

Each answer is drawn anew from the database; nothing is kept between requests but what the site
keeps itself (navigation, names in the registers, options of the filter form).
"""

import os
from collections.abc import Iterator
from urllib.parse import quote

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from media.models import Photo
from pages.listing import PAGE_SIZE
from pages.models import PublicEntry
from registers.models import Vocabulary
from tests.bench.bulk_county import County, fill, make_county, tend_database
from tests.bench.figure import Figure
from tests.bench.served import ratio, served
from tests.factories import (
    MAKERS,
    figure,
    make_photo,
    make_report,
    make_term,
    photo_stream,
)

SMALL = 1_000
LARGE = int(os.environ.get("BENCH_PAGES", "100000"))
FAR_PAGE = 500
LIST_GOAL, GATHERING_GOAL, DETAIL_GOAL = 6.0, 8.0, 20.0
GROWTH_GOAL, FAR_GOAL, QUERY_GOAL = 1.3, 1.2, 60
BARE, SITE = "tests.bench.applications.bare", "tests.bench.applications.site"
PHOTOS = 25
FEW = 6


def figures() -> Iterator[Figure]:
    """Yield the figures at both sizes, then how they grew."""
    county = make_county()
    for kind in ("list", "case", "site", "notice"):
        for unit in county.units[:FEW]:
            MAKERS[kind](unit)
    photos = [make_photo() for _ in range(PHOTOS)]
    seen: dict[str, float] = {}
    queries: dict[int, int] = {}
    for size in (SMALL, LARGE):
        fill(county, size)
        tend_database()
        for name, goal, value in _answers(county):
            yield Figure(name=f"pages: {name}, {size} reports", value=value, goal=goal, unit="×")
            if name in seen:
                growth = value / seen[name]
                yield Figure(
                    name=f"pages: {name}, growth", value=growth, goal=GROWTH_GOAL, unit="×"
                )
            seen[name] = value
        queries[size] = _queries_to_publish(county, photos)
        yield Figure(
            name=f"pages: queries to publish with {PHOTOS} photos, {size} reports",
            value=queries[size],
            goal=QUERY_GOAL,
        )
    bare_of_photos = _queries_to_publish(county, [])
    yield Figure(
        name=f"pages: queries that {PHOTOS} photos add",
        value=queries[LARGE] - bare_of_photos,
        goal=2,
    )
    yield Figure(
        name=f"pages: queries that {LARGE - SMALL} reports add",
        value=queries[LARGE] - queries[SMALL],
        goal=0,
    )


def _answers(county: County) -> Iterator[tuple[str, float, float]]:
    """Yield name, goal and CPU of each address, as many times that of the bare view."""
    with served(BARE) as bare, served(SITE, **_database()) as site:
        for name, goal, address in _addresses(county):
            yield name, goal, ratio((site, address), (bare, "/"))
        if county.size >= FAR_PAGE * PAGE_SIZE:
            section = county.tree.sections["report"].get_url()
            far = ratio((site, f"{section}?page={FAR_PAGE}"), (site, f"{section}?page=1"))
            yield f"page {FAR_PAGE} against page 1", FAR_GOAL, far


def _addresses(county: County) -> list[tuple[str, float, str]]:
    section = county.tree.sections["report"].get_url()
    law, unit = county.laws[1], county.units[1]
    department, village = unit.department, county.villages[unit.department.parent_id][1]
    one_each = {
        "law": f"law={law.slug}",
        "township": f"department={department.parent.slug}",
        "unit": f"department={department.slug}",
        "year": "year=2024",
        "village": f"place={village.slug}",
    }
    all_at_once = "&".join(one_each[name] for name in ("law", "township", "year", "village"))
    records = PublicEntry.objects.filter(kind="report").order_by("-rank")
    return [
        ("section list", LIST_GOAL, section),
        *((f"section list by {name}", LIST_GOAL, f"{section}?{q}") for name, q in one_each.items()),
        ("section list by law, township, year, village", LIST_GOAL, f"{section}?{all_at_once}"),
        ("law page", LIST_GOAL, f"/laws/{law.slug}/"),
        ("unit page", GATHERING_GOAL, unit.get_url()),
        ("township page", GATHERING_GOAL, county.tree.township.get_url()),
        ("home page", GATHERING_GOAL, county.tree.home.get_url()),
        ("detail with previous and next", DETAIL_GOAL, records[SMALL // 2].url),
    ]


def _database() -> dict[str, str]:
    """Return the environment that leads a server of its own to the bench's database."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{settings['NAME']}"}
    user, host = quote(settings["USER"], safe=""), quote(settings["HOST"], safe="")
    password = f":{quote(settings['PASSWORD'], safe='')}" if settings["PASSWORD"] else ""
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return {"DATABASE_URL": f"postgres://{user}{password}@{host}{port}/{settings['NAME']}"}


def _queries_to_publish(county: County, photos: list[Photo]) -> int:
    """Count the queries that make a reviewed draft public, BEGIN and COMMIT included."""
    with transaction.atomic():
        place = county.units[0]
        measure = make_term(Vocabulary.MEASURE, unit="份")
        page = make_report(
            place,
            live=False,
            laws=county.laws[:3],
            village=county.villages[place.department.parent_id][0],
            place="老街广场",
            forms=[make_term(Vocabulary.ACTIVITY_FORM)],
            audiences=[make_term(Vocabulary.AUDIENCE)],
            co_organisers=[county.units[1].department],
            figures=[figure(measure, number) for number in (30, 620)],
            photos=photo_stream(photos, caption="现场"),
            body=[("paragraph", "<p>现场解答了群众的问题。</p>")],
        )
    revision = Revision.objects.get(pk=page.latest_revision_id)
    with CaptureQueriesContext(connection) as queries:
        revision.publish()
    if not PublicEntry.objects.filter(pk=page.pk).exists():
        raise RuntimeError("the report was not published")
    page.refresh_from_db()
    page.delete()
    return len(queries)
