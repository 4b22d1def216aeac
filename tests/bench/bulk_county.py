"""A county of any size, written in bulk: pages, public entries, facets and tallies.

Publishing 100,000 pages one by one would take hours. The rows written here are those that
publishing writes (a test holds them against a rebuild); only revisions, search index and
references are left out.
"""

import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model
from django.template.loader import render_to_string
from wagtail.models import Page

from pages import public_rows, publication
from pages.models import ActivityReportPage, PublicEntry, PublicFacet, UnitPage
from pages.models.public import rank_of
from pages.representation import law_records, moment_text, summary_of, text_of, village_record
from pages.surroundings import Surroundings
from pages.tree import year_folder
from registers.models import Law, Village, Vocabulary
from tests.factories import (
    SiteTree,
    figure,
    fresh,
    make_law,
    make_photo,
    make_report,
    make_site_tree,
    make_term,
    make_township,
    make_unit,
    make_village,
    photo_stream,
)

FIRST_DAY, LAST_DAY = date(2022, 7, 1), date(2025, 12, 31)
SEED = 20220701
CHUNK = 5000
TEXT = (
    "赶集日的早晨，工作人员在集市入口摆开咨询台，用本地事例讲解常见骗局和应对办法，"
    "解答村民关于土地承包、邻里纠纷和劳动报酬的提问，并把资料送到行动不便的老人家里。"
)


@dataclass
class County:
    """The site and what its reports refer to."""

    tree: SiteTree
    units: list[UnitPage]
    laws: list[Law]
    villages: dict[int, list[Village]]
    model: ActivityReportPage
    size: int = 1


@dataclass(slots=True)
class Report:
    """What differs from report to report."""

    pk: int
    path: str
    url_path: str
    slug: str
    title: str
    day: date
    unit: UnitPage
    village: Village | None
    laws: list[Law]

    @property
    def moment(self) -> datetime:
        """When it was published."""
        return datetime(self.day.year, self.day.month, self.day.day, 2, tzinfo=UTC)


def make_county(*, townships: int = 3, units: int = 12, laws: int = 40) -> County:
    """A county with one report, after which all others are modelled."""
    tree = make_site_tree()
    places = [tree.township, *(make_township(tree.home) for _ in range(townships - 1))]
    all_units = [tree.unit]
    villages = {}
    for place in places:
        villages[place.department_id] = [make_village(place.department) for _ in range(units)]
        missing = units - 1 if place is tree.township else units
        all_units += [make_unit(place) for _ in range(missing)]
    known = [make_law() for _ in range(laws)]
    model = make_report(
        year_folder(fresh(tree.unit), LAST_DAY.year),
        "派出所在集市讲解反诈知识",
        start_on=LAST_DAY,
        laws=known[:2],
        village=villages[tree.township.department_id][0],
        forms=[make_term(Vocabulary.ACTIVITY_FORM, "集中宣传")],
        audiences=[make_term(Vocabulary.AUDIENCE, "村民")],
        photos=photo_stream([make_photo(size=(1600, 1067)) for _ in range(3)], caption="咨询台前"),
        figures=[figure(make_term(Vocabulary.MEASURE, unit="份"), 620, is_about=True)],
        body=[("paragraph", f"<p>{TEXT}</p>"), ("paragraph", f"<p>{TEXT}</p>")],
    )
    return County(tree, all_units, known, villages, model)


def fill(county: County, size: int) -> None:
    """Bring the county to `size` reports."""
    with transaction.atomic():
        reports = list(_new_reports(county, size - county.size))
        _write_pages(county, reports)
        _write_public(county, reports)
        _correct_numbers_of_children()
        _reset_sequence()
    county.size = size


