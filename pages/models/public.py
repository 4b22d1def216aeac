"""The public read model: one flat row for each page an anonymous visitor may see now.

Everything public (lists, counts, law pages, previous/next, API, search) reads these rows, and
nothing private ever has one. `pages.publication` writes them in the transaction that publishes,
unpublishes, moves, restricts or deletes; `manage.py rebuild_public` makes them anew.
"""

from datetime import date
from typing import ClassVar, Self

from django.db import models

RANK_PER_DAY = 10**10
# Five levels of slugs below the site's root, each of at most 255 characters.
MAX_PATH = 1300


class EntryKind(models.TextChoices):
    """What a public page is."""

    LIST = "list", "普法清单"
    REPORT = "report", "普法动态"
    CASE = "case", "以案释法"
    SITE = "site", "普法阵地"
    NOTICE = "notice", "通知公告"
    SECTION = "section", "栏目"
    UNIT = "unit", "单位"
    TOWNSHIP = "township", "乡镇"
    HOME = "home", "首页"
    OTHER = "other", "页面"


ALL_MONTHS = 0

RECORD_KINDS = [
    EntryKind.LIST,
    EntryKind.REPORT,
    EntryKind.CASE,
    EntryKind.SITE,
    EntryKind.NOTICE,
]


def rank_of(day: date, page_id: int) -> int:
    """Return the sort key of an entry: later days rank higher, later pages within a day."""
    return day.toordinal() * RANK_PER_DAY + page_id


def first_rank_of(day: date) -> int:
    """Return the lowest rank an entry of `day` can have."""
    return day.toordinal() * RANK_PER_DAY


def page_id_of(rank: int) -> int:
    """Return the id of the page that has `rank`."""
    return rank % RANK_PER_DAY


def day_of(rank: int) -> date:
    """Return the day an entry of `rank` is filed under."""
    return date.fromordinal(rank // RANK_PER_DAY)


class PublicEntryQuerySet(models.QuerySet["PublicEntry"]):
    """Questions about what is public."""

    def records(self) -> Self:
        """Lists, reports, cases, sites and notices."""
        return self.filter(kind__in=RECORD_KINDS)

    def newest_first(self) -> Self:
        """In the order of every public list."""
        return self.order_by("-rank")


class PublicEntry(models.Model):
    """What visitors, API and search may know of one page, ready to send."""

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="public_entry",
    )
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=MAX_PATH)
    url = models.CharField(max_length=MAX_PATH + 300, default="")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    department = models.ForeignKey(
        "pufa_registers.Department",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    department_path = models.CharField(max_length=200, blank=True)
    village = models.ForeignKey(
        "pufa_registers.Village",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    place = models.CharField(max_length=200, blank=True)
    law_ids = models.JSONField(default=list)
    date = models.DateField()
    year = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True)
    rank = models.BigIntegerField(unique=True)
    card = models.TextField(blank=True)
    api = models.JSONField(default=dict)
    body_text = models.TextField(blank=True)
    version = models.PositiveBigIntegerField(default=1)

    objects = PublicEntryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "公开条目"
        verbose_name_plural = "公开条目"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "path"], name="pufa_entry_path_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "-rank"], name="pufa_entry_kind_rank"),
        ]

    def __str__(self) -> str:
        return self.title


class PublicFacet(models.Model):
    """An entry under one combination of law, department and village; 0 means any.

    One index range answers every filter of a list, in list order, at any size.
    """

    entry = models.ForeignKey(PublicEntry, on_delete=models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=12)
    law = models.PositiveBigIntegerField(default=0)
    department = models.PositiveBigIntegerField(default=0)
    village = models.PositiveBigIntegerField(default=0)
    rank = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "law", "department", "village", "rank"], name="pufa_facet_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.law}/{self.department}/{self.village}: {self.rank}"


class PublicTally(models.Model):
    """How many entries one combination has in one month (`month` = year × 100 + month).

    Month 0 counts all months; it is kept for combinations of at most one of law, department and
    village, which is what pages show totals of.
    """

    kind = models.CharField(max_length=12)
    law = models.PositiveBigIntegerField(default=0)
    department = models.PositiveBigIntegerField(default=0)
    village = models.PositiveBigIntegerField(default=0)
    month = models.PositiveIntegerField()
    n = models.IntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "law", "department", "village", "month"], name="pufa_tally_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["law", "department", "village", "kind"],
                condition=models.Q(month=ALL_MONTHS),
                name="pufa_tally_totals",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.law}/{self.department}/{self.village} {self.month}: {self.n}"


class PublicState(models.Model):
    """One row whose stamp changes whenever something public changes.

    Writers take it first and so write one after the other; readers keep what they worked out for
    as long as the stamp stays the same.
    """

    stamp = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="pufa_public_state_once"),
        ]

    def __str__(self) -> str:
        return str(self.stamp)


class PageViews(models.Model):
    """How often a public page was read."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    n = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "浏览次数"

    def __str__(self) -> str:
        return f"{self.page_id}: {self.n}"
