from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, router

from search.engines.base import SearchEngine
from search.models import IndexedDocument
from search.settings import SearchSettings

ENGINES = {
    "sqlite": "search.engines.sqlite.SqliteEngine",
    "postgresql": "search.engines.postgres.PostgresEngine",
}


def get_engine() -> SearchEngine:
    """The engine the site is set to use: by default the one of its database."""
    name = SearchSettings.read().engine or connections[router.db_for_read(IndexedDocument)].vendor
    try:
        module, _, engine = ENGINES[name].rpartition(".")
    except KeyError as error:
        raise ImproperlyConfigured(f"There is no search engine for {name!r}.") from error
    made: SearchEngine = getattr(import_module(module), engine)()
    return made


__all__ = ["ENGINES", "SearchEngine", "get_engine"]
