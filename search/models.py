"""What the database engines keep: derived from the public read model, never the source of it."""

from typing import ClassVar

from django.db import models


class IndexedDocument(models.Model):
    """One search document with its tokens, as the database engines store it; `id` is the page's.

    The migrations put the full-text index of the database beside these columns; the database
    itself keeps the two equal. `facets` holds the document's codes between bars, as
    `|kreport|y2023|b1|b7|l3|`.
    """

    version = models.PositiveBigIntegerField("版本")
    rank = models.BigIntegerField("新旧次序")
    facets = models.TextField("分类代码")
    kind = models.CharField("类型", max_length=12)
    url = models.CharField("地址", max_length=1000)
    date = models.DateField("日期", null=True)
    source = models.CharField("来源", max_length=200, blank=True)
    title = models.CharField("标题", max_length=255)
    body = models.TextField("正文", blank=True)
    title_tokens = models.TextField(blank=True)
    title_grams = models.TextField(blank=True)
    label_tokens = models.TextField(blank=True)
    body_tokens = models.TextField(blank=True)
    stressed_tokens = models.TextField(blank=True)
    grams = models.TextField(blank=True)
    compact = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "检索文档"
        verbose_name_plural = "检索文档"

    def __str__(self) -> str:
        return self.title


class IndexedWord(models.Model):
    """A word that some public text holds or held, by its sound: what a slip may have meant."""

    word = models.CharField("词", max_length=8, primary_key=True)
    sound = models.CharField("读音", max_length=80, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "已检索的词"
        verbose_name_plural = "已检索的词"

    def __str__(self) -> str:
        return self.word


class RegisterVersion(models.Model):
    """Counts changes to the names in the registers, so that every process reads them anew."""

    number = models.PositiveBigIntegerField("版本", default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "名册版本"
        verbose_name_plural = "名册版本"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="pufa_search_one_register_version"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
