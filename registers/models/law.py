"""The law register: which law is alive, under which names, since when."""

from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from registers.law_names import normalise_law_name
from registers.models.slugged import SluggedModel

STATE_PREFIX = "中华人民共和国"


class LawLevel(models.TextChoices):
    """Rank of a law, highest first."""

    CONSTITUTION = "constitution", "宪法"
    STATUTE = "statute", "法律"
    ADMINISTRATIVE = "administrative", "行政法规"
    LOCAL = "local", "地方性法规"
    JUDICIAL = "judicial", "司法解释"
    DEPARTMENT_RULE = "department_rule", "部门规章"
    LOCAL_RULE = "local_rule", "地方政府规章"
    PARTY = "party", "党内法规"
    NORMATIVE = "normative", "规范性文件"


class LawStatus(models.TextChoices):
    """Whether a law is alive."""

    NOT_YET = "not_yet", "尚未生效"
    IN_FORCE = "in_force", "现行有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"


class DateSource(models.TextChoices):
    """Where a date was read; only the texts count as verified."""

    TEXT = "text", "法律文本"
    SUCCESSOR_TEXT = "successor_text", "新法文本"
    GENERAL_KNOWLEDGE = "general_knowledge", "常识，待核实"
    NAME_ONLY = "name_only", "仅有名称，待核实"


VERIFIED_SOURCES = frozenset({DateSource.TEXT, DateSource.SUCCESSOR_TEXT})
DATED_FIELDS = ("adopted", "changed", "effective", "latest_effective", "repealed")


class LawQuerySet(models.QuerySet["Law"]):
    """Questions about laws."""

    def named(self, text: str) -> Self:
        """Laws with exactly this full name, short name or alias, book-title marks aside."""
        name = normalise_law_name(text)
        return self.filter(
            Q(full_name=name)
            | Q(full_name=STATE_PREFIX + name)
            | Q(short_name=name)
            | Q(short_name=name.removeprefix(STATE_PREFIX))
            | Q(aliases__name=name)
        ).distinct()

    def alive(self) -> Self:
        """Laws not repealed."""
        return self.exclude(status=LawStatus.REPEALED)

    def unverified(self) -> Self:
        """Laws with at least one date nobody has checked against a text."""
        waiting = Q()
        for field in DATED_FIELDS:
            waiting |= Q(**{f"{field}_source__in": UNVERIFIED_SOURCES})
        return self.filter(waiting)

    def name_pairs(self) -> list[tuple[int, list[str]]]:
        """Return (id, every name) of each law, in two queries."""
        names = {
            pk: [full, short]
            for pk, full, short in self.values_list("pk", "full_name", "short_name")
        }
        for pk, alias in LawAlias.objects.filter(law__in=names).values_list("law_id", "name"):
            names[pk].append(alias)
        return [(pk, list(dict.fromkeys(all_names))) for pk, all_names in names.items()]


UNVERIFIED_SOURCES = [source for source in DateSource if source not in VERIFIED_SOURCES]


