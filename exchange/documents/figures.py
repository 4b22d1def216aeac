"""Numbers with units as reports state them, such as 31场次, 6200余份 or 约300人."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from exchange.documents.numerals import HAN_NUMBER, chinese_number, half_width_digits
from exchange.documents.recognised import Figure

_UNITS = (
    "场次 人次 版次 件次 户次 台次 车次 批次 次 学时 课时 小时 分钟 平方米 平方公里 公里 "
    "元 名 人 份 场 件 起 期 版 个 条 项 户 处 块 幅 册 本 张 篇 部 辆 台 套 支 家 "
    "所 座 间 盏 面 例 宗 批 堂 课 节 类 种 米 亩 位 组 % ％"
)
# Numbers in Chinese characters are only taken with units that count, not with 个, 项 or 条, where
# they are mostly set phrases.
_COUNTED_UNITS = "场次 人次 版次 件次 名 人 份 场 件 起 期 册 户"
_UNIT = "|".join(sorted(_UNITS.split(), key=len, reverse=True))
_COUNTED_UNIT = "|".join(sorted(_COUNTED_UNITS.split(), key=len, reverse=True))
_BEFORE = (
    r"约|大约|近|将近|达到?|超过?|逾|突破|不少于|不低于|不超过|不多于|至少|最多|力争|累计|共计|共"
)
_NO_UNIT = (
    r"(?!(?<=个)(?:月|工作日|小时|自然日|季度|年|星期|周|百分点|意识|维护|自信|确保|一)"
    r"|(?<=人)(?:大代表|民|大)|(?<=次)性|(?<=条)(?:第|例|龙)|(?<=张)图|(?<=件)套|(?<=位)数|(?<=部)门"
    r"|(?<=面)对|(?<=期)间|(?<=本)(?:着|单位|级|地|市|县|区|镇|省)|(?<=所)(?:有|在|需|属)"
    r"|(?<=起)(?:施行|实施|草|来|至|到|诉|步)|(?<=家)(?:庭|长)|(?<=场)所|(?<=处)(?:理|罚|置|长)|(?<=例)会"
    r"|(?<=组)(?:织|长)|(?<=支)(?:持|部|书)|(?<=种)植|(?<=课)题|(?<=节)点|(?<=版)本)"
)
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{1,4})?"
_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})?(?<![第0-9A-Za-z.〔\[·/:])(?<![0-9][-—~～至到])"
    rf"(?:(?P<low>{_DIGITS})[ ]?(?:[-—~～至到])[ ]?)?(?P<number>{_DIGITS})[ ]?"
    rf"(?P<more1>[余多几]?)(?P<scale>[百千万亿]{{0,2}})(?P<more2>[余多几]?)[ ]?"
    rf"(?P<unit>{_UNIT}){_NO_UNIT}(?P<after>左右|以上|上下|以内)?"
)
_HAN_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE}|上)?(?<![第{HAN_NUMBER}0-9余几多])"
    rf"(?P<number>[{HAN_NUMBER}]{{1,8}}?)(?P<more1>[余多]?)(?P<unit>{_COUNTED_UNIT}){_NO_UNIT}"
    r"(?P<after>左右|以上|上下|以内)?"
)
_ARTICLE_BEFORE = re.compile(r"(?:[法典例]|》)$")
_YEAR_UNITS = frozenset({"版", "期", "部", "类"})
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ABOUT = frozenset({"约", "大约", "近", "将近", "超", "超过", "逾", "突破", "上"})
_ABOUT_AFTER = frozenset({"左右", "以上", "上下"})
_TARGETS = frozenset({"不少于", "不低于", "不超过", "不多于", "至少", "最多", "力争"})
_SENTENCE = re.compile(r"[^。！？；!?;\n]+")
_CLAUSE_END = "，,：:（）()"
_PERIOD = re.compile(
    r"(?:自)?(?:19|20)[0-9]{2}年(?:度|以来|来|起|上半年|下半年|全年|第?[一二三四1-4]季度"
    r"|[0-9]{1,2}月(?:份|以来|底)?(?:[-—~～至到](?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月(?:份|底)?)?)?"
    r"|今年(?:以来|上半年|[0-9]{1,2}月(?:以来|份)?)?|去年(?:以来)?|全年|本年度|年内|上半年|下半年"
    r"|(?:第)?[一二三四]季度"
    r"|截[至止到](?:目前|(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:底|末|[0-9]{1,2}日)?)"
    r"|目前|近[年两三四五]年?来|[“\"]?[一二三四五六七八九]五[”\"]?期间"
)
_LEAD = re.compile(
    r"^(?:全[镇县区市乡村]|我[镇县区市乡局所]|先后|共|累计|已|并|还|其中|了|[、，])+"
)
_LABEL_TAIL = re.compile(
    r"(?:累计|共计|合计|总计|共有|共|总数|人数|达到|达|超过|超|约|近|逾|为|有|了|发放了)+$"
)
_COUNTING = frozenset({"累计", "共计", "共"})
_LONGEST_LABEL, _AFTER_LENGTH = 24, 14
_MOST_FIGURES = 300


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of `text` in their order.

    Years, dates, articles, document numbers, telephone numbers and ordinals are none.
    """
    text = half_width_digits(text)
    found: list[Figure] = []
    for sentence in _SENTENCE.finditer(text):
        found += _in_sentence(sentence[0])
        if len(found) >= _MOST_FIGURES:
            break
    return tuple(found[:_MOST_FIGURES])


