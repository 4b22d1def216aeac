"""Lunar dates and solar terms in Beijing time (UTC+8), as plain Gregorian dates.

The one place that knows `lunar_python`.
"""

from datetime import date, timedelta
from functools import lru_cache
from math import floor

from lunar_python import LunarYear

SOLAR_TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
"""The 24 solar terms in the order of the Gregorian year."""

_ORDINAL_ZERO_AS_JULIAN_DAY = 1721424.5


def solar_term_day(year: int, term: str) -> date:
    """Return the day of `term`, one of `SOLAR_TERMS`, in the Gregorian `year`."""
    return _solar_term_days(year)[SOLAR_TERMS.index(term)]


def lunar_day(lunar_year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a day in an ordinary month; leap months are never meant.

    A lunar year begins in January or February of the Gregorian year of the same number, so its last
    weeks fall into the next one. None for the 30th of a month that has 29 days.
    """
    first, length = _lunar_months(lunar_year)[month]
    return first + timedelta(days=day - 1) if day <= length else None


@lru_cache(maxsize=256)
def _solar_term_days(year: int) -> tuple[date, ...]:
    moments = LunarYear(year).getJieQiJulianDays()  # from 大雪 and 冬至 of the year before
    return tuple(_date_of_julian_day(moment) for moment in moments[2 : 2 + len(SOLAR_TERMS)])


@lru_cache(maxsize=256)
def _lunar_months(lunar_year: int) -> dict[int, tuple[date, int]]:
    """First day and length of each ordinary month."""
    return {
        month.getMonth(): (_date_of_julian_day(month.getFirstJulianDay()), month.getDayCount())
        for month in LunarYear(lunar_year).getMonths()
        if month.getYear() == lunar_year and month.getMonth() > 0  # leap months are negative
    }


def _date_of_julian_day(julian_day: float) -> date:
    return date.fromordinal(floor(julian_day - _ORDINAL_ZERO_AS_JULIAN_DAY))
