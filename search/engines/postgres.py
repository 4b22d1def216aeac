"""Search inside PostgreSQL: text vectors whose words are already split, under a GIN index.

`words` holds all of a document's tokens, `title_words` those of its title, `stressed_words` what
it repeats (both small, so that ranking reads no large values); pairs, characters and
numbers are marked by `_`. Vectors keep no positions: they would double the index and slow the
ranking, and phrases are compared letter by letter anyway.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from search.engines.database import DatabaseEngine, needle
from search.facets import CASE_CODE, wanted_codes
from search.models import IndexedDocument
from search.query import Filters, Option, Plan, Segment, Unit, Where, pairs

_TABLE = IndexedDocument._meta.db_table
# What a find weighs beside being there at all.
_IN_TITLE, _STRESSED, _LITERAL_IN_TITLE, _LITERAL_PER_WORD = 10.0, 3.0, 10.0, 12.0
_FOR_RAREST = 20.0
_IN_TITLE_OF_SOME = 4.0
_IN_OTHER_WORDS_TOO = 3.0
_ANSWERS = 10.0
# Asked of the index once for all rows, which is cheaper than reading each row's large vector.
_FOUND = f"(id IN (SELECT id FROM {_TABLE} WHERE words @@ %s::tsquery))::int"  # noqa: S608
# How much better a document is for each day that it is newer.
_PER_DAY = 0.0003


class PostgresEngine(DatabaseEngine):
    """The engine of a site on PostgreSQL."""

    name = "postgresql"

    def frequencies(self, units: Sequence[Unit], *, most: int) -> list[int]:
        """How many documents hold each of these units; counting stops at `most`."""
        if not units:
            return []
        counted = f"SELECT 1 FROM {_TABLE} WHERE words @@ %s::tsquery LIMIT %s"  # noqa: S608
        counts = ", ".join([f"(SELECT count(*) FROM ({counted}) found)"] * len(units))  # noqa: S608
        with self._read_connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {counts}", [value for unit in units for value in (_unit(unit), most)]
            )
            return list(cursor.fetchone())

    def _facet_groups(self, plan: Plan) -> Mapping[str, int]:
        sql, parameters = _condition(plan)
        with self._read_connection.cursor() as cursor:
            cursor.execute(
                f"SELECT facets, count(*) FROM {_TABLE} WHERE {sql} GROUP BY facets",  # noqa: S608
                parameters,
            )
            return dict(cursor.fetchall())

    def _best(
        self, plan: Plan, filters: Filters, start: int, size: int, *, matched: int
    ) -> list[int]:
        sql, parameters = _condition(plan)
        narrowed, narrowing = _filtered(filters)
        best, scoring = _best_first(plan)
        with self._read_connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {_TABLE} WHERE {sql}{narrowed} "  # noqa: S608
                f"ORDER BY {best}rank DESC, id DESC "
                "LIMIT %s OFFSET %s",
                [*parameters, *narrowing, *scoring, size, start],
            )
            return [row[0] for row in cursor.fetchall()]


def _condition(plan: Plan) -> tuple[str, list[Any]]:
    query = match_expression(plan)
    sql = "TRUE" if query is None else "words @@ %s::tsquery"
    sql += " AND strpos(compact, %s) > 0" * len(plan.phrases)
    return sql, [*([query] if query else []), *(needle(phrase) for phrase in plan.phrases)]


def _filtered(filters: Filters) -> tuple[str, list[str]]:
    sql, parameters = "", []
    for codes in wanted_codes(filters).values():
        sql += f" AND ({' OR '.join(['strpos(facets, %s) > 0'] * len(codes))})"
        parameters += [f"|{code}|" for code in sorted(codes)]
    return sql, parameters


def _best_first(plan: Plan) -> tuple[str, list[Any]]:
    if plan.by_date:
        return "", []
    score, parameters = _score(plan)
    return f"{score} + rank / 10000000000.0 * {_PER_DAY} DESC, ", parameters


def _score(plan: Plan) -> tuple[str, list[Any]]:
    """How good a matching document is, in points.

    Everything but the literal text is in all of them, unless only some words had to be found.
    """
    terms: list[str] = []
    parameters: list[Any] = []
    units = [unit for unit in plan.units if unit.is_scored] or plan.units
    in_title = _IN_TITLE_OF_SOME if plan.at_least else _IN_TITLE
    for unit in units:
        terms.append(f"(title_words @@ %s::tsquery)::int * {in_title}")
        terms.append(f"(stressed_words @@ %s::tsquery)::int * {_STRESSED}")
        parameters += [_unit(unit)] * 2
        for option in unit.options[1:]:
            terms.append(f"(title_words @@ %s::tsquery)::int * {_IN_OTHER_WORDS_TOO}")
            parameters.append(_option(option))
    if plan.asks:  # where only some words are needed, a case answers if it holds the rarest
        terms.append(f"(strpos(facets, '|{CASE_CODE}|') > 0)::int * {_ANSWERS}")
        if plan.at_least:
            terms[-1] += f" * {_FOUND}"
            parameters.append(_unit(units[0]))
    if plan.at_least:  # the rarest word comes first and says most
        terms += [f"{_FOUND} * {_FOR_RAREST / place}" for place in range(1, len(units) + 1)]
        parameters += [_unit(unit) for unit in units]
    literals = [
        (segment.literal, len(segment.units)) for segment in plan.segments if segment.literal
    ]
    for literal, n_words in [*literals, *((pairs(phrase), 2) for phrase in plan.phrases)]:
        terms.append(f"(title_words @@ %s::tsquery)::int * {_LITERAL_IN_TITLE}")
        terms.append(f"{_FOUND} * {_LITERAL_PER_WORD * max(1, n_words - 1)}")
        parameters += [_option(literal)] * 2
    return " + ".join(terms) or "0", parameters


def match_expression(plan: Plan) -> str | None:
    """The plan in the language of text queries; None where every document matches."""
    wanted = (
        [_at_least(plan.units, plan.at_least)]
        if plan.at_least
        else [_segment(segment) for segment in plan.segments]
    )
    wanted += [_option(pairs(phrase)) for phrase in plan.phrases]
    if not wanted:
        return None
    return " & ".join([*wanted, *(f"!{_segment(segment)}" for segment in plan.excluded)])


def _segment(segment: Segment) -> str:
    units = " & ".join(_unit(unit) for unit in segment.units)
    if segment.literal is None:
        return f"({units})"
    return f"(({units}) | {_option(segment.literal)})"


def _unit(unit: Unit) -> str:
    return f"({' | '.join(_option(option) for option in unit.options)})"


def _option(option: Option) -> str:
    plain, marked = (
        "(" + " & ".join(f"'{mark}{token}'" for token in option.tokens) + ")" for mark in ("", "_")
    )
    if option.where is Where.WORDS:
        return plain
    if option.where is Where.NAMES:  # a name only mentioned in passing stands among the numbers
        return f"({plain} | {marked})"
    return marked


def _at_least(units: Sequence[Unit], number: int) -> str:
    choices = combinations([_unit(unit) for unit in units], min(number, len(units)))
    return "(" + " | ".join(f"({' & '.join(choice)})" for choice in choices) + ")"
