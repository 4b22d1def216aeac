"""How a search gives way, step by step, where nothing holds everything that was asked for.

All words → words cut out of others → a slip of the keyboard mended → the words of synonyms, apart
from each other → some of the words.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from search import corrections, vocabulary, words
from search.corrections import Correction, Stretch
from search.engines.base import SearchEngine
from search.entities import Dictionary
from search.query import (
    Filters,
    Option,
    Plan,
    Segment,
    Unit,
    Where,
    apart,
    bared,
    loosened,
    pairs,
    parse_query,
    parts,
    pieces,
    plain_words,
    rejoined,
    with_units,
)
from search.results import Found

FEW = 20
ENOUGH = 50  # of what holds every word of a question
RAREST = 5
COMMON = 5000
MOST_CORRECTIONS = 30
TRIES = 3
MUCH_MORE = 5  # documents with a word that sounds like one which none holds
NONE_HOLDS_ALL = "没有同时包含全部词语的内容，以下内容包含其中一部分。"
FEW_HOLD_ALL = "同时包含全部词语的内容不多，以下内容包含全部或者一部分词语。"


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
    for weaker in _weaker_plans(plan, engine, dictionary, is_few=found.matched > 0, mend=mend):
        if weaker.meant:
            meant = meant or weaker.meant
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
    plans = list(dict.fromkeys([plan, with_units(plan, loosened)]))
    return engine.counting(plans, _possible_units(plan))


def _possible_units(plan: Plan) -> tuple[Unit, ...]:
    """Everything whose frequency may be asked for on the way."""
    pieced = [piece for unit in plan.units for piece in pieces(loosened(bared(unit)))]
    across = _split_again(plan) if plan.asks else ()
    return tuple(dict.fromkeys([*plan.units, *pieced, *across]))


def _weaker_plans(
    plan: Plan, engine: SearchEngine, dictionary: Dictionary, *, is_few: bool, mend: bool
) -> Iterator[Plan]:
    """Plans to ask instead, in this order; one with `meant` set is only to be pointed out."""
    written = corrections.stretches(plan.text, plain_words(plan.text))
    near = corrections.near_names(written, dictionary)
    if near and not (is_few and _stands_as_written(plan, engine)):
        yield from _corrected(plan, near, dictionary, mend=mend)
    if is_few:
        if plan.asks and not plan.phrases:
            yield from _partial(plan, engine, note=FEW_HOLD_ALL)
        return
    if (loose := with_units(plan, loosened)) != plan:
        yield loose
    latin = corrections.by_latin(written, dictionary)
    yield from _corrected(plan, latin, dictionary, mend=mend)
    missing = _missing(plan, engine)
    heard = _by_sound(written, plan, missing, engine, dictionary)
    for is_sure in (True, False):
        texts = [correction.text for correction in heard if correction.is_sure == is_sure]
        yield from _corrected(plan, texts, dictionary, mend=mend and is_sure)
    eased = with_units(
        plan, lambda unit: apart(bared(unit), dictionary) if unit in missing else unit
    )
    if eased != plan:
        yield with_units(eased, loosened)
    if plan.phrases:
        return
    yield from _partial(eased, engine)
    if single := [
        part for unit in plan.units if unit in missing for part in parts(unit, dictionary)
    ]:
        yield from _partial(replace(plan, segments=(_segment(single),)), engine)


def _stands_as_written(plan: Plan, engine: SearchEngine) -> bool:
    written = tuple(pairs(segment.text) for segment in plan.segments if segment.text)
    tokens = tuple(dict.fromkeys(token for option in written for token in option.tokens))
    stretch = Unit(plan.text, (Option(Where.PAIRS, tokens),))
    return bool(tokens) and any(engine.frequencies([stretch], most=COMMON))


def _corrected(
    plan: Plan, texts: list[str], dictionary: Dictionary, *, mend: bool
) -> Iterator[Plan]:
    for text in texts[:TRIES]:
        if mend:
            read = parse_query(text, dictionary, by_date=plan.by_date, off=plan.off)
            notes = tuple(dict.fromkeys([*plan.notes, *read.notes]))
            yield replace(read, mended=text, notes=notes)
        else:
            yield replace(plan, meant=text)


def _missing(plan: Plan, engine: SearchEngine) -> frozenset[Unit]:
    """The units that nothing holds."""
    units = plan.units
    if len(units) == 1 and not plan.phrases and not plan.excluded:
        return frozenset(units)  # it need not be counted: the plan found nothing
    numbers = engine.frequencies(units, most=COMMON)
    return frozenset(unit for unit, number in zip(units, numbers, strict=True) if not number)


def _by_sound(
    written: list[Stretch],
    plan: Plan,
    missing: frozenset[Unit],
    engine: SearchEngine,
    dictionary: Dictionary,
) -> list[Correction]:
    """What the words that nothing holds may have meant, the likeliest first.

    A word that is a word, or has synonyms, was hardly mistyped.
    """
    known = {
        unit.text
        for unit in plan.units
        if words.is_known(unit.text) or unit.text in dictionary.synonyms
    }
    unknown = {unit.text for unit in missing if unit.text not in dictionary.synonyms}
    possible = [
        correction
        for correction in corrections.by_sound(
            written,
            dictionary,
            unknown=unknown,
            known=known,
            sounding_like=vocabulary.sounding_like,
        )
        # What is not sure must at least be one word for another, not a cut through two.
        if correction.is_sure or correction.written in unknown
    ][:MOST_CORRECTIONS]
    counts = engine.frequencies(
        [Unit(correction.meant, (pairs(correction.meant),)) for correction in possible], most=COMMON
    )
    likely = sorted(
        zip(possible, counts, strict=True),
        key=lambda pair: (pair[0].is_name, len(pair[0].meant), pair[1]),
        reverse=True,
    )
    return [
        correction
        for correction, number in likely
        if number >= (1 if correction.is_sure else MUCH_MORE)
    ]


def _partial(plan: Plan, engine: SearchEngine, *, note: str = NONE_HOLDS_ALL) -> Iterator[Plan]:
    """Some of the rarest words: at least two of them, then any.

    The rarest comes first; single characters, which are a part of many words, come last.
    """
    units = list(dict.fromkeys(piece for unit in plan.units for piece in pieces(loosened(unit))))
    across = [unit for unit in _split_again(plan) if unit not in units] if plan.asks else []
    numbers = engine.frequencies([*units, *across], most=COMMON)
    counts = dict(zip([*units, *across], numbers, strict=True))
    useful = sorted(
        ((n, unit) for unit, n in counts.items() if n),
        key=lambda pair: (len(pair[1].text) == 1, pair[0]),
    )
    telling = [pair for pair in useful if pair[0] < COMMON]
    of_words = [pair for pair in telling if len(pair[1].text) > 1]
    if len(of_words) > 1:
        telling = of_words
    rarest = [unit for _, unit in (telling if len(telling) > 1 else useful)[:RAREST]]
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
