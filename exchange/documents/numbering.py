"""Repair of 一、二、三、 that a copy turned into 1、2、3、."""

from dataclasses import replace

from exchange.documents.blocks import Block, Heading, Paragraph, line_text
from exchange.documents.heading_numbers import Marker, MarkerStyle, marker_of
from exchange.documents.numerals import in_chinese
from exchange.documents.repairs import Repair, RepairKind

_MOST = 99


def restore_numbering(blocks: list[Block]) -> tuple[list[Block], list[Repair]]:
    """Return `blocks` with a counted series mended where 1、2、3、 stand right before 四、.

    A series is mended only where the Arabic numbers before a Chinese one are exactly those that
    are missing, each once and in order: anything else may be a list of its own.
    """
    markers = [(index, marker) for index, block in enumerate(blocks) if (marker := _marker(block))]
    mended = list(blocks)
    repairs: list[Repair] = []
    between: list[tuple[int, Marker]] = []
    last = 0
    for index, marker in markers:
        if marker.style is MarkerStyle.ARABIC:
            between.append((index, marker))
        if marker.style is not MarkerStyle.CHINESE:
            continue
        missing = list(range(last + 1, marker.number))
        if missing and [each.number for _, each in between] == missing and marker.number <= _MOST:
            for place, each in between:
                mended[place], repair = _renumbered(blocks[place], each)
                repairs.append(repair)
        last, between = marker.number, []
    return mended, repairs


def _marker(block: Block) -> Marker | None:
    marker = marker_of(line_text(block))
    # Only the number before 、 is the one that stands for a lost Chinese number.
    if marker and marker.style is MarkerStyle.ARABIC and not marker.written.endswith("、"):
        return None
    return marker


def _renumbered(block: Block, marker: Marker) -> tuple[Block, Repair]:
    if not isinstance(block, Paragraph | Heading):
        raise TypeError(block)
    text = f"{in_chinese(marker.number)}、{marker.rest.strip()}"
    repair = Repair(RepairKind.NUMBERING, block.position, block.text, text)
    return replace(block, text=text), repair
