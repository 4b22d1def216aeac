"""Search inside SQLite: one FTS5 table whose text is already split into tokens."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from search.engines.database import DatabaseEngine, needle
from search.facets import CASE_CODE, wanted_codes
from search.models import IndexedDocument
from search.query import Filters, Option, Plan, Segment, Unit, Where, pairs

FTS_TABLE = "pufa_search_fts"
FACET_TABLE = "pufa_search_facets"

# Where each sort of token is looked for.
_COLUMNS = {
    Where.WORDS: "title_tokens label_tokens body_tokens",
    Where.NAMES: "title_tokens label_tokens body_tokens grams",
    Where.CHARACTERS: "title_tokens grams",
    Where.NUMBERS: "title_grams grams",
    Where.PAIRS: "grams",
}
# What a find in each column weighs: title_tokens, title_grams, label_tokens, body_tokens, grams.
_WEIGHTS = "10.0, 3.0, 3.0, 1.0, 0.3"
_PARTIAL_WEIGHTS = "5.0, 1.5, 3.0, 1.0, 0.3"
_LITERAL_PER_WORD = 8.0
_LITERAL_IN_TITLE = 8.0
_ANSWERS = 10.0
_MOST_SCORED = 4
# How much better a document is for each day that it is newer.
_PER_DAY = 0.0003


class SqliteEngine(DatabaseEngine):
    """The engine of a site on SQLite."""

    name = "sqlite"

    def frequencies(self, units: Sequence[Unit], *, most: int) -> list[int]:
        """How many documents hold each of these units; counting stops at `most`."""
        if not units:
            return []
        counted = f"SELECT 1 FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s LIMIT %s"  # noqa: S608
        counts = ", ".join([f"(SELECT count(*) FROM ({counted}))"] * len(units))  # noqa: S608
        with self._read_connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {counts}",
                [value for unit in units for value in (_unit(unit, is_scored=False), most)],
            )
            return list(cursor.fetchone())

    def _facet_groups(self, plan: Plan) -> Mapping[str, int]:
        sql, parameters = _condition(plan)
        with self._read_connection.cursor() as cursor:
            cursor.execute(
                f"SELECT facets FROM {FACET_TABLE} f WHERE {sql}",  # noqa: S608
                parameters,
            )
            return Counter(row[0] for row in cursor.fetchall())

    def _best(
        self, plan: Plan, filters: Filters, start: int, size: int, *, matched: int
    ) -> list[int]:
        narrowed, narrowing = _filtered(filters)
        condition, parameters = _condition(plan)
        if plan.by_date or match_expression(plan) is None:
            statement = (
                f"SELECT id FROM {FACET_TABLE} f WHERE {condition}{narrowed} "  # noqa: S608
                "ORDER BY rank DESC, id DESC"
            )
            parameters = [*parameters, *narrowing]
        else:
            literal, standing = _literal_bonus(plan)
            if plan.asks:
                answers, rarest = _answers_bonus(plan)
                literal += answers
                standing = [*standing, *rarest]
            scored, scoring = self._scored(plan, matched)
            weights = _PARTIAL_WEIGHTS if plan.at_least else _WEIGHTS
            statement = (
                f"SELECT f.id FROM {FTS_TABLE} JOIN {FACET_TABLE} f ON f.id = {FTS_TABLE}.rowid "  # noqa: S608
                f"WHERE {FTS_TABLE} MATCH %s{scored}{narrowed} "
                f"ORDER BY bm25({FTS_TABLE}, {weights}){literal} "
                f"- f.rank / 10000000000.0 * {_PER_DAY}, f.rank DESC, f.id DESC"
            )
            parameters = [*scoring, *narrowing, *standing]
        with self._read_connection.cursor() as cursor:
            cursor.execute(f"{statement} LIMIT %s OFFSET %s", [*parameters, size, start])
            return [row[0] for row in cursor.fetchall()]

    def _scored(self, plan: Plan, matched: int) -> tuple[str, list[Any]]:
        """What to score, as further conditions and parameters, the first of them for MATCH.

        bm25 costs one pass over the index for each token in its expression, even if few
        documents match: so it is given the units alone where that finds all there is to find.
        """
        condition, parameters = _condition(plan)
        if plan.at_least:
            units = " OR ".join(_unit(unit) for unit in plan.units)
            return f" AND f.{condition}", [units, *parameters]
        phrases, needles = _phrase_condition(plan)
        full = match_expression(plan, is_scored=True)
        segments = tuple(replace(segment, literal=None) for segment in plan.segments)
        if segments == plan.segments or plan.phrases:
            return phrases, [full, *needles]
        units_only = replace(plan, segments=segments)
        condition, parameters = _condition(units_only)
        with self._read_connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {FACET_TABLE} f WHERE {condition}",  # noqa: S608
                parameters,
            )
            is_complete = cursor.fetchone()[0] == matched
        if not is_complete:
            return "", [full]
        telling = _most_telling(units_only)
        scored = match_expression(telling, is_scored=True)
        return (
            ("", [scored])
            if telling == units_only
            else (f" AND f.{condition}", [scored, *parameters])
        )


def _most_telling(plan: Plan) -> Plan:
    """The plan with its longest words alone, where it has many: the others hardly change order."""
    if len(plan.units) <= _MOST_SCORED:
        return plan
    longest = sorted(plan.units, key=lambda unit: len(unit.text), reverse=True)[:_MOST_SCORED]
    return replace(plan, segments=(Segment(tuple(longest)),))


def _literal_bonus(plan: Plan) -> tuple[str, list[str]]:
    """What a document gains that holds a text of several words just as it was written."""
    sql, parameters = "", []
    for segment in plan.segments:
        if segment.literal is not None and len(segment.units) > 1:
            together = _together(segment.literal.tokens)
            for columns, bonus in (
                ("grams", _LITERAL_PER_WORD * (len(segment.units) - 1)),
                ("title_grams", _LITERAL_IN_TITLE),
            ):
                found = f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s"  # noqa: S608
                sql += f" - (f.id IN ({found})) * {bonus}"
                parameters.append(f"{{{columns}}} : {together}")
    return sql, parameters


def _answers_bonus(plan: Plan) -> tuple[str, list[str]]:
    """What a case gains; where only some words are needed it must hold the rarest."""
    sql, parameters = f" - (instr(f.facets, '|{CASE_CODE}|') > 0", []
    if plan.at_least:
        found = f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s"  # noqa: S608
        sql += f" AND f.id IN ({found})"
        parameters.append(_unit(plan.units[0], is_scored=False))
    return f"{sql}) * {_ANSWERS}", parameters


def _condition(plan: Plan) -> tuple[str, list[Any]]:
    """The plan as a condition on the facet table."""
    query = match_expression(plan)
    phrases, parameters = _phrase_condition(plan)
    if query is None:
        return f"1{phrases}", parameters
    found = f"id IN (SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s)"  # noqa: S608
    return found + phrases, [query, *parameters]


def _filtered(filters: Filters) -> tuple[str, list[str]]:
    sql, parameters = "", []
    for codes in wanted_codes(filters).values():
        sql += f" AND ({' OR '.join(['instr(f.facets, %s)'] * len(codes))})"
        parameters += [f"|{code}|" for code in sorted(codes)]
    return sql, parameters


def _phrase_condition(plan: Plan) -> tuple[str, list[str]]:
    table = IndexedDocument._meta.db_table
    clause = f" AND EXISTS (SELECT 1 FROM {table} d WHERE d.id = f.id AND instr(d.compact, %s))"  # noqa: S608
    return clause * len(plan.phrases), [needle(phrase) for phrase in plan.phrases]


def match_expression(plan: Plan, *, is_scored: bool = False) -> str | None:
    """The plan in the language of FTS5; None where every document matches."""
    wanted = (
        [_at_least(plan.units, plan.at_least)]
        if plan.at_least
        else [_segment(segment, is_scored=is_scored) for segment in plan.segments]
    )
    wanted += [_option(pairs(phrase), is_scored=is_scored) for phrase in plan.phrases]
    if not wanted:
        return None
    expression = " AND ".join(wanted)
    unwanted = [_segment(segment) for segment in plan.excluded]
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _segment(segment: Segment, *, is_scored: bool = False) -> str:
    units = " AND ".join(_unit(unit, is_scored=is_scored) for unit in segment.units)
    if segment.literal is None:
        return f"({units})"
    return f"(({units}) OR {_option(segment.literal, is_scored=is_scored)})"


def _unit(unit: Unit, *, is_scored: bool = True) -> str:
    options = (_option(option, is_scored=is_scored) for option in unit.options)
    return f"({' OR '.join(options)})"


def _option(option: Option, *, is_scored: bool) -> str:
    columns = _COLUMNS[option.where]
    together = _together(option.tokens)
    if option.where is Where.PAIRS and is_scored:
        # Whatever the title holds is in the other column too: this one only weighs.
        return f"(({{title_grams}} : {together}) OR ({{{columns}}} : {together}))"
    return f"({{{columns}}} : {together})"


def _together(tokens: Sequence[str]) -> str:
    return "(" + " AND ".join(f'"{token}"' for token in tokens) + ")"


def _at_least(units: Sequence[Unit], number: int) -> str:
    choices = combinations(
        [_unit(unit, is_scored=False) for unit in units], min(number, len(units))
    )
    return "(" + " OR ".join(f"({' AND '.join(choice)})" for choice in choices) + ")"
