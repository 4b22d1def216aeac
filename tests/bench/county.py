"""A county with as many public reports as asked for, written in bulk.

The rows are what publishing would write; only the way of writing is quicker.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.template.loader import render_to_string
from wagtail.models import Page, Site

from pages import public_rows
from pages.models import (
    ActivityReportPage,
    HomePage,
    PublicEntry,
    PublicFacet,
    ReportSectionPage,
    TownshipPage,
    UnitPage,
)
from pages.models.public import rank_of
from pages.public_rows import FacetKey
from pages.tree import year_folder
from registers.models import Department, Law, Village
from registers.seeding import seed_registers

TOWNSHIPS = ("三教镇", "双龙镇", "水寨镇")
UNITS = (
    "派出所",
    "司法所",
    "综合执法办",
    "应急办",
    "平安办",
    "市场监管所",
    "农业服务中心",
    "社保所",
)
VILLAGES = 20
LAWS = 40
YEARS = (2023, 2024, 2025, 2026)
LAST_DAY = date(2026, 11, 20)
BATCH = 2000
TEXT = "工作人员摆开展板，向赶集的群众讲解身边的法律，回答了土地流转、讨薪和反诈方面的问题。" * 12


class County:
    """The site and its registers; `grow(n)` brings the number of public reports to `n`."""

    def __init__(self) -> None:
        seed_registers()
        self.laws = list(Law.objects.order_by("pk")[:LAWS])
        county = Department.objects.create(name="示例县", level="county")
        home = HomePage(title="示例县普法网", slug="county", department=county)
        Page.get_first_root_node().add_child(instance=home)
        site = Site.objects.get()
        site.root_page = home
        site.save()
        self.site_id = site.pk
        self.section = ReportSectionPage(title="普法动态", slug="reports")
        home.add_child(instance=self.section)
        self.units: list[tuple[UnitPage, list[Page], list[Village]]] = []
        for name in TOWNSHIPS:
            self._add_township(home, county, name)
        self.sample = self._sample_report()
        self.count = 1

    def _add_township(self, home: HomePage, county: Department, name: str) -> None:
        township = Department.objects.create(name=name, level="township", parent=county)
        channel = TownshipPage(title=name, department=township)
        home.add_child(instance=channel)
        villages = [
            Village.objects.create(township=township, name=f"第{number}村")
            for number in range(1, VILLAGES + 1)
        ]
        for unit_name in UNITS:
            unit = Department.objects.create(
                name=name + unit_name, short_name=unit_name, level="unit", parent=township
            )
            page = UnitPage(title=unit_name, department=unit)
            channel.add_child(instance=page)
            self.units.append((page, [year_folder(page, year) for year in YEARS], villages))

    def _sample_report(self) -> ActivityReportPage:
        _, folders, villages = self.units[0]
        report = ActivityReportPage(
            title="赶集日把法律讲到摊位前",
            start_on=date(2026, 11, 21),
            place="老街广场",
            village=villages[0],
            body=[("paragraph", f"<p>{TEXT}</p>")],
        )
        report.laws = self.laws[:2]
        folders[-1].add_child(instance=report)
        return report

    def grow(self, count: int) -> None:
        """Add reports until there are `count`; departments, laws, villages and days take turns."""
        with transaction.atomic():
            for start in range(self.count, count, BATCH):
                self._add(range(start, min(start + BATCH, count)))
        self.count = count

    def _add(self, numbers: range) -> None:
        sample = PublicEntry.objects.get(pk=self.sample.pk)
        record = sample.api
        card = render_to_string("pages/cards/report.html", {"record": record})
        content_type_id = self.sample.content_type_id
        first_id = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
        pages, children, entries, facets = [], [], [], []
        published_at = datetime(2026, 11, 20, tzinfo=UTC)
        for offset, number in enumerate(numbers):
            pk = first_id + offset
            unit, folders, villages = self.units[number % len(self.units)]
            day = LAST_DAY - timedelta(days=(number * 7) % 1400)
            folder = next(f for f in folders if f.year == day.year)
            folder.numchild += 1
            village = villages[number % VILLAGES] if number % 2 else None
            laws = [self.laws[number % LAWS], self.laws[(number * 7 + 3) % LAWS]]
            title = f"第{number}次把法律讲到摊位前"
            slug = f"report-{number}"
            url_path = f"{folder.url_path}{slug}/"
            url = f"/{url_path.split('/', 2)[2]}"
            pages.append(
                Page(
                    pk=pk,
                    path=folder.path + Page._int2str(folder.numchild).rjust(4, "0"),
                    depth=folder.depth + 1,
                    title=title,
                    draft_title=title,
                    slug=slug,
                    url_path=url_path,
                    content_type_id=content_type_id,
                    live=True,
                    first_published_at=published_at,
                    last_published_at=published_at,
                    locale_id=self.sample.locale_id,
                )
            )
            children.append((pk, day, unit.department_id, village))
            department_path = unit.department.path
            entry = PublicEntry(
                page_id=pk,
                site_id=self.site_id,
                path=url,
                url=url,
                kind="report",
                title=title,
                summary=TEXT[:120],
                department_id=unit.department_id,
                department_path=department_path,
                village_id=village.pk if village else None,
                place="老街广场",
                law_ids=[law.pk for law in laws],
                date=day,
                year=day.year,
                published_at=published_at,
                rank=rank_of(day, pk),
                card=card.replace(record["title"], title).replace(record["url"], url),
                api={**record, "id": pk, "title": title, "url": url},
                body_text=TEXT,
            )
            entries.append(entry)
            facets += [
                PublicFacet(
                    entry_id=pk, kind=kind, law=law, department=dep, village=vil, rank=entry.rank
                )
                for kind, law, dep, vil in _keys(entry)
            ]
        Page.objects.bulk_create(pages)
        self._add_children(children)
        PublicEntry.objects.bulk_create(entries)
        PublicFacet.objects.bulk_create(facets, batch_size=5000)
        public_rows.add_to_tallies(public_rows.tallies_of(facets))

    def _add_children(self, children: list[tuple[int, date, int, Village | None]]) -> None:
        # Django refuses bulk_create for a model with a parent table; the child's own row is plain.
        table = ActivityReportPage._meta.db_table
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (page_ptr_id, department_id, summary, source_name, "
                "import_digest, start_on, place, village_id, figures, photos, body) "
                "VALUES (%s, %s, '', '', '', %s, '', %s, '[]', '[]', '[]')",
                [
                    (pk, department_id, day, village.pk if village else None)
                    for pk, day, department_id, village in children
                ],
            )


def _keys(entry: PublicEntry) -> Iterator[FacetKey]:
    departments = [0, *(int(part) for part in entry.department_path.split("/") if part)]
    for law in {0, *entry.law_ids}:
        for department in departments:
            for village in {0, entry.village_id or 0}:
                yield (entry.kind, law, department, village)
