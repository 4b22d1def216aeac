"""Which item of the vocabulary a figure of a text belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from exchange.documents import Figure
from registers.models import Term

# Units that count the same; the vocabulary has one of them.
_SAME_UNITS = {"场": "场次", "名": "人", "位": "人", "起": "件", "本": "册"}
# Words that many measures share say nothing of which one is meant.
_COMMON_WORDS = ("法律", "人员", "人次", "人数", "场次", "宣传")
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class ProposedFigure:
    """A figure of the text with the measure it goes under; None where none fits."""

    figure: Figure
    measure: Term | None


def propose_figures(
    figures: Iterable[Figure], measures: Sequence[Term]
) -> tuple[ProposedFigure, ...]:
    """Return the figures with their measures; targets are no results and are left out."""
    return tuple(
        ProposedFigure(figure, measure_for(figure, measures))
        for figure in figures
        if not figure.is_target and figure.value is not None
    )


def measure_for(figure: Figure, measures: Sequence[Term]) -> Term | None:
    """Return the measure with the figure's unit whose name the words around it share most of.

    Where the unit belongs to one measure alone, that one.
    """
    unit = _SAME_UNITS.get(figure.unit, figure.unit)
    fitting = [term for term in measures if _SAME_UNITS.get(term.unit, term.unit) == unit]
    if len(fitting) == 1:
        return fitting[0]
    shared = [(_shared(term.name, f"{figure.label}{figure.after}"), term) for term in fitting]
    most = max((length for length, _ in shared), default=0)
    return next((term for length, term in shared if length == most), None) if most else None


def _shared(name: str, words: str) -> int:
    """Return the length of the longest telling word that both contain."""
    for common in _COMMON_WORDS:
        name = name.replace(common, "|") if name != common else name
    match = SequenceMatcher(None, name, words, autojunk=False).find_longest_match()
    return match.size if match.size >= _LEAST_SHARED else 0
