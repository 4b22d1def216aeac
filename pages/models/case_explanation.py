"""Case explanations (以案释法): facts, handling, the law explained, the lesson."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.rich_text import expand_db_html
from wagtail.search import index

from pages.addresses import with_query
from pages.articles import Article
from pages.models.public import EntryKind
from pages.models.record import RecordPage
from pages.record_api import record_api_fields
from pages.widgets import single_law_picker
from registers.models import Law, Term, Vocabulary

if TYPE_CHECKING:
    from pages.surroundings import Surroundings

TEXT_FEATURES = ["bold", "ol", "ul", "link"]


class CaseExplanationPage(RecordPage):
    """A case told so that a reader learns the law from it."""

    entry_kind = EntryKind.CASE

    happened_on = models.DateField("办结日期", null=True, blank=True)
    case_kind = models.ForeignKey(
        Term,
        verbose_name="案件类型",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"vocabulary": Vocabulary.CASE_KIND, "is_active": True},
        related_name="+",
    )
    facts = RichTextField("案情简介", features=TEXT_FEATURES)
    handling = RichTextField("调查与处理", blank=True, features=TEXT_FEATURES)
    explanation = RichTextField("法律分析", features=TEXT_FEATURES)
    lesson = RichTextField("典型意义", blank=True, features=TEXT_FEATURES)
    is_example = models.BooleanField("示例（不是真实案件）", default=False)

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("facts"),
        index.SearchField("explanation"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *RecordPage.title_panels,
        FieldPanel("facts"),
        FieldPanel("handling"),
        FieldPanel("explanation"),
        FieldPanel("lesson"),
        InlinePanel("provisions", heading="引用条文", label="条文"),
        MultiFieldPanel(
            [
                FieldPanel("case_kind", widget=Select),
                FieldPanel("happened_on"),
                FieldPanel("is_example"),
            ],
            heading="案件信息",
        ),
        RecordPage.settings_fields_panel,
    ]
    parent_page_types: ClassVar[list[str]] = [
        "pufa_pages.UnitPage",
        "pufa_pages.TownshipPage",
        "pufa_pages.YearFolderPage",
    ]
    api_fields: ClassVar[list[APIField]] = record_api_fields(
        "facts",
        "handling",
        "explanation",
        "lesson",
        "case_kind",
        "is_example",
        "provisions",
    )

    class Meta:
        verbose_name = "以案释法案例"

    @property
    def record_date(self) -> date:
        """The day the case was closed, else the day the page was first published."""
        if self.happened_on:
            return self.happened_on
        return self.first_day

    def own_record(self, around: "Surroundings") -> dict[str, Any]:
        """The four parts and the provisions they rest on."""
        from pages.representation import cited_provisions, law_records

        provisions = list(self.provisions.all())
        laws = law_records({p.law_id: p.law for p in provisions if p.law_id}.values())
        by_id = {law["id"]: law for law in laws}
        return {
            "facts": expand_db_html(self.facts),
            "handling": expand_db_html(self.handling),
            "explanation": expand_db_html(self.explanation),
            "lesson": expand_db_html(self.lesson),
            "case_kind": self.case_kind.name if self.case_kind else "",
            "is_example": self.is_example,
            "laws": laws,
            "provisions": [
                {
                    "law": by_id[p.law_id],
                    "text": str(p),
                    "url": with_query(
                        by_id[p.law_id]["url"], article=p.whole_article and p.whole_article.key
                    ),
                }
                for p in provisions
            ],
            "basis": cited_provisions((p.law.short_name, p.article_text) for p in provisions),
        }


class CaseProvision(Orderable):
    """A provision a case cites: law, 条 (with 之N), 款, 项."""

    page = ParentalKey(CaseExplanationPage, on_delete=models.CASCADE, related_name="provisions")
    law = models.ForeignKey(Law, verbose_name="法律", on_delete=models.PROTECT, related_name="+")
    article = models.PositiveSmallIntegerField("条", null=True, blank=True)
    sub_article = models.PositiveSmallIntegerField(
        "条之", null=True, blank=True, help_text="“第一百二十条之一”填 1。"
    )
    paragraph = models.PositiveSmallIntegerField("款", null=True, blank=True)
    item = models.PositiveSmallIntegerField("项", null=True, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("law", widget=single_law_picker()),
        FieldRowPanel(
            [
                FieldPanel("article"),
                FieldPanel("sub_article"),
                FieldPanel("paragraph"),
                FieldPanel("item"),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "引用条文"
        verbose_name_plural = "引用条文"

    def __str__(self) -> str:
        return f"《{self.law.short_name}》{self.article_text}"

    @property
    def whole_article(self) -> Article | None:
        """The article without its parts, None where the whole law is cited."""
        return Article(self.article, self.sub_article) if self.article else None

    @property
    def article_text(self) -> str:
        """The provision in words, as 第1043条第2款."""
        text = str(self.whole_article or "")
        if self.paragraph:
            text += f"第{self.paragraph}款"
        if self.item:
            text += f"第{self.item}项"
        return text

    def clean(self) -> None:
        """The article must exist; parts need the whole they belong to."""
        super().clean()
        errors: dict[str, str] = {}
        if self.article == 0:
            errors["article"] = "条号从 1 开始。"
        last = self.law.article_count if self.law_id else None
        if self.article and last and self.article > last:
            errors["article"] = (
                f"《{self.law.short_name}》共{last}条，没有第{self.article}条，请核对。"
            )
        if not self.article:
            for field, word in (("sub_article", "之几"), ("paragraph", "款"), ("item", "项")):
                if getattr(self, field):
                    errors[field] = f"填写{word}之前请先填写条。"
        if errors:
            raise ValidationError(errors)
