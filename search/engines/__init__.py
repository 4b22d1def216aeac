from importlib import import_module
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, router

from search.engines.base import (
    SearchEngine,
    SearchIndexMissingError,
    SearchNameTakenError,
    SearchRefusedError,
    SearchServerError,
)
from search.models import IndexedDocument
from search.settings import SearchSettings

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

SERVER = "elasticsearch"
ENGINES = {
    "sqlite": "search.engines.sqlite.SqliteEngine",
    "postgresql": "search.engines.postgres.PostgresEngine",
}


def database_engine() -> SearchEngine:
    """The engine inside the site's database, which is kept up to date whatever is used."""
    named = SearchSettings.read().engine
    return _made(named if named and named != SERVER else _vendor())


def has_server() -> bool:
    """Whether the site is set to use a search server."""
    return SearchSettings.read().engine == SERVER


def server_engine() -> "ElasticsearchEngine | None":
    """The engine on a search server, where the site is set to use one."""
    if not has_server():
        return None
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine()


def _vendor() -> str:
    return connections[router.db_for_read(IndexedDocument)].vendor


def _made(name: str) -> SearchEngine:
    try:
        module, _, engine = ENGINES[name].rpartition(".")
    except KeyError as error:
        raise ImproperlyConfigured(f"There is no search engine for {name!r}.") from error
    made: SearchEngine = getattr(import_module(module), engine)()
    return made


__all__ = [
    "ENGINES",
    "SearchEngine",
    "SearchIndexMissingError",
    "SearchNameTakenError",
    "SearchRefusedError",
    "SearchServerError",
    "database_engine",
    "has_server",
    "server_engine",
]
