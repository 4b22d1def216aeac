"""What every test gets, and on which database the run stands."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from tests.factories import SiteTree, make_site_tree

pytest_plugins = ["pytester", "tests.browser", "tests.search_server", "tests.skips"]

DATABASE_MARKERS = ("postgresql", "sqlite")
TRANSACTIONAL_FIXTURES = {"live_server", "transactional_db"}


def pytest_report_header() -> list[str]:
    return [f"database: {connection.vendor}"]


def pytest_itemcollected(item: pytest.Item) -> None:
    for vendor in DATABASE_MARKERS:
        if item.get_closest_marker(vendor) and connection.vendor != vendor:
            item.add_marker(pytest.mark.skip(reason=f"needs {vendor}, runs on {connection.vendor}"))
    if item.get_closest_marker("elasticsearch"):
        # One process of a run on several starts the server, not each of them.
        item.add_marker(pytest.mark.xdist_group("elasticsearch"))
    marker = item.get_closest_marker("django_db")
    options = dict(marker.kwargs) if marker else {}
    if options.get("transaction") or TRANSACTIONAL_FIXTURES.intersection(
        getattr(item, "fixturenames", [])
    ):
        # Such a test empties the database when it ends; the next one gets back the rows that
        # migrations made (root page, site).
        options |= {"transaction": True, "serialized_rollback": True}
        item.add_marker(pytest.mark.django_db(**options), append=False)


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    """Give each test a folder of uploads of its own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Let no test find in the cache what another one left: ids come again."""
    cache.clear()


@pytest.fixture
def tree() -> SiteTree:
    """Make a county site with one township and one unit; the test must have the database."""
    return make_site_tree()
