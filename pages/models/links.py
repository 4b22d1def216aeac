"""The links of a page (laws, terms, departments) while the page is being written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from modelcluster.models import ClusterableModel, get_all_child_m2m_relations


class LinksInMemory:
    """Children and links that `page` holds in memory, to be written with it.

    Without it, writing would read each kind of link from the database twice: to find out what
    has changed, and again to show what was just written.
    """

    def __init__(self, page: ClusterableModel) -> None:
        self.page: Any = page
        self.held: dict[str, Any] = dict(getattr(page, "_cluster_related_objects", None) or {})

    @contextmanager
    def known_as_stored(self) -> Iterator[None]:
        """Tell the page in one query which links the database holds, for comparison."""
        fields = [f for f in get_all_child_m2m_relations(self.page) if f.name in self.held]
        if not fields or self.page.pk is None:
            yield
            return
        stored: dict[str, list[Any]] = {field.name: [] for field in fields}
        quote = connection.ops.quote_name
        selects = [
            f"SELECT {number}, {quote(field.m2m_reverse_name())} "  # noqa: S608 - names of columns
            f"FROM {quote(field.m2m_db_table())} WHERE {quote(field.m2m_column_name())} = %s"
            for number, field in enumerate(fields)
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(selects), [self.page.pk] * len(fields))
            for number, pk in cursor.fetchall():
                stored[fields[number].name].append(fields[number].related_model(pk=pk))
        prefetched = self.page.__dict__.setdefault("_prefetched_objects_cache", {})
        prefetched.update(stored)
        try:
            yield
        finally:
            for name in stored:
                prefetched.pop(name, None)

    @contextmanager
    def still_at_hand(self) -> Iterator[None]:
        """Answer questions about what was just written from memory."""
        if not self.held:
            yield
            return
        written = self.page._cluster_related_objects
        self.page._cluster_related_objects = {**written, **self.held}
        try:
            yield
        finally:
            self.page._cluster_related_objects = written
