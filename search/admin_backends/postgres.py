"""The admin's search on PostgreSQL."""

from collections.abc import Sequence

from modelsearch.backends.database.postgres.postgres import (
    PostgresIndex,
    PostgresSearchBackend,
)

from search.admin_backends.compiler import ChineseQueryCompiler
from search.admin_backends.indexing import TokenIndex
from search.admin_backends.tokens import Parts
from search.query import Option


class Index(TokenIndex, PostgresIndex):
    """One text vector a column."""

    other_columns = {"title_text": "''", "body_text": "''"}
    mark = "array_to_tsvector(%s::text[])"

    def written(self, tokens: list[str]) -> list[str]:
        """The tokens as an array."""
        return tokens


class QueryCompiler(ChineseQueryCompiler):
    """Asks text vectors, each with a GIN index of its own."""

    def source(self, table: str) -> str:
        """The index table itself."""
        return table

    def condition(self, table: str, column: str) -> str:
        """The vector answers a text query."""
        return f"{table}.{column} @@ %s::tsquery"

    def expression(self, parts: Parts, column: str, *, is_any: bool) -> str:
        """All of the parts, or any."""
        return (" | " if is_any else " & ").join(_any(options) for options in parts)


class AutocompleteQueryCompiler(QueryCompiler):
    """Asks for what the listings complete."""

    column = "autocomplete"


class Backend(PostgresSearchBackend):
    """Modelsearch's PostgreSQL backend with the analysis of the public search."""

    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler


def _any(options: Sequence[Option]) -> str:
    return f"({' | '.join(_all(option) for option in options)})"


def _all(option: Option) -> str:
    # Letters and digits are found by their beginning: people type half a word and look.
    tokens = (f"'{token}':*" if token.isascii() else f"'{token}'" for token in option.tokens)
    return f"({' & '.join(tokens)})"
