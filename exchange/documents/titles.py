"""Titles of official documents, which letterheads set over several lines."""

import re

from exchange.documents.document_kinds import kind_ending
from exchange.documents.organisations import organisations_of

_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"))
_UNFINISHED = re.compile(r"(?:[的、，,和与及暨《“（(]|关于|印发|转发)$")
_SUBTITLE = re.compile(r"[—–-]{1,3}")
_ISSUERS = re.compile(r"(?P<issuers>.{2,100}?)[ \t\u3000]*(?P<title>关于.+)", re.DOTALL)
_MOST_LINES = 5
_LONGEST = 200


def joined_title(lines: list[str]) -> tuple[str, int]:
    """Return the title that begins with the first of `lines`, and how many lines it takes.

    It ends where the words say what kind of document it is (通知, 意见 …) and all brackets are
    closed. A headline that never says so is one line, with a subtitle after a dash.
    """
    for count in range(1, min(len(lines), _MOST_LINES) + 1):
        title = _joined(lines[:count])
        if len(title) > _LONGEST:
            break
        if kind_ending(title) and not _is_open(title):
            return title, count
    count = 1
    while count < min(len(lines), _MOST_LINES) and _goes_on(_joined(lines[:count]), lines[count]):
        count += 1
    return _joined(lines[:count]), count


def issuers_before(title: str) -> tuple[tuple[str, ...], str]:
    """Return the bodies named before 关于 and the title from there on.

    A title whose beginning is not wholly made of names stays as it is.
    """
    match = _ISSUERS.fullmatch(title)
    issuers = organisations_of(match["issuers"]) if match else ()
    return (issuers, match["title"]) if match and issuers else ((), title)


def _joined(lines: list[str]) -> str:
    title = lines[0]
    for line in lines[1:]:
        is_latin = title[-1:].isascii() and line[:1].isascii() and title[-1:].isalnum()
        title += f" {line}" if is_latin else line
    return title


def _is_open(title: str) -> bool:
    return any(title.count(start) > title.count(end) for start, end in _PAIRS)


def _goes_on(title: str, following: str) -> bool:
    if len(title) + len(following) > _LONGEST:
        return False
    return (
        _is_open(title)
        or _UNFINISHED.search(title) is not None
        or _SUBTITLE.match(following) is not None
    )