def tend_database() -> None:
    """Do what a server does by itself in the background after many new rows."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _new_reports(county: County, number: int) -> Iterator[Report]:
    chance = random.Random(SEED + county.size)
    folders = {
        (unit.pk, year): year_folder(fresh(unit), year)
        for unit in county.units
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1)
    }
    used = {
        key: int(last.path[-Page.steplen :], 36) if (last := folder.get_last_child()) else 0
        for key, folder in folders.items()
    }
    first = (Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    days = (LAST_DAY - FIRST_DAY).days
    for pk in range(first, first + number):
        unit = chance.choice(county.units)
        day = FIRST_DAY + timedelta(days=chance.randint(0, days))
        key = (unit.pk, day.year)
        used[key] += 1
        place = county.villages[unit.department.parent_id]
        yield Report(
            pk=pk,
            path=folders[key].path + Page._int2str(used[key]).rjust(Page.steplen, "0"),
            url_path=f"{folders[key].url_path}r{pk}/",
            slug=f"r{pk}",
            title=f"{unit.title}第{pk}次进村入户讲解法律知识",
            day=day,
            unit=unit,
            village=chance.choice(place) if chance.random() < 0.7 else None,
            laws=chance.sample(county.laws, chance.choice((1, 1, 2, 3))),
        )


def _write_pages(county: County, reports: list[Report]) -> None:
    model = ActivityReportPage.objects.get(pk=county.model.pk)
    page = _prepared(Page, model) | {"latest_revision_id": None, "live_revision_id": None}
    _insert(
        Page,
        (
            page
            | {
                "id": report.pk,
                "path": report.path,
                "url_path": report.url_path,
                "slug": report.slug,
                "title": report.title,
                "draft_title": report.title,
                "translation_key": _prepare(Page, "translation_key", uuid.uuid4()),
                "first_published_at": _prepare(Page, "first_published_at", report.moment),
                "last_published_at": _prepare(Page, "last_published_at", report.moment),
            }
            for report in reports
        ),
    )
    child = _prepared(ActivityReportPage, model)
    _insert(
        ActivityReportPage,
        (
            child
            | {
                "page_ptr_id": report.pk,
                "department_id": report.unit.department_id,
                "village_id": report.village.pk if report.village else None,
                "start_on": _prepare(ActivityReportPage, "start_on", report.day),
            }
            for report in reports
        ),
    )
    forms, audiences = (
        [term.pk for term in terms.all()] for terms in (model.forms, model.audiences)
    )
    chosen: dict[str, Callable[[Report], list[Any]]] = {
        "laws": lambda report: [law.pk for law in report.laws],
        "forms": lambda report: forms,
        "audiences": lambda report: audiences,
    }
    for name, ids_of in chosen.items():
        field = ActivityReportPage._meta.get_field(name)
        _insert(
            field.remote_field.through,
            (
                {field.m2m_column_name(): report.pk, field.m2m_reverse_name(): pk}
                for report in reports
                for pk in ids_of(report)
            ),
        )


def _write_public(county: County, reports: list[Report]) -> None:
    around = Surroundings()
    model, _ = publication.compose(ActivityReportPage.objects.get(pk=county.model.pk), around)
    facets = []

    def rows() -> Iterator[dict[str, Any]]:
        for report in reports:
            entry = _entry_of(report, model, around)
            keys = publication.facet_keys(entry.api, entry, around)
            facets.extend((*key, entry.rank, report.pk) for key in keys)
            yield _prepared(PublicEntry, entry)

    _insert(PublicEntry, rows())
    facets.sort()
    names = ("kind", "law", "department", "village", "rank", "entry_id")
    _insert(PublicFacet, (dict(zip(names, facet, strict=True)) for facet in facets))
    public_rows.add_to_tallies(
        Counter(key for facet in facets for key in public_rows.tally_keys(facet[:4], rank=facet[4]))
    )
    public_rows.take_turn()


def _entry_of(report: Report, model: PublicEntry, around: Surroundings) -> PublicEntry:
    departments = around.department_records(around.department_chain(report.unit.department_id))
    page = Page(path=report.path, url_path=report.url_path)
    record = {
        **model.api,
        "id": report.pk,
        "title": report.title,
        "url": around.url_of(page),
        "date": report.day.isoformat(),
        "date_label": report.day.isoformat(),
        "published_at": moment_text(report.moment),
        "updated_at": moment_text(report.moment),
        "department": departments[-1],
        "township": departments[-2],
        "source": departments[-1]["name"],
        "village": village_record(report.village),
        "place": report.village.name if report.village else "",
        "laws": law_records(sorted(report.laws, key=lambda law: law.pk)),
        "breadcrumb": around.breadcrumb(page),
    }
    record["summary"] = summary_of(record)
    return PublicEntry(
        page_id=report.pk,
        site_id=model.site_id,
        path=around.path_of(report.url_path),
        url=record["url"],
        kind=model.kind,
        title=report.title,
        summary=record["summary"],
        department_id=report.unit.department_id,
        department_path="".join(f"{row['id']}/" for row in departments),
        village_id=report.village.pk if report.village else None,
        place=record["place"],
        law_ids=[law["id"] for law in record["laws"]],
        date=report.day,
        year=report.day.year,
        published_at=report.moment,
        rank=rank_of(report.day, report.pk),
        card=render_to_string("pages/cards/report.html", {"record": record}),
        api=record,
        body_text=text_of(record),
    )


def _correct_numbers_of_children() -> None:
    counts = Counter(path[: -Page.steplen] for path in Page.objects.values_list("path", flat=True))
    for pk, path, number in Page.objects.filter(path__in=counts).values_list(
        "pk", "path", "numchild"
    ):
        if number != counts[path]:
            Page.objects.filter(pk=pk).update(numchild=counts[path])


def _reset_sequence() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)


def _prepare(model: type[Model], name: str, value: Any) -> Any:
    return model._meta.get_field(name).get_db_prep_save(value, connection)


def _prepared(model: type[Model], instance: Any) -> dict[str, Any]:
    """The columns of `model` as the database stores `instance`."""
    return {
        field.attname: field.get_db_prep_save(getattr(instance, field.attname), connection)
        for field in model._meta.local_concrete_fields
    }


def _insert(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    columns_of = {field.attname: field.column for field in model._meta.local_concrete_fields}
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(columns_of[name]) for name in first)

    def values() -> Iterator[tuple[Any, ...]]:
        yield tuple(first.values())
        for row in rows:
            yield tuple(row.values())

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values():
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(first))
        source = values()
        while part := list(islice(source, CHUNK)):
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", part)
