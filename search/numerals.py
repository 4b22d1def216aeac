"""Chinese and Arabic numbers as one token.

A number before one of the `COUNTERS` is given one token whichever way it is written:
第一千零四十三条, 第1043条 and 1043条 all hold `t1043`. Letters and digits of ordinary text are
never in one token, so such a code cannot be met by chance.
"""

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
CHINESE_NUMERAL = "".join(_DIGITS) + "".join(_SCALES) + "万"

COUNTERS = {"条": "t", "款": "k", "项": "x", "年": "y", "月": "m", "日": "d", "号": "h", "期": "q"}

_COUNTED = re.compile(
    rf"(?P<number>[0-9]{{1,8}}|[{CHINESE_NUMERAL}]{{1,12}})(?P<counter>[{''.join(COUNTERS)}])"
)
_DOCUMENT_NUMBER = re.compile(r"\(?((?:19|20)[0-9]{2})\)? ?第?([0-9]{1,5}) ?号")
_DOTTED = re.compile(r"(?<![0-9.·])([0-9]{1,4})[.·]([0-9]{1,4})(?![0-9]|[.·][0-9])")


def chinese_to_int(numeral: str) -> int | None:
    """The value of 一千零四十三, 二〇二三, 二十 …; None for what is no number."""
    if not numeral or any(
        sign not in _DIGITS and sign not in _SCALES and sign != "万" for sign in numeral
    ):
        return None
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total = section = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            section += (digit or 1) * _SCALES[sign]
            digit = 0
    return total + section + digit


def article_code(article: int) -> str:
    """The token of an article: what 第一千零四十三条 and 1043条 hold."""
    return f"t{article}"


def year_code(year: int) -> str:
    """The token of a year: what 2023年 and 二〇二三年 hold."""
    return f"y{year}"


def document_number_code(year: int, number: int) -> str:
    """The token of the 〔2023〕56号 in a document number."""
    return f"n{year}n{number}"


def number_codes(folded: str) -> list[tuple[str, int, int]]:
    """Codes of the counted, dotted and document numbers in folded text: (code, start, end)."""
    found: list[tuple[str, int, int]] = []
    for match in _DOCUMENT_NUMBER.finditer(folded):
        code = document_number_code(int(match[1]), int(match[2]))
        found.append((code, match.start(), match.end()))
    for match in _DOTTED.finditer(folded):
        found.append((f"p{int(match[1])}p{int(match[2])}", match.start(), match.end()))
    for match in _COUNTED.finditer(folded):
        number = match["number"]
        value = int(number) if number.isascii() else chinese_to_int(number)
        if value is not None:
            start = match.start() - (folded[match.start() - 1 : match.start()] == "第")
            found.append((f"{COUNTERS[match['counter']]}{value}", start, match.end()))
    return found
