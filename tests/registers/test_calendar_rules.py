from datetime import date, timedelta
from itertools import pairwise

import pytest

from registers.calendar_rules import (
    FIELDS_OF,
    FIRST_YEAR,
    LAST_YEAR,
    Rule,
    RuleError,
    check_rule,
    dates_in_year,
    describe_rule,
    rule_errors,
    spans_between,
    spans_in_year,
)

EVERY_YEAR = range(FIRST_YEAR, LAST_YEAR + 1)
CONSTITUTION_DAY = Rule("fixed", month=12, day=4)


def day(text: str) -> tuple[date, date]:
    return date.fromisoformat(text), date.fromisoformat(text)


def span(start: str, end: str) -> tuple[date, date]:
    return date.fromisoformat(start), date.fromisoformat(end)


# Days of the Gregorian calendar


@pytest.mark.parametrize("year", [1901, 2026, 2100])
def test_a_fixed_day_is_the_same_in_every_year(year):
    assert dates_in_year(CONSTITUTION_DAY, year) == (date(year, 12, 4), date(year, 12, 4))


def test_the_29th_of_february_is_only_in_leap_years():
    rule = Rule("fixed", month=2, day=29)
    assert dates_in_year(rule, 2024) == day("2024-02-29")
    assert dates_in_year(rule, 2025) is None
    assert dates_in_year(rule, 2100) is None, "2100 is no leap year"


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        (2026, 5, span("2026-05-01", "2026-05-31")),
        (2024, 2, span("2024-02-01", "2024-02-29")),
        (2025, 2, span("2025-02-01", "2025-02-28")),
        (2026, 12, span("2026-12-01", "2026-12-31")),
    ],
)
def test_a_month_is_whole(year, month, expected):
    assert dates_in_year(Rule("month", month=month), year) == expected


def test_a_range_has_both_its_ends():
    week_of_water = Rule("range", month=3, day=22, end_month=3, end_day=28)
    assert dates_in_year(week_of_water, 2026) == span("2026-03-22", "2026-03-28")


def test_a_range_may_cross_the_end_of_the_year():
    new_year = Rule("range", month=12, day=25, end_month=1, end_day=5)
    assert dates_in_year(new_year, 2026) == span("2026-12-25", "2027-01-05")


def test_a_range_to_the_end_of_february_ends_a_day_earlier_in_common_years():
    rule = Rule("range", month=2, day=1, end_month=2, end_day=29)
    assert dates_in_year(rule, 2024) == span("2024-02-01", "2024-02-29")
    assert dates_in_year(rule, 2025) == span("2025-02-01", "2025-02-28")
    across = Rule("range", month=12, day=1, end_month=2, end_day=29)
    assert dates_in_year(across, 2023) == span("2023-12-01", "2024-02-29")
    assert dates_in_year(across, 2024) == span("2024-12-01", "2025-02-28")


def test_a_range_from_the_29th_of_february_begins_in_march_in_common_years():
    rule = Rule("range", month=2, day=29, end_month=3, end_day=5)
    assert dates_in_year(rule, 2024) == span("2024-02-29", "2024-03-05")
    assert dates_in_year(rule, 2025) == span("2025-03-01", "2025-03-05")
    only_that_day = Rule("range", month=2, day=29, end_month=2, end_day=29)
    assert dates_in_year(only_that_day, 2025) is None


# Weekdays and weeks


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        # 全国助残日, 全民国防教育日, 全国中小学生安全教育日
        (Rule("nth_weekday", month=5, n=3, weekday=7), 2023, "2023-05-21"),
        (Rule("nth_weekday", month=5, n=3, weekday=7), 2024, "2024-05-19"),
        (Rule("nth_weekday", month=5, n=3, weekday=7), 2025, "2025-05-18"),
        (Rule("nth_weekday", month=9, n=3, weekday=6), 2023, "2023-09-16"),
        (Rule("nth_weekday", month=9, n=3, weekday=6), 2024, "2024-09-21"),
        (Rule("nth_weekday", month=9, n=3, weekday=6), 2025, "2025-09-20"),
        (Rule("nth_weekday", month=3, n=-1, weekday=1), 2024, "2024-03-25"),
        (Rule("nth_weekday", month=3, n=-1, weekday=1), 2025, "2025-03-31"),
        (Rule("nth_weekday", month=3, n=-1, weekday=1), 2026, "2026-03-30"),
        (Rule("nth_weekday", month=11, n=1, weekday=7), 2026, "2026-11-01"),
        (Rule("nth_weekday", month=11, n=-5, weekday=7), 2026, "2026-11-01"),
        (Rule("nth_weekday", month=11, n=5, weekday=7), 2026, "2026-11-29"),
    ],
)
def test_the_nth_weekday_of_a_month(rule, year, expected):
    assert dates_in_year(rule, year) == day(expected)


