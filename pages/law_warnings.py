"""What to think over when a record cites a law that was not alive on the record's day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from registers.models import Law, LawStatus

REVISED = "修订"


def law_warnings(laws: Iterable[Law], first: date, last: date) -> list[str]:
    """Return a sentence for each law that was dead before `first` or not alive by `last`.

    A law that died later was rightly cited. The register keeps the dates of the newest text
    alone, so a law that was revised counts as alive before them.
    """
    found = (_repealed(law, first) or _not_yet(law, last) for law in laws)
    return [sentence for sentence in found if sentence]


def warnings_for(record: Any) -> list[str]:
    """Return the warnings about the laws that a record (a page of this product) cites."""
    laws: dict[int, Law] = {}
    for source in (record, *_parts(record)):
        if hasattr(source, "laws"):
            laws.update({law.pk: law for law in source.laws.all()})
        elif getattr(source, "law_id", None):
            laws[source.law_id] = source.law
    first, last = _period(record)
    return law_warnings(laws.values(), first, last)


def _parts(record: Any) -> list[Any]:
    return [
        part
        for name in ("items", "provisions")
        if hasattr(record, name)
        for part in getattr(record, name).all()
    ]


def _period(record: Any) -> tuple[date, date]:
    first = record.record_date
    if getattr(record, "year", None):
        return first, date(record.year, 12, 31)
    return first, getattr(record, "end_on", None) or first


def _repealed(law: Law, day: date) -> str:
    if not law.is_repealed or (law.repealed_on and law.repealed_on > day):
        return ""
    since = f"自{_in_words(law.repealed_on)}起" if law.repealed_on else ""
    sentence = f"《{law.short_name}》{since}已废止"
    if law.successor:
        sentence += f"，由《{law.successor.short_name}》替代"
    return f"{sentence}。请核对是否应引用新法。"


def _not_yet(law: Law, day: date) -> str:
    known = law.status == LawStatus.NOT_YET or REVISED not in law.change_type
    if not law.effective_on or law.effective_on <= day or not known:
        return ""
    return (
        f"《{law.short_name}》自{_in_words(law.effective_on)}起施行，"
        f"{_in_words(day)}尚未生效。请核对引用的法律或日期。"
    )


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
