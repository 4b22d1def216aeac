"""What was changed on the way from a file to a document; nothing is changed silently."""

from dataclasses import dataclass
from enum import StrEnum

_AROUND, _LONGEST = 8, 80


class RepairKind(StrEnum):
    """Kinds of repair; the value is what a reader sees."""

    INVISIBLE = "去除不可见字符"
    BOOKMARK = "去除 Word 书签残留"
    NAVIGATION = "去除网站导航"
    PAGE_FACTS = "网页信息移入字段"
    SET_ASIDE = "未列入正文"
    DOUBLED = "去除重复行"
    SPACING = "去除字间空格"
    JOINED_LINE = "接回被拆开的行"
    JOINED_TITLE = "接回分行的标题"
    NUMBERING = "恢复丢失的编号"
    NUMBER_FORM = "统一文号写法"


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: the text at `position` (line or paragraph, 0 unknown) before and after it."""

    kind: RepairKind
    position: int
    before: str
    after: str

    def __str__(self) -> str:
        place = f"第{self.position}行" if self.position else "文件中"
        before, after = _difference(self.before, self.after)
        return (
            f"{place}：{self.kind}：{before} → {after}"
            if after
            else f"{place}：{self.kind}：{before}"
        )


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return both texts shortened to where they differ, with a little around it."""
    if not after:
        return _shortened(before), ""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return _excerpt(before, start, end), _excerpt(after, start, end)


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(text) - end + _AROUND, len(text))
    return f"{'…' if first else ''}{_shortened(text[first:last])}{'…' if last < len(text) else ''}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…（共 {len(text)} 字）"
