"""Names that a text mentions: laws in 《》, departments, villages, and names from a register."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from exchange.documents.document_numbers import document_numbers
from exchange.documents.recognised import QuotedName

Key = TypeVar("Key")

_QUOTED = re.compile(r"《(?P<name>[^《》\n]{1,120})》")
_LAW_ENDING = re.compile(
    r"(?:法典|宪法|法|条例|规定|办法|细则|规则|准则|决定|解释|规程|党章)(?:[（(][^（）()]{1,12}[）)])?$"
)
_NO_LAW = re.compile(
    r"关于(?:印发|转发|开展|做好|报送|组织)|通知|方案|(?:普|司|执|守|书|方|做|做|说|看|用|想)法$"
)
_DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:办公室|领导小组|委员会|派出所|司法所|监管所|规资所|社保所|执法大队|大队|中队|中心|"
    r"局|办|所|站|队|委|院|部|妇联|团委|工会|政府)$"
)
_NOT_DEPARTMENT = re.compile(
    r"^(?:各|全|本|该|其|有关|相关|责任|主管|上级|下属|行政|司法|国家|部分|全部|内部|外部|干部|多部|按照|"
    r"建立|落实|推动|形成|充分|运用|服务|加强|通过|由|时报|报|抓|县各|根据)|组[建成]|报送|按照|一并|联系"
    r"|[的了在是将把与向对为]|场所|厕所|住所|部门|[全干内外]部$|[参举承主督兴创开查交经协催]办$"
    r"|[格布大结当骗]局$|网站$|车站$"
)
_SEPARATOR = re.compile(r"[、，,。；;：:（）()“”\"《》！？\s]|以及|[和及](?=[镇县区市乡各])|等")
_VILLAGE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,6}?(?:社区|村))(?![\u4e00-\u9fff]?(?:委|民|级|居|干|务|规|庄|镇|两|组织|支|屯|落))"
)
_VILLAGE_LEAD = re.compile(
    r"^.*(?:在|到|于|的|和|及|了|各|等|为|向|由|对|从|把|至|是|与|进|入|赴|全|每|本|该|我|下|镇|乡|县|区|村)(?=..)"
)
_NOT_VILLAGE = re.compile(
    r"^[各下加进驻送]|农村$|^(?:山|城|新|每|全)村$|^[城农]?村?社区$|^乡村$|示范(?:村|社区)$|"
    r"^(?:居民|城乡|美丽|法治|平安|基层|行政|自然|民主|智慧|文明|镇)(?:村|社区)$|"
    r"[一二三四五六七八九十几多两个](?:村|社区)$"
)
_SHORT_NAME = 2
_NOT_A_LAW_WORD = "律院官定制规治庭学人"


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name from a register and where it first stands in the text."""

    name: str
    start: int
    count: int


def quoted_names(text: str) -> tuple[QuotedName, ...]:
    """Return the names in 《》, most frequent first; nested marks are not split."""
    counts = Counter(match["name"].strip() for match in _QUOTED.finditer(text))
    return tuple(
        QuotedName(name, count, reads_like_law(name)) for name, count in counts.most_common()
    )


def reads_like_law(name: str) -> bool:
    """Whether a name ends as laws do, and is no notice about one."""
    return _LAW_ENDING.search(name) is not None and _NO_LAW.search(name) is None


def cited_numbers(text: str) -> tuple[str, ...]:
    """Return the document numbers that a text cites, each once."""
    return tuple(dict.fromkeys(number.text for number in document_numbers(text)))


def department_names(text: str) -> tuple[str, ...]:
    """Return words that read like names of departments, as written, each once."""
    words = (word.strip() for word in _SEPARATOR.split(text))
    return tuple(
        dict.fromkeys(
            word
            for word in words
            if _DEPARTMENT.fullmatch(word) and not _NOT_DEPARTMENT.search(word)
        )
    )


def village_names(text: str) -> tuple[str, ...]:
    """Return words that read like names of villages and communities, each once."""
    names = (_VILLAGE_LEAD.sub("", match["name"]) for match in _VILLAGE.finditer(text))
    return tuple(dict.fromkeys(name for name in names if not _NOT_VILLAGE.search(name)))


def find_names(text: str, names: Mapping[Key, Sequence[str]]) -> dict[Key, NameMention]:
    """Return which entries of a register a text mentions, by the longest name that fits.

    A name of two characters counts only in 《》, unless it is a law's (宪法): two characters often
    stand side by side by chance.
    """
    owners: dict[str, list[Key]] = {}
    for key, written in names.items():
        for name in written:
            if len(name) >= _SHORT_NAME:
                owners.setdefault(name, []).append(key)
    if not owners:
        return {}
    mentions: dict[Key, NameMention] = {}
    for match in _any_of(owners).finditer(text):
        for key in owners[match[0]] if _stands_alone(match, text) else ():
            seen = mentions.get(key)
            mentions[key] = NameMention(
                seen.name if seen else match[0],
                seen.start if seen else match.start(),
                seen.count + 1 if seen else 1,
            )
    return mentions


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def _stands_alone(match: re.Match[str], text: str) -> bool:
    name, following = match[0], text[match.end() : match.end() + 1]
    if name.endswith("法") and following and following in _NOT_A_LAW_WORD:
        return False
    is_quoted = text[: match.start()].endswith(("《", "〈")) and following in ("》", "〉")
    return len(name) > _SHORT_NAME or name.endswith("法") or is_quoted
