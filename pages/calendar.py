"""The publicity days ahead."""

from datetime import date, timedelta
from typing import Any

from pages.addresses import law_url
from registers import calendar_rules
from registers.models import PublicityDay

DAYS_AHEAD = 60


def coming_days(today: date, *, count: int = 4) -> list[dict[str, Any]]:
    """Return the publicity days that run on `today` or begin within the next weeks."""
    horizon = today + timedelta(days=DAYS_AHEAD)
    found: list[tuple[date, date, PublicityDay]] = []
    for day in PublicityDay.objects.filter(is_active=True).prefetch_related("laws"):
        for start, end in calendar_rules.spans_between(day.rule, today, horizon):
            found.append((start, end, day))
    found.sort(key=lambda item: (max(item[0], today), not item[2].is_key, item[1]))
    return [
        {
            "name": day.name,
            "start": start,
            "end": end,
            "when_text": when_text(start, end, today),
            "is_key": day.is_key,
            "laws": [{"short_name": law.short_name, "url": law_url(law)} for law in day.laws.all()],
            "units": sorted(
                {unit for law in day.laws.all() for unit in _units(law.usual_departments)}
            ),
        }
        for start, end, day in found[:count]
    ]


def when_text(start: date, end: date, today: date) -> str:
    """Return when a publicity day is, in words.

    >>> when_text(date(2026, 12, 4), date(2026, 12, 4), date(2026, 11, 22))
    '12月4日（还有12天）'
    """
    text = f"{start.month}月{start.day}日"
    if end != start:
        text += f"至{end.month}月{end.day}日"
    if start <= today <= end:
        return f"{text}（今天）" if start == end else f"{text}（正在进行）"
    return f"{text}（还有{(start - today).days}天）"


def _units(text: str) -> list[str]:
    return [unit for unit in text.replace("，", "、").split("、") if unit and "（" not in unit]
