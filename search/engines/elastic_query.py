"""A plan in the query language of the search server."""

from collections.abc import Sequence
from dataclasses import dataclass

from elasticsearch.dsl import function
from elasticsearch.dsl import query as q
from elasticsearch.dsl.query import Query

from search.engines.elastic_index import letters
from search.facets import CASE_CODE
from search.query import Option, Plan, Segment, Unit, Where, pairs


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


def search_query(plan: Plan) -> Query:
    """Finds what the plan asks for, scored unless it is to be sorted by date."""
    found = matching(plan)
    if not (plan.segments or plan.phrases):
        return found
    newer = function.FieldValueFactor(field="day", factor=_PER_DAY, missing=0)
    return q.FunctionScore(query=found, functions=[newer], boost_mode="sum")


def matching(plan: Plan) -> Query:
    """Finds what the plan asks for among all that is public."""
    wanted: list[Query] = (
        [
            q.Bool(
                should=[_unit(unit, _OF_SOME) for unit in plan.units],
                minimum_should_match=plan.at_least,
            )
        ]
        if plan.at_least
        else [_segment(segment) for segment in plan.segments]
    )
    bonus: list[Query] = [_constant(having(frozenset({CASE_CODE})), _ANSWERS)] if plan.asks else []
    for segment in plan.segments:
        if segment.literal is not None and len(segment.units) > 1:
            weight = _LITERAL_PER_WORD * (len(segment.units) - 1)
            bonus.append(_constant(_all("grams", segment.literal.tokens), weight))
            bonus.append(_constant(_all("title_grams", segment.literal.tokens), _LITERAL_IN_TITLE))
    filters: list[Query] = [q.Term(is_public=True)]
    for phrase in plan.phrases:
        wanted.append(_option(pairs(phrase)))
        filters.append(q.MatchPhrase(letters=letters(phrase)))
    return q.Bool(
        must=wanted,
        should=bonus,
        filter=filters,
        must_not=[_segment(segment) for segment in plan.excluded],
        minimum_should_match=0,
    )


def having(codes: frozenset[str]) -> Query:
    """Finds what counts under any of these facet codes."""
    return q.Terms(codes=sorted(codes))


def unit_query(unit: Unit) -> Query:
    """Finds one unit among all that is public, without scoring."""
    return q.Bool(filter=[q.Term(is_public=True), _unit(unit)])


def text_query(texts: Sequence[str]) -> Query:
    """Finds what holds any of these texts letter by letter."""
    return q.Bool(
        filter=[q.Term(is_public=True)],
        should=[q.MatchPhrase(letters=letters(text)) for text in texts],
        minimum_should_match=1,
    )


def _segment(segment: Segment) -> Query:
    units = [_unit(unit) for unit in segment.units]
    together = q.Bool(must=units) if len(units) > 1 else units[0]
    if segment.literal is None:
        return together
    return q.Bool(should=[together, _option(segment.literal)], minimum_should_match=1)


def _unit(unit: Unit, weights: _Weights = _OF_ALL) -> Query:
    options = [_option(option, weights) for option in unit.options]
    return options[0] if len(options) == 1 else q.DisMax(queries=options)


def _option(option: Option, weights: _Weights = _OF_ALL) -> Query:
    if option.where is Where.NUMBERS:
        in_title = _constant(_all("title_grams", option.tokens), _NUMBER_IN_TITLE)
        return q.Bool(filter=[_all("grams", option.tokens)], should=[in_title])
    if option.where is Where.PAIRS:
        # Whatever the title holds is in the other field too: this one only weighs.
        found: list[Query] = [
            q.Term(grams={"value": token, "boost": weights.pair}) for token in option.tokens
        ]
        marks = [
            q.Term(title_grams={"value": token, "boost": weights.pair_in_title})
            for token in option.tokens
        ]
        return q.Bool(must=found, should=[q.Bool(must=marks)])
    if option.where is Where.CHARACTERS:
        found = [
            q.DisMax(
                queries=[
                    q.Term(title_tokens={"value": token, "boost": _CHARACTER_IN_TITLE}),
                    q.Term(grams={"value": token, "boost": weights.pair}),
                ]
            )
            for token in option.tokens
        ]
        return q.Bool(must=found)
    words: Query = q.CombinedFields(
        query=" ".join(option.tokens), fields=[*weights.fields], operator="and"
    )
    if option.where is Where.NAMES:
        passing = _constant(_all("grams", option.tokens), _NAME_IN_PASSING)
        return q.DisMax(queries=[words, passing])
    return words


def _all(field: str, tokens: Sequence[str]) -> Query:
    return q.Bool(filter=[q.Term(**{field: token}) for token in tokens])


def _constant(found: Query, weight: float) -> Query:
    return q.ConstantScore(filter=found, boost=weight)
