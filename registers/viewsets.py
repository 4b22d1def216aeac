"""The registers in the admin: lists, filters, forms."""

from typing import Any, ClassVar

from django import forms
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from registers.models import Department, Law, PublicityDay, Term, Village

IN_USE = BooleanColumn("is_active", label="在用", sort_key="is_active")
IS_KEY = BooleanColumn("is_key", label="重要节点", sort_key="is_key")


class VerifiedColumn(Column):
    """Names the dates of a law that nobody has checked against its text."""

    def get_value(self, instance: Any) -> str:
        """Return the mark shown in the list."""
        waiting = instance.unverified_dates
        return f"待核实：{'、'.join(waiting)}" if waiting else "已核实"


class RegisterViewSet(SnippetViewSet):
    """A register: units read its rows, those who keep it change them."""

    inspect_view_enabled = True


class DepartmentViewSet(RegisterViewSet):
    """Departments as a tree."""

    model = Department
    icon = "group"
    menu_label = "单位"
    list_display: ClassVar = ["name", "short_name", "level", "parent", IN_USE]
    list_filter: ClassVar = ["level", "is_active"]
    list_per_page = 50
    ordering: ClassVar = ["path"]
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("parent")]),
        InlinePanel("aliases", heading="别名", label="别名"),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("sort_order"), FieldPanel("is_active")],
            heading="其他",
            classname="collapsed",
        ),
    ]


class LawViewSet(RegisterViewSet):
    """Laws with names, dates and state."""

    model = Law
    icon = "doc-full"
    menu_label = "法律法规"
    list_display: ClassVar = [
        "short_name",
        "level",
        "status",
        "latest_effective_on",
        "article_count",
        VerifiedColumn("verified", label="日期核实"),
    ]
    list_filter: ClassVar = ["status", "level", "latest_effective_source"]
    list_per_page = 50
    panels: ClassVar = [
        FieldPanel("full_name"),
        FieldPanel("short_name"),
        InlinePanel("aliases", heading="别名（口语、常见误写）", label="别名"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("article_count"), FieldPanel("successor")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(f"{name}_on"), FieldPanel(f"{name}_source")])
                for name in ("adopted", "changed", "effective", "latest_effective", "repealed")
            ]
            + [FieldPanel("change_type")],
            heading="日期与来源",
        ),
        MultiFieldPanel(
            [FieldPanel("usual_departments"), FieldPanel("note"), FieldPanel("slug")],
            heading="其他",
            classname="collapsed",
        ),
    ]


class VillageViewSet(RegisterViewSet):
    """Villages and communities."""

    model = Village
    icon = "home"
    menu_label = "村（社区）"
    list_display: ClassVar = ["name", "kind", "township", IN_USE]
    list_filter: ClassVar = ["township", "kind"]
    list_per_page = 50
    panels: ClassVar = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("township"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("is_active")]),
    ]


class TermViewSet(RegisterViewSet):
    """Vocabularies."""

    model = Term
    icon = "list-ul"
    menu_label = "词表"
    list_display: ClassVar = ["name", "vocabulary", "unit", "sort_order", IN_USE]
    list_filter: ClassVar = ["vocabulary", "is_active"]
    list_per_page = 100
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("vocabulary"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("sort_order")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("is_active")]),
    ]


class PublicityDayViewSet(RegisterViewSet):
    """Publicity days with their calendar rules."""

    model = PublicityDay
    icon = "calendar-alt"
    menu_label = "普法节点"
    list_display: ClassVar = ["name", Column("rule_text", label="日期"), "basis", IS_KEY]
    list_filter: ClassVar = ["rule_type", "is_key", "month"]
    list_per_page = 60
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("rule_type"),
        FieldRowPanel([FieldPanel("month"), FieldPanel("day")]),
        FieldRowPanel([FieldPanel("end_month"), FieldPanel("end_day")]),
        FieldRowPanel([FieldPanel("n"), FieldPanel("weekday"), FieldPanel("term")]),
        FieldPanel("laws", widget=forms.CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("is_key")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("is_active")]),
    ]


class RegisterGroup(SnippetViewSetGroup):
    """One menu for all registers."""

    menu_label = "基础名录"
    menu_name = "registers"
    menu_icon = "folder-open-inverse"
    menu_order = 300
    items = (LawViewSet, DepartmentViewSet, VillageViewSet, PublicityDayViewSet, TermViewSet)
