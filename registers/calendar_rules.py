"""When a publicity day falls: the dates of a calendar rule in any year from 1901 to 2100.

Pure: no Django, no clock, no files. A rule only gives the usual date: some weeks (cyber security,
vocational education) are announced anew each year and may differ from it by a week.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from registers.chinese_calendar import SOLAR_TERMS, lunar_day, solar_term_day

FIRST_YEAR = 1901
LAST_YEAR = 2100

FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "fixed": ("month", "day"),
    "month": ("month",),
    "range": ("month", "day", "end_month", "end_day"),
    "nth_weekday": ("month", "n", "weekday"),
    "nth_week": ("month", "n"),
    "week_containing": ("month", "day"),
    "lunar": ("month", "day"),
    "solar_term": ("term",),
}
"""Which fields of a `Rule` its type reads; the others are ignored."""

DateSpan = tuple[date, date]
"""First and last day, both included."""


class RuleError(ValueError):
    """A rule that gives no dates; `errors` holds one Chinese message for each wrong field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Rule:
    """One calendar rule; `type` is a key of `FIELDS_OF` and says which fields are read.

    A range begins on `month` and `day` and ends on `end_month` and `end_day`. `n` counts from the
    end when negative (-1 is the last). `weekday` is 1 for Monday to 7 for Sunday.
    """

    type: str
    month: int | None = None
    day: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    n: int | None = None
    weekday: int | None = None
    term: str | None = None

    @property
    def values(self) -> tuple[Any, ...]:
        """The values its type reads, in the order of `FIELDS_OF`; not None in a checked rule."""
        return tuple(getattr(self, field) for field in FIELDS_OF[self.type])


def dates_in_year(rule: Rule, year: int) -> DateSpan | None:
    """Return the first occurrence of `rule` in `year`, None where the year has none.

    A span belongs to the year its rule names even where its week begins or ends outside, as the
    first week of January may. Raises RuleError for an impossible rule, ValueError for a year that
    is not covered.
    """
    spans = spans_in_year(rule, year)
    return spans[0] if spans else None


def spans_in_year(rule: Rule, year: int) -> list[DateSpan]:
    """Return every occurrence of `rule` in `year`, in order.

    All rules but one have at most one: a late lunar date falls into some Gregorian years twice and
    into some never. Raises as `dates_in_year` does.
    """
    check_rule(rule)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"只能推算{FIRST_YEAR}年至{LAST_YEAR}年的日期，不能推算{year}年。")
    return _SPANS[rule.type](year, *rule.values)


def spans_between(rule: Rule, first: date, last: date) -> list[DateSpan]:
    """Return the occurrences with at least one day from `first` to `last`, in order.

    Finds spans across the turn of a year as well; years that are not covered have none. Raises
    RuleError for an impossible rule.
    """
    check_rule(rule)
    years = range(max(first.year - 1, FIRST_YEAR), min(last.year + 1, LAST_YEAR) + 1)
    spans = [span for year in years for span in spans_in_year(rule, year)]
    return [(start, end) for start, end in spans if start <= last and end >= first]


def check_rule(rule: Rule) -> None:
    """Raise RuleError, with a message for each wrong field, unless the rule is possible."""
    errors = rule_errors(rule)
    if errors:
        raise RuleError(errors)


def describe_rule(rule: Rule) -> str:
    """Return the rule in Chinese: 每年5月第三个星期日. Raises RuleError for an impossible rule."""
    check_rule(rule)
    return _TEXTS[rule.type](*rule.values)


# What may be wrong

_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST_LUNAR_DAY = 30
_MOST_OF_A_KIND = 5  # a month has at most five Mondays, and nobody speaks of a sixth week

_MOST = {"month": 12, "day": 31, "end_month": 12, "end_day": 31, "weekday": 7}
_NAMES = {
    "month": "月份",
    "day": "日期",
    "end_month": "结束月份",
    "end_day": "结束日期",
    "n": "“第几个”",
    "weekday": "星期",
    "term": "节气",
}


def rule_errors(rule: Rule) -> dict[str, str]:
    """Return what is wrong with `rule`: field name to Chinese message, empty for a good rule."""
    if rule.type not in FIELDS_OF:
        return {"type": f"不认识的日期规则“{rule.type}”，请从列表中选择。"}
    errors: dict[str, str] = {}
    for field, value in zip(FIELDS_OF[rule.type], rule.values, strict=True):
        message = _field_error(field, value)
        if message:
            errors[field] = message
    for month_field, day_field in (("month", "day"), ("end_month", "end_day")):
        if day_field in FIELDS_OF[rule.type] and not errors.keys() & {month_field, day_field}:
            message = _day_error(rule.type, getattr(rule, month_field), getattr(rule, day_field))
            if message:
                errors[day_field] = message
    return errors


def _field_error(field: str, value: Any) -> str:
    if value is None or value == "":
        return f"请填写{_NAMES[field]}。"
    if field == "term":
        known = value in SOLAR_TERMS
        return "" if known else f"不认识的节气“{value}”，请填写二十四节气之一，例如：清明、秋分。"
    if field == "n":
        if isinstance(value, int) and 1 <= abs(value) <= _MOST_OF_A_KIND:
            return ""
        most = _MOST_OF_A_KIND
        return f"“第几个”应为1至{most}，倒数用-1至-{most}，不能是{value}。"
    if isinstance(value, int) and 1 <= value <= _MOST[field]:
        return ""
    meaning = "（1为星期一，7为星期日）" if field == "weekday" else ""
    return f"{_NAMES[field]}应为1至{_MOST[field]}的整数{meaning}，不能是{value}。"