@pytest.mark.parametrize("n", [5, -5])
def test_a_month_without_a_fifth_monday_has_none(n):
    assert dates_in_year(Rule("nth_weekday", month=11, n=n, weekday=1), 2027) is not None
    assert dates_in_year(Rule("nth_weekday", month=11, n=n, weekday=1), 2028) is None


@pytest.mark.parametrize(
    ("year", "monday"),
    [
        (2020, "2020-09-14"),  # 国家网络安全宣传周; those of 2021 and 2022 were moved
        (2023, "2023-09-11"),
        (2024, "2024-09-09"),
        # 全国推广普通话宣传周, in 2023 the same week
        (2022, "2022-09-12"),
        (2025, "2025-09-15"),
    ],
)
def test_the_third_week_of_september_is_the_one_that_was_announced(year, monday):
    start, end = dates_in_year(Rule("nth_week", month=9, n=3), year)
    assert (start, end - start) == (date.fromisoformat(monday), timedelta(days=6))


def test_the_last_week_is_the_one_with_the_last_day_of_the_month():
    assert dates_in_year(Rule("nth_week", month=4, n=-1), 2026) == span("2026-04-27", "2026-05-03")
    assert dates_in_year(Rule("nth_week", month=4, n=-2), 2026) == span("2026-04-20", "2026-04-26")
    assert dates_in_year(Rule("nth_week", month=5, n=-1), 2026) == span("2026-05-25", "2026-05-31")


def test_the_first_week_of_january_may_begin_in_the_year_before():
    assert dates_in_year(Rule("nth_week", month=1, n=1), 2026) == span("2025-12-29", "2026-01-04")


def test_a_february_of_four_weeks_has_no_fifth():
    assert dates_in_year(Rule("nth_week", month=2, n=4), 2027) == span("2027-02-22", "2027-02-28")
    assert dates_in_year(Rule("nth_week", month=2, n=5), 2027) is None
    assert dates_in_year(Rule("nth_week", month=2, n=-5), 2027) is None


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        # 全国家庭教育宣传周: the week with 15 May, a Sunday in 2022 and a Monday in 2023
        (2022, span("2022-05-09", "2022-05-15")),
        (2023, span("2023-05-15", "2023-05-21")),
        (2024, span("2024-05-13", "2024-05-19")),
        (2025, span("2025-05-12", "2025-05-18")),
    ],
)
def test_the_week_containing_a_day_begins_on_monday(year, expected):
    assert dates_in_year(Rule("week_containing", month=5, day=15), year) == expected


def test_the_week_containing_the_29th_of_february_is_only_in_leap_years():
    rule = Rule("week_containing", month=2, day=29)
    assert dates_in_year(rule, 2024) == span("2024-02-26", "2024-03-03")
    assert dates_in_year(rule, 2026) is None


# Sun and moon; the tables of all years are checked in test_chinese_calendar.py


@pytest.mark.parametrize("text", ["2023-10-23", "2024-10-11", "2025-10-29", "2026-10-18"])
def test_the_double_ninth_festival(text):
    assert dates_in_year(Rule("lunar", month=9, day=9), int(text[:4])) == day(text)


def test_leap_months_never_count():
    # 2023 had a second 二月, 2025 a second 六月, 2033 will have a second 十一月
    assert spans_in_year(Rule("lunar", month=2, day=2), 2023) == [day("2023-02-21")]
    assert spans_in_year(Rule("lunar", month=6, day=6), 2025) == [day("2025-06-30")]
    assert spans_in_year(Rule("lunar", month=11, day=1), 2033) == [day("2033-11-22")]


