"""Lists answer as a plain query over all records would, for every filter and page."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page

from pages import listing, public_reads, public_rows
from pages.listing import ListFilter, list_page
from pages.models import PublicEntry, PublicFacet
from pages.models.public import rank_of
from tests.factories import make_list, make_report, make_site_tree

KINDS = ["report", "notice"]
LAWS, UNITS, VILLAGES = [0, 1, 2], [0, 10, 11, 12], [0, 5, 6]
DAYS = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(9999, 12, 31), date(1, 1, 1)]

records = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "laws": st.sets(st.sampled_from(LAWS[1:])),
        "units": st.sets(st.sampled_from(UNITS[1:]), min_size=1),
        "village": st.sampled_from(VILLAGES),
        "day": st.one_of(
            st.sampled_from(DAYS),
            st.dates(date(2022, 1, 1), date(2024, 12, 31)),
        ),
    }
)
filters = st.builds(
    ListFilter,
    kind=st.sampled_from(KINDS),
    law_id=st.sampled_from(LAWS),
    department_id=st.sampled_from(UNITS),
    village_id=st.sampled_from(VILLAGES),
    year=st.sampled_from([None, 2022, 2023, 2024, 1, 9999, 1800]),
)


def write(page_id: int, record: dict) -> None:
    """Make a public entry of a record and list it under all its combinations."""
    root = Page.get_first_root_node()
    Page.objects.bulk_create(
        [
            Page(
                pk=page_id,
                path=f"{root.path}{page_id:04}",
                depth=2,
                title=str(page_id),
                slug=str(page_id),
                url_path=f"/{page_id}/",
                content_type=root.content_type,
                locale=root.locale,
            )
        ]
    )
    day = record["day"]
    entry = PublicEntry(
        page_id=page_id,
        site_id=1,
        path=f"/{page_id}/",
        url=f"/{page_id}/",
        kind=record["kind"],
        title=str(page_id),
        date=day,
        year=day.year,
        rank=rank_of(day, page_id),
        card=f"card {page_id}",
    )
    keys = {
        (record["kind"], law, unit, village)
        for law in record["laws"] | {0}
        for unit in record["units"] | {0}
        for village in {0, record["village"]}
    }
    public_rows.write(entry, keys)


def expected(all_records: dict[int, dict], wanted: ListFilter) -> list[int]:
    """Ids of the records that pass the filter, newest first, as anyone would work it out."""
    passing = [
        (record["day"], page_id)
        for page_id, record in all_records.items()
        if record["kind"] == wanted.kind
        and (not wanted.law_id or wanted.law_id in record["laws"])
        and (not wanted.department_id or wanted.department_id in record["units"])
        and (not wanted.village_id or wanted.village_id == record["village"])
        and (wanted.year is None or record["day"].year == wanted.year)
    ]
    return [page_id for _, page_id in sorted(passing, reverse=True)]


class TestListsAgainstPlainQueries(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(
        made=st.lists(records, max_size=25),
        asked=st.lists(st.tuples(filters, st.integers(1, 4)), min_size=1, max_size=12),
        page_size=st.integers(1, 7),
    )
    def test_any_filter_and_page(
        self, made: list[dict], asked: list[tuple[ListFilter, int]], page_size: int
    ) -> None:
        all_records = {1000 + number: record for number, record in enumerate(made)}
        for page_id, record in all_records.items():
            write(page_id, record)
        for wanted, number in asked:
            page = list_page(wanted, number, page_size=page_size)
            ids = expected(all_records, wanted)
            shown = ids[(number - 1) * page_size : number * page_size]
            assert page.ids == shown
            assert page.cards == [f"card {pk}" for pk in shown]
            assert page.total == len(ids)
            assert page.page_count == max(1, -(-len(ids) // page_size))
            years = Counter(
                all_records[pk]["day"].year
                for pk in expected(all_records, ListFilter(*wanted.key, year=None))
            )
            assert page.years == sorted(years.items(), reverse=True)

    @settings(max_examples=30, deadline=None)
    @given(made=st.lists(records, max_size=15), changed=st.lists(records, max_size=15))
    def test_numbers_follow_changes_and_removals(
        self, made: list[dict], changed: list[dict]
    ) -> None:
        for number, record in enumerate(made):
            write(1000 + number, record)
        left = dict(enumerate(made))
        for number, record in enumerate(changed[: len(made)]):
            if number % 3 == 0:
                public_rows.remove([1000 + number])
                del left[number]
            else:
                entry = PublicEntry.objects.get(pk=1000 + number)
                entry.date, entry.year = record["day"], record["day"].year
                entry.rank, entry.kind = rank_of(record["day"], entry.pk), record["kind"]
                public_rows.write(entry, {(record["kind"], 0, 0, 0)})
                left[number] = {**record, "laws": set(), "units": set(), "village": 0}
        assert not public_rows.mend_tallies()
        for kind in KINDS:
            page = list_page(ListFilter(kind), 1, page_size=100)
            wanted = {1000 + number: record for number, record in left.items()}
            assert page.ids == expected(wanted, ListFilter(kind))


@pytest.mark.django_db
def test_a_page_beyond_the_end_is_empty_but_knows_the_total():
    tree = make_site_tree()
    make_report(tree.unit)
    page = list_page(ListFilter("report"), 1_000_000)
    assert (page.ids, page.cards, page.total, page.page_count) == ([], [], 1, 1)


@pytest.mark.django_db
def test_neighbours_of_records_on_one_day_come_in_the_order_of_the_list():
    tree = make_site_tree()
    day = date(2024, 5, 4)
    ids = [make_report(tree.unit, start_on=day + timedelta(days=n // 3)).pk for n in range(6)]
    newest_first = list_page(ListFilter("report"), 1).ids
    assert newest_first == sorted(ids, reverse=True)
    for place, page_id in enumerate(newest_first):
        rank = PublicEntry.objects.get(pk=page_id).rank
        rows = public_reads.around_record(("report", 0, 0, 0), rank, ("report", 0, 0, 0), 0)
        found = {row.role: row.page_id for row in rows}
        assert found.get("newer") == (newest_first[place - 1] if place else None)
        assert found.get("older") == (newest_first[place + 1] if place < 5 else None)


@pytest.mark.django_db
def test_totals_by_kind_law_village_and_year():
    tree = make_site_tree()
    make_list(tree.unit, year=2024)
    make_report(tree.unit, start_on=date(2024, 3, 1))
    make_report(tree.unit, start_on=date(2023, 3, 1))
    department = tree.unit.department_id
    assert public_reads.totals_by_kind(department=department) == {"list": 1, "report": 2}
    assert public_reads.totals_by_kind(law=99) == {}
    assert listing.totals_in_year(2024) == {"list": 1, "report": 1}
    assert listing.totals_by_law() == {}
    assert listing.totals_by_village("report") == {}
    assert listing.in_use("report").departments == {*tree.unit.department.ancestor_ids}
    assert PublicFacet.objects.filter(kind="report", law=0, village=0).count() == 2 * 4
