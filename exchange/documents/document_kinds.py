"""The kinds of official document, by the word their title ends with."""

import re

_WORDS = (
    "实施意见 指导意见 意见 通知 通报 报告 方案 办法 规定 决定 决议 公告 通告 公报 批复 请示 "
    "函 纪要 规划 计划 要点 总结 细则 规则 规程 制度 清单 名单 章程 预案 公示 命令 令 倡议书 "
    "责任书 台账 目录 标准 指引 须知 实施方案 工作方案 工作要点 工作总结 工作计划 情况说明 "
    "说明 解读"
)
NOTICE_KINDS = tuple(_WORDS.split())
_TAIL = r"(?:[（(【\[][^（）()【】\[\]]{1,16}[）)】\]])?"
_KIND = re.compile(
    "(?P<kind>" + "|".join(sorted(NOTICE_KINDS, key=len, reverse=True)) + ")" + _TAIL + "$"
)
# What may stand in a title's place but says nothing of a kind by its last characters.
_NOT_A_KIND = re.compile(r"(?:信函|来函|号令|指令|法令|禁令|司令)$")


def kind_ending(title: str) -> str:
    """Return the kind of document a title ends with, such as 通知, or nothing."""
    found = _KIND.search(title.strip())
    return found["kind"] if found and not _NOT_A_KIND.search(title) else ""
