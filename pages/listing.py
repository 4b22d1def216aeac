"""Lists of public records: any filter, any page, at a cost that does not grow.

Tallies by month say how many records a filter has and in which month a page of the list begins;
one index range of `PublicFacet` gives the records from there.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from pages import public_reads
from pages.kept import kept
from pages.models.public import (
    ALL_MONTHS,
    RANK_PER_DAY,
    RECORD_KINDS,
    PublicTally,
    first_rank_of,
    page_id_of,
)
from pages.public_reads import ListKey

PAGE_SIZE = 20
NUMBERS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows; ids are 0 and year is None where anything goes."""

    kind: str
    law_id: int = 0
    department_id: int = 0
    village_id: int = 0
    year: int | None = None

    @property
    def key(self) -> ListKey:
        """The filter as a look-up of facets and tallies; the year is a range within it."""
        return (self.kind, self.law_id, self.department_id, self.village_id)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: ids and prepared cards, newest first."""

    ids: list[int]
    cards: list[str]
    number: int
    total: int
    page_size: int
    years: list[tuple[int, int]]

    @property
    def page_count(self) -> int:
        """Number of pages; an empty list has one."""
        return max(1, -(-self.total // self.page_size))


def numbers_around(number: int, last: int) -> list[int]:
    """Return the numbers of the pages next to page `number` of `last`, itself among them.

    >>> numbers_around(1, 9), numbers_around(5, 9), numbers_around(2, 3)
    ([1, 2, 3, 4, 5], [3, 4, 5, 6, 7], [1, 2, 3])
    """
    first = max(1, min(number - 2, last - NUMBERS_SHOWN + 1))
    return list(range(first, min(first + NUMBERS_SHOWN, last + 1)))


def list_page(
    wanted: ListFilter, number: int, *, stamp: int | None = None, page_size: int = PAGE_SIZE
) -> Listing:
    """Return page `number` (from 1) of the list; empty beyond its end.

    Two queries; one where the numbers of this list are known since the public `stamp`.
    """
    key = wanted.key
    months = kept(stamp, ("months", key), lambda: public_reads.months_of(key))
    years: dict[int, int] = {}
    for month, n in months:
        years[month // 100] = years.get(month // 100, 0) + n
    lowest = 0
    if wanted.year is not None:
        lowest = first_rank_of(date(wanted.year, 1, 1))
        months = [(month, n) for month, n in months if month // 100 == wanted.year]
    total = sum(n for _, n in months)
    skip = (number - 1) * page_size
    rows: list[tuple[int, str]] = []
    if 0 <= skip < total:
        beyond, skip = _month_holding(months, skip)
        rows = public_reads.cards_between(key, lowest, beyond, skip=skip, count=page_size)
    return Listing(
        ids=[page_id_of(rank) for rank, _ in rows],
        cards=[card for _, card in rows],
        number=number,
        total=total,
        page_size=page_size,
        years=sorted(years.items(), reverse=True),
    )


def totals_in_year(year: int) -> dict[str, int]:
    """Return how many records of each kind are dated in `year`. One query."""
    tallies = PublicTally.objects.filter(
        kind__in=RECORD_KINDS,
        law=0,
        department=0,
        village=0,
        month__gte=year * 100,
        month__lt=(year + 1) * 100,
    )
    return dict(tallies.values("kind").annotate(total=Sum("n")).values_list("kind", "total"))


def totals_by_law() -> dict[int, int]:
    """Return how many records cite each law. One query."""
    tallies = _totals().filter(law__gt=0, department=0, village=0)
    return dict(tallies.values("law").annotate(total=Sum("n")).values_list("law", "total"))


def totals_by_village(kind: str) -> dict[int, int]:
    """Return how many records of one kind are placed in each village. One query."""
    tallies = _totals().filter(law=0, department=0, village__gt=0, kind=kind)
    return dict(tallies.values_list("village", "n"))


@dataclass(frozen=True, slots=True)
class InUse:
    """Ids of what the records of one kind cite, belong to and lie in."""

    laws: set[int]
    departments: set[int]
    villages: set[int]


def in_use(kind: str) -> InUse:
    """Return what can be filtered by in the list of one kind. One query."""
    rows = list(_totals().filter(kind=kind).values_list("law", "department", "village"))
    return InUse(*({row[place] for row in rows} - {0} for place in range(3)))


def _totals() -> QuerySet[PublicTally]:
    return PublicTally.objects.filter(month=ALL_MONTHS)


def _month_holding(months: list[tuple[int, int]], skip: int) -> tuple[int, int]:
    """Return the rank just above the month that holds entry `skip`, and what to skip inside it."""
    for month, n in months:
        if skip < n:
            year, number = divmod(month, 100)
            days = monthrange(year, number)[1]
            return first_rank_of(date(year, number, days)) + RANK_PER_DAY, skip
        skip -= n
    raise ValueError("skip lies beyond the list")
