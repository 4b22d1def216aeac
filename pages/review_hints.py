"""What writer and reviewer should think over about a record; nothing of it is refused."""

from collections.abc import Iterable
from typing import Any

from pages.law_warnings import warnings_for


def hints_for(record: Any) -> list[str]:
    """Return sentences about the laws that a record cites and the photos it shows."""
    nameless = _photos_without_words(getattr(record, "photos", None) or ())
    return [*warnings_for(record), *([_about_photos(nameless)] if nameless else [])]


def _photos_without_words(photos: Iterable[Any]) -> list[int]:
    """Return the numbers, from 1, of the photos that have neither caption nor alternative text."""
    shown = [child.value for child in photos if child.value["image"] is not None]
    return [
        number
        for number, photo in enumerate(shown, start=1)
        if not (photo["caption"] or photo["alt"] or photo["image"].alt_text)
    ]


def _about_photos(numbers: list[int]) -> str:
    which = "、".join(map(str, numbers))
    return (
        f"第 {which} 张照片没有照片说明，也没有替代文字：读者不知道拍的是什么，"
        "看不到照片的人什么也读不到。建议补上照片说明。"
    )
