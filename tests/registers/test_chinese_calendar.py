"""The library's tables against sun and moon computed here (Meeus, low precision: a few minutes)."""

from datetime import date, datetime, timedelta
from functools import cache
from math import radians, sin

import pytest

from registers.chinese_calendar import SOLAR_TERMS, lunar_day, solar_term_day

EVERY_YEAR = range(1901, 2101)
J2000 = datetime(2000, 1, 1, 12)
NEAR_MIDNIGHT = timedelta(minutes=20)
DAYS_PER_DEGREE = 365.2422 / 360


def sun_longitude(days: float) -> float:
    """Apparent longitude of the sun in degrees, `days` after J2000; good to 0.01°, 15 minutes."""
    centuries = days / 36525
    mean = 280.46646 + 36000.76983 * centuries + 0.0003032 * centuries**2
    anomaly = radians(357.52911 + 35999.05029 * centuries - 0.0001537 * centuries**2)
    centre = (
        (1.914602 - 0.004817 * centuries) * sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * centuries)
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360


def in_beijing(days: float) -> datetime:
    """Dynamical days after J2000 as Beijing time; the minute between the two clocks is ignored."""
    return J2000 + timedelta(days=days, hours=8)


def term_moment(year: int, term: str) -> datetime:
    number = SOLAR_TERMS.index(term)
    longitude = (285 + 15 * number) % 360  # 小寒 is at 285°, 冬至 at 270°
    days = (date(year, 1, 5) - J2000.date()).days + number * 15.2
    for _ in range(5):
        days += ((longitude - sun_longitude(days) + 180) % 360 - 180) * DAYS_PER_DEGREE
    return in_beijing(days)


# Periodic terms of the new moon: days, sun's anomaly, moon's anomaly, moon's latitude
NEW_MOON_TERMS = (
    (-0.40720, 0, 1, 0),
    (0.17241, 1, 0, 0),
    (0.01608, 0, 2, 0),
    (0.01039, 0, 0, 2),
    (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0),
    (0.00208, 2, 0, 0),
    (-0.00111, 0, 1, -2),
    (-0.00057, 0, 1, 2),
    (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0),
    (0.00042, 1, 0, 2),
    (0.00038, 1, 0, -2),
    (-0.00024, -1, 2, 0),
)


@cache
def new_moon(number: int) -> datetime:
    """The new moon `number` months after that of 6 January 2000."""
    centuries = number / 1236.85
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number + 0.0107582 * centuries**2)
    latitude = radians(160.7108 + 390.67050284 * number - 0.0016118 * centuries**2)
    days = 5.09766 + 29.530588861 * number + 0.00015437 * centuries**2
    for size, suns, moons, latitudes in NEW_MOON_TERMS:
        days += size * sin(suns * sun + moons * moon + latitudes * latitude)
    return in_beijing(days)


def new_moon_near(day: date) -> datetime:
    number = round(((day - date(2000, 1, 6)).days) / 29.530588861)
    return min(
        (new_moon(number + step) for step in (-1, 0, 1)),
        key=lambda moment: abs(moment.date() - day),
    )


def agrees(day: date, moment: datetime) -> bool:
    """Whether `moment` is on `day`, or so near its midnight that the approximation may err."""
    return (
        moment.date() == day
        or (moment + NEAR_MIDNIGHT).date() == day
        or ((moment - NEAR_MIDNIGHT).date() == day)
    )


def test_the_approximation_itself_knows_known_moments():
    # Published: 秋分 2025-09-23 02:19, 冬至 2023-12-22 11:27; new moons 2026-02-17 20:01 (Beijing)
    assert abs(term_moment(2025, "秋分") - datetime(2025, 9, 23, 2, 19)) < NEAR_MIDNIGHT
    assert abs(term_moment(2023, "冬至") - datetime(2023, 12, 22, 11, 27)) < NEAR_MIDNIGHT
    assert abs(new_moon_near(date(2026, 2, 17)) - datetime(2026, 2, 17, 20, 1)) < NEAR_MIDNIGHT


@pytest.mark.parametrize("term", SOLAR_TERMS)
def test_solar_terms_are_where_the_sun_is(term):
    for year in EVERY_YEAR:
        day = solar_term_day(year, term)
        assert day.year == year
        assert agrees(day, term_moment(year, term)), (day, term_moment(year, term))


def test_lunar_months_begin_with_the_new_moon():
    for year in EVERY_YEAR:
        for month in range(1, 13):
            first = lunar_day(year, month, 1)
            assert agrees(first, new_moon_near(first)), (year, month, first)


def test_lunar_months_are_numbered_by_the_solar_term_they_hold():
    """Month 11 holds 冬至 and so on; years with irregular winters are known."""
    terms = [SOLAR_TERMS[(2 * month + 1) % 24] for month in range(1, 13)]
    assert (terms[0], terms[8], terms[10], terms[11]) == ("雨水", "霜降", "冬至", "大寒")
    irregular = set()
    for year in EVERY_YEAR:
        for month, term in enumerate(terms, start=1):
            first = lunar_day(year, month, 1)
            held = solar_term_day(year + 1 if month == 12 else year, term)
            if not first <= held < new_moon_near(first + timedelta(days=30)).date():
                irregular.add((year, month))
    assert irregular == {
        (1984, 12), (1985, 1), (2033, 8), (2033, 9), (2033, 10), (2034, 1), (2052, 12), (2053, 1),
    }  # fmt: skip


def test_a_lunar_month_has_29_or_30_days():
    for year in EVERY_YEAR:
        for month in range(1, 13):
            first, last = lunar_day(year, month, 1), lunar_day(year, month, 29)
            assert last == first + timedelta(days=28)
            assert lunar_day(year, month, 30) in (None, first + timedelta(days=29))
