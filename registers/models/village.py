"""Villages and communities: where things happen."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.search import index

from registers.models.department import Department, DepartmentLevel
from registers.models.slugged import SluggedModel


class VillageKind(models.TextChoices):
    """A village or an urban community."""

    VILLAGE = "village", "行政村"
    COMMUNITY = "community", "社区"


class Village(index.Indexed, SluggedModel):
    """A village or community of one township."""

    township = models.ForeignKey(
        Department, verbose_name="所属乡镇", on_delete=models.PROTECT, related_name="villages"
    )
    name = models.CharField("名称", max_length=60, help_text="例如：公园社区")
    kind = models.CharField(
        "类别", max_length=20, choices=VillageKind.choices, default=VillageKind.VILLAGE
    )
    is_active = models.BooleanField("在用", default=True)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("township_id"),
    ]

    class Meta:
        verbose_name = "村（社区）"
        verbose_name_plural = "村（社区）"
        ordering: ClassVar = ["township__sort_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["township", "name"], name="pufa_village_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A village belongs to a township."""
        super().clean()
        if self.township_id and self.township.level != DepartmentLevel.TOWNSHIP:
            raise ValidationError({"township": "请选择乡镇（街道）一级的单位。"})
