"""The list of attachments that a document names under 附件."""

import re
from collections.abc import Sequence

from exchange.documents.blocks import Block, line_text
from exchange.documents.dates import only_date
from exchange.documents.heading_numbers import MarkerStyle, marker_of

_OPENER = re.compile(
    r"附[ \u3000]{0,4}件[ \u3000]{0,2}[0-9]{0,2}[ \u3000]{0,2}[:：][ \u3000]{0,4}"
    r"(?P<rest>.{0,500})",
    re.DOTALL,
)
_INNER_NUMBER = re.compile(r"(?:^|(?<=[ \u3000；;。]))[0-9]{1,2}[ ]?[.．、](?![0-9])[ \u3000]*")
_SHEET = re.compile(
    r"附[ \u3000]{0,4}件[ \u3000]{0,2}(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?"
    r"[ \u3000]{0,2}[:：]?"
)
_LONGEST_NAME = 120


def find_attachments(blocks: Sequence[Block]) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the names of the attachments and the indices of the lines that list them."""
    for index, block in enumerate(blocks):
        opener = _OPENER.fullmatch(line_text(block).strip())
        if opener and (opener["rest"].strip() or _is_item(blocks, index + 1, 1)):
            return _listed(blocks, index)
    return (), frozenset()


def opens_sheet(text: str) -> bool:
    """Whether a line is the mark over an attachment that follows: 附件, 附件1."""
    return _SHEET.fullmatch(text.strip()) is not None


def _listed(blocks: Sequence[Block], start: int) -> tuple[tuple[str, ...], frozenset[int]]:
    names: list[str] = []
    places: set[int] = set()
    for index in range(start, len(blocks)):
        text = line_text(blocks[index]).strip()
        opener = _OPENER.fullmatch(text)
        if opener:
            names += _names(opener["rest"])
        elif _is_item(blocks, index, len(names) + 1):
            names += _names(text)
        else:
            break
        places.add(index)
    return tuple(names), frozenset(places)


def _is_item(blocks: Sequence[Block], index: int, number: int) -> bool:
    marker = marker_of(line_text(blocks[index])) if index < len(blocks) else None
    return (
        marker is not None
        and marker.style is MarkerStyle.ARABIC
        and marker.number == number
        and len(marker.rest) <= _LONGEST_NAME
        and not only_date(marker.rest)
    )


def _names(text: str) -> list[str]:
    pieces = [piece.strip(" \u3000；;。") for piece in _INNER_NUMBER.split(text)]
    return [piece for piece in pieces if piece]