def _in_sentence(sentence: str) -> Iterator[Figure]:
    matches = [*_FIGURE.finditer(sentence), *_HAN_FIGURE.finditer(sentence)]
    periods = list(_PERIOD.finditer(sentence))
    label, last_end = "", 0
    for match in sorted(matches, key=lambda each: each.start()):
        if match.start() < last_end or _is_other_number(match, sentence):
            continue
        before = [each[0] for each in periods if each.end() <= match.start("number")]
        figure = _figure(match, sentence, last_end, before[-1] if before else "")
        # 更新宣传栏6期，共81版次: a bare number goes on counting what the one before counts.
        if not figure.label and not figure.after:
            figure = replace(figure, label=label)
        yield figure
        label, last_end = figure.label, match.end()


def _is_other_number(match: re.Match[str], sentence: str) -> bool:
    number, unit = match["number"], match["unit"]
    if not number.isascii() and len(number) == 1 and not match["more1"]:
        return True
    if unit == "条" and _ARTICLE_BEFORE.search(sentence[: match.start("number")]):
        return True
    is_year = len(number) == 4 and number.startswith(("19", "20")) and not match["more1"]
    return is_year and unit in _YEAR_UNITS


def _figure(match: re.Match[str], sentence: str, last_end: int, period: str) -> Figure:
    groups = match.groupdict()
    qualifier = groups["before"] or ""
    more = f"{groups['more1'] or ''}{groups.get('more2') or ''}"
    after = groups["after"] or ""
    start, end = _clause(sentence, match.start(), match.end())
    start = max(start, last_end)
    return Figure(
        text=match[0].removeprefix(qualifier) if qualifier in _COUNTING else match[0],
        value=_value(groups),
        unit=groups["unit"].replace("％", "%"),
        qualifier=more or qualifier or after,
        is_about=bool(more or groups.get("low")) or qualifier in _ABOUT or after in _ABOUT_AFTER,
        is_target=qualifier in _TARGETS,
        label=_label(sentence[start : match.start()], period),
        after=sentence[match.end() : end][:_AFTER_LENGTH].strip(),
        context=sentence[start:end].strip(),
        period=period,
    )


def _value(groups: dict[str, str | None]) -> Decimal | None:
    number = groups["number"] or ""
    if groups.get("low"):
        return None
    if not number.isascii():
        value = chinese_number(number)
        return None if value is None else Decimal(value)
    value_of_digits = Decimal(number.replace(",", ""))
    for scale in groups.get("scale") or "":
        value_of_digits *= _SCALES[scale]
    return value_of_digits


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the part between two commas that holds a figure."""
    first = max(sentence.rfind(sign, 0, start) for sign in _CLAUSE_END) + 1
    ends = [place for sign in _CLAUSE_END + "、" if (place := sentence.find(sign, end)) >= 0]
    return first, min(ends, default=len(sentence))


def _label(lead: str, period: str) -> str:
    """Return what is counted, as far as it stands before the number."""
    label = lead.strip().removeprefix(period) if period else lead.strip()
    label = _LABEL_TAIL.sub("", _LEAD.sub("", label)).strip()
    if len(label) > _LONGEST_LABEL:
        # A list of laws in front says nothing of what is counted.
        label = label.rpartition("》")[2].removeprefix("等")
    return label[-_LONGEST_LABEL:]
