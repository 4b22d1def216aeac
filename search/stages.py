"""How a search gives way, step by step, where nothing holds everything that was asked for.

All words → words cut out of others → a slip of the keyboard mended → some of the words.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from search import corrections, vocabulary
from search.engines.base import SearchEngine
from search.entities import Dictionary
from search.query import (
    Filters,
    Plan,
    Segment,
    Unit,
    loosened,
    pairs,
    parse_query,
    pieces,
    rejoined,
)
from search.results import Found

FEW = 20
ENOUGH = 50  # of what holds every word of a question
RAREST = 5
COMMON = 5000
MOST_CORRECTIONS = 30
TRIES = 3


def find(
    plan: Plan,
    filters: Filters,
    *,
    start: int,
    size: int,
    engine: SearchEngine,
    dictionary: Dictionary,
    mend: bool = True,
) -> tuple[Plan, Found]:
    """Ask the engine, and ask for less where it finds nothing at all.

    The plan that was answered comes back with the answer; `mended` and its notes say what was
    changed. Without `mend` a slip is only pointed out, in `meant`. Filters never make a search
    give way: nothing in a filter is an answer.
    """
    if plan.asks and not plan.phrases:
        engine = _counted(plan, engine)
    found = (
        Found() if engine.finds_none(plan) else engine.search(plan, filters, start=start, size=size)
    )
    if plan.is_empty or plan.finds_nothing or found.matched > (ENOUGH if plan.asks else FEW):
        return plan, found
    if not (plan.asks or plan.phrases or found.matched):
        engine = _counted(plan, engine)
    meant = ""
    given: tuple[Plan, Found] | None = None
    for weaker in _weaker_plans(plan, engine, dictionary, is_few=found.matched > 0):
        if weaker.mended and not mend:
            meant = meant or weaker.mended
            continue
        if engine.finds_none(weaker):
            continue
        answer = engine.search(weaker, filters, start=start, size=size)
        if answer.matched > (given[1] if given else found).matched:
            given = replace(weaker, meant=meant), answer
            # What answers a question seldom says it in the same words.
            if not (weaker.asks and weaker.at_least) or answer.matched > FEW:
                break
    return given or (replace(plan, meant=meant), found)


def _counted(plan: Plan, engine: SearchEngine) -> SearchEngine:
    """The engine knowing what is asked of it on most ways from here."""
    plans = list(dict.fromkeys([plan, _loosened(plan)]))
    return engine.counting(plans, _possible_units(plan))


def _possible_units(plan: Plan) -> tuple[Unit, ...]:
    """Everything whose frequency may be asked for on the way."""
    pieced = [piece for unit in plan.units for piece in pieces(loosened(unit))]
    again = [unit for segment in plan.segments for unit in rejoined(segment.text)]
    return tuple(dict.fromkeys([*plan.units, *pieced, *(again if plan.asks else [])]))


def _weaker_plans(
    plan: Plan, engine: SearchEngine, dictionary: Dictionary, *, is_few: bool
) -> Iterator[Plan]:
    near = corrections.near_names(plan.text, dictionary)
    if near and not (is_few and _stands_as_written(plan, engine)):
        yield from _corrected(plan, near, dictionary)
    if is_few:
        if plan.asks and not plan.phrases:
            yield from _partial(plan, engine)
        return
    if (loose := _loosened(plan)) != plan:
        yield loose
    yield from _corrected(plan, corrections.by_latin(plan.text, dictionary), dictionary)
    yield from _corrected(plan, _by_sound(plan, engine, dictionary), dictionary)
    if not plan.phrases:
        yield from _partial(plan, engine)


def _stands_as_written(plan: Plan, engine: SearchEngine) -> bool:
    written = pairs(plan.text)
    return bool(written.tokens) and any(
        engine.frequencies([Unit(plan.text, (written,))], most=COMMON)
    )


def _corrected(plan: Plan, texts: list[str], dictionary: Dictionary) -> Iterator[Plan]:
    for text in texts[:TRIES]:
        mended = parse_query(text, dictionary, by_date=plan.by_date, off=plan.off)
        yield replace(mended, mended=text)


def _by_sound(plan: Plan, engine: SearchEngine, dictionary: Dictionary) -> list[str]:
    units = plan.units
    # One word alone, which is not found, need not be counted.
    numbers = engine.frequencies(units, most=COMMON) if len(units) > 1 else [0] * len(units)
    known = {unit.text for unit, number in zip(units, numbers, strict=True) if number}
    unknown = [unit.text for unit in units if unit.text not in known]

    def is_unknown(text: str) -> bool:
        return any(word in text or text in word for word in unknown)

    possible = corrections.by_sound(plan.text, dictionary, is_unknown, vocabulary.sounding_like)[
        :MOST_CORRECTIONS
    ]
    counts = engine.frequencies(
        [Unit(correction.meant, (pairs(correction.meant),)) for correction in possible], most=COMMON
    )
    likely = sorted(
        zip(possible, counts, strict=True),
        key=lambda pair: (len(pair[0].meant), pair[1]),
        reverse=True,
    )
    return [correction.text for correction, number in likely if number][:TRIES]


def _loosened(plan: Plan) -> Plan:
    return replace(
        plan,
        segments=tuple(
            replace(segment, units=tuple(loosened(unit) for unit in segment.units))
            for segment in plan.segments
        ),
    )


def _partial(plan: Plan, engine: SearchEngine) -> Iterator[Plan]:
    """Some of the rarest words: at least two of them, then any."""
    units = list(dict.fromkeys(piece for unit in plan.units for piece in pieces(loosened(unit))))
    across = [unit for unit in _split_again(plan) if unit not in units] if plan.asks else []
    numbers = engine.frequencies([*units, *across], most=COMMON)
    counts = dict(zip([*units, *across], numbers, strict=True))
    useful = sorted(((n, unit) for unit, n in counts.items() if n), key=lambda pair: pair[0])
    telling = [pair for pair in useful if pair[0] < COMMON]
    of_words = [pair for pair in telling if len(pair[1].text) > 1]
    if len(of_words) > 1:  # a single character is a part of many words
        telling = of_words
    rarest = [unit for _, unit in (telling if len(telling) > 1 else useful)[:RAREST]]
    note = "没有同时包含全部词语的内容，以下内容包含其中一部分。"
    for number in (2, 1):
        if len(rarest) >= number:
            yield replace(
                plan, segments=(_segment(rarest),), at_least=number, notes=(*plan.notes, note)
            )


def _split_again(plan: Plan) -> Iterator[Unit]:
    """Pairs across single characters and the words beside them: 没牵|绳 may be 没|牵绳."""
    for segment in plan.segments:
        for before, after in pairwise(unit.text for unit in segment.units):
            if len(before) == 1 or len(after) == 1:
                across = before[-1] + after[0]
                if across in segment.text:
                    yield from rejoined(across)


def _segment(units: list[Unit]) -> Segment:
    return Segment(tuple(units))
