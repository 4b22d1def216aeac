"""Counting results by each filter."""

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from search.documents import SearchDocument
from search.query import Filters
from search.results import FacetCounts

# The letter each filter's codes begin with, and its name in `Filters` and `FacetCounts`.
# Those of laws, departments and villages are the letters of `entities.entity_code`.
FACETS = {
    "k": "kinds",
    "y": "years",
    "b": "departments",
    "l": "laws",
    "v": "places",
    "f": "forms",
    "a": "audiences",
    "d": "days",
}
# What a case counts under.
CASE_CODE = "kcase"


def facet_codes(document: SearchDocument) -> list[str]:
    """What the document counts under: one letter for the facet and the value."""
    values: dict[str, tuple[object, ...]] = {
        "k": (document.kind,),
        "y": (document.year,) if document.year else (),
        "b": document.department_ids,
        "l": document.law_ids,
        "v": document.village_ids,
        "f": document.form_ids,
        "a": document.audience_ids,
        "d": document.day_ids,
    }
    return [f"{letter}{value}" for letter, found in values.items() for value in found]


def facet_text(document: SearchDocument) -> str:
    """The document's facet codes between bars."""
    return f"|{'|'.join(facet_codes(document))}|"


def wanted_codes(filters: Filters) -> dict[str, frozenset[str]]:
    """The codes each filter in use accepts, by the letter they begin with."""
    return {
        letter: frozenset(f"{letter}{value}" for value in values)
        for letter, name in FACETS.items()
        if (values := getattr(filters, name))
    }


def counted(groups: Mapping[str, int], filters: Filters) -> tuple[FacetCounts, int]:
    """Counts of each facet value, and of all that pass every filter.

    `groups` says how many documents have each facet text.
    """
    wanted = wanted_codes(filters)
    if not wanted:
        return counts_by_facet(_summed(groups)), sum(groups.values())
    passing: dict[str, int] = {}
    # What misses one filter alone counts for that filter's own values.
    missing: dict[str, dict[str, int]] = {letter: {} for letter in wanted}
    for text, number in groups.items():
        codes = text.split("|")
        missed = [letter for letter, accepted in wanted.items() if accepted.isdisjoint(codes)]
        if not missed:
            passing[text] = number
        elif len(missed) == 1:
            missing[missed[0]][text] = number
    counts = _summed(passing)
    for letter, texts in missing.items():
        others = _summed(texts)
        counts.update({code: n for code, n in others.items() if code[0] == letter})
    return counts_by_facet(counts), sum(passing.values())


def _summed(groups: Mapping[str, int]) -> Counter[str]:
    """How many documents have each code."""
    by_number: dict[int, list[str]] = {}
    for text, number in groups.items():
        by_number.setdefault(number, []).append(text)
    total: Counter[str] = Counter()
    for number, texts in by_number.items():
        # Counting an iterator is far quicker than adding one by one; most texts are rare.
        found = Counter(chain.from_iterable(text.split("|") for text in texts))
        for code, times in found.items():
            total[code] += times * number
    del total[""]
    return total


def counts_by_facet(counts: Mapping[str, int]) -> FacetCounts:
    """The number of results of each code, by facet."""
    found: dict[str, Counter] = {name: Counter() for name in FACETS.values()}
    for code, number in counts.items():
        letter, value = code[0], code[1:]
        found[FACETS[letter]][value if letter == "k" else int(value)] = number
    return FacetCounts(**found)
