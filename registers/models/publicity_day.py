"""Publicity days: when which law is publicised."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.search import index

from registers import calendar_rules
from registers.models.law import Law
from registers.models.slugged import SluggedModel


class RuleType(models.TextChoices):
    """The eight kinds of calendar rule."""

    FIXED = "fixed", "固定日期"
    MONTH = "month", "整月"
    RANGE = "range", "起止日期"
    NTH_WEEKDAY = "nth_weekday", "某月第几个星期几"
    NTH_WEEK = "nth_week", "某月第几周"
    WEEK_CONTAINING = "week_containing", "某日所在的一周"
    LUNAR = "lunar", "农历日期"
    SOLAR_TERM = "solar_term", "节气"


class PublicityDay(index.Indexed, SluggedModel):
    """A day, week or month with its laws; the rule gives the dates of any year."""

    name = models.CharField("名称", max_length=60, unique=True)
    rule_type = models.CharField("日期规则", max_length=20, choices=RuleType.choices)
    month = models.PositiveSmallIntegerField("月", null=True, blank=True)
    day = models.PositiveSmallIntegerField("日", null=True, blank=True)
    end_month = models.PositiveSmallIntegerField("结束月", null=True, blank=True)
    end_day = models.PositiveSmallIntegerField("结束日", null=True, blank=True)
    n = models.SmallIntegerField(
        "第几个", null=True, blank=True, help_text="倒数用负数：-1 表示最后一个。"
    )
    weekday = models.PositiveSmallIntegerField(
        "星期", null=True, blank=True, help_text="1 为星期一，7 为星期日。"
    )
    term = models.CharField("节气", max_length=4, blank=True)
    laws = models.ManyToManyField(
        Law, verbose_name="主要法律", blank=True, related_name="publicity_days"
    )
    basis = models.CharField("依据", max_length=100, blank=True)
    is_key = models.BooleanField("重要节点", default=False)
    is_active = models.BooleanField("在用", default=True)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("is_key"),
    ]

    class Meta:
        verbose_name = "普法节点"
        verbose_name_plural = "普法节点"
        ordering: ClassVar = ["month", "day", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> calendar_rules.Rule:
        """The rule as `calendar_rules` understands it."""
        return calendar_rules.Rule(
            type=self.rule_type,
            month=self.month,
            day=self.day,
            end_month=self.end_month,
            end_day=self.end_day,
            n=self.n,
            weekday=self.weekday,
            term=self.term or None,
        )

    @property
    def rule_text(self) -> str:
        """The rule in words, as 每年5月第三个星期日."""
        return calendar_rules.describe_rule(self.rule)

    def dates_in(self, year: int) -> tuple[date, date] | None:
        """Return first and last day in `year` (1901 to 2100), None where the year has none."""
        return calendar_rules.dates_in_year(self.rule, year)

    def clean(self) -> None:
        """The rule must be complete and possible."""
        super().clean()
        is_known = self.rule_type in RuleType.values  # else the field itself says so
        errors = calendar_rules.rule_errors(self.rule) if is_known else {}
        if errors:
            raise ValidationError(
                {
                    ("rule_type" if field == "type" else field): message
                    for field, message in errors.items()
                }
            )
