"""Departments: county → township → unit → office, and issuing bodies beside the tree."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from registers.models.slugged import SluggedModel


class DepartmentLevel(models.TextChoices):
    """Where a department stands; an issuing body stands outside the tree."""

    COUNTY = "county", "县（区）"
    TOWNSHIP = "township", "乡镇（街道）"
    UNIT = "unit", "单位"
    OFFICE = "office", "科室"
    ISSUING_BODY = "issuing_body", "其他发文机关"


LEVELS_IN_TREE = [
    DepartmentLevel.COUNTY,
    DepartmentLevel.TOWNSHIP,
    DepartmentLevel.UNIT,
    DepartmentLevel.OFFICE,
]


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Questions about departments."""

    def under(self, department: "Department") -> Self:
        """`department` itself and every department below it."""
        return self.filter(path__startswith=department.path)

    def within_tree(self) -> Self:
        """Departments of the county, without bodies that only issue documents."""
        return self.exclude(level=DepartmentLevel.ISSUING_BODY)

    def active(self) -> Self:
        """Departments still at work."""
        return self.filter(is_active=True)

    def named(self, text: str) -> Self:
        """Departments with exactly this name, short name or alias."""
        text = text.strip()
        return self.filter(Q(name=text) | Q(short_name=text) | Q(aliases__name=text)).distinct()

    def name_pairs(self) -> list[tuple[int, list[str]]]:
        """Return (id, every name) of each department, in two queries."""
        names = {
            pk: [name, short] for pk, name, short in self.values_list("pk", "name", "short_name")
        }
        for pk, alias in DepartmentAlias.objects.filter(department__in=names).values_list(
            "department_id", "name"
        ):
            names[pk].append(alias)
        return [
            (pk, list(dict.fromkeys(filter(None, all_names)))) for pk, all_names in names.items()
        ]


class Department(index.Indexed, ClusterableModel, SluggedModel):
    """A county, township, unit or office; `path` holds the ids from the root, as `1/5/12/`."""

    parent = models.ForeignKey(
        "self",
        verbose_name="上级单位",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    name = models.CharField("全称", max_length=100, help_text="例如：三教镇综合执法办公室")
    short_name = models.CharField(
        "简称", max_length=40, blank=True, help_text="页面上显示的名称，例如：综合执法办"
    )
    level = models.CharField("层级", max_length=20, choices=DepartmentLevel.choices)
    path = models.CharField(max_length=200, editable=False, db_index=True, default="")
    sort_order = models.PositiveSmallIntegerField("排序", default=100)
    is_active = models.BooleanField("在用", default=True)

    objects = DepartmentQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("short_name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.RelatedFields("aliases", [index.SearchField("name")]),
        index.FilterField("level"),
        index.FilterField("is_active"),
        index.FilterField("parent_id"),
    ]

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering: ClassVar = ["sort_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="pufa_department_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return self.short_name or self.name

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to this department itself."""
        return [int(part) for part in self.path.split("/") if part]

    def clean(self) -> None:
        """Check the place in the tree and the name in it."""
        super().clean()
        errors: dict[str, str] = {}
        if message := self._place_error():
            errors["parent"] = message
        same = type(self).objects.filter(parent=self.parent, name=self.name).exclude(pk=self.pk)
        if self.name and same.exists():
            errors["name"] = "同一上级下已有同名单位。"
        if errors:
            raise ValidationError(errors)

    def _place_error(self) -> str:
        if self.level == DepartmentLevel.ISSUING_BODY:
            return "其他发文机关不在本县单位树内，请清空上级单位。" if self.parent_id else ""
        if self.level == DepartmentLevel.COUNTY:
            return "县（区）是最上层，不能再有上级单位。" if self.parent_id else ""
        if self.level not in LEVELS_IN_TREE:
            return ""
        if not self.parent:
            return "请选择上级单位。"
        if self.pk and str(self.pk) in self.parent.path.split("/"):
            return "上级单位不能是本单位或其下级。"
        if self.parent.level not in LEVELS_IN_TREE:
            return "其他发文机关不能作为上级单位。"
        own, above = (
            LEVELS_IN_TREE.index(DepartmentLevel(level))
            for level in (self.level, self.parent.level)
        )
        return "上级单位的层级必须高于本单位。" if above >= own else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row and, where the place changed, the paths of the whole branch.

        Those who are told of the save see the new paths already.
        """
        with transaction.atomic():
            if self._state.adding:
                super().save(*args, **kwargs)
                self.path = self._place()
                type(self).objects.filter(pk=self.pk).update(path=self.path)
                return
            former, self.path = self.path, self._place()
            if former and former != self.path:
                self._move_branch(former)
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "path"}
            super().save(*args, **kwargs)

    def _place(self) -> str:
        return f"{self.parent.path if self.parent else ''}{self.pk}/"

    def _move_branch(self, former: str) -> None:
        below = type(self).objects.filter(path__startswith=former).exclude(pk=self.pk)
        below.update(path=Concat(Value(self.path), Substr("path", len(former) + 1)))


class DepartmentAlias(models.Model):
    """Another name that people use for a department."""

    department = ParentalKey(Department, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("别名", max_length=100)

    class Meta:
        verbose_name = "别名"
        verbose_name_plural = "别名"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["department", "name"], name="pufa_department_alias_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
