"""How a search gives way, step by step, where nothing holds everything that was asked for.

All words → words cut out of others → a slip of the keyboard mended → some of the words.
"""

from collections.abc import Iterator
from dataclasses import replace

from search import corrections, vocabulary
from search.engines.base import SearchEngine
from search.entities import Dictionary
from search.query import Filters, Plan, Segment, Unit, loosened, pairs, parse_query, pieces
from search.results import Found

FEW = 20
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
) -> tuple[Plan, Found]:
    """Ask the engine, and ask for less where it finds nothing at all.

    The plan that was answered comes back with the answer; its notes say what was changed.
    Filters never make a search give way: nothing in a filter is an answer.
    """
    found = engine.search(plan, filters, start=start, size=size)
    if plan.is_empty or plan.finds_nothing or found.matched > FEW:
        return plan, found
    for weaker in _weaker_plans(plan, engine, dictionary, is_few=found.matched > 0):
        answer = engine.search(weaker, filters, start=start, size=size)
        if answer.matched > found.matched:
            return weaker, answer
    return plan, found


def _weaker_plans(
    plan: Plan, engine: SearchEngine, dictionary: Dictionary, *, is_few: bool
) -> Iterator[Plan]:
    near = corrections.near_names(plan.text, dictionary)
    if near and not (is_few and _stands_as_written(plan, engine)):
        yield from _corrected(near, dictionary)
    if is_few:
        return
    yield _loosened(plan)
    yield from _corrected(corrections.by_latin(plan.text, dictionary), dictionary)
    yield from _corrected(_by_sound(plan, engine, dictionary), dictionary)
    if not plan.phrases:
        yield from _partial(plan, engine)


def _stands_as_written(plan: Plan, engine: SearchEngine) -> bool:
    written = pairs(plan.text)
    return bool(written.tokens) and any(
        engine.frequencies([Unit(plan.text, (written,))], most=COMMON)
    )


def _corrected(texts: list[str], dictionary: Dictionary) -> Iterator[Plan]:
    for text in texts[:TRIES]:
        yield parse_query(text, dictionary).with_note(f"没有找到原词，已按“{text}”搜索。")


def _by_sound(plan: Plan, engine: SearchEngine, dictionary: Dictionary) -> list[str]:
    units = plan.units
    numbers = engine.frequencies(units, most=COMMON)
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
    if len(units) < 2:
        return
    counted = zip(engine.frequencies(units, most=COMMON), units, strict=True)
    useful = sorted((pair for pair in counted if pair[0]), key=lambda pair: pair[0])
    telling = [pair for pair in useful if pair[0] < COMMON]
    rarest = [unit for _, unit in (telling if len(telling) > 1 else useful)[:RAREST]]
    note = "没有同时包含全部词语的内容，以下内容包含其中一部分。"
    for number in (2, 1):
        if len(rarest) >= number:
            yield replace(
                plan, segments=(_segment(rarest),), at_least=number, notes=(*plan.notes, note)
            )


def _segment(units: list[Unit]) -> Segment:
    return Segment(tuple(units))
