"""Section pages: one kind of record across all units."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from blocks.body import IntroBodyBlock
from pages.models.base import PufaPage
from pages.models.public import EntryKind


class SectionPage(PufaPage):
    """Lists one kind of record by query; `lists_kind` says which."""

    lists_kind: ClassVar[EntryKind]

    intro = StreamField(IntroBodyBlock(required=False), verbose_name="栏目说明", blank=True)

    content_panels: ClassVar[list[Panel]] = [*PufaPage.title_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["pufa_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        abstract = True


class ListSectionPage(SectionPage):
    """All responsibility lists."""

    lists_kind = EntryKind.LIST

    class Meta:
        verbose_name = "清单栏目"


class ReportSectionPage(SectionPage):
    """All activity reports."""

    lists_kind = EntryKind.REPORT

    class Meta:
        verbose_name = "动态栏目"


class CaseSectionPage(SectionPage):
    """All case explanations."""

    lists_kind = EntryKind.CASE

    class Meta:
        verbose_name = "案例栏目"


class SiteSectionPage(SectionPage):
    """All publicity sites."""

    lists_kind = EntryKind.SITE

    class Meta:
        verbose_name = "阵地栏目"


class NoticeSectionPage(SectionPage):
    """All notices; those of bodies outside the county are kept right below it."""

    lists_kind = EntryKind.NOTICE

    subpage_types: ClassVar[list[str]] = ["pufa_pages.YearFolderPage", "pufa_pages.NoticePage"]

    class Meta:
        verbose_name = "公告栏目"
