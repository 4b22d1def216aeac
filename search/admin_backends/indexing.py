"""What an object gives to the admin's index, and how it is written there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Manager, Model
from django.utils.encoding import force_str
from modelsearch.backends.base import BaseIndex
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk

from search.admin_backends.tokens import tokens_of
from search.dictionary import current_dictionary
from search.entities import Dictionary

ROWS_PER_STATEMENT = 100


@dataclass(frozen=True, slots=True)
class IndexRow:
    """The tokens of one object; `body` holds those of its title too."""

    object_id: str
    title: list[str]
    body: list[str]
    autocomplete: list[str]


class TokenIndex(BaseIndex):
    """Writes tokens in one statement for many objects; goes before modelsearch's index class."""

    entries: Any
    write_connection: BaseDatabaseWrapper
    # Columns that must be given though nothing is kept in them, with their values in SQL.
    other_columns: dict[str, str] = {}
    # How a list of tokens is written.
    mark = "%s"

    def written(self, tokens: list[str]) -> Any:
        """The parameter for a list of tokens."""
        raise NotImplementedError

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Index objects of one model; what has not changed is not written."""
        objects = list(objs)
        if not model.get_search_fields():
            return
        content_type = get_content_type_pk(model)
        dictionary = current_dictionary()
        for start in range(0, len(objects), ROWS_PER_STATEMENT):
            part = objects[start : start + ROWS_PER_STATEMENT]
            self._write(content_type, [index_row(instance, dictionary) for instance in part])

    def _write(self, content_type: int, rows: Sequence[IndexRow]) -> None:
        table = self.entries.model._meta.db_table
        columns = ["content_type_id", "object_id", "title", "body", "autocomplete"]
        others = {"title_norm": "1.0", **self.other_columns}
        row_marks = ", ".join(["%s", "%s", *[self.mark] * 3, *others.values()])
        values = [
            value
            for row in rows
            for value in (
                content_type,
                row.object_id,
                self.written(row.title),
                self.written(row.body),
                self.written(row.autocomplete),
            )
        ]
        with self.write_connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join([*columns, *others])}) "  # noqa: S608
                f"VALUES {', '.join([f'({row_marks})'] * len(rows))} "
                "ON CONFLICT (content_type_id, object_id) DO UPDATE SET title = excluded.title, "
                "body = excluded.body, autocomplete = excluded.autocomplete "
                f"WHERE {table}.title <> excluded.title OR {table}.body <> excluded.body "
                f"OR {table}.autocomplete <> excluded.autocomplete",
                values,
            )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: titles are not weighed by their length."""


def index_row(instance: Any, dictionary: Dictionary) -> IndexRow:
    """The row of an object with search fields."""
    values = list(_values(instance, instance.get_search_fields()))
    searched = [(field, text) for field, text in values if isinstance(field, SearchField)]
    completed = [text for field, text in values if isinstance(field, AutocompleteField)]
    # What has no title is known by what the listings complete: its name.
    title = [text for field, text in searched if field.field_name == "title"] or completed
    return IndexRow(
        object_id=force_str(instance.pk),
        title=tokens_of("\n".join(title), dictionary),
        body=tokens_of("\n".join([*title, *(text for _, text in searched)]), dictionary),
        autocomplete=tokens_of("\n".join(completed), dictionary),
    )


def _values(instance: Model, fields: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            yield field, _text(field.get_value(instance))
        elif isinstance(field, RelatedFields):
            for related in _related(field.get_value(instance)):
                yield from _values(related, field.fields)


def _related(value: Any) -> Iterable[Model]:
    if value is None:
        return ()
    if isinstance(value, Manager):
        related: Iterable[Model] = value.all()
        return related
    return (value() if callable(value) else value,)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _text(list(value.values()))
    if isinstance(value, list | tuple):
        return "\n".join(_text(part) for part in value)
    return "" if value is None else force_str(value)
