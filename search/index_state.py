"""How the search server and the queue before it are doing, for those who look after them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from wagtail.models import Page

from pages.models.public import PublicEntry
from search.engines import (
    SearchIndexMissingError,
    SearchServerError,
    database_engine,
    has_server,
    server_engine,
)
from search.models import IndexBuild, IndexTask
from search.settings import SearchSettings

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A page the server refused, with the title it has now; empty if it is gone."""

    task: IndexTask
    title: str


@dataclass(frozen=True, slots=True)
class ServerState:
    """What the server says: the index in use and its number of pages, or why it does not answer."""

    index: str = ""
    pages: int = 0
    error: str = ""
    is_index_missing: bool = False


@dataclass(frozen=True, slots=True)
class IndexState:
    """Queue, server and a build under way; `public` pages should be in every index."""

    has_server: bool
    public: int
    in_database: int
    waiting: int
    oldest: datetime | None
    n_refused: int
    refused: tuple[RefusedPage, ...]
    server: ServerState | None
    build: IndexBuild | None


def index_state() -> IndexState:
    """Look at everything now; asks the server twice at most, briefly."""
    refused = IndexTask.objects.filter(attempts__gt=0).order_by("-is_parked", "created_at")
    waiting = IndexTask.objects.filter(attempts=0)
    shown = list(refused[:MOST_SHOWN])
    pages = Page.objects.in_bulk([task.pk for task in shown])
    return IndexState(
        has_server=has_server(),
        public=PublicEntry.objects.count(),
        in_database=database_engine().count(),
        waiting=waiting.count(),
        oldest=waiting.aggregate(oldest=Min("created_at"))["oldest"],
        n_refused=refused.count(),
        refused=tuple(
            RefusedPage(task, pages[task.pk].draft_title if task.pk in pages else "")
            for task in shown
        ),
        server=_server_state(),
        build=IndexBuild.objects.first(),
    )


def _server_state() -> ServerState | None:
    engine = server_engine()
    if engine is None:
        return None
    engine = engine.within(SearchSettings.read().timeout)
    try:
        return ServerState(index=engine.in_use() or "", pages=engine.count())
    except SearchIndexMissingError as error:
        return ServerState(error=str(error), is_index_missing=True)
    except SearchServerError as error:
        return ServerState(error=str(error))
