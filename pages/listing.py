"""Lists of public records: any filter, any page, at a cost that does not grow.

Tallies by month say how many records a filter has and in which month a page of the list begins;
one index range of `PublicFacet` gives the records from there.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from pages.models.public import PublicEntry, PublicFacet, PublicTally, first_rank_of

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows; ids are 0 and year is None where anything goes."""

    kind: str
    law_id: int = 0
    department_id: int = 0
    village_id: int = 0
    year: int | None = None

    @property
    def key(self) -> dict[str, object]:
        """The filter as a look-up of facets and tallies."""
        return {
            "kind": self.kind,
            "law": self.law_id,
            "department": self.department_id,
            "village": self.village_id,
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list."""

    ids: list[int]
    number: int
    total: int
    page_size: int
    years: list[tuple[int, int]]

    @property
    def page_count(self) -> int:
        """Number of pages; an empty list has one."""
        return max(1, -(-self.total // self.page_size))


def list_page(wanted: ListFilter, number: int, *, page_size: int = PAGE_SIZE) -> Listing:
    """Return page `number` (from 1) of the list; empty beyond its end. Two queries."""
    months = list(
        PublicTally.objects.filter(**wanted.key).order_by("-month").values_list("month", "n")
    )
    years: dict[int, int] = {}
    for month, n in months:
        years[month // 100] = years.get(month // 100, 0) + n
    if wanted.year is not None:
        months = [(month, n) for month, n in months if month // 100 == wanted.year]
    total = sum(n for _, n in months)
    skip = (number - 1) * page_size
    ids: list[int] = []
    if 0 <= skip < total:
        upper, skip = _month_holding(months, skip)
        facets = PublicFacet.objects.filter(**wanted.key, rank__lt=upper)
        if wanted.year is not None:
            facets = facets.filter(rank__gte=first_rank_of(date(wanted.year, 1, 1)))
        ids = list(
            facets.order_by("-rank").values_list("entry_id", flat=True)[skip : skip + page_size]
        )
    return Listing(ids, number, total, page_size, sorted(years.items(), reverse=True))


def cards_of(ids: list[int]) -> list[str]:
    """Return the prepared cards of these entries, in the order of `ids`. One query."""
    cards = dict(PublicEntry.objects.filter(pk__in=ids).values_list("pk", "card"))
    return [cards[pk] for pk in ids if pk in cards]


def newest_ids(kind: str, count: int, *, department_id: int = 0, law_id: int = 0) -> list[int]:
    """Return the newest entries of one kind, newest first. One query."""
    facets = PublicFacet.objects.filter(
        kind=kind, law=law_id, department=department_id, village=0
    ).order_by("-rank")
    return list(facets.values_list("entry_id", flat=True)[:count])


def totals_by_kind(*, department_id: int = 0, law_id: int = 0) -> dict[str, int]:
    """Return how many records of each kind a department or law has. One query."""
    tallies = PublicTally.objects.filter(law=law_id, department=department_id, village=0)
    return dict(tallies.values("kind").annotate(total=Sum("n")).values_list("kind", "total"))


def totals_in_year(year: int) -> dict[str, int]:
    """Return how many records of each kind are dated in `year`. One query."""
    tallies = PublicTally.objects.filter(
        law=0, department=0, village=0, month__gte=year * 100, month__lt=(year + 1) * 100
    )
    return dict(tallies.values("kind").annotate(total=Sum("n")).values_list("kind", "total"))


def neighbours(kind: str, rank: int) -> tuple[int | None, int | None]:
    """Return ids of the next newer and next older record of one kind. Two queries."""
    all_of_kind = PublicFacet.objects.filter(kind=kind, law=0, department=0, village=0)
    newer = all_of_kind.filter(rank__gt=rank).order_by("rank").values_list("entry_id", flat=True)
    older = all_of_kind.filter(rank__lt=rank).order_by("-rank").values_list("entry_id", flat=True)
    return newer.first(), older.first()


def laws_in_use(kind: str) -> list[int]:
    """Return ids of the laws that records of one kind cite."""
    tallies = PublicTally.objects.filter(kind=kind, department=0, village=0).exclude(law=0)
    return list(tallies.values_list("law", flat=True).distinct())


def departments_in_use(kind: str) -> list[int]:
    """Return ids of the departments that have records of one kind."""
    tallies = PublicTally.objects.filter(kind=kind, law=0, village=0).exclude(department=0)
    return list(tallies.values_list("department", flat=True).distinct())


def villages_in_use(kind: str) -> list[int]:
    """Return ids of the villages where records of one kind are placed."""
    tallies = PublicTally.objects.filter(kind=kind, law=0, department=0).exclude(village=0)
    return list(tallies.values_list("village", flat=True).distinct())


def _month_holding(months: list[tuple[int, int]], skip: int) -> tuple[int, int]:
    """Return the rank just above the month that holds entry `skip`, and what to skip inside it."""
    for month, n in months:
        if skip < n:
            year, number = divmod(month, 100)
            after = date(year + 1, 1, 1) if number == 12 else date(year, number + 1, 1)
            return first_rank_of(after), skip
        skip -= n
    raise ValueError("skip lies beyond the list")
