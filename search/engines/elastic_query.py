"""A plan in the query language of the search server.

Written as plain mappings: a visitor's question becomes dozens of them, and making an object of each
would take longer than the server takes to answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search.engines.elastic_index import letters
from search.facets import CASE_CODE
from search.query import Option, Plan, Segment, Unit, Where, pairs

Query = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Weights:
    """What a find weighs: of a word in each field, of a pair of characters, of one in a title."""

    fields: tuple[str, ...]
    pair: float
    pair_in_title: float


_OF_ALL = _Weights(("title_tokens^10", "label_tokens^3", "body_tokens"), 0.12, 1.2)
# Where only some words are found, the rarest says most, wherever it stands.
_OF_SOME = _Weights(("title_tokens^3", "label_tokens^2", "body_tokens"), 0.6, 0.6)
_CHARACTER_IN_TITLE = 4.0
_NAME_IN_PASSING = 0.1
_LITERAL_PER_WORD, _LITERAL_IN_TITLE = 4.0, 4.0
_ANSWERS, _NUMBER_IN_TITLE = 10.0, 1.0
# How much better a document is for each day that it is newer.
_PER_DAY = 0.00015

PUBLIC: Query = {"term": {"is_public": True}}
GONE: Query = {"term": {"is_public": False}}


def search_query(plan: Plan) -> Query:
    """Finds what the plan asks for, scored unless it is to be sorted by date."""
    found = matching(plan)
    if not (plan.segments or plan.phrases):
        return found
    newer = {"field_value_factor": {"field": "day", "factor": _PER_DAY, "missing": 0}}
    return {"function_score": {"query": found, "functions": [newer], "boost_mode": "sum"}}


def matching(plan: Plan) -> Query:
    """Finds what the plan asks for among all that is public."""
    wanted = (
        [any_of([_unit(unit, _OF_SOME) for unit in plan.units], at_least=plan.at_least)]
        if plan.at_least
        else [_segment(segment) for segment in plan.segments]
    )
    bonus = [_constant(_answering(plan), _ANSWERS)] if plan.asks else []
    for segment in plan.segments:
        if segment.literal is not None and len(segment.units) > 1:
            weight = _LITERAL_PER_WORD * (len(segment.units) - 1)
            bonus.append(_constant(_marked("grams", segment.literal.tokens), weight))
            in_title = _marked("title_grams", segment.literal.tokens)
            bonus.append(_constant(in_title, _LITERAL_IN_TITLE))
    filters = [PUBLIC]
    for phrase in plan.phrases:
        wanted.append(_option(pairs(phrase)))
        filters.append(_standing(phrase))
    excluded = [_segment(segment) for segment in plan.excluded]
    return {"bool": {"must": wanted, "should": bonus, "filter": filters, "must_not": excluded}}


def _answering(plan: Plan) -> Query:
    """Finds the cases, where only some words are needed those that hold the rarest."""
    cases = having(frozenset({CASE_CODE}))
    return all_of([cases, _unit(plan.units[0])]) if plan.at_least else cases


def having(codes: frozenset[str]) -> Query:
    """Finds what counts under any of these facet codes."""
    return {"terms": {"codes": sorted(codes)}}


def unit_query(unit: Unit) -> Query:
    """Finds one unit, without scoring."""
    return all_of([_unit(unit)])


def text_query(texts: Sequence[str]) -> Query:
    """Finds what is public and holds any of these texts letter by letter."""
    return all_of([PUBLIC, any_of([_standing(text) for text in texts])])


def all_of(found: Sequence[Query]) -> Query:
    """Finds what all of these find, without scoring."""
    return {"bool": {"filter": list(found)}}


def any_of(found: Sequence[Query], *, at_least: int = 1) -> Query:
    """Finds what this many of these find."""
    return {"bool": {"should": list(found), "minimum_should_match": at_least}}


def _segment(segment: Segment) -> Query:
    units = [_unit(unit) for unit in segment.units]
    together = {"bool": {"must": units}} if len(units) > 1 else units[0]
    return together if segment.literal is None else any_of([together, _option(segment.literal)])


def _unit(unit: Unit, weights: _Weights = _OF_ALL) -> Query:
    options = [_option(option, weights) for option in unit.options]
    return options[0] if len(options) == 1 else _best_of(options)


def _option(option: Option, weights: _Weights = _OF_ALL) -> Query:
    if option.where is Where.NUMBERS:
        in_title = _constant(_marked("title_grams", option.tokens), _NUMBER_IN_TITLE)
        return {"bool": {"filter": [_marked("grams", option.tokens)], "should": [in_title]}}
    if option.where is Where.PAIRS:
        # Whatever the title holds is in the other field too: this one only weighs.
        found = [_term("grams", token, weights.pair) for token in option.tokens]
        marks = [_term("title_grams", token, weights.pair_in_title) for token in option.tokens]
        return {"bool": {"must": found, "should": [{"bool": {"must": marks}}]}}
    if option.where is Where.CHARACTERS:
        return {
            "bool": {
                "must": [
                    _best_of(
                        [
                            _term("title_tokens", token, _CHARACTER_IN_TITLE),
                            _term("grams", token, weights.pair),
                        ]
                    )
                    for token in option.tokens
                ]
            }
        }
    words = {
        "combined_fields": {
            "query": " ".join(option.tokens),
            "fields": weights.fields,
            "operator": "and",
        }
    }
    if option.where is Where.NAMES:
        return _best_of([words, _constant(_marked("grams", option.tokens), _NAME_IN_PASSING)])
    return words


def _term(field: str, token: str, boost: float) -> Query:
    return {"term": {field: {"value": token, "boost": boost}}}


def _marked(field: str, tokens: Sequence[str]) -> Query:
    return all_of([{"term": {field: token}} for token in tokens])


def _standing(text: str) -> Query:
    return {"match_phrase": {"letters": letters(text)}}


def _best_of(found: Sequence[Query]) -> Query:
    return {"dis_max": {"queries": list(found)}}


def _constant(found: Query, weight: float) -> Query:
    return {"constant_score": {"filter": found, "boost": weight}}
