"""Responsibility lists: which law a unit publicises to whom, how, when and by whom."""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.rich_text import expand_db_html
from wagtail.search import index

from pages.models.public import EntryKind
from pages.models.record import RecordPage
from pages.record_api import record_api_fields
from pages.tree import owning_department
from pages.widgets import law_picker, ticks
from registers.models import Law, Term, Vocabulary

if TYPE_CHECKING:
    from pages.surroundings import Surroundings

FIRST_YEAR, LAST_YEAR = 1986, 2100


class ResponsibilityListPage(RecordPage):
    """One unit's list for one year."""

    entry_kind = EntryKind.LIST

    year = models.PositiveSmallIntegerField("年度")
    intro = RichTextField("说明", blank=True, features=["bold", "ol", "ul", "link"])

    search_fields = [
        *RecordPage.search_fields,
        index.FilterField("year"),
        index.RelatedFields("items", [index.SearchField("content")]),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *RecordPage.title_panels,
        FieldPanel("year"),
        InlinePanel("items", heading="清单条目", label="条目"),
        MultiFieldPanel([FieldPanel("intro")], heading="说明", classname="collapsed"),
        RecordPage.settings_fields_panel,
    ]
    parent_page_types: ClassVar[list[str]] = [
        "pufa_pages.UnitPage",
        "pufa_pages.TownshipPage",
        "pufa_pages.YearFolderPage",
    ]
    api_fields: ClassVar[list[APIField]] = record_api_fields(
        "year",
        "intro",
        "items",
    )

    class Meta:
        verbose_name = "普法责任清单"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "year"], name="pufa_list_once_a_year"),
        ]

    @property
    def record_date(self) -> date:
        """The first day of the list's year."""
        return date(self.year, 1, 1)

    def own_record(self, around: "Surroundings") -> dict[str, Any]:
        """The items with their laws; phone numbers stay inside."""
        from pages.representation import audience_label, ids, law_records, links_of, names

        items = list(self.items.all())
        cited_laws = links_of(items, "laws")
        audiences = links_of(items, "audiences")
        forms = links_of(items, "forms")
        laws: dict[int, Law] = {}
        described = []
        for number, item in enumerate(items):
            laws.update({law.pk: law for law in cited_laws[number]})
            described.append(
                {
                    "number": number + 1,
                    "content": item.content,
                    "laws": law_records(cited_laws[number]),
                    "audience_text": item.audience_text,
                    "audiences": names(audiences[number]),
                    "audience_label": audience_label(names(audiences[number]), item.audience_text),
                    "forms": names(forms[number]),
                    "measures": item.measures,
                    "standard": item.standard,
                    "timing": item.timing_text
                    or (f"{item.due_on:%Y-%m-%d}前" if item.due_on else ""),
                    "due_on": item.due_on.isoformat() if item.due_on else None,
                    "target_count": item.target_count,
                    "office": item.responsible_office,
                    "person": item.responsible_person,
                }
            )
        return {
            "year": self.year,
            "date_label": f"{self.year}年度",
            "intro": expand_db_html(self.intro),
            "items": described,
            "laws": law_records(laws.values()),
            "form_ids": ids(chain.from_iterable(forms)),
            "audience_ids": ids(chain.from_iterable(audiences)),
        }

    def clean(self) -> None:
        """A unit has one list a year."""
        super().clean()
        errors: dict[str, str] = {}
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            errors["year"] = f"请填写 {FIRST_YEAR} 至 {LAST_YEAR} 之间的年度。"
        elif self.year is not None and self.department_id:
            twin = self._of_same_year(self.department_id).exclude(pk=self.pk).first()
            if twin:
                errors["year"] = (
                    f"本单位已有{self.year}年度清单《{twin.draft_title}》，请直接修改那一份，"
                    "或更换年度。"
                )
        if errors:
            raise ValidationError(errors)

    def reason_against(self, place: Page) -> str:
        """Say why a copy could not be kept below `place`: its unit has a list of this year."""
        department = owning_department(place)
        twin = self._of_same_year(department.pk).first() if department else None
        if twin is None or department is None:
            return ""
        return (
            f"“{department.label}”已有{self.year}年度清单《{twin.draft_title}》。"
            "每个单位每年只有一份清单，请直接修改那一份。"
        )

    def can_move_to(self, parent: Page) -> bool:
        """Whether the list may lie below `parent`; within its own unit it may."""
        own = owning_department(parent)
        if own is not None and own.pk == self.department_id:
            return bool(Page.can_move_to(self, parent))
        return bool(super().can_move_to(parent))

    def _of_same_year(self, department_id: int) -> models.QuerySet["ResponsibilityListPage"]:
        return type(self).objects.filter(department_id=department_id, year=self.year)


class ResponsibilityItem(Orderable, ClusterableModel):
    """One duty of a list: 普什么、对谁普、怎么普、何时普、谁去普."""

    page = ParentalKey(ResponsibilityListPage, on_delete=models.CASCADE, related_name="items")
    content = models.TextField("普什么（内容）", max_length=500)
    laws = ParentalManyToManyField(
        Law, verbose_name="普法依据", blank=True, related_name="responsibility_items"
    )
    audience_text = models.CharField("对谁普（对象）", max_length=200, blank=True)
    audiences = ParentalManyToManyField(
        Term,
        verbose_name="对象类别",
        blank=True,
        limit_choices_to={"vocabulary": Vocabulary.AUDIENCE, "is_active": True},
        related_name="+",
    )
    forms = ParentalManyToManyField(
        Term,
        verbose_name="怎么普（形式）",
        blank=True,
        limit_choices_to={"vocabulary": Vocabulary.ACTIVITY_FORM, "is_active": True},
        related_name="+",
    )
    measures = models.TextField("措施", max_length=500, blank=True)
    standard = models.CharField("工作标准", max_length=300, blank=True)
    timing_text = models.CharField(
        "何时普（时间节点）", max_length=100, blank=True, help_text="例如：6月、每季度、全年。"
    )
    due_on = models.DateField("完成时限", null=True, blank=True)
    target_count = models.PositiveSmallIntegerField("目标次数", null=True, blank=True)
    responsible_office = models.CharField("责任科室", max_length=80, blank=True)
    responsible_person = models.CharField("责任人", max_length=40, blank=True)
    phone = models.CharField(
        "联系电话", max_length=40, blank=True, help_text="仅内部使用，不公开。"
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("content"),
        FieldPanel("laws", widget=law_picker()),
        FieldRowPanel([FieldPanel("audience_text"), FieldPanel("timing_text")]),
        FieldRowPanel([FieldPanel("responsible_office"), FieldPanel("responsible_person")]),
        MultiFieldPanel(
            [
                FieldPanel("audiences", widget=ticks()),
                FieldPanel("forms", widget=ticks()),
                FieldPanel("measures"),
                FieldPanel("standard"),
                FieldRowPanel([FieldPanel("due_on"), FieldPanel("target_count")]),
                FieldPanel("phone"),
            ],
            heading="更多",
            classname="collapsed",
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "清单条目"
        verbose_name_plural = "清单条目"

    def __str__(self) -> str:
        return self.content[:40]

    def clean(self) -> None:
        """A duty cites law that is alive in the list's year."""
        super().clean()
        errors: dict[str, str] = {}
        if self.due_on and not FIRST_YEAR <= self.due_on.year <= LAST_YEAR:
            errors["due_on"] = f"请填写 {FIRST_YEAR} 至 {LAST_YEAR} 年之间的日期。"
        if self.target_count == 0:
            errors["target_count"] = "目标次数至少为 1；没有次数要求时请留空。"
        if errors:
            raise ValidationError(errors)
