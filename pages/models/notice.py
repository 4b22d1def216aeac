"""Notices, circulars and plans, with the fields of published government documents."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from blocks.body import ArticleBodyBlock
from blocks.evidence import AttachmentListBlock
from pages.models.public import EntryKind
from pages.models.record import RecordPage
from pages.record_api import record_api_fields
from pages.widgets import law_picker
from registers.models import Department, Law, Term, Vocabulary

if TYPE_CHECKING:
    from pages.surroundings import Surroundings


class Validity(models.TextChoices):
    """Whether a document still applies."""

    IN_FORCE = "in_force", "有效"
    EXPIRED = "expired", "失效"
    REPEALED = "repealed", "废止"


class NoticePage(RecordPage):
    """An official document: 公告, 通报, 方案, 意见, 报告."""

    entry_kind = EntryKind.NOTICE

    document_number = models.CharField(
        "文号", max_length=60, blank=True, help_text="例如：三教府发〔2023〕56号"
    )
    issuer = models.ForeignKey(
        Department,
        verbose_name="发布机构（名录）",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="名录中没有的机构，请直接填写名称。",
    )
    issuer_text = models.CharField(
        "发布机构（原文）", max_length=150, blank=True, help_text="文件上的全称；留空时取名录名称。"
    )
    issued_on = models.DateField("成文日期", null=True, blank=True)
    issued_year = models.PositiveSmallIntegerField(
        "成文年份", null=True, blank=True, help_text="只知道年份时填写。"
    )
    released_on = models.DateField(
        "原发布日期", null=True, blank=True, help_text="文件在原网站发布的日期。"
    )
    index_number = models.CharField("索引号", max_length=60, blank=True)
    validity = models.CharField(
        "有效性", max_length=12, choices=Validity.choices, default=Validity.IN_FORCE
    )
    notice_kind = models.ForeignKey(
        Term,
        verbose_name="公文种类",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"vocabulary": Vocabulary.NOTICE_KIND, "is_active": True},
        related_name="+",
    )
    signer = models.CharField("签发人", max_length=40, blank=True)
    addressed_to = models.CharField("主送机关", max_length=300, blank=True)
    copied_to = models.CharField("抄送", max_length=300, blank=True)
    laws = ParentalManyToManyField(
        Law, verbose_name="涉及法律法规", blank=True, related_name="notices"
    )
    attachments = StreamField(AttachmentListBlock(required=False), verbose_name="附件", blank=True)
    body = StreamField(ArticleBodyBlock(required=False), verbose_name="正文", blank=True)

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("document_number"),
        index.SearchField("issuer_text"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *RecordPage.title_panels,
        FieldRowPanel([FieldPanel("document_number"), FieldPanel("issued_on")]),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("issuer_text")]),
        FieldPanel("body"),
        FieldPanel("attachments"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("notice_kind", widget=Select), FieldPanel("validity")]),
                FieldRowPanel([FieldPanel("index_number"), FieldPanel("signer")]),
                FieldPanel("addressed_to"),
                FieldPanel("copied_to"),
                FieldRowPanel([FieldPanel("issued_year"), FieldPanel("released_on")]),
                FieldPanel("laws", widget=law_picker()),
            ],
            heading="公文要素",
            classname="collapsed",
        ),
        RecordPage.settings_fields_panel,
    ]
    parent_page_types: ClassVar[list[str]] = [
        "pufa_pages.UnitPage",
        "pufa_pages.TownshipPage",
        "pufa_pages.YearFolderPage",
        "pufa_pages.NoticeSectionPage",
    ]
    api_fields: ClassVar[list[APIField]] = record_api_fields(
        "document_number",
        "issuer",
        "issued_on",
        "released_on",
        "index_number",
        "validity",
        "validity_label",
        "notice_kind",
        "signer",
        "addressed_to",
        "copied_to",
        "attachments",
        "body",
    )

    class Meta:
        verbose_name = "公告文件"

    @property
    def issuer_name(self) -> str:
        """The issuing body as the document names it."""
        if self.issuer_text:
            return self.issuer_text
        owner = self.issuer or self.department
        return owner.name if owner else ""

    @property
    def record_date(self) -> date:
        """Day of the document, else of its first release, else of its year, else of the page."""
        if self.issued_on or self.released_on:
            return self.issued_on or self.released_on  # type: ignore[return-value]
        if self.issued_year:
            return date(self.issued_year, 1, 1)
        return self.first_day

    def own_record(self, around: "Surroundings") -> dict[str, Any]:
        """The elements of a published document, its text and attachments."""
        from pages.representation import law_records, stream_html

        issued_on_label = "未注明"
        if self.issued_on:
            issued_on_label = f"{self.issued_on:%Y-%m-%d}"
        elif self.issued_year:
            issued_on_label = f"{self.issued_year}年"
        return {
            "source": self.source_name or self.issuer_name,
            "document_number": self.document_number,
            "issuer": self.issuer_name,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "issued_on_label": issued_on_label,
            "released_on": self.released_on.isoformat() if self.released_on else None,
            "index_number": self.index_number,
            "validity": self.validity,
            "validity_label": self.get_validity_display(),
            "notice_kind": self.notice_kind.name if self.notice_kind else "",
            "signer": self.signer,
            "addressed_to": self.addressed_to,
            "copied_to": self.copied_to,
            "laws": law_records(self.laws.all()),
            "attachments": [
                {
                    "name": child.value["title"],
                    "url": child.value["document"].url if child.value["document"] else None,
                }
                for child in self.attachments
            ],
            "body": stream_html(self.body),
        }

    def clean(self) -> None:
        """The dates of a document agree."""
        super().clean()
        errors: dict[str, str] = {}
        if self.issued_on and self.released_on and self.released_on < self.issued_on:
            errors["released_on"] = "原发布日期早于成文日期，请核对。"
        if self.issued_year is not None:
            if not 1949 <= self.issued_year <= 2100:
                errors["issued_year"] = "请填写 1949 至 2100 之间的年份。"
            elif self.issued_on and self.issued_on.year != self.issued_year:
                errors["issued_year"] = "成文年份与成文日期不一致；填了日期时可以留空。"
        if errors:
            raise ValidationError(errors)
