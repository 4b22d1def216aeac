"""The queries behind every public page, as plain SQL.

Django's query builder would cost several times what the database itself needs for these small
index look-ups, on each page view.
"""
# ruff: noqa: S608 - only names of tables are put into the statements

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from pages.models.public import PublicEntry, PublicFacet, PublicState, PublicTally

ENTRIES = PublicEntry._meta.db_table
FACETS = PublicFacet._meta.db_table
STATES = PublicState._meta.db_table
TALLIES = PublicTally._meta.db_table

IN_LIST = "kind = %s AND law = %s AND department = %s AND village = %s"
ListKey = tuple[str, int, int, int]


class FoundEntry(NamedTuple):
    """A public page with what it tells."""

    kind: str
    rank: int
    record: dict[str, Any]


class Neighbour(NamedTuple):
    """A record to link to; `role` is newer, older or related."""

    role: str
    page_id: int
    title: str
    url: str
    card: str


def entry_at(site_id: int, path: str) -> tuple[int | None, FoundEntry | None]:
    """Return the public stamp and the public page at an address of a site."""
    rows = _rows(
        f"SELECT s.stamp, e.kind, e.rank, e.api FROM {STATES} s "
        f"LEFT JOIN {ENTRIES} e ON e.site_id = %s AND e.path = %s WHERE s.id = 1",
        [site_id, path],
    )
    if not rows:
        return None, None
    stamp, kind, rank, api = rows[0]
    return stamp, FoundEntry(kind, rank, json.loads(api)) if kind else None


def months_of(key: ListKey) -> list[tuple[int, int]]:
    """Return month (year × 100 + month) and number of records of a list, newest first."""
    return _rows(
        f"SELECT month, n FROM {TALLIES} WHERE {IN_LIST} AND month > 0 ORDER BY month DESC",
        key,
    )


def cards_between(
    key: ListKey, lowest: int, beyond: int, *, skip: int, count: int
) -> list[tuple[int, str]]:
    """Return rank and card of a list's records from rank `lowest` up to `beyond`, newest first.

    The first `skip` are passed over in the index alone.
    """
    return _rows(
        "SELECT f.rank, e.card FROM ("
        f"SELECT rank FROM {FACETS} WHERE {IN_LIST} AND rank >= %s AND rank < %s "
        "ORDER BY rank DESC LIMIT %s OFFSET %s"
        f") f JOIN {ENTRIES} e ON e.rank = f.rank ORDER BY f.rank DESC",
        [*key, lowest, beyond, count, skip],
    )


def newest_cards(keys: Sequence[ListKey], count: int) -> dict[str, list[str]]:
    """Return the cards of the newest records of several lists of different kinds, by kind."""
    if not keys:
        return {}
    newest = " UNION ALL ".join(
        f"SELECT * FROM (SELECT kind, rank FROM {FACETS} WHERE {IN_LIST} "
        f"ORDER BY rank DESC LIMIT %s) n{number}"
        for number in range(len(keys))
    )
    rows = _rows(
        f"SELECT f.kind, e.card FROM ({newest}) f JOIN {ENTRIES} e ON e.rank = f.rank "
        "ORDER BY f.rank DESC",
        [value for key in keys for value in (*key, count)],
    )
    cards: dict[str, list[str]] = {kind: [] for kind, *_ in keys}
    for kind, card in rows:
        cards[kind].append(card)
    return cards


def newest_records(key: ListKey, count: int) -> list[dict[str, Any]]:
    """Return the newest records of a list."""
    rows = _rows(
        f"SELECT e.api FROM (SELECT rank FROM {FACETS} WHERE {IN_LIST} "
        f"ORDER BY rank DESC LIMIT %s) f JOIN {ENTRIES} e ON e.rank = f.rank "
        "ORDER BY f.rank DESC",
        [*key, count],
    )
    return [json.loads(api) for (api,) in rows]


def around_record(key: ListKey, rank: int, related: ListKey, count: int) -> list[Neighbour]:
    """Return what stands next to a record in list `key`, and the newest of the list `related`."""
    return [
        Neighbour(*row)
        for row in _rows(
            "SELECT f.role, e.page_id, e.title, e.url, e.card FROM ("
            "SELECT 'newer' AS role, rank FROM "
            f"(SELECT rank FROM {FACETS} WHERE {IN_LIST} AND rank > %s "
            "ORDER BY rank LIMIT 1) a UNION ALL SELECT 'older', rank FROM "
            f"(SELECT rank FROM {FACETS} WHERE {IN_LIST} AND rank < %s "
            "ORDER BY rank DESC LIMIT 1) b UNION ALL SELECT 'related', rank FROM "
            f"(SELECT rank FROM {FACETS} WHERE {IN_LIST} ORDER BY rank DESC LIMIT %s) c"
            f") f JOIN {ENTRIES} e ON e.rank = f.rank ORDER BY f.rank DESC",
            [*key, rank, *key, rank, *related, count],
        )
    ]


def totals_by_kind(*, law: int = 0, department: int = 0) -> dict[str, int]:
    """Return how many records of each kind a department or a law has."""
    return dict(
        _rows(
            f"SELECT kind, n FROM {TALLIES} WHERE law = %s AND department = %s "
            "AND village = 0 AND month = 0",
            [law, department],
        )
    )


def _rows(sql: str, params: Sequence[Any]) -> list[Any]:
    with _cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _cursor() -> Any:
    """Return a cursor whose statements PostgreSQL plans once, where the settings allow it.

    Planning one of these look-ups takes PostgreSQL several times as long as the look-up. Django's
    own cursor puts the values into the text, which makes every statement a new one.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    from psycopg import Cursor

    connection.ensure_connection()
    return connection._prepare_cursor(Cursor(connection.connection))  # type: ignore[attr-defined]
