"""What the search keeps: derived from the public read model, never the source of it."""

import re
import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from search.characters import HAN, fold


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


class RenamedName(models.Model):
    """A name that came, went or changed its meaning: texts that hold it are to be indexed anew.

    The row commits with the change of the register and goes when all such texts are done; those of
    pages up to `last_id` are. `text` is as in `IndexedDocument.compact`; `change` is another value
    after every change of the name.
    """

    LONGEST = 500

    text = models.CharField("名称", max_length=LONGEST, unique=True)
    change = models.UUIDField("改动", default=uuid.uuid4)
    last_id = models.PositiveBigIntegerField("已写到的页面", default=0)
    created_at = models.DateTimeField("改动时间", default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "改动过的名称"
        verbose_name_plural = "改动过的名称"

    def __str__(self) -> str:
        return self.text


class IndexTaskQuerySet(models.QuerySet["IndexTask"]):
    """Questions about what the search server has not been told yet."""

    def due(self, now: datetime) -> Self:
        """What a worker may take: its time has come and no other worker has it."""
        # Later than anything is ever put off: the clock was set back in between.
        too_late = now + timedelta(seconds=2 * IndexTask.LONGEST_WAIT)
        is_due = models.Q(due_at__lte=now) | models.Q(due_at__gt=too_late)
        is_free = (
            models.Q(leased_until=None)
            | models.Q(leased_until__lte=now)
            | models.Q(leased_until__gt=too_late)
        )
        return self.filter(is_due, is_free, is_parked=False)


class IndexTask(models.Model):
    """A page that changed since the search server was told of it; one row for each page.

    The row commits with the change and goes when the server has the page as it is then, whether
    public or gone. `change` is another value after every change, so that a worker never takes back
    what came while it wrote. `lease` names the worker that has it, until `leased_until`.
    """

    LONGEST_WAIT = 600  # seconds

    page_id = models.PositiveBigIntegerField("页面编号", primary_key=True)
    change = models.UUIDField("改动", default=uuid.uuid4)
    created_at = models.DateTimeField("改动时间", default=timezone.now)
    due_at = models.DateTimeField("下次写入时间", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("失败次数", default=0)
    lease = models.UUIDField("领取者", null=True)
    leased_until = models.DateTimeField("领取至", null=True)
    last_error = models.TextField("最近的错误", blank=True)
    is_parked = models.BooleanField("已搁置", default=False)

    objects = IndexTaskQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "待写入检索服务器的页面"
        verbose_name_plural = "待写入检索服务器的页面"
        indexes: ClassVar = [
            models.Index(fields=["is_parked", "due_at"], name="pufa_search_task_due"),
        ]

    def __str__(self) -> str:
        return str(self.page_id)


class IndexBuild(models.Model):
    """The new index of the search server that is being filled beside the one in use.

    `last_id` is the last page written to it, in the order of ids; `fingerprint` is that of the
    index, so that other code never goes on with it. The row is there before the index and goes
    after the index it replaces, so that whatever ends a build, the next one knows. `lease` names
    the run that works at it, until `leased_until`. `is_swapping` from before the new index answers
    until it was compared with what is public once more: so long the database answers.
    """

    name = models.CharField("索引", max_length=200)
    last_id = models.PositiveBigIntegerField("已写到的页面", default=0)
    fingerprint = models.CharField("建立方式", max_length=64, blank=True)
    started_at = models.DateTimeField("开始时间", default=timezone.now)
    lease = models.UUIDField("建立者", null=True)
    leased_until = models.DateTimeField("占用至", null=True)
    is_swapping = models.BooleanField("正在启用", default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "正在建立的索引"
        verbose_name_plural = "正在建立的索引"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="pufa_search_one_build"),
        ]

    def __str__(self) -> str:
        return self.name


SHORTEST_SYNONYM, LONGEST_SYNONYM = 2, 20


class SynonymGroup(models.Model):
    """A word and what it finds besides itself; what it finds does not find the word."""

    word = models.CharField(
        "词",
        max_length=LONGEST_SYNONYM,
        unique=True,
        help_text="大家会输入的词，例如：家暴",
        error_messages={"unique": "这个词已经有一行，请改那一行。"},
    )
    others = models.CharField(
        "同时查找",
        max_length=200,
        help_text="意思相同的词，用空格或顿号隔开，例如：家庭暴力、家庭成员施暴。"
        "只对左边的词有效；要反过来也能找到，请另加一行。",
    )
    is_active = models.BooleanField("在用", default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "同义词"
        verbose_name_plural = "同义词"
        ordering: ClassVar = ["word"]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Words of characters, letters and digits alone, each written once."""
        super().clean()
        self.word = fold(self.word).strip()
        is_written = bool(self.others)
        others = dict.fromkeys(_SEPARATOR.sub(" ", fold(self.others)).split())
        self.others = " ".join(others)
        errors: dict[str, str] = {}
        if self.word and not _WORD.fullmatch(self.word):
            errors["word"] = (
                f"请写一个词：{SHORTEST_SYNONYM} 至 {LONGEST_SYNONYM} 个汉字、字母或数字，"
                "中间没有空格和标点。"
            )
        wrong = [other for other in others if not _WORD.fullmatch(other)]
        if wrong:
            errors["others"] = (
                f"“{wrong[0]}”不能用：每个词须是 {SHORTEST_SYNONYM} 至 {LONGEST_SYNONYM} 个"
                "汉字、字母或数字，词与词之间用空格或顿号隔开。"
            )
        elif is_written and not others:
            errors["others"] = "请至少写一个意思相同的词。"
        elif self.word in others:
            errors["others"] = f"“{self.word}”就是左边的词，不必再写。"
        if errors:
            raise ValidationError(errors)


_SEPARATOR = re.compile(r"[、,;/|]")
_WORD = re.compile(f"[{HAN}a-z0-9]{{{SHORTEST_SYNONYM},{LONGEST_SYNONYM}}}")
