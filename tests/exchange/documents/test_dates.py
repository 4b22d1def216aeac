from datetime import date, time

import pytest

from exchange.documents.dates import first_day_named, moment, only_date, written_dates


@pytest.mark.parametrize(
    "text",
    [
        "2023年7月28日",
        "2023 年 7 月 28 日",
        "２０２３年７月２８日",
        "二〇二三年七月二十八日",
        "二○二三年七月二十八日",
        "2023-07-28",
        "2023/7/28",
        "2023.7.28",
        "（2023年7月28日）",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    found = only_date(text)
    assert found
    assert found.exact == date(2023, 7, 28)


def test_a_month_alone_has_no_day() -> None:
    found = only_date("2023年7月")
    assert found
    assert (found.year, found.month, found.exact) == (2023, 7, None)


@pytest.mark.parametrize("text", ["2023年2月30日", "2023年13月1日"])
def test_a_day_that_does_not_exist_is_no_date(text: str) -> None:
    found = only_date(text)
    assert found is None or found.exact is None


@pytest.mark.parametrize(
    "text", ["2023年", "试点时间为2023年6月至11月", "11月8日", "联系电话：2023728", "12·4"]
)
def test_other_lines_are_no_date_alone(text: str) -> None:
    assert only_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-10-25 17:14", (date(2017, 10, 25), time(17, 14))),
        ("2017-10-25 17:14:09", (date(2017, 10, 25), time(17, 14))),
        ("2017年10月25日", (date(2017, 10, 25), None)),
        ("2024-05-06T08:09", (date(2024, 5, 6), time(8, 9))),
        ("2017-10-25 25:99", (date(2017, 10, 25), None)),
        ("5月4日上午", None),
        ("2023年5月4日上午9点", None),
        ("", None),
    ],
)
def test_a_point_in_time_is_read(text: str, expected: tuple[date, time | None] | None) -> None:
    assert moment(text) == expected


def test_a_day_without_year_takes_the_year_of_the_document() -> None:
    assert first_day_named("11月9日上午，消防宣传进校园。", year=2023) == date(2023, 11, 9)
    assert first_day_named("11月9日上午", year=None) is None
    assert first_day_named("2022年11月9日上午", year=2023) == date(2022, 11, 9)


def test_all_dates_of_a_text_come_in_order() -> None:
    assert [found.month for found in written_dates("2023年6月1日起至2023年11月30日止")] == [6, 11]
