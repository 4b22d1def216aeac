"""What lists, reports, cases, sites and notices share."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from pages.forms import RecordCopyForm, RecordForm
from pages.models.base import PufaPage
from pages.models.public import EntryKind
from registers.models import Department

if TYPE_CHECKING:
    from pages.surroundings import Surroundings


class RecordPage(PufaPage):
    """A record of one department; where it lies in the tree says whose it is."""

    entry_kind: ClassVar[EntryKind]
    set_by_machine: ClassVar[tuple[str, ...]] = (*PufaPage.set_by_machine, "department")

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
    exclude_fields_in_copy: ClassVar[list[str]] = ["import_digest"]  # a copy is not the import

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
    base_form_class = RecordForm
    copy_form_class = RecordCopyForm

    class Meta:
        abstract = True

    @property
    def record_date(self) -> date:
        """The day this record is filed under."""
        raise NotImplementedError

    @property
    def first_day(self) -> date:
        """The day the page was first published, today before that."""
        if self.first_published_at is None:
            return timezone.localdate()
        return timezone.localdate(self.first_published_at)

    def own_record(self, around: "Surroundings") -> dict[str, Any]:
        """Return the public facts that only this kind of record has."""
        raise NotImplementedError

    def faults_for_publication(self, today: date) -> dict[str, str]:
        """Say by field what keeps this draft from being submitted or published on `today`.

        A draft may have them: it is saved while somebody writes it.
        """
        return {}

    def reason_against(self, place: Page) -> str:
        """Say why a copy of this record could not be kept below `place`; empty where it could."""
        return ""

    def can_move_to(self, parent: Page) -> bool:
        """Whether the tree and the rules of this kind of record allow it below `parent`."""
        return bool(super().can_move_to(parent)) and not self.reason_against(parent)

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        """Write the page; where its rules are not checked, find its department all the same."""
        if not clean and kwargs.get("update_fields") is None:
            self.take_department_of_parent()
        return super().save(clean=clean, **kwargs)

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
