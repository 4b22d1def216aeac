"""Vocabularies: the words that forms offer, edited as rows."""

from typing import ClassVar, Self

from django.db import models
from wagtail.search import index

from registers.slugs import unique_slug


class Vocabulary(models.TextChoices):
    """Which list a term belongs to."""

    ACTIVITY_FORM = "activity_form", "活动形式"
    AUDIENCE = "audience", "普法对象"
    VENUE = "venue", "法律“X进”"
    SITE_KIND = "site_kind", "阵地类型"
    NOTICE_KIND = "notice_kind", "公文种类"
    CASE_KIND = "case_kind", "案件类型"
    MEASURE = "measure", "数据项"


class TermQuerySet(models.QuerySet["Term"]):
    """Questions about terms."""

    def in_vocabulary(self, vocabulary: Vocabulary) -> Self:
        """Terms of one list."""
        return self.filter(vocabulary=vocabulary)

    def active(self) -> Self:
        """Terms still offered in forms."""
        return self.filter(is_active=True)


class Term(index.Indexed, models.Model):
    """A word of one vocabulary; a measure also has its unit."""

    vocabulary = models.CharField("词表", max_length=20, choices=Vocabulary.choices)
    name = models.CharField("名称", max_length=40)
    slug = models.SlugField("网址用名", max_length=60, blank=True)
    unit = models.CharField(
        "计量单位", max_length=10, blank=True, help_text="仅数据项填写，例如：人次、份、场。"
    )
    sort_order = models.PositiveSmallIntegerField("排序", default=100)
    is_active = models.BooleanField("在用", default=True)

    objects = TermQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("vocabulary"),
        index.FilterField("is_active"),
    ]

    class Meta:
        verbose_name = "词表用词"
        verbose_name_plural = "词表用词"
        ordering: ClassVar = ["vocabulary", "sort_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vocabulary", "name"], name="pufa_term_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Fill an empty slug before the row is written."""
        if not self.slug:
            taken = set(
                Term.objects.filter(vocabulary=self.vocabulary)
                .exclude(pk=self.pk)
                .values_list("slug", flat=True)
            )
            self.slug = unique_slug(self.name, taken=taken)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