class Law(index.Indexed, ClusterableModel, SluggedModel):
    """A law by its names, its dates (each with its source) and its state."""

    slug_source = "short_name"

    full_name = models.CharField("全称", max_length=150, unique=True)
    short_name = models.CharField(
        "简称", max_length=80, unique=True, help_text="通常是去掉“中华人民共和国”的名称。"
    )
    level = models.CharField(
        "效力层级", max_length=20, choices=LawLevel.choices, default=LawLevel.STATUTE
    )
    status = models.CharField(
        "效力状态", max_length=20, choices=LawStatus.choices, default=LawStatus.IN_FORCE
    )
    adopted_on = models.DateField("通过日期", null=True, blank=True)
    adopted_source = models.CharField(
        "通过日期来源", max_length=20, choices=DateSource.choices, blank=True
    )
    changed_on = models.DateField("最近修改日期", null=True, blank=True)
    changed_source = models.CharField(
        "最近修改日期来源", max_length=20, choices=DateSource.choices, blank=True
    )
    change_type = models.CharField("修改方式", max_length=40, blank=True)
    effective_on = models.DateField("施行日期（文本）", null=True, blank=True)
    effective_source = models.CharField(
        "施行日期来源", max_length=20, choices=DateSource.choices, blank=True
    )
    latest_effective_on = models.DateField("最近生效日期", null=True, blank=True)
    latest_effective_source = models.CharField(
        "最近生效日期来源", max_length=20, choices=DateSource.choices, blank=True
    )
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    repealed_source = models.CharField(
        "废止日期来源", max_length=20, choices=DateSource.choices, blank=True
    )
    article_count = models.PositiveSmallIntegerField("条数", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="替代它的法律",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
    )
    usual_departments = models.CharField("常见责任单位", max_length=200, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)

    objects = LawQuerySet.as_manager()

    search_fields = [
        index.SearchField("full_name", boost=2),
        index.SearchField("short_name", boost=2),
        index.SearchField("usual_departments"),
        index.AutocompleteField("full_name"),
        index.AutocompleteField("short_name"),
        index.RelatedFields(
            "aliases", [index.SearchField("name"), index.AutocompleteField("name")]
        ),
        index.FilterField("level"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = "法律法规"
        verbose_name_plural = "法律法规"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_repealed(self) -> bool:
        """Whether the law is no longer in force."""
        return self.status == LawStatus.REPEALED

    @property
    def named_with_state(self) -> str:
        """The short name, marked where the law is no longer in force."""
        return f"{self.short_name}（已废止）" if self.is_repealed else self.short_name

    @property
    def told_dates(self) -> list[tuple[str, date]]:
        """The known dates as readers need them; a day of coming into force is told once."""
        again = self.latest_effective_on if self.latest_effective_on != self.effective_on else None
        dates = [
            ("通过", self.adopted_on),
            (self.change_type or "最近修改", self.changed_on),
            ("施行", self.effective_on),
            ("最近生效", again),
            ("废止", self.repealed_on),
        ]
        return [(label, day) for label, day in dates if day]

    @property
    def text_source(self) -> str:
        """Where the state publishes the text of laws of this level."""
        if self.level in (LawLevel.DEPARTMENT_RULE, LawLevel.LOCAL_RULE):
            return "国家规章库"
        if self.level in (LawLevel.PARTY, LawLevel.NORMATIVE):
            return "制定机关公布的正式文本"
        return "国家法律法规数据库"

    @property
    def is_verified(self) -> bool:
        """Whether every date given was read in a text."""
        return not self.unverified_dates

    @property
    def unverified_dates(self) -> list[str]:
        """Labels of the dates that nobody has checked yet."""
        return [
            str(type(self)._meta.get_field(f"{field}_on").verbose_name)  # type: ignore[union-attr]
            for field in DATED_FIELDS
            if getattr(self, f"{field}_source") in UNVERIFIED_SOURCES
        ]

    @property
    def state_text(self) -> str:
        """The state in words, with date and successor where the law is dead."""
        text = self.get_status_display()
        if self.is_repealed and self.repealed_on:
            text = f"{self.repealed_on:%Y-%m-%d} {text}"
        if self.is_repealed and self.successor:
            text += f"，由《{self.successor.short_name}》替代"
        return text

    @property
    def state_remark(self) -> str:
        """What to know before citing the law; empty where it is simply in force."""
        return "" if self.status == LawStatus.IN_FORCE else self.state_text

    def clean(self) -> None:
        """Check names, dates and state against each other."""
        super().clean()
        errors: dict[str, str] = {}
        self.full_name = self.full_name.strip().strip("《》").strip()
        self.short_name = normalise_law_name(self.short_name)
        if self.effective_on and self.adopted_on and self.effective_on < self.adopted_on:
            errors["effective_on"] = "施行日期早于通过日期，请核对。"
        if self.repealed_on and self.effective_on and self.repealed_on < self.effective_on:
            errors["repealed_on"] = "废止日期早于施行日期，请核对。"
        if self.status != LawStatus.REPEALED and self.successor:
            errors["successor"] = "只有已废止的法律才填写替代它的法律。"
        if self.successor_id and self.successor_id == self.pk:
            errors["successor"] = "替代它的法律不能是它自己。"
        if self.article_count == 0:
            errors["article_count"] = "条数不能为 0；不知道时请留空。"
        for field in DATED_FIELDS:
            if getattr(self, f"{field}_on") and not getattr(self, f"{field}_source"):
                setattr(self, f"{field}_source", DateSource.GENERAL_KNOWLEDGE)
        if errors:
            raise ValidationError(errors)


class LawAlias(models.Model):
    """Another name that people use for a law, usual mistakes included."""

    law = ParentalKey(Law, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("别名", max_length=150, unique=True)

    class Meta:
        verbose_name = "别名"
        verbose_name_plural = "别名"

    def __str__(self) -> str:
        return self.name
