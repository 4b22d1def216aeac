"""Makes the demonstration's lists, reports, cases, sites and notices."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Collection, Page

from pages.demo.content import (
    DemoDataError,
    Row,
    parse_figure,
    parse_issue,
    parse_item_reference,
    parse_provision,
    published_at,
    source_of,
)
from pages.demo.gallery import Gallery
from pages.demo.names import Names
from pages.demo.publishing import Filing, User, file_page
from pages.demo.texts import article_of, html_of
from pages.models import (
    ActivityReportPage,
    BulletinIssue,
    CaseExplanationPage,
    CaseProvision,
    NoticePage,
    PublicitySitePage,
    RecordPage,
    ResponsibilityItem,
    ResponsibilityListPage,
)
from pages.models.organisation import OrganisationPage
from pages.roles import collection_of
from pages.tree import year_folder
from registers.models import Vocabulary


@dataclass
class Archive:
    """Files records under their units; what is already there stays as it is."""

    names: Names
    gallery: Gallery
    units: dict[str, OrganisationPage]
    authors: dict[str, User]
    created: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    _folders: dict[tuple[str, int], Page] = field(default_factory=dict)
    _collections: dict[str, Collection] = field(default_factory=dict)
    _items: dict[str, list[ResponsibilityItem]] = field(default_factory=dict)

    def file(
        self, kind: str, row: Row, compose: Callable[[Row], RecordPage], *, year: int | None
    ) -> RecordPage | None:
        """File one record, in its unit's folder of `year` (None: right under the unit).

        Returns:
            The new page; None where a page of that address is there already.
        """
        parent = self._parent(row["unit"], year)
        if Page.objects.child_of(parent).filter(slug=row["slug"]).exists():
            self.kept[kind] = self.kept.get(kind, 0) + 1
            return None
        page = compose(row)
        page.slug = row["slug"]
        page.title = row["title"]
        page.source_name = source_of(row, self.names.department(row["unit"]).name)
        at = None if "state" in row else published_at(row)
        file_page(parent, page, Filing(at, self.authors.get(row["unit"])))
        self.created[kind] = self.created.get(kind, 0) + 1
        return page

    def _parent(self, unit: str, year: int | None) -> Page:
        page = self.units.get(unit)
        if page is None:
            raise DemoDataError(f"示例数据提到的单位页“{unit}”不存在。")
        if year is None:
            return page
        if (unit, year) not in self._folders:
            self._folders[unit, year] = year_folder(page, year)
        return self._folders[unit, year]

    def _photos(self, row: Row) -> list[tuple[str, dict[str, Any]]]:
        unit = row["unit"]
        if unit not in self._collections:
            self._collections[unit] = collection_of(self.units[unit])
        return self.gallery.stream(row.get("photos", []), self._collections[unit])

    def _village(self, row: Row) -> Any:
        return self.names.village(row["unit"], row["village"]) if "village" in row else None

    def file_list(self, row: Row) -> None:
        """File a responsibility list and remember its items for the reports."""
        name = self.names.department(row["unit"]).name
        titled = {"title": f"{name}{row['year']}年度普法责任清单"} | row
        page = self.file("lists", titled, self._compose_list, year=row["year"])
        if page is None:
            page = ResponsibilityListPage.objects.get(
                department=self.names.department(row["unit"]), year=row["year"]
            )
        self._items[row["slug"]] = list(page.items.order_by("sort_order"))

    def _compose_list(self, row: Row) -> ResponsibilityListPage:
        page = ResponsibilityListPage(year=row["year"], intro=html_of(row.get("text", "")))
        page.items = [self._compose_item(item, number) for number, item in enumerate(row["items"])]
        return page

    def _compose_item(self, row: Row, number: int) -> ResponsibilityItem:
        item = ResponsibilityItem(
            sort_order=number,
            content=row["content"],
            audience_text=row["who"],
            measures=row["measures"],
            standard=row["standard"],
            timing_text=row["when"],
            due_on=row.get("due"),
            target_count=row.get("count"),
            responsible_office=row["office"],
            responsible_person=row["person"],
            phone=row.get("phone", ""),
        )
        item.laws = self.names.laws(row["laws"])
        item.audiences = self.names.terms(Vocabulary.AUDIENCE, row["audiences"])
        item.forms = self.names.terms(Vocabulary.ACTIVITY_FORM, row["forms"])
        return item

    def file_report(self, row: Row) -> ActivityReportPage | None:
        """File an activity report."""
        return self.file("reports", row, self._compose_report, year=row["start"].year)

    def _compose_report(self, row: Row) -> ActivityReportPage:
        page = ActivityReportPage(
            start_on=row["start"],
            end_on=row.get("end"),
            place=row["place"],
            village=self._village(row),
            publicity_day=self.names.day(row["day"]) if "day" in row else None,
            body=article_of(row["text"]),
            photos=self._photos(row),
            figures=[("figure", self._figure(text)) for text in row.get("figures", [])],
        )
        page.laws = self.names.laws(row["laws"])
        page.forms = self.names.terms(Vocabulary.ACTIVITY_FORM, row["forms"])
        page.audiences = self.names.terms(Vocabulary.AUDIENCE, row["audiences"])
        page.venues = self.names.terms(Vocabulary.VENUE, row["venues"])
        page.co_organisers = [self.names.department(key) for key in row.get("co", [])]
        page.list_items = [self._item(text) for text in row.get("fulfils", [])]
        return page

    def _figure(self, text: str) -> dict[str, Any]:
        figure = parse_figure(text)
        return {
            "measure": self.names.term(Vocabulary.MEASURE, figure.measure).slug,
            "value": figure.value,
            "is_about": figure.is_about,
            "period": figure.period,
        }

    def _item(self, text: str) -> ResponsibilityItem:
        slug, number = parse_item_reference(text)
        items = self._items.get(slug, [])
        if not 1 <= number <= len(items):
            raise DemoDataError(f"示例数据提到的清单条目“{text}”不存在。")
        return items[number - 1]

    def file_case(self, row: Row) -> None:
        """File a case explanation."""
        self.file("cases", row, self._compose_case, year=row["closed"].year)

    def _compose_case(self, row: Row) -> CaseExplanationPage:
        page = CaseExplanationPage(
            happened_on=row["closed"],
            case_kind=self.names.term(Vocabulary.CASE_KIND, row["kind"]),
            facts=html_of(row["facts"]),
            handling=html_of(row["handling"]),
            explanation=html_of(row["explanation"]),
            lesson=html_of(row["lesson"]),
            is_example=True,
        )
        provisions = map(parse_provision, row["provisions"])
        page.provisions = [
            CaseProvision(
                sort_order=number,
                law=self.names.law(cited.law),
                article=cited.article,
                paragraph=cited.paragraph,
            )
            for number, cited in enumerate(provisions)
        ]
        return page

    def file_site(self, row: Row) -> None:
        """File a publicity site."""
        self.file("sites", row, self._compose_site, year=None)

    def _compose_site(self, row: Row) -> PublicitySitePage:
        page = PublicitySitePage(
            level=row["level"],
            site_kind=self.names.term(Vocabulary.SITE_KIND, row["kind"]),
            address=row["address"],
            village=self._village(row),
            built_text=row["built"],
            area_sqm=row.get("area"),
            facilities=row["facilities"],
            function_intro=row["intro"],
            naming=row.get("naming", ""),
            opening_hours=row["hours"],
            photos=self._photos(row),
        )
        page.laws = self.names.laws(row["laws"])
        page.bulletin_issues = [
            BulletinIssue(
                sort_order=number,
                number=issue.number,
                editions=issue.editions,
                issued_on=issue.issued_on,
                topic=issue.topic,
            )
            for number, issue in enumerate(map(parse_issue, row.get("issues", [])))
        ]
        return page

    def file_notice(self, row: Row) -> None:
        """File a notice."""
        self.file("notices", row, self._compose_notice, year=row["issued"].year)

    def _compose_notice(self, row: Row) -> NoticePage:
        page = NoticePage(
            document_number=row.get("number", ""),
            issuer=self.names.department(row["unit"]),
            issued_on=row["issued"],
            index_number=row.get("index", ""),
            validity=row.get("validity", "in_force"),
            notice_kind=self.names.term(Vocabulary.NOTICE_KIND, row["kind"]),
            addressed_to=row.get("to", ""),
            body=article_of(row["text"]),
            attachments=[
                ("attachment", {"title": name, "document": None})
                for name in row.get("attachments", [])
            ],
        )
        page.laws = self.names.laws(row.get("laws", []))
        return page


def in_order_of_publication(rows: list[Row]) -> list[Row]:
    """Return rows as they were published, oldest first."""
    return sorted(rows, key=lambda row: (published_at(row), row["slug"]))
