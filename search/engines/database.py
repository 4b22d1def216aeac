"""What the engines inside the site's own database share: one table, written in one statement."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from search.dictionary import current_dictionary
from search.documents import IndexedText, SearchDocument, index_text
from search.entities import Dictionary
from search.facets import counted, facet_text
from search.models import IndexedDocument
from search.query import Filters, Plan, Unit
from search.results import Found, StoredHit
from search.vocabulary import forget, learn

T = TypeVar("T")
_SHOWN = ("id", "kind", "title", "body", "url", "source", "date")

BATCH = 50  # SQLite takes 999 values a statement in its older builds


class DatabaseEngine(ABC):
    """Keeps the documents in `IndexedDocument`; the database derives its full-text index."""

    name = "database"

    def __init__(self, dictionary: Callable[[], Dictionary] = current_dictionary) -> None:
        self._dictionary = dictionary

    def replace(self, documents: Iterable[SearchDocument]) -> None:
        """Store the documents; an older version never replaces a newer one."""
        dictionary = None
        for batch in _batches(documents):
            dictionary = dictionary or self._dictionary()
            newest: dict[int, SearchDocument] = {}
            for document in batch:
                known = newest.get(document.id)
                if known is None or known.version <= document.version:
                    newest[document.id] = document
            texts = {pk: index_text(document, dictionary) for pk, document in newest.items()}
            self._write([_row(newest[pk], text) for pk, text in texts.items()])
            learn(chain.from_iterable(text.heard for text in texts.values()))

    def remove(self, ids: Iterable[int]) -> None:
        """Forget these documents; unknown ids are no error."""
        for batch in _batches(ids, 500):
            IndexedDocument.objects.filter(pk__in=batch).delete()

    def clear(self) -> None:
        """Forget everything, the words of past texts too."""
        IndexedDocument.objects.all().delete()
        forget()

    def counting(self, plans: Sequence[Plan], units: Sequence[Unit]) -> "DatabaseEngine":
        """The same engine: inside the database, a count less is worth more than a way saved."""
        return self

    def finds_none(self, plan: Plan) -> bool:
        """Nothing is known before it is asked."""
        return False

    def count(self) -> int:
        """How many documents are stored."""
        return IndexedDocument.objects.count()

    def ids_and_versions(self) -> Mapping[int, int]:
        """The version of each document stored."""
        return dict(IndexedDocument.objects.values_list("pk", "version"))

    def ids_with_text(self, texts: Sequence[str]) -> list[int]:
        """Documents whose text holds any of these, letter by letter."""
        condition = Q(pk__in=[])
        for text in texts:
            condition |= Q(compact__contains=text)
        return list(IndexedDocument.objects.filter(condition).values_list("pk", flat=True))

    def search(self, plan: Plan, filters: Filters, *, start: int, size: int) -> Found:
        """Find what the plan asks for: `size` hits from index `start`, best first."""
        if plan.finds_nothing:
            return Found()
        groups = self._facet_groups(plan)
        counts, total = counted(groups, filters)
        matched = sum(groups.values())
        ids = self._best(plan, filters, start, size, matched=matched) if start < total else []
        return Found(hits=self._hits(ids), total=total, matched=matched, counts=counts)

    @abstractmethod
    def frequencies(self, units: Sequence[Unit], *, most: int) -> list[int]:
        """How many documents hold each of these units; counting stops at `most`."""

    @abstractmethod
    def _facet_groups(self, plan: Plan) -> Mapping[str, int]:
        """How many documents of each facet text match, whatever the filters."""

    @abstractmethod
    def _best(
        self, plan: Plan, filters: Filters, start: int, size: int, *, matched: int
    ) -> list[int]:
        """Ids of the matching documents that pass the filters, best first."""

    def _hits(self, ids: Sequence[int]) -> tuple[StoredHit, ...]:
        if not ids:
            return ()
        marks = ", ".join(["%s"] * len(ids))
        with self._read_connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(_SHOWN)} FROM {IndexedDocument._meta.db_table} "  # noqa: S608
                f"WHERE id IN ({marks})",
                [*ids],
            )
            rows = {row[0]: _hit(dict(zip(_SHOWN, row, strict=True))) for row in cursor.fetchall()}
        return tuple(rows[pk] for pk in ids if pk in rows)

    def _write(self, rows: list[IndexedDocument]) -> None:
        if not rows:
            return
        connection = self._write_connection
        fields = IndexedDocument._meta.concrete_fields
        table = IndexedDocument._meta.db_table
        columns = [str(field.column) for field in fields]
        row_marks = f"({', '.join(['%s'] * len(columns))})"
        marks = ", ".join([row_marks] * len(rows))
        changes = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
        values = [
            field.get_db_prep_save(getattr(row, field.attname), connection)
            for row in rows
            for field in fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {marks} "  # noqa: S608
                f"ON CONFLICT (id) DO UPDATE SET {changes} "
                f"WHERE excluded.version >= {table}.version",
                values,
            )

    @property
    def _write_connection(self) -> BaseDatabaseWrapper:
        return connections[router.db_for_write(IndexedDocument)]

    @property
    def _read_connection(self) -> BaseDatabaseWrapper:
        return connections[router.db_for_read(IndexedDocument)]


def _hit(row: dict[str, Any]) -> StoredHit:
    if isinstance(row["date"], str):  # SQLite has no dates
        row["date"] = date.fromisoformat(row["date"])
    return StoredHit(**row)


def needle(phrase: str) -> str:
    """A phrase as it stands in `compact`, where letters and digits have spaces around them."""
    before = " " if phrase[0].isascii() else ""
    return f"{before}{phrase}{' ' if phrase[-1].isascii() else ''}"


def _row(document: SearchDocument, text: IndexedText) -> IndexedDocument:
    return IndexedDocument(
        id=document.id,
        version=document.version,
        rank=document.rank,
        facets=facet_text(document),
        kind=document.kind,
        url=document.url,
        date=document.date,
        source=document.source[:200],
        title=document.title.replace("\0", " ")[:255],
        body=document.body.replace("\0", " "),
        title_tokens=text.title,
        title_grams=text.title_grams,
        label_tokens=text.labels,
        body_tokens=text.body,
        stressed_tokens=text.stressed,
        grams=text.grams,
        compact=text.compact,
    )


def _batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
