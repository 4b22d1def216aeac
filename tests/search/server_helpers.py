"""What tests of the search server share."""

from itertools import count

from wagtail.models import Page

from pages.models import PublicEntry
from pages.models.public import rank_of
from search import indexing, worker
from search.actions import search
from search.dictionary import current_dictionary
from search.engines import database_engine, server_engine
from search.query import Filters, SearchRequest, parse_query
from search.reconcile import differences
from search.results import SearchResults
from tests.factories import SiteTree

_numbers = count(1)


def begin() -> None:
    """Give the server a first, empty index."""
    engine = server_engine()
    engine.put_in_use(engine.create())


def drain() -> int:
    """Do what the worker does, until nothing is left that is due; returns what was written."""
    written = worker.work_off()
    server_engine().refresh()
    return written


def ask(q: str, **more: object) -> SearchResults:
    return search(SearchRequest(q=q, **more))


def ids(q: str, **more: object) -> set[int]:
    return {hit.id for hit in ask(q, **more).hits}


def on_server(q: str) -> set[int]:
    """What the server alone would answer."""
    plan = parse_query(q, current_dictionary())
    found = server_engine().search(plan, Filters(), start=0, size=100)
    assert found.total == len(found.hits)
    return {hit.id for hit in found.hits}


def is_equal() -> bool:
    """Whether the server and the database's own index hold what is public, in its versions."""
    server_engine().refresh()
    return not differences(server_engine()) and not differences(database_engine())


def add_entries(tree: SiteTree, number: int, *, title: str = "夜校讲法") -> list[PublicEntry]:
    """Many public pages with their entries, written at once and not yet indexed anywhere."""
    day = PublicEntry.objects.get(pk=tree.home.pk).date
    first = next(_numbers) * 1_000_000
    home = tree.home
    pages = [
        Page(
            pk=first + n,
            path=f"{home.path}{Page._int2str(36**3 + n).rjust(4, '0')}",
            depth=home.depth + 1,
            title=f"{title}{n}",
            slug=f"bulk-{first + n}",
            url_path=f"{home.url_path}bulk-{first + n}/",
            content_type_id=home.content_type_id,
            locale_id=home.locale_id,
        )
        for n in range(number)
    ]
    Page.objects.bulk_create(pages)
    rows = [
        PublicEntry(
            page_id=page.pk,
            site=tree.site,
            path=f"bulk-{page.pk}/",
            url=f"/bulk-{page.pk}/",
            kind="report",
            title=page.title,
            body_text="村里办夜校，请律师来讲。",
            date=day,
            year=day.year,
            rank=rank_of(day, page.pk),
            version=indexing.version_now(),
        )
        for page in pages
    ]
    return PublicEntry.objects.bulk_create(rows)
