"""The demonstration's data file and the short notations used in it."""

import re
import tomllib
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DATA_FILE = Path(__file__).parent / "demo.toml"
CHINA = ZoneInfo("Asia/Shanghai")

Row = dict[str, Any]


class DemoDataError(Exception):
    """The data file names something that does not exist or is written wrongly."""


def read_demo(file: Path = DATA_FILE) -> Row:
    """Return the data file's tables."""
    with file.open("rb") as stream:
        return tomllib.load(stream)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report: `value` is None where it is unknown."""

    measure: str
    value: Decimal | None
    is_about: bool
    period: str


def parse_figure(text: str) -> Figure:
    """Return the figure written as 发放资料≈6200@2021年全年.

    Raises:
        DemoDataError: the notation is broken.
    """
    found = re.fullmatch(r"([^=≈@]+)([=≈])([0-9.]+|\?)(?:@(.+))?", text)
    if found is None:
        raise DemoDataError(f"数据写法不对：{text}")
    measure, sign, number, period = found.groups()
    try:
        value = None if number == "?" else Decimal(number)
    except InvalidOperation as error:
        raise DemoDataError(f"数值写法不对：{text}") from error
    return Figure(measure, value, sign == "≈", period or "")


def parse_photo(text: str) -> tuple[str, str]:
    """Return picture name and caption of corridor-dusk|亮灯之后."""
    name, _, caption = text.partition("|")
    if not caption:
        raise DemoDataError(f"图片缺少说明：{text}")
    return name, caption


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision by the law's short name."""

    law: str
    article: int | None = None
    paragraph: int | None = None


def parse_provision(text: str) -> Provision:
    """Return the provision written as 民法典|1067|2."""
    law, *numbers = text.split("|")
    if len(numbers) > 2 or not all(number.isdecimal() for number in numbers):
        raise DemoDataError(f"条文写法不对：{text}")
    return Provision(law, *(int(number) for number in numbers))


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a bulletin board."""

    number: int
    editions: int
    issued_on: date
    topic: str


def parse_issue(text: str) -> Issue:
    """Return the issue written as 期次|版数|日期|主题."""
    try:
        number, editions, day, topic = text.split("|")
        return Issue(int(number), int(editions), date.fromisoformat(day), topic)
    except ValueError as error:
        raise DemoDataError(f"宣传栏期次写法不对：{text}") from error


def parse_item_reference(text: str) -> tuple[str, int]:
    """Return list slug and item number (from 1) of 清单slug#2."""
    slug, _, number = text.partition("#")
    if not number.isdecimal():
        raise DemoDataError(f"清单条目写法不对：{text}")
    return slug, int(number)


def paragraphs_of(text: str) -> list[tuple[str, list[str]]]:
    """Return the parts of a text: (heading or "", its paragraphs)."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.startswith("## "):
            parts.append((line.removeprefix("## ").strip(), []))
        elif line.strip():
            parts[-1][1].append(line.strip())
    return [part for part in parts if part != ("", [])]


def last_day_of(row: Row) -> date:
    """Return the day on which what `row` tells was over."""
    for name in ("end", "start", "issued", "closed"):
        if name in row:
            day: date = row[name]
            return day
    raise DemoDataError(f"{row.get('slug')} 没有日期")


def published_at(row: Row) -> datetime:
    """Return when `row` was published: as written, else the next day in working hours."""
    written = row.get("published")
    if isinstance(written, datetime):
        return written.replace(tzinfo=CHINA)
    drawn = zlib.crc32(row["slug"].encode())
    at = time(9 + drawn % 8, drawn // 8 % 60)
    return datetime.combine(last_day_of(row) + timedelta(days=1), at, CHINA)


def source_of(row: Row, unit_name: str) -> str:
    """Return where `row` comes from, as its page says it."""
    if "source" in row:
        return str(row["source"])
    if "basis" in row:
        return f"据{row['basis']}整理"
    return f"{unit_name}（示例）"
