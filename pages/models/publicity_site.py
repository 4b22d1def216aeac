"""Publicity sites (阵地): where law is shown and taught, as the statutory register lists them."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from blocks.evidence import PhotoListBlock
from pages.models.public import EntryKind
from pages.models.record import RecordPage
from pages.record_api import record_api_fields
from pages.widgets import law_picker
from registers.models import Law, Term, Village, Vocabulary

if TYPE_CHECKING:
    from pages.surroundings import Surroundings


class SiteLevel(models.TextChoices):
    """Who keeps the site."""

    COUNTY = "county", "县级"
    TOWNSHIP = "township", "镇级"
    VILLAGE = "village", "村级"


class PublicitySitePage(RecordPage):
    """One site with the columns of the register of 法治文化场所."""

    entry_kind = EntryKind.SITE

    level = models.CharField(
        "层级", max_length=12, choices=SiteLevel.choices, default=SiteLevel.VILLAGE
    )
    site_kind = models.ForeignKey(
        Term,
        verbose_name="类型",
        on_delete=models.PROTECT,
        limit_choices_to={"vocabulary": Vocabulary.SITE_KIND, "is_active": True},
        related_name="+",
    )
    address = models.CharField("地址", max_length=150)
    village = models.ForeignKey(
        Village,
        verbose_name="村（社区）",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    built_on = models.DateField("建成日期", null=True, blank=True)
    built_text = models.CharField(
        "建成时间（文字）", max_length=40, blank=True, help_text="只知道年月时填写，例如：2021年。"
    )
    area_sqm = models.DecimalField(
        "占地面积（平方米）",
        max_digits=9,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1"), message="面积必须大于 0；不清楚时请留空。")],
    )
    facilities = models.CharField("主要设施", max_length=200, blank=True)
    function_intro = models.CharField("功能简介", max_length=100, blank=True)
    naming = models.CharField("命名情况", max_length=100, blank=True)
    opening_hours = models.CharField("开放时间", max_length=100, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    laws = ParentalManyToManyField(
        Law, verbose_name="宣传的法律法规", blank=True, related_name="publicity_sites"
    )
    photos = StreamField(PhotoListBlock(required=False), verbose_name="照片", blank=True)

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("address"),
        index.SearchField("facilities"),
        index.SearchField("function_intro"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *RecordPage.title_panels,
        FieldRowPanel([FieldPanel("level"), FieldPanel("site_kind", widget=Select)]),
        FieldRowPanel([FieldPanel("address"), FieldPanel("village", widget=Select)]),
        FieldPanel("function_intro"),
        FieldPanel("photos"),
        MultiFieldPanel(
            [
                FieldPanel("facilities"),
                FieldPanel("opening_hours"),
                FieldRowPanel([FieldPanel("built_on"), FieldPanel("built_text")]),
                FieldRowPanel([FieldPanel("area_sqm"), FieldPanel("naming")]),
                FieldPanel("laws", widget=law_picker()),
            ],
            heading="登记信息",
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading="坐标（可不填）",
            classname="collapsed",
        ),
        InlinePanel("bulletin_issues", heading="宣传栏更新", label="一期", classname="collapsed"),
        RecordPage.settings_fields_panel,
    ]
    parent_page_types: ClassVar[list[str]] = [
        "pufa_pages.UnitPage",
        "pufa_pages.TownshipPage",
        "pufa_pages.YearFolderPage",
    ]
    api_fields: ClassVar[list[APIField]] = record_api_fields(
        "level",
        "level_label",
        "site_kind",
        "address",
        "built",
        "area_sqm",
        "facilities",
        "function_intro",
        "naming",
        "opening_hours",
        "latitude",
        "longitude",
        "photos",
        "bulletin_issues",
    )

    class Meta:
        verbose_name = "普法阵地"

    @property
    def record_date(self) -> date:
        """The day the site was built, else the day the page was first published."""
        if self.built_on:
            return self.built_on
        return self.first_day

    def own_record(self, around: "Surroundings") -> dict[str, Any]:
        """The columns of the register, photos and bulletin board."""
        from pages.representation import law_records, photo_records, village_record

        return {
            "date_label": self.built_text or (f"{self.built_on:%Y-%m-%d}" if self.built_on else ""),
            "level": self.level,
            "level_label": self.get_level_display(),
            "site_kind": self.site_kind.name,
            "address": self.address,
            "place": self.address,
            "village": village_record(self.village),
            "built": self.built_text or (f"{self.built_on:%Y年%m月}" if self.built_on else ""),
            "area_sqm": float(self.area_sqm) if self.area_sqm is not None else None,
            "facilities": self.facilities,
            "function_intro": self.function_intro,
            "naming": self.naming,
            "opening_hours": self.opening_hours,
            "latitude": float(self.latitude) if self.latitude is not None else None,
            "longitude": float(self.longitude) if self.longitude is not None else None,
            "laws": law_records(self.laws.all()),
            "photos": photo_records(self.photos),
            "bulletin_issues": [
                {
                    "number": issue.number,
                    "editions": issue.editions,
                    "date": issue.issued_on.isoformat() if issue.issued_on else None,
                    "topic": issue.topic,
                }
                for issue in self.bulletin_issues.all()
            ],
        }

    def clean(self) -> None:
        """Coordinates come in pairs and lie in the country."""
        super().clean()
        errors: dict[str, str] = {}
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = "经度和纬度要么都填，要么都不填。"
        if self.latitude is not None and not 3 <= self.latitude <= 54:
            errors["latitude"] = "纬度应在 3 至 54 之间；是否与经度填反了？"
        if self.longitude is not None and not 73 <= self.longitude <= 136:
            errors["longitude"] = "经度应在 73 至 136 之间；是否与纬度填反了？"
        if errors:
            raise ValidationError(errors)


class BulletinIssue(Orderable):
    """One issue of a site's bulletin board: 期次, 版数, date."""

    page = ParentalKey(PublicitySitePage, on_delete=models.CASCADE, related_name="bulletin_issues")
    number = models.PositiveSmallIntegerField("期次")
    editions = models.PositiveSmallIntegerField("版数", null=True, blank=True)
    issued_on = models.DateField("更新日期", null=True, blank=True)
    topic = models.CharField("主题", max_length=100, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("editions"), FieldPanel("issued_on")]),
        FieldPanel("topic"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "宣传栏期次"
        verbose_name_plural = "宣传栏期次"

    def __str__(self) -> str:
        return f"第{self.number}期"
