"""A database apart that holds the search tables alone, for measuring beside a site in use."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.utils import load_backend

from search import vocabulary
from search.apps import SearchConfig

ALIAS = "pufa_search_scratch"


class WrongDatabaseError(Exception):
    """The site's database is another one than was asked for."""


@contextmanager
def scratch_database(vendor: str) -> Iterator[None]:
    """Lead the models of the search to empty tables of their own; nothing of them stays.

    `vendor` "sqlite" makes a new file. "postgresql" makes a schema in the site's database, inside
    one transaction that is never committed, so that it is gone however the process ends.
    """
    make = {"sqlite": _sqlite_file, "postgresql": _postgresql_schema}[vendor]
    apart = _SearchTablesApart()
    vocabulary.forget_remembered()
    try:
        with make():
            router.routers.insert(0, apart)
            try:
                yield
            finally:
                router.routers.remove(apart)
    finally:
        vocabulary.forget_remembered()


def tend_database() -> None:
    """Do what a server does by itself in the background after many new rows."""
    connection = connections[ALIAS]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('pufa_search_words')")
        cursor.execute("ANALYZE")


class _SearchTablesApart:
    """A database router of Django."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return ALIAS if model._meta.app_label == SearchConfig.label else None

    db_for_write = db_for_read


@contextmanager
def _sqlite_file() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="pufa-search-") as folder:
        plain = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"{folder}/scratch.sqlite3",
            "OPTIONS": {"init_command": "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;"},
        }
        with _connection(connections.configure_settings({DEFAULT_DB_ALIAS: plain})["default"]):
            _migrate()
            yield


@contextmanager
def _postgresql_schema() -> Iterator[None]:
    site = connections[DEFAULT_DB_ALIAS]
    if site.vendor != "postgresql":
        raise WrongDatabaseError
    with _connection(deepcopy(site.settings_dict)), transaction.atomic(using=ALIAS):
        schema = f"pufa_scratch_{secrets.token_hex(6)}"
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {schema}")
            cursor.execute(f"SET LOCAL search_path TO {schema}")
        _migrate()
        try:
            yield
        finally:
            transaction.set_rollback(True, using=ALIAS)


@contextmanager
def _connection(settings: dict[str, Any]) -> Iterator[None]:
    connection = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, ALIAS)
    connections[ALIAS] = connection
    try:
        yield
    finally:
        connection.close()
        del connections[ALIAS]


def _migrate() -> None:
    executor = MigrationExecutor(connections[ALIAS])
    executor.migrate(executor.loader.graph.leaf_nodes(SearchConfig.label))