def test_a_late_lunar_date_may_fall_into_a_year_twice_or_never():
    laba = Rule("lunar", month=12, day=8)
    assert spans_in_year(laba, 2022) == [day("2022-01-10"), day("2022-12-30")]
    assert spans_in_year(laba, 2023) == []
    assert dates_in_year(laba, 2023) is None
    assert spans_in_year(laba, 2024) == [day("2024-01-18")]
    assert dates_in_year(laba, 2022) == day("2022-01-10"), "the first of the two"


def test_the_30th_of_a_short_lunar_month_does_not_exist():
    new_years_eve = Rule("lunar", month=12, day=30)
    assert dates_in_year(new_years_eve, 2024) == day("2024-02-09")
    assert dates_in_year(new_years_eve, 2025) is None, "the 12th month of 2024 had 29 days"


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("清明", "2024-04-04"),
        ("清明", "2025-04-04"),
        ("清明", "2026-04-05"),
        ("秋分", "2023-09-23"),
        ("秋分", "2024-09-22"),
        ("秋分", "2025-09-23"),
        ("冬至", "2023-12-22"),
        ("小寒", "2026-01-05"),
        ("立春", "2021-02-03"),
    ],
)
def test_solar_terms(term, text):
    assert dates_in_year(Rule("solar_term", term=term), int(text[:4])) == day(text)


# Any rule, any year


EVERY_TYPE = [
    CONSTITUTION_DAY,
    Rule("month", month=6),
    Rule("range", month=12, day=28, end_month=1, end_day=3),
    Rule("nth_weekday", month=5, n=3, weekday=7),
    Rule("nth_week", month=9, n=3),
    Rule("nth_week", month=12, n=-1),
    Rule("week_containing", month=1, day=1),
    Rule("lunar", month=9, day=9),
    Rule("solar_term", term="清明"),
]


def test_the_examples_have_every_type():
    assert {rule.type for rule in EVERY_TYPE} == set(FIELDS_OF)


@pytest.mark.parametrize("rule", EVERY_TYPE, ids=describe_rule)
def test_every_year_has_its_span_near_the_last_ones_day(rule):
    spans = [dates_in_year(rule, year) for year in EVERY_YEAR]
    assert len(spans) == 200
    for (start, end), (next_start, _) in pairwise(spans):
        assert start <= end < next_start
        assert 330 <= (next_start - start).days <= 400


@pytest.mark.parametrize("year", [1900, 2101, 0, -1, 10000])
def test_years_not_covered_are_refused(year):
    with pytest.raises(ValueError, match="只能推算1901年至2100年的日期"):
        dates_in_year(CONSTITUTION_DAY, year)


def test_spans_between_two_days_touch_the_window():
    may = Rule("month", month=5)
    assert spans_between(may, date(2026, 5, 31), date(2026, 6, 30)) == [
        span("2026-05-01", "2026-05-31")
    ]
    assert spans_between(may, date(2026, 4, 1), date(2026, 5, 1)) == [
        span("2026-05-01", "2026-05-31")
    ]
    assert spans_between(may, date(2026, 6, 1), date(2027, 4, 30)) == []


def test_spans_between_find_what_crosses_the_turn_of_the_year():
    new_year = Rule("range", month=12, day=28, end_month=1, end_day=3)
    assert spans_between(new_year, date(2026, 1, 2), date(2026, 1, 20)) == [
        span("2025-12-28", "2026-01-03")
    ]
    week = Rule("week_containing", month=1, day=1)
    assert spans_between(week, date(2025, 12, 20), date(2025, 12, 31)) == [
        span("2025-12-29", "2026-01-04")
    ]


def test_spans_between_days_outside_the_years_covered_are_none():
    assert spans_between(CONSTITUTION_DAY, date(1899, 1, 1), date(1900, 12, 31)) == []
    assert spans_between(CONSTITUTION_DAY, date(2101, 1, 1), date(2200, 12, 31)) == []
    assert spans_between(CONSTITUTION_DAY, date.min, date(1901, 12, 31)) == [day("1901-12-04")]
    assert spans_between(CONSTITUTION_DAY, date(2100, 1, 1), date.max) == [day("2100-12-04")]


# Impossible rules


