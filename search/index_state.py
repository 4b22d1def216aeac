"""How the search server and the queue before it are doing, for those who look after them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from wagtail.models import Page

from pages.models.public import PublicEntry
from search.engines import (
    SearchIndexMissingError,
    SearchNameTakenError,
    SearchServerError,
    database_engine,
    has_server,
    server_engine,
)
from search.models import IndexBuild, IndexTask, RenamedName
from search.settings import SearchSettings

MOST_SHOWN = 200
# A worker that runs has told the server of a change long before.
LATE = timedelta(minutes=1)


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
    is_name_taken: bool = False


@dataclass(frozen=True, slots=True)
class IndexState:
    """Queue, server and a build under way; `public` pages should be in every index.

    `renamed` counts the names whose texts are still to be indexed anew. `is_late` tells that
    changes wait longer than they do where a worker runs, `is_building` that a run is at the build.
    """

    has_server: bool
    public: int
    in_database: int
    waiting: int
    oldest: datetime | None
    is_late: bool
    renamed: int
    n_refused: int
    refused: tuple[RefusedPage, ...]
    server: ServerState | None
    build: IndexBuild | None
    is_building: bool


def index_state() -> IndexState:
    """Look at everything now; asks the server three times at most, briefly."""
    refused = IndexTask.objects.filter(attempts__gt=0).order_by("-is_parked", "created_at")
    waiting = IndexTask.objects.filter(attempts=0)
    shown = list(refused[:MOST_SHOWN])
    pages = Page.objects.in_bulk([task.pk for task in shown])
    now = timezone.now()
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    build = IndexBuild.objects.first()
    return IndexState(
        has_server=has_server(),
        public=PublicEntry.objects.count(),
        in_database=database_engine().count(),
        waiting=waiting.count(),
        oldest=oldest,
        is_late=oldest is not None and oldest < now - LATE,
        renamed=RenamedName.objects.count(),
        n_refused=refused.count(),
        refused=tuple(
            RefusedPage(task, pages[task.pk].draft_title if task.pk in pages else "")
            for task in shown
        ),
        server=_server_state(),
        build=build,
        is_building=build is not None
        and build.leased_until is not None
        and build.leased_until > now,
    )


def _server_state() -> ServerState | None:
    engine = server_engine()
    if engine is None:
        return None
    engine = engine.within(SearchSettings.read().timeout)
    try:
        engine.check_name()
        return ServerState(index=engine.in_use() or "", pages=engine.count())
    except SearchIndexMissingError as error:
        return ServerState(error=str(error), is_index_missing=True)
    except SearchNameTakenError as error:
        return ServerState(error=str(error), is_name_taken=True)
    except SearchServerError as error:
        return ServerState(error=str(error))
