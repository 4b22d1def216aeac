"""The end of a document: who signed it when, to whom copies went, who printed it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exchange.documents.blocks import Block, line_text
from exchange.documents.dates import WrittenDate, only_date, written_dates
from exchange.documents.head import is_prose
from exchange.documents.organisations import organisations_of

_COPIES = re.compile(
    r"(?:抄[ \u3000]{0,4}[送报]|分[ \u3000]{0,4}送)[ \u3000]{0,4}[:：][ \u3000]{0,4}"
    r"(?P<to>.{1,500})",
    re.DOTALL,
)
_PRINTED = re.compile(r"(?P<lead>.{0,60}?)(?:印[发制]?|制发)[。]?", re.DOTALL)
_MOST_NAME_LINES = 8


@dataclass(frozen=True, slots=True)
class Signature:
    """Names and date under a text; `end` is the index behind the last line, 0 without one."""

    names: tuple[str, ...] = ()
    dated: WrittenDate | None = None
    end: int = 0


def find_signature(blocks: Sequence[Block]) -> Signature:
    """Return the first date with names above it, else the first lone date that ends a text."""
    undated: Signature | None = None
    for index, block in enumerate(blocks):
        names, dated = _names_and_date(line_text(block))
        if dated is None:
            continue
        names = names or _names_above(blocks, index)
        if names:
            return Signature(names, dated, index + 1)
        following = line_text(blocks[index + 1]) if index + 1 < len(blocks) else ""
        if undated is None and not is_prose(following):
            undated = Signature((), dated, index + 1)
    return undated or Signature()


def copies_of(text: str) -> str:
    """Return whom a line names as receivers of copies, or nothing."""
    match = _COPIES.fullmatch(text.strip())
    return match["to"].strip().rstrip("。") if match else ""


def printed_on(text: str) -> WrittenDate | None:
    """Return the date of a printer's line (某办公室 2022年1月21日印发), or None."""
    dates = written_dates(text)
    if len(dates) != 1 or not _PRINTED.fullmatch(text[dates[0].end :].strip()):
        return None
    lead = text[: dates[0].start].strip()
    return dates[0] if not lead or organisations_of(lead) else None


def _names_and_date(text: str) -> tuple[tuple[str, ...], WrittenDate | None]:
    dated = only_date(text)
    if dated:
        return (), dated
    dates = written_dates(text)
    if len(dates) == 1 and not text[dates[0].end :].strip("）) 。"):
        names = organisations_of(text[: dates[0].start].strip("（( ，,"))
        return names, dates[0] if names else None
    return (), None


def _names_above(blocks: Sequence[Block], index: int) -> tuple[str, ...]:
    names: list[str] = []
    for block in reversed(blocks[max(index - _MOST_NAME_LINES, 0) : index]):
        found = organisations_of(line_text(block))
        if not found:
            break
        names = [*found, *names]
    return tuple(dict.fromkeys(names))
