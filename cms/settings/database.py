"""How the two supported databases are tuned."""

from typing import Any

SQLITE_OPTIONS = {
    # Readers go on while one writer writes; a writer waits for its turn instead of failing.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-32000;"
    ),
}


def tuned(database: dict[str, Any]) -> dict[str, Any]:
    """Return Django's database settings with what its engine needs to serve a site."""
    if database["ENGINE"].endswith("sqlite3"):
        return {**database, "OPTIONS": {**SQLITE_OPTIONS, **database.get("OPTIONS", {})}}
    return {**database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
