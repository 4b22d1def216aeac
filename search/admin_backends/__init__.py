"""The admin's own search of pages, photos, documents and registers, in Chinese.

Modelsearch's database backends take a run of Chinese as one word. These take texts apart as the
public search does: by pairs of characters, numbers, and the names of laws, offices and places, so
that whoever types part of a word or another name of a law finds it. They also write an index row
in one statement; the stock ones recompute the mean length of all titles at every save.
"""

from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

BACKENDS = {
    "sqlite": "search.admin_backends.sqlite",
    "postgresql": "search.admin_backends.postgres",
}


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend for the site's database."""
    if connection.vendor not in BACKENDS:
        raise ImproperlyConfigured(
            f"No search backend for {connection.vendor}; there is one for {', '.join(BACKENDS)}."
        )
    return import_module(BACKENDS[connection.vendor]).Backend(params)
