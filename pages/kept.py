"""What this process has worked out from public data, kept for as long as that stays the same.

The public stamp says whether anything has changed; a value older than a minute is made anew all
the same, for changes that were written past the models.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpRequest

from pages.models.public import PublicState

T = TypeVar("T")

SECONDS = 60
MOST = 1000

_values: dict[Hashable, tuple[int, float, Any]] = {}


def public_stamp(request: HttpRequest | None = None) -> int | None:
    """Return the stamp of what is public now, None before the first change. One query a request."""
    known: tuple[int | None] | None = getattr(request, "pufa_stamp", None)
    if known is not None:
        return known[0]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {PublicState._meta.db_table} WHERE id = 1")  # noqa: S608
        row = cursor.fetchone()
    stamp: int | None = row[0] if row else None
    if request is not None:
        remember_stamp(request, stamp)
    return stamp


def kept(stamp: int | None, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` once made for `key` while the public data had this `stamp`."""
    if stamp is None:
        return make()
    known = kept_last(key)
    if known is not None and known[0] == stamp:
        value: T = known[1]
        return value
    value = make()
    if len(_values) >= MOST:
        for oldest in list(_values)[: MOST // 10]:
            _values.pop(oldest, None)
    _values[key] = (stamp, time.monotonic() + SECONDS, value)
    return value


def kept_last(key: Hashable) -> tuple[int, Any] | None:
    """Return the stamp and value last kept for `key`; the stamp says whether it still holds."""
    known = _values.get(key)
    return (known[0], known[2]) if known and time.monotonic() < known[1] else None


def remember_stamp(request: HttpRequest, stamp: int | None) -> None:
    """Let the rest of the request go by a stamp that came with another query."""
    request.pufa_stamp = (stamp,)  # type: ignore[attr-defined]
