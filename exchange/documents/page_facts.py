"""Lines in which a web page describes a document: time, source, number, issuer."""

import re
from collections.abc import Iterable

from exchange.documents.dates import moment

PUBLISHED, ISSUED, SOURCE = "published", "issued", "source"
NUMBER, ISSUER, INDEX, VALIDITY, TITLE = "number", "issuer", "index", "validity", "title"
FURNITURE = "furniture"

_LABELS = {
    PUBLISHED: (
        "发布时间 发布日期 发表时间 发表日期 公开日期 公开时间 更新时间 发稿时间 时间 日期"
    ),
    ISSUED: (
        "成文日期 成文时间 生成日期 生成时间 产生日期 发文日期 发文时间 制发日期 印发日期 颁布日期"
    ),
    SOURCE: ("来源 信息来源 文章来源 稿件来源 新闻来源 内容来源 稿源"),
    NUMBER: ("文号 发文字号 发文文号 文件编号 公文字号"),
    ISSUER: (
        "发布机构 发文机关 发文机构 发布单位 发文单位 制发机关 公开主体 信息公开主体 公开责任部门"
    ),
    INDEX: ("索引号 信息索引号"),
    VALIDITY: ("有效性 效力状态 时效性 公文时效 是否有效"),
    TITLE: ("标题 名称 信息名称 文件名称 公文名称"),
    FURNITURE: (
        "浏览次数 浏览量 浏览 阅读次数 阅读量 阅读 点击次数 点击数 点击量 点击 访问次数 "
        "访问量 字号 字体 字体大小 作者 责任编辑 编辑 责编 编审 审核 校对 撰稿 供稿 录入 "
        "录入员 发布人 发布者 信息员 关键词 关键字 主题词 主题分类 分类 组配分类 体裁分类 "
        "体裁 公开方式 公开范围 公开时限 公开形式 公开属性 服务对象 主题 内容概述 信息分类 "
        "所属分类 栏目 所属栏目 打印 收藏 分享 视力保护色 保护视力色 生效日期 废止日期 "
        "施行日期 失效日期"
    ),
}
_KIND_OF = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
# Labels that also stand in the text of a document, there followed by something else.
_WEAK = frozenset({"时间", "日期", "名称", "标题", "主题", "分类", "审核", "阅读", "打印"})
# Labels clear enough to be found right behind a value.
_CLEAR = "浏览次数 点击次数 阅读次数 访问次数 发布时间 发布日期 信息来源 责任编辑"


def _alternatives(labels: Iterable[str]) -> str:
    longest_first = sorted(labels, key=lambda label: (-len(label), label))
    return "|".join(r"[ \u3000]{0,4}".join(label) for label in longest_first)


_LABEL = re.compile(
    rf"(?P<label>(?<![\u4e00-\u9fff])(?:{_alternatives(_KIND_OF)})|{_alternatives(_CLEAR.split())})"
    r"[ \u3000]{0,4}[:：]"
)
_FRAMES = re.compile(r"[【】\[\]|｜]")
_DATE_AND_TIME = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
    r"[ T]{1,3}[0-9]{1,2}[:：][0-9]{2}"
)
_LONGEST_LINE, _LONGEST_VALUE, _LONGEST_TIME_LINE = 300, 120, 60

Facts = tuple[tuple[str, str], ...]


def facts_of(line: str, *, is_below: bool = False) -> Facts:
    """Return the (kind, value) pairs where the whole line consists of them, else nothing.

    Below the text (`is_below`) a time or a title alone belongs to the text.
    """
    text = _FRAMES.sub(" ", line).strip()
    found = list(_LABEL.finditer(text)) if len(text) <= _LONGEST_LINE else []
    if not found or found[0].start():
        return ()
    ends = [match.start() for match in found[1:]] + [len(text)]
    labels = ["".join(match["label"].split()) for match in found]
    values = [text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)]
    if any(len(value) > _LONGEST_VALUE or "。" in value for value in values):
        return ()
    if all(
        label in _WEAK and (is_below or moment(value) is None)
        for label, value in zip(labels, values, strict=True)
    ):
        return ()
    return tuple((_KIND_OF[label], value) for label, value in zip(labels, values, strict=True))


def unlabelled_time(line: str) -> Facts:
    """Return the time of publication from a short line with a date and a clock time in it."""
    found = _DATE_AND_TIME.search(line) if len(line) <= _LONGEST_TIME_LINE else None
    if found is None or "。" in line or moment(found[0]) is None:
        return ()
    return ((PUBLISHED, found[0]),)


def fact_of(label: str, value: str) -> Facts:
    """Return the pair for a label and its value that stand in cells or attributes of their own."""
    kind = _KIND_OF.get("".join(label.split()).rstrip(":："))
    return ((kind, value.strip()),) if kind else ()


def first_fact(facts: Facts, kind: str) -> str:
    """Return the first value of a kind that says anything."""
    return next((value for each, value in facts if each == kind and value.strip("-— ")), "")