@pytest.mark.parametrize(
    ("rule", "errors"),
    [
        (Rule("fixed", month=2, day=30), {"day": "2月没有30日，请核对。"}),
        (Rule("fixed", month=4, day=31), {"day": "4月没有31日，请核对。"}),
        (Rule("fixed", month=13, day=1), {"month": "月份应为1至12的整数，不能是13。"}),
        (Rule("fixed", month=0, day=0), {"month", "day"}),
        (Rule("fixed", month=5), {"day": "请填写日期。"}),
        (Rule("month"), {"month": "请填写月份。"}),
        (Rule("range", month=3, day=22), {"end_month", "end_day"}),
        (
            Rule("range", month=3, day=32, end_month=2, end_day=30),
            {"day", "end_day"},
        ),
        (
            Rule("nth_week", month=9, n=6),
            {"n": "“第几个”应为1至5，倒数用-1至-5，不能是6。"},
        ),
        (Rule("nth_week", month=9, n=0), {"n"}),
        (Rule("nth_weekday", month=9, n=-6, weekday=8), {"n", "weekday"}),
        (
            Rule("nth_weekday", month=9, n=1, weekday=0),
            {"weekday": "星期应为1至7的整数（1为星期一，7为星期日），不能是0。"},
        ),
        (Rule("week_containing", month=2, day=30), {"day"}),
        (Rule("lunar", month=9, day=31), {"day": "农历一个月最多30天，没有31日，请核对。"}),
        (Rule("solar_term"), {"term": "请填写节气。"}),
        (Rule("solar_term", term=""), {"term": "请填写节气。"}),
        (
            Rule("solar_term", term="中秋"),
            {"term": "不认识的节气“中秋”，请填写二十四节气之一，例如：清明、秋分。"},
        ),
        (Rule("weekly"), {"type": "不认识的日期规则“weekly”，请从列表中选择。"}),
        (Rule(""), {"type"}),
        (Rule("fixed", month="5", day=1.5), {"month", "day"}),
    ],
)
def test_an_impossible_rule_says_what_is_wrong_with_which_field(rule, errors):
    found = rule_errors(rule)
    assert found == errors if isinstance(errors, dict) else found.keys() == errors
    with pytest.raises(RuleError, match=found[next(iter(found))][:4]) as refused:
        check_rule(rule)
    assert refused.value.errors == found
    for use in (lambda: dates_in_year(rule, 2026), lambda: describe_rule(rule)):
        with pytest.raises(ValueError, match=r"请|应为|没有"):
            use()


def test_a_lunar_month_may_have_a_30th_where_the_solar_one_has_none():
    check_rule(Rule("lunar", month=2, day=30))


def test_fields_that_the_type_does_not_read_are_ignored():
    assert rule_errors(Rule("month", month=5, day=77, n=9, term="中秋")) == {}


# In words


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (CONSTITUTION_DAY, "每年12月4日"),
        (Rule("month", month=5), "每年5月"),
        (Rule("range", month=3, day=22, end_month=3, end_day=28), "每年3月22日至28日"),
        (Rule("range", month=4, day=25, end_month=5, end_day=1), "每年4月25日至5月1日"),
        (Rule("range", month=12, day=25, end_month=1, end_day=5), "每年12月25日至次年1月5日"),
        (Rule("range", month=5, day=9, end_month=5, end_day=2), "每年5月9日至次年5月2日"),
        (Rule("range", month=6, day=5, end_month=6, end_day=5), "每年6月5日"),
        (Rule("nth_weekday", month=5, n=3, weekday=7), "每年5月第三个星期日"),
        (Rule("nth_weekday", month=3, n=-1, weekday=1), "每年3月最后一个星期一"),
        (Rule("nth_weekday", month=3, n=-2, weekday=6), "每年3月倒数第二个星期六"),
        (Rule("nth_week", month=9, n=3), "每年9月第三周"),
        (Rule("nth_week", month=4, n=-1), "每年4月最后一周"),
        (Rule("week_containing", month=3, day=8), "含3月8日的一周"),
        (Rule("lunar", month=9, day=9), "农历九月初九"),
        (Rule("lunar", month=1, day=15), "农历正月十五"),
        (Rule("lunar", month=8, day=10), "农历八月初十"),
        (Rule("lunar", month=10, day=20), "农历十月二十"),
        (Rule("lunar", month=11, day=21), "农历十一月廿一"),
        (Rule("lunar", month=12, day=30), "农历十二月三十"),
        (Rule("solar_term", term="清明"), "每年清明（节气）"),
    ],
)
def test_a_rule_in_words(rule, text):
    assert describe_rule(rule) == text
