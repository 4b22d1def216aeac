"""How the two supported databases are tuned."""

from typing import Any

KEPT_SECONDS = 60  # opening a connection costs more than most requests
SQLITE_OPTIONS = {
    # Readers go on while one writer writes; a writer waits for its turn instead of failing.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-32000;"
    ),
}
POSTGRESQL_OPTIONS = {
    # Statements that come again are planned once. Set to None behind a pooler that gives each
    # transaction another connection.
    "prepare_threshold": 3,
}


def tuned(database: dict[str, Any]) -> dict[str, Any]:
    """Return Django's database settings with what its engine needs to serve a site."""
    if database["ENGINE"].endswith("sqlite3"):
        options = {**SQLITE_OPTIONS, **database.get("OPTIONS", {})}
        return {**database, "CONN_MAX_AGE": KEPT_SECONDS, "OPTIONS": options}
    return {
        **database,
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**POSTGRESQL_OPTIONS, **database.get("OPTIONS", {})},
    }
