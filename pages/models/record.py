"""What lists, reports, cases, sites and notices share."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from pages.models.base import PufaPage
from pages.models.public import EntryKind
from registers.models import Department


class RecordPage(PufaPage):
    """A record of one department; where it lies in the tree says whose it is."""

    entry_kind: ClassVar[EntryKind]

    department = models.ForeignKey(
        Department,
        verbose_name="单位",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    summary = models.CharField(
        "摘要", max_length=300, blank=True, help_text="用于列表和搜索结果；留空时取正文开头。"
    )
    source_name = models.CharField("来源", max_length=80, blank=True, help_text="留空时为本单位。")
    import_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.FilterField("department_id"),
    ]
    settings_fields_panel = MultiFieldPanel(
        [FieldPanel("summary"), FieldPanel("source_name")],
        heading="摘要与来源",
        classname="collapsed",
    )
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def record_date(self) -> date:
        """The day this record is filed under."""
        raise NotImplementedError

    def own_record(self) -> dict[str, Any]:
        """Return the public facts that only this kind of record has."""
        raise NotImplementedError

    def involved_departments(self) -> list[Department]:
        """Departments beside the owner whose lists show this record too."""
        return []

    def _set_core_field_defaults(self) -> None:
        """Find whose record this is before its rules are checked."""
        super()._set_core_field_defaults()
        self.take_department_of_parent()

    def take_department_of_parent(self) -> None:
        """Set `department` to that of the nearest unit, township or county page above."""
        from pages.tree import owning_department

        parent = getattr(self, "_cached_parent_obj", None)
        if parent is not None or self.path:
            owner = owning_department(parent or self)
            if owner is not None:
                self.department = owner
