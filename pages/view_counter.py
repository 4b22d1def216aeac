"""How often people read a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from django.http import HttpRequest

from pages.models.public import PageViews

MACHINE_WORDS = ("bot", "spider", "crawl", "slurp", "curl", "wget", "python-", "headless")
PATIENCE_MS = 100


def count_view(request: HttpRequest, page_id: int) -> int:
    """Count a person reading a page and return how often it was read; machines do not count."""
    agent = request.headers.get("User-Agent", "").lower()
    if request.method != "GET" or any(word in agent for word in MACHINE_WORDS):
        return views_of(page_id)
    table = PageViews._meta.db_table
    try:
        with _impatient(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (page_id, n) VALUES (%s, 1) "  # noqa: S608
                f"ON CONFLICT (page_id) DO UPDATE SET n = {table}.n + 1 RETURNING n",
                [page_id],
            )
            return int(cursor.fetchone()[0])
    except OperationalError:
        # A long import holds the database: reading goes on, one view is lost.
        return views_of(page_id)


def views_of(page_id: int) -> int:
    """Return how often a page was read."""
    return PageViews.objects.filter(pk=page_id).values_list("n", flat=True).first() or 0


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait for another writer no longer than a reader would put up with."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    patience = int(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
    connection.connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {patience}")
