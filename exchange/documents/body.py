"""The text of a document with its headings found, and the outline that they make."""

import re
from collections.abc import Sequence
from dataclasses import replace

from exchange.documents.attachments import opens_sheet
from exchange.documents.blocks import Block, Heading, Paragraph, line_text
from exchange.documents.document_kinds import kind_ending
from exchange.documents.heading_numbers import (
    Marker,
    MarkerStyle,
    is_heading,
    marker_of,
    run_in_heading,
)
from exchange.documents.recognised import OutlineEntry
from exchange.documents.repairs import Repair, RepairKind
from exchange.documents.titles import joined_title

_QUOTED_PLAN = re.compile(r"《(?P<name>[^《》]{2,120})》的(?:通知|通报|函|公告|决定)$")
_SENTENCE = re.compile(r"[。！？；，：:;!?]")
_NOTE = re.compile(r"[（(].*[）)]")
_STOP = re.compile(r"[。！？；!?;]")
_LONGEST_TITLE_LINE, _LONGEST_ENTRY = 60, 60
_HIGHEST = 1


class _Levels:
    """Turns the styles of numbers into levels: the first style met is the highest."""

    def __init__(self) -> None:
        self._base = 0
        self._styles: list[MarkerStyle] = []

    def restart(self, base: int) -> None:
        """Begin anew below a heading of level `base` that has no number."""
        self._base = base
        self._styles = []

    def level(self, style: MarkerStyle) -> int:
        """Return the level of a numbered heading, and remember its style as open."""
        while self._styles and self._styles[-1] >= style:
            self._styles.pop()
        self._styles.append(style)
        return self._base + len(self._styles)


def with_headings(
    blocks: list[Block], listed: frozenset[int]
) -> tuple[list[Block], list[OutlineEntry]]:
    """Return `blocks` with numbered headings as headings, and the outline.

    Lines at the indices `listed` are entries of a list, whatever they look like.
    """
    levels, outline_levels = _Levels(), _Levels()
    made: list[Block] = []
    outline: list[OutlineEntry] = []
    for index, block in enumerate(blocks):
        text = line_text(block).strip()
        marker = marker_of(text) if text and index not in listed else None
        if marker is None:
            if isinstance(block, Heading):
                block = replace(block, level=max(block.level, _HIGHEST))
                levels.restart(block.level)
                outline_levels.restart(block.level)
                outline.append(OutlineEntry(block.level, text))
            made.append(block)
        elif isinstance(block, Heading) or _heads_text(blocks, index, marker):
            made.append(Heading(levels.level(marker.style), text, block.position))
            outline.append(OutlineEntry(outline_levels.level(marker.style), text))
        else:
            made.append(block)
            opening = run_in_heading(marker)
            if opening:
                level = outline_levels.level(marker.style)
                outline.append(OutlineEntry(level, f"{marker.written}{opening}"))
    return made, outline


def _heads_text(blocks: list[Block], index: int, marker: Marker) -> bool:
    """Whether a numbered line is a heading: short, and not one of several entries in a row."""
    if not is_heading(marker) or index + 1 == len(blocks):
        return False
    if marker.style <= MarkerStyle.CHINESE:
        return True
    around = [blocks[index - 1] if index else None, blocks[index + 1]]
    styles = [found.style for each in around if each and (found := _short_marker(each))]
    return marker.style not in styles


def _short_marker(block: Block) -> Marker | None:
    marker = marker_of(line_text(block))
    is_short = marker is not None and len(marker.rest) <= _LONGEST_ENTRY
    return marker if marker and is_short and not _STOP.search(marker.rest[:-1]) else None


def with_inner_title(
    blocks: list[Block], *, title: str, attachments: Sequence[str], after: int
) -> tuple[list[Block], list[Repair]]:
    """Return `blocks` with the titles of what is sent along (a plan, an attachment) as headings.

    `after` is the index behind the signature, where the sent-along text begins; 0 means unknown.
    """
    named = _QUOTED_PLAN.search(title)
    plan = _bare(named["name"]) if named else ""
    sheets = {_bare(name) for name in attachments}
    made: list[Block] = []
    repairs: list[Repair] = []
    index = 0
    while index < len(blocks):
        is_due = bool(after) and index >= after
        wanted = {plan, *(sheets if is_due else ())} - {""}
        count = _title_lines(blocks, index, wanted, is_due=is_due)
        if not count:
            made.append(blocks[index])
            index += 1
            continue
        lines = [line_text(block) for block in blocks[index : index + count]]
        heading = Heading(_HIGHEST, "".join(lines), blocks[index].position)
        made.append(heading)
        if count > 1:
            written = "⏎".join(lines)
            repairs.append(Repair(RepairKind.JOINED_TITLE, heading.position, written, heading.text))
        index += count
    return made, repairs


def _title_lines(blocks: list[Block], index: int, wanted: set[str], *, is_due: bool) -> int:
    """Return how many lines from `index` on make up an inner title, 0 where none begins."""
    texts: list[str] = []
    for block in blocks[index : index + 4]:
        text = line_text(block)
        if not isinstance(block, Paragraph) or not 0 < len(text) <= _LONGEST_TITLE_LINE:
            break
        texts.append(text)
        if _bare("".join(texts)) in wanted:
            return len(texts)
    if not is_due or not texts:
        return 0
    if opens_sheet(texts[0]):
        return 1
    if _SENTENCE.search(texts[0]) or marker_of(texts[0]) or _NOTE.fullmatch(texts[0]):
        return 0
    title, count = joined_title(texts)
    return count if kind_ending(title) and not _SENTENCE.search(title) else 0


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"‘’'〈〉《》]", "", text)
