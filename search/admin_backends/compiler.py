"""Modelsearch queries as conditions on primary keys, the same for every database."""

from typing import Any

from django.db import connection, models
from django.db.models import Case, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import BaseSearchQueryCompiler
from modelsearch.conf import get_app_config
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from search.admin_backends.tokens import Parts, parts_of, phrase_parts
from search.dictionary import current_dictionary

_NOTHING = Q(pk__in=[])


class ChineseQueryCompiler(BaseSearchQueryCompiler):
    """Finds what the index column holds; best first means found in the title, then the newest.

    `fields` may name the title alone; any other choice of fields searches all of them.
    """

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    column = "body"

    def get_config(self, backend: object) -> None:
        """Nothing to configure: the analysis is always the same."""

    def search(
        self,
        config: None,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: object = None,
    ) -> QuerySet[Any]:
        """The matching objects of the queryset."""
        column = "title" if list(self.fields or []) == ["title"] else self.column
        queryset = self.queryset.filter(self._condition(self.query, column))
        if score_field or self.order_by_relevance:
            name = score_field or "_score"
            in_title = When(self._condition(self.query, "title"), then=Value(1.0))
            queryset = queryset.annotate(
                **{name: Case(in_title, default=Value(0.0), output_field=FloatField())}
            )
            if self.order_by_relevance:
                queryset = queryset.order_by(f"-{name}", "-pk")
        if not self.order_by_relevance and not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]

    def _condition(self, query: SearchQuery, column: str) -> Q:
        if isinstance(query, MatchAll):
            return ~_NOTHING
        if isinstance(query, Boost):
            return self._condition(query.subquery, column)
        if isinstance(query, Not):
            return ~self._condition(query.subquery, column)
        if isinstance(query, And | Or):
            conditions = [self._condition(subquery, column) for subquery in query.subqueries]
            connector = Q.AND if isinstance(query, And) else Q.OR
            return Q(*conditions, _connector=connector)
        return self._holding(query, column)

    def _holding(self, query: PlainText | Phrase | Fuzzy, column: str) -> Q:
        if isinstance(query, Phrase):
            parts = phrase_parts(query.query_string)
        else:
            parts = parts_of(query.query_string, current_dictionary())
        if not parts:
            return _NOTHING
        is_any = getattr(query, "operator", "and") == "or"
        return Q(pk__in=self._ids(self.expression(parts, column, is_any=is_any), column))

    def _ids(self, expression: str, column: str) -> RawSQL:
        model: type[models.Model] = self.queryset.model
        table = get_app_config().get_model("IndexEntry")._meta.db_table
        types = get_descendants_content_types_pks(model)
        key = model._meta.pk.rel_db_type(connection)
        return RawSQL(  # noqa: S611 - table and type names beside placeholders
            f"SELECT CAST({table}.object_id AS {key}) FROM {self.source(table)} "  # noqa: S608
            f"WHERE {self.condition(table, column)} "
            f"AND {table}.content_type_id IN ({', '.join(['%s'] * len(types))})",
            [expression, *types],
        )

    def source(self, table: str) -> str:
        """The tables in which the index is looked up."""
        raise NotImplementedError

    def condition(self, table: str, column: str) -> str:
        """The condition that the column answers its one parameter, an `expression`."""
        raise NotImplementedError

    def expression(self, parts: Parts, column: str, *, is_any: bool) -> str:
        """All of the parts, or any, in the database's own language."""
        raise NotImplementedError
