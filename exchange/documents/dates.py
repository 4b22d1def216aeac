"""Dates as documents write them; a document may tell only a year or a month."""

import re
from dataclasses import dataclass
from datetime import date, time

from exchange.documents.numerals import chinese_number, half_width_digits

_HAN_YEAR = r"[〇○\uff2f零一二三四五六七八九]{4}"
_HAN_DAY = r"[一二三四五六七八九十]{1,3}"
_YEAR = rf"(?P<year>(?:19|20)[0-9]{{2}}|{_HAN_YEAR})"
_MONTH = rf"(?P<month>[0-9]{{1,2}}|{_HAN_DAY})"
_DAY = rf"(?P<day>[0-9]{{1,2}}|{_HAN_DAY})"
_SPACE = r"[ \t\u3000]{0,4}"
DATE = re.compile(
    rf"(?<![0-9]){_YEAR}{_SPACE}年{_SPACE}{_MONTH}{_SPACE}月(?:{_SPACE}{_DAY}{_SPACE}日)?"
    r"|(?<![0-9])(?P<year2>(?:19|20)[0-9]{2})(?P<sign>[-/.])(?P<month2>[0-9]{1,2})(?P=sign)"
    r"(?P<day2>[0-9]{1,2})(?![0-9])"
)
_TIME = re.compile(
    r"[ T]{0,3}(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?:[:：][0-9]{2}(?:\.[0-9]+)?)?"
)
_MONTH_AND_DAY = re.compile(rf"(?<![0-9年月]){_MONTH}月{_DAY}日")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date with the parts that are written, and its place in the text."""

    year: int
    month: int
    day: int | None
    start: int
    end: int

    @property
    def exact(self) -> date | None:
        """The day, where the text names one that exists."""
        return existing_date(self.year, self.month, self.day) if self.day else None


def existing_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_dates(text: str) -> list[WrittenDate]:
    """Return the dates of `text` in their order; 2023年7月 counts, 2023年 alone does not."""
    found = [_written_date(match) for match in DATE.finditer(half_width_digits(text))]
    return [written for written in found if written is not None]


def only_date(text: str) -> WrittenDate | None:
    """Return the date where `text` consists of nothing else, brackets and a full stop aside."""
    text = text.strip(" \t\u3000（）()。")
    dates = written_dates(text)
    return (
        dates[0] if len(dates) == 1 and (dates[0].start, dates[0].end) == (0, len(text)) else None
    )


def moment(text: str) -> tuple[date, time | None] | None:
    """Return date and time where `text` is a point in time such as `2017-10-25 17:14`."""
    text = half_width_digits(text.strip())
    written = next(iter(written_dates(text)), None)
    day = written.exact if written else None
    if written is None or day is None or written.start:
        return None
    rest = text[written.end :].strip()
    clock = _TIME.fullmatch(rest) if rest else None
    if rest and clock is None:
        return None
    return day, _time(clock)


def first_day_named(text: str, *, year: int | None) -> date | None:
    """Return the first whole date of `text`, or its first 月日 within `year`."""
    exact = next((day for written in written_dates(text) if (day := written.exact)), None)
    short = _MONTH_AND_DAY.search(half_width_digits(text))
    if exact or short is None or year is None:
        return exact
    return existing_date(year, _value(short["month"]) or 0, _value(short["day"]) or 0)


def _written_date(match: re.Match[str]) -> WrittenDate | None:
    year = _value(match["year"] or match["year2"])
    month = _value(match["month"] or match["month2"])
    day_text = match["day"] or match["day2"]
    day = _value(day_text) if day_text else None
    if year is None or month is None or not 1 <= month <= 12:
        return None
    return WrittenDate(year, month, day, match.start(), match.end())


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() and text.isascii() else chinese_number(text)


def _time(clock: re.Match[str] | None) -> time | None:
    if clock is None or int(clock["hour"]) > 23 or int(clock["minute"]) > 59:
        return None
    return time(int(clock["hour"]), int(clock["minute"]))
