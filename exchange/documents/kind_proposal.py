"""Whether a document is a notice or the report of an activity, with the reasons."""

from dataclasses import dataclass

from exchange.documents.recognised import DocumentKind

_REPORT_WORDS = (
    "开展",
    "举办",
    "走进",
    "召开",
    "组织",
    "活动",
    "宣传",
    "进行时",
    "助力",
    "掠影",
    "提质",
)
# These kinds end titles of news as well, so that they alone say little.
_SOFT_KINDS = frozenset(
    {"总结", "说明", "情况说明", "解读", "清单", "计划", "名单", "目录", "标准", "制度"}
)
_STRONG, _CLEAR, _WEAK = 3, 2, 1
_MANY_PICTURES = 2


@dataclass(frozen=True, slots=True)
class KindSigns:
    """What of a document tells its kind."""

    title: str
    document_number: str
    notice_kind: str
    recipients: str
    has_signature: bool
    signer: str
    copied_to: str
    source_name: str
    picture_count: int


def propose_kind(signs: KindSigns) -> tuple[DocumentKind, tuple[str, ...]]:
    """Return the likelier kind and what speaks for it, in words for the person who confirms it."""
    notice = _notice_reasons(signs)
    report = _report_reasons(signs)
    is_notice = sum(weight for weight, _ in notice) > sum(weight for weight, _ in report)
    chosen = notice if is_notice else report
    reasons = tuple(reason for _, reason in chosen) or ("没有文号、落款等公文要素",)
    return (DocumentKind.NOTICE if is_notice else DocumentKind.REPORT), reasons


def _notice_reasons(signs: KindSigns) -> list[tuple[int, str]]:
    reasons = [
        (_STRONG, f"有文号“{signs.document_number}”") if signs.document_number else None,
        (_STRONG, "标题以“关于”开头") if signs.title.startswith("关于") else None,
        (
            _WEAK if signs.notice_kind in _SOFT_KINDS else _CLEAR,
            f"标题以“{signs.notice_kind}”结尾",
        )
        if signs.notice_kind
        else None,
        (_CLEAR, "写明了主送机关") if signs.recipients else None,
        (_CLEAR, "末尾有落款和日期") if signs.has_signature else None,
        (_CLEAR, "有签发人") if signs.signer else None,
        (_CLEAR, "有抄送机关") if signs.copied_to else None,
    ]
    return [reason for reason in reasons if reason]


def _report_reasons(signs: KindSigns) -> list[tuple[int, str]]:
    words = [word for word in _REPORT_WORDS if word in signs.title]
    reasons = [
        (_STRONG, f"文中有 {signs.picture_count} 处图片")
        if signs.picture_count >= _MANY_PICTURES
        else (_WEAK, "文中有图片")
        if signs.picture_count
        else None,
        (_CLEAR, "标题写的是一项活动（" + "、".join(words[:3]) + "）")
        if words and not signs.notice_kind
        else None,
        (_CLEAR, f"网页写明来源“{signs.source_name}”") if signs.source_name else None,
        (_CLEAR, "标题不是公文标题")
        if not signs.notice_kind and "关于" not in signs.title
        else None,
    ]
    return [reason for reason in reasons if reason]
