"""CPU time, which other work on the machine disturbs far less than time on the clock.

Candidate and reference take turns in one run, and the median of their ratios is the figure.
"""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from django.db import connection

ROUNDS = 15
CALLS = 5

Call = Callable[[], object]


def database_process() -> Path | None:
    """Return the folder under /proc of the server process that works for this connection."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path("/proc", str(cursor.fetchone()[0]))


def cpu_seconds(call: Call, *, calls: int = CALLS, database: Path | None = None) -> float:
    """Return the CPU seconds of one call, its share of the database server's included."""
    started = time.process_time() + served_seconds(database)
    for _ in range(calls):
        call()
    return (time.process_time() + served_seconds(database) - started) / calls


def served_seconds(database: Path | None) -> float:
    """Return the CPU seconds that the database process has used so far."""
    if database is None:
        return 0.0
    return int((database / "schedstat").read_text().split()[0]) / 1e9


def cpu_ratio(
    candidate: Call,
    reference: Call,
    *,
    rounds: int = ROUNDS,
    calls: int = CALLS,
) -> float:
    """Return how many times the CPU of `reference` a call of `candidate` takes."""
    for warm_up in (candidate, reference):
        warm_up()
    database = database_process()
    gc.collect()
    ratios = []
    for _ in range(rounds):
        taken = cpu_seconds(candidate, calls=calls, database=database)
        ratios.append(taken / cpu_seconds(reference, calls=calls, database=database))
    return median(ratios)
