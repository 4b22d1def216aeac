"""Counting results by law, department, kind and year."""

from collections import Counter
from collections.abc import Mapping

from search.documents import SearchDocument
from search.entities import EntityKind, entity_code
from search.query import Filters
from search.results import FacetCounts

KIND_LETTER = "k"


def facet_text(document: SearchDocument) -> str:
    """The document's facet codes between bars."""
    codes = [
        KIND_LETTER + document.kind,
        *([f"y{document.year}"] if document.year else []),
        *(entity_code(EntityKind.DEPARTMENT, pk) for pk in document.department_ids),
        *(entity_code(EntityKind.LAW, pk) for pk in document.law_ids),
    ]
    return f"|{'|'.join(codes)}|"


def wanted_codes(filters: Filters) -> dict[str, frozenset[str]]:
    """The codes each filter in use accepts, by the letter they begin with."""
    wanted = {
        "l": {entity_code(EntityKind.LAW, pk) for pk in filters.laws},
        "b": {entity_code(EntityKind.DEPARTMENT, pk) for pk in filters.departments},
        "k": {KIND_LETTER + kind for kind in filters.kinds},
        "y": {f"y{year}" for year in filters.years},
    }
    return {letter: frozenset(codes) for letter, codes in wanted.items() if codes}


def counted(groups: Mapping[str, int], filters: Filters) -> tuple[FacetCounts, int]:
    """Counts of each facet value, and of all that pass every filter.

    `groups` says how many documents have each facet text.
    """
    wanted = wanted_codes(filters)
    counts: Counter[str] = Counter()
    total = 0
    for text, number in groups.items():
        codes = text[1:-1].split("|")
        missed = [letter for letter, accepted in wanted.items() if accepted.isdisjoint(codes)]
        if not missed:
            total += number
            for code in codes:
                counts[code] += number
        elif len(missed) == 1:
            for code in codes:
                if code[0] == missed[0]:
                    counts[code] += number
    return (
        FacetCounts(
            laws=_by_number(counts, "l"),
            departments=_by_number(counts, "b"),
            kinds=Counter({code[1:]: n for code, n in counts.items() if code[0] == KIND_LETTER}),
            years=_by_number(counts, "y"),
        ),
        total,
    )


def _by_number(counts: Mapping[str, int], letter: str) -> Counter[int]:
    return Counter({int(code[1:]): n for code, n in counts.items() if code[0] == letter})
