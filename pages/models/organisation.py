"""The page tree of a county: home → township channels → unit pages → year folders."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from blocks.body import IntroBodyBlock
from pages.models.base import PufaPage
from pages.record_api import RecordField
from registers.models import Department

RECORD_PAGE_TYPES = [
    "pufa_pages.ResponsibilityListPage",
    "pufa_pages.ActivityReportPage",
    "pufa_pages.CaseExplanationPage",
    "pufa_pages.PublicitySitePage",
    "pufa_pages.NoticePage",
]


class OrganisationPage(PufaPage):
    """A page that stands for one department and owns what lies below it."""

    department = models.OneToOneField(
        Department, verbose_name="单位", on_delete=models.PROTECT, related_name="+"
    )
    intro = StreamField(IntroBodyBlock(required=False), verbose_name="简介", blank=True)

    search_fields = [*Page.search_fields, index.SearchField("intro")]
    content_panels: ClassVar[list[Panel]] = [
        *PufaPage.title_panels,
        FieldPanel("department", permission="superuser"),
        FieldPanel("intro"),
    ]

    api_fields: ClassVar[list[APIField]] = [
        APIField(name, serializer=RecordField()) for name in ("kind", "url", "department", "body")
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """The groups that work on the page belong to its department, so it stays the same."""
        super().clean()
        before = type(self).objects.filter(pk=self.pk).exclude(department=self.department_id)
        if self.pk and self.department_id and before.exists():
            raise ValidationError({"department": "页面建好后不能更换单位，请为该单位另建页面。"})


class HomePage(OrganisationPage):
    """Front page of the county's site."""

    department = models.OneToOneField(
        Department, verbose_name="县（区）", on_delete=models.PROTECT, related_name="home_page"
    )

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "pufa_pages.TownshipPage",
        "pufa_pages.UnitPage",
        "pufa_pages.ListSectionPage",
        "pufa_pages.ReportSectionPage",
        "pufa_pages.CaseSectionPage",
        "pufa_pages.SiteSectionPage",
        "pufa_pages.NoticeSectionPage",
    ]

    class Meta:
        verbose_name = "首页"


class TownshipPage(OrganisationPage):
    """Channel of one township."""

    department = models.OneToOneField(
        Department,
        verbose_name="乡镇（街道）",
        on_delete=models.PROTECT,
        related_name="township_page",
    )

    parent_page_types: ClassVar[list[str]] = ["pufa_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "pufa_pages.UnitPage",
        "pufa_pages.YearFolderPage",
        *RECORD_PAGE_TYPES,
    ]

    class Meta:
        verbose_name = "乡镇频道"


class UnitPage(OrganisationPage):
    """Page of one unit; its users work below it."""

    department = models.OneToOneField(
        Department, verbose_name="单位", on_delete=models.PROTECT, related_name="unit_page"
    )

    parent_page_types: ClassVar[list[str]] = ["pufa_pages.HomePage", "pufa_pages.TownshipPage"]
    subpage_types: ClassVar[list[str]] = ["pufa_pages.YearFolderPage", *RECORD_PAGE_TYPES]

    class Meta:
        verbose_name = "单位页"


class YearFolderPage(PufaPage):
    """One year of a unit's records, so that no page has thousands of children."""

    is_creatable = False  # made for a unit as needed

    year = models.PositiveSmallIntegerField("年份")

    content_panels: ClassVar[list[Panel]] = [*PufaPage.title_panels, FieldPanel("year")]
    parent_page_types: ClassVar[list[str]] = [
        "pufa_pages.UnitPage",
        "pufa_pages.TownshipPage",
        "pufa_pages.NoticeSectionPage",
    ]
    subpage_types: ClassVar[list[str]] = RECORD_PAGE_TYPES

    class Meta:
        verbose_name = "年度文件夹"

    def clean(self) -> None:
        """A folder stands for one plausible year."""
        super().clean()
        if self.year and not 1949 <= self.year <= 2100:
            raise ValidationError({"year": "请填写 1949 至 2100 之间的年份。"})
