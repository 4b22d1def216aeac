"""Names of public bodies, as letterheads and signatures write them."""

import re

_SUFFIXES = (
    "政府 委员会 党委 党组 党工委 纪委 政法委 工委 宣传部 组织部 统战部 武装部 团委 妇联 "
    "残联 工商联 科协 文联 侨联 总工会 工会 联合会 协会 学会 商会 办公室 办公厅 办事处 办 局 "
    "厅 院 所 站 中心 分局 支局 大队 支队 总队 中队 分队 队 领导小组 专班 指挥部 公司 集团 "
    "银行 学校 中学 小学 大学 幼儿园 医院 镇 乡 苏木 街道 社区 村 村委会 居委会 管委会 法院 "
    "检察院 司法所 派出所 党支部 党总支 基金会 县 区 市 省"
)
_NAME = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,30}?(?:[（(][\u4e00-\u9fff]{1,12}[）)])?[\u4e00-\u9fff]{0,30}"
)
_SUFFIX = re.compile(
    "(?:"
    + "|".join(sorted(_SUFFIXES.split(), key=len, reverse=True))
    + r")(?:[（(][^（）()]{1,12}[）)])?$"
)
# The ending 部 alone also ends 全部 or 内部, so a department says which one it is.
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{3,}部$")
_NO_NAME = re.compile(
    r"关于|印发|的|了|在|各|^全|我|本(?!级)|[一二三四五六七八九十]是|开展|举办|召开|走进|深入|落实|推进|"
    r"加强|助力|进(?:社区|乡村|农村|村|校园|学校|企业|机关)|宣传(?!部|教育|文化|中心|办|科|股)"
)
_SPACES = re.compile(r"[ \t\u3000]+")
_SEAL = re.compile(r"[（(](?:盖章|公章|印章|签章|章|代章)[）)]")
_MASTHEAD_END = re.compile(r"文件$")
_SHORTEST, _LONGEST = 2, 40


def is_organisation(text: str) -> bool:
    """Whether `text` as a whole reads as the name of one public body."""
    if not _SHORTEST <= len(text) <= _LONGEST or _NAME.fullmatch(text) is None:
        return False
    if _NO_NAME.search(text):
        return False
    return bool(_SUFFIX.search(text) or _DEPARTMENT.search(text))


def organisations_of(line: str) -> tuple[str, ...]:
    """Return the bodies that a letterhead or signature line names, or nothing for other lines.

    A line of one-character pieces is a name set with spaces; other spaces part several names.
    """
    line = _SEAL.sub("", _MASTHEAD_END.sub("", line.strip())).strip()
    whole = _SPACES.sub("", line)
    pieces = [piece for piece in re.split(r"[ \t\u3000、]+", line) if piece]
    if len(pieces) > 1 and all(is_organisation(piece) for piece in pieces):
        return tuple(pieces)
    return (whole,) if is_organisation(whole) else ()