def _day_error(rule_type: str, month: int, day: int) -> str:
    if rule_type == "lunar":
        if day > _LAST_LUNAR_DAY:
            return f"农历一个月最多{_LAST_LUNAR_DAY}天，没有{day}日，请核对。"
    elif day > _LAST_DAYS[month - 1]:
        return f"{month}月没有{day}日，请核对。"
    return ""


# The eight rules: the spans of one year


def _fixed(year: int, month: int, day: int) -> list[DateSpan]:
    found = _day_of(year, month, day)
    return [(found, found)] if found else []


def _month(year: int, month: int) -> list[DateSpan]:
    return [_month_span(year, month)]


def _range(year: int, month: int, day: int, end_month: int, end_day: int) -> list[DateSpan]:
    """From the first day to the last, in the next year where the last is earlier in the calendar.

    In a common year a range that ends on 29 February ends on the 28th, one that begins there begins
    on 1 March.
    """
    start = _day_of(year, month, day) or date(year, 3, 1)
    end_year = year + 1 if (end_month, end_day) < (month, day) else year
    end = _day_of(end_year, end_month, end_day) or date(end_year, 2, 28)
    return [(start, end)] if start <= end else []


def _nth_weekday(year: int, month: int, n: int, weekday: int) -> list[DateSpan]:
    first, last = _month_span(year, month)
    if n > 0:
        found = first + timedelta(days=(weekday - first.isoweekday()) % 7, weeks=n - 1)
    else:
        found = last - timedelta(days=(last.isoweekday() - weekday) % 7, weeks=-n - 1)
    return [(found, found)] if first <= found <= last else []


def _nth_week(year: int, month: int, n: int) -> list[DateSpan]:
    """Monday to Sunday, counted as rows of a wall calendar whose weeks begin on Monday.

    The first week is the one with the 1st of the month, the last (n = -1) the one with its last
    day; both may reach into the neighbouring month. No text defines "the third week", but this
    count gives each "third week of September" announced from 2020 to 2025 (cyber security 2020 and
    2023 to 2025, national language 2022, 2023 and 2025) except the cyber-security weeks moved for
    other events (to October in 2021, one week earlier in 2022). Counting from the first full week,
    or weeks with most of their days in the month, misses 2023 and 2024.
    """
    first, last = _month_span(year, month)
    if n > 0:
        monday = _monday_of(first) + timedelta(weeks=n - 1)
    else:
        monday = _monday_of(last) + timedelta(weeks=n + 1)
    sunday = monday + timedelta(days=6)
    return [(monday, sunday)] if monday <= last and sunday >= first else []


def _week_containing(year: int, month: int, day: int) -> list[DateSpan]:
    found = _day_of(year, month, day)
    if found is None:
        return []
    monday = _monday_of(found)
    return [(monday, monday + timedelta(days=6))]


def _lunar(year: int, month: int, day: int) -> list[DateSpan]:
    """The lunar date read literally: the 30th of a month that has 29 days does not exist."""
    candidates = (lunar_day(lunar_year, month, day) for lunar_year in (year - 1, year))
    return [(found, found) for found in candidates if found and found.year == year]


def _solar_term(year: int, term: str) -> list[DateSpan]:
    found = solar_term_day(year, term)
    return [(found, found)]


_SPANS: Mapping[str, Callable[..., list[DateSpan]]] = {
    "fixed": _fixed,
    "month": _month,
    "range": _range,
    "nth_weekday": _nth_weekday,
    "nth_week": _nth_week,
    "week_containing": _week_containing,
    "lunar": _lunar,
    "solar_term": _solar_term,
}


def _day_of(year: int, month: int, day: int) -> date | None:
    """The day, None for 29 February of a common year."""
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _month_span(year: int, month: int) -> DateSpan:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


# The eight rules in words

_DIGITS = "〇一二三四五六七八九十"
_WEEKDAYS = "〇一二三四五六日"
_LUNAR_MONTHS = ("", "正", *_DIGITS[2:], "十一", "十二")


def _day_text(month: int, day: int) -> str:
    return f"每年{month}月{day}日"


def _range_text(month: int, day: int, end_month: int, end_day: int) -> str:
    start = _day_text(month, day)
    if (end_month, end_day) == (month, day):
        return start
    if (end_month, end_day) < (month, day):
        return f"{start}至次年{end_month}月{end_day}日"
    if end_month == month:
        return f"{start}至{end_day}日"
    return f"{start}至{end_month}月{end_day}日"


def _nth_text(n: int, counter: str) -> str:
    if n == -1:
        return f"最后一{counter}"
    return f"{'倒数' if n < 0 else ''}第{_DIGITS[abs(n)]}{counter}"


def _nth_weekday_text(month: int, n: int, weekday: int) -> str:
    return f"每年{month}月{_nth_text(n, '个')}星期{_WEEKDAYS[weekday]}"


def _lunar_text(month: int, day: int) -> str:
    tens = ("初", "十", "廿", "三")[day // 10]
    if day in (10, 20, 30):
        tens = {10: "初", 20: "二", 30: "三"}[day]
    return f"农历{_LUNAR_MONTHS[month]}月{tens}{_DIGITS[day % 10 or 10]}"


_TEXTS: Mapping[str, Callable[..., str]] = {
    "fixed": _day_text,
    "month": lambda month: f"每年{month}月",
    "range": _range_text,
    "nth_weekday": _nth_weekday_text,
    "nth_week": lambda month, n: f"每年{month}月{_nth_text(n, '周')}",
    "week_containing": lambda month, day: f"含{month}月{day}日的一周",
    "lunar": _lunar_text,
    "solar_term": lambda term: f"每年{term}（节气）",
}
