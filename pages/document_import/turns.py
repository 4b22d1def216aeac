"""Imports one after another: what is there already must not change before a page is made."""

from django.db import connection

# Any number that nothing else in the database locks.
_IMPORT_LOCK = 0x70756661


def await_turn() -> None:
    """Wait until no other transaction imports; this one's turn ends with it.

    SQLite has no such lock and needs none: its transactions begin one after another.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
