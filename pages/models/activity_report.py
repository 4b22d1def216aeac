"""Activity reports: what was done, when, where, with which law and which photos."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from blocks.body import ArticleBodyBlock, is_blank
from blocks.evidence import FigureListBlock, PhotoListBlock
from pages.models.public import EntryKind
from pages.models.record import RecordPage
from pages.models.responsibility_list import ResponsibilityItem
from pages.record_api import record_api_fields
from pages.widgets import department_picker, item_picker, law_picker, ticks
from registers.models import Department, Law, PublicityDay, Term, Village, Vocabulary

if TYPE_CHECKING:
    from pages.surroundings import Surroundings


class ActivityReportPage(RecordPage):
    """A law-publicity activity of a unit."""

    entry_kind = EntryKind.REPORT

    start_on = models.DateField("活动日期")
    end_on = models.DateField("结束日期", null=True, blank=True, help_text="当天结束的留空。")
    place = models.CharField("地点", max_length=120, blank=True)
    village = models.ForeignKey(
        Village,
        verbose_name="村（社区）",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    co_organisers = ParentalManyToManyField(
        Department, verbose_name="协办单位", blank=True, related_name="+"
    )
    laws = ParentalManyToManyField(
        Law, verbose_name="涉及法律法规", blank=True, related_name="activity_reports"
    )
    forms = ParentalManyToManyField(
        Term,
        verbose_name="活动形式",
        blank=True,
        limit_choices_to={"vocabulary": Vocabulary.ACTIVITY_FORM, "is_active": True},
        related_name="+",
    )
    venues = ParentalManyToManyField(
        Term,
        verbose_name="法律“X进”",
        blank=True,
        limit_choices_to={"vocabulary": Vocabulary.VENUE, "is_active": True},
        related_name="+",
    )
    audiences = ParentalManyToManyField(
        Term,
        verbose_name="普法对象",
        blank=True,
        limit_choices_to={"vocabulary": Vocabulary.AUDIENCE, "is_active": True},
        related_name="+",
    )
    publicity_day = models.ForeignKey(
        PublicityDay,
        verbose_name="普法节点",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    list_items = ParentalManyToManyField(
        ResponsibilityItem, verbose_name="完成的清单条目", blank=True, related_name="reports"
    )
    figures = StreamField(FigureListBlock(required=False), verbose_name="活动数据", blank=True)
    photos = StreamField(PhotoListBlock(required=False), verbose_name="照片", blank=True)
    body = StreamField(ArticleBodyBlock(required=False), verbose_name="正文", blank=True)

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("place"),
        index.SearchField("body"),
        index.FilterField("start_on"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *RecordPage.title_panels,
        FieldRowPanel([FieldPanel("start_on"), FieldPanel("end_on")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("village", widget=Select)]),
        FieldPanel("laws", widget=law_picker()),
        FieldPanel("body"),
        FieldPanel("photos"),
        FieldPanel("figures"),
        MultiFieldPanel(
            [
                FieldPanel("forms", widget=ticks()),
                FieldPanel("audiences", widget=ticks()),
                FieldPanel("venues", widget=ticks()),
                FieldPanel("publicity_day", widget=Select),
            ],
            heading="形式、对象与节点",
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldPanel("co_organisers", widget=department_picker()),
                FieldPanel("list_items", widget=item_picker()),
            ],
            heading="协办单位与清单条目",
            classname="collapsed",
        ),
        RecordPage.settings_fields_panel,
    ]
    parent_page_types: ClassVar[list[str]] = [
        "pufa_pages.UnitPage",
        "pufa_pages.TownshipPage",
        "pufa_pages.YearFolderPage",
    ]
    api_fields: ClassVar[list[APIField]] = record_api_fields(
        "end_date",
        "co_organisers",
        "forms",
        "venues",
        "audiences",
        "publicity_day",
        "list_items",
        "figures",
        "photos",
        "body",
    )

    class Meta:
        verbose_name = "普法活动报道"

    @property
    def record_date(self) -> date:
        """The first day of the activity."""
        return self.start_on

    def own_record(self, around: "Surroundings") -> dict[str, Any]:
        """When, where, for whom, with which laws, numbers and photos."""
        from pages.representation import (
            day_record,
            figure_records,
            ids,
            law_records,
            names,
            photo_records,
            stream_html,
            village_record,
        )

        forms, audiences = list(self.forms.all()), list(self.audiences.all())
        return {
            "end_date": self.end_on.isoformat() if self.end_on else None,
            "place": self.place or (self.village.name if self.village else ""),
            "village": village_record(self.village),
            "co_organisers": around.department_records(
                department.pk for department in self.co_organisers.all()
            ),
            "laws": law_records(self.laws.all()),
            "forms": names(forms),
            "venues": names(self.venues.all()),
            "audiences": names(audiences),
            "form_ids": ids(forms),
            "audience_ids": ids(audiences),
            "publicity_day": day_record(self.publicity_day),
            "list_items": self._fulfilled(),
            "figures": figure_records(self.figures),
            "photos": photo_records(self.photos),
            "body": stream_html(self.body),
        }

    def _fulfilled(self) -> list[dict[str, Any]]:
        from pages.models.public import PublicEntry

        items = list(self.list_items.all())
        urls = dict(
            PublicEntry.objects.filter(page_id__in={item.page_id for item in items}).values_list(
                "page_id", "url"
            )
            if items
            else []
        )
        return [
            {"title": item.content, "url": urls[item.page_id]}
            for item in items
            if item.page_id in urls
        ]

    def faults_for_publication(self, today: date) -> dict[str, str]:
        """A report tells something, and of what has happened."""
        faults = super().faults_for_publication(today)
        if not self.photos and all(is_blank(child) for child in self.body):
            faults["body"] = "报道还没有内容。请写正文或添加照片后再提交。"
        # Who reports from elsewhere, or from a machine whose clock is wrong, may be a day ahead.
        if self.start_on and self.start_on > today + timedelta(days=1):
            faults["start_on"] = "活动尚未举行。请在活动举行后提交，或改正日期；可以先保存草稿。"
        return faults

    def clean(self) -> None:
        """An activity ends after it began."""
        super().clean()
        errors: dict[str, str] = {}
        if self.start_on and self.end_on and self.end_on < self.start_on:
            errors["end_on"] = "结束日期早于活动日期，请核对；当天结束的可以留空。"
        if self.start_on and not 1949 <= self.start_on.year <= 2100:
            errors["start_on"] = "请填写 1949 至 2100 年之间的日期。"
        if errors:
            raise ValidationError(errors)
