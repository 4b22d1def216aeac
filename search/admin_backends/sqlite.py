"""The admin's search on SQLite."""

from collections.abc import Sequence

from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteIndex,
    SQLiteSearchBackend,
)

from search.admin_backends.compiler import ChineseQueryCompiler
from search.admin_backends.indexing import TokenIndex
from search.admin_backends.tokens import Parts
from search.query import Option


class Index(TokenIndex, SQLiteIndex):
    """One text a column, the tokens between spaces."""

    def written(self, tokens: list[str]) -> str:
        """The tokens as FTS5 splits them."""
        return " ".join(tokens)


class QueryCompiler(ChineseQueryCompiler):
    """Asks an FTS5 table."""

    def source(self, table: str) -> str:
        """The full-text table with the rows it stands for."""
        return f"{table}_fts JOIN {table} ON {table}.id = {table}_fts.rowid"

    def condition(self, table: str, column: str) -> str:
        """The column is named in the expression."""
        return f"{table}_fts MATCH %s"

    def expression(self, parts: Parts, column: str, *, is_any: bool) -> str:
        """All of the parts, or any, in one column."""
        joined = (" OR " if is_any else " AND ").join(_any(options) for options in parts)
        return f"{{{column}}} : ({joined})"


class AutocompleteQueryCompiler(QueryCompiler):
    """Asks for what the listings complete."""

    column = "autocomplete"


class Backend(SQLiteSearchBackend):
    """Modelsearch's SQLite backend with the analysis of the public search."""

    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler


def _any(options: Sequence[Option]) -> str:
    return f"({' OR '.join(_all(option) for option in options)})"


def _all(option: Option) -> str:
    # Letters and digits are found by their beginning: people type half a word and look.
    tokens = (f'"{token}"*' if token.isascii() else f'"{token}"' for token in option.tokens)
    return f"({' AND '.join(tokens)})"
