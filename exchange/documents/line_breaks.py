"""Repair of paragraphs that a copy broke in the middle of a sentence or word."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from exchange.documents.blocks import Block, Paragraph
from exchange.documents.dates import only_date
from exchange.documents.document_numbers import leading_number
from exchange.documents.heading_numbers import marker_of
from exchange.documents.organisations import organisations_of
from exchange.documents.repairs import Repair, RepairKind

_ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)》】\"']{0,3}$|[”」』）)》】]$")
_CARRIES_ON = re.compile(r"[，。、；：！？,;!?）)》”’]")
_OPEN_END = re.compile(r"[，、,（(“‘《〈—]$")
_SEVERAL_SENTENCES = re.compile(r"[。；！？].{4}", re.DOTALL)
_INNER_STOP = re.compile(r"[，。；、,]")
_OWN_LINE = re.compile(
    r"附[ \u3000]{0,4}件|抄[ \u3000]?[送报]|主[ \u3000]?送|签发人|联[ \u3000]?系[ \u3000]?[人电]|"
    r"（此件|\(此件|"
    r"[-–—·•●◆■▪※★☆]|图[0-9]|"
    r"[\u4e00-\u9fff \u3000]{1,10}[：:]|"
    r"下一步|同时|此外|另外|其次|最后|今后|截至|近年来|今年以来|回顾|总之|特此|"
    r"[一二三四五六七八九十首其]{1,2}[是要则]"
)
_LEAST_BROKEN, _LEAST_PROSE = 12, 25
_LEAST_WRAPPED_LINES = 5
_WRAP_SHARE = 0.5
_WRAP_SLACK = 2


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a file sets its lines: their full width where they are broken at one, and indents."""

    wrap_width: int
    has_indents: bool


def join_broken_lines(blocks: list[Block]) -> tuple[list[Block], list[Repair]]:
    """Return `blocks` with broken paragraphs in one piece again.

    Headings, letterheads, signatures and list items keep their lines.
    """
    layout = _layout(blocks)
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and _continues(runs[-1], block, layout):
            runs[-1].append(block)
        else:
            runs.append([block])
    joined = [_whole(run) for run in runs]
    repairs = [
        Repair(
            RepairKind.JOINED_LINE,
            run[0].position,
            "⏎".join(block.text for block in run if isinstance(block, Paragraph)),
            whole.text,
        )
        for run, whole in zip(runs, joined, strict=True)
        if len(run) > 1 and isinstance(whole, Paragraph)
    ]
    return joined, repairs


def _continues(run: list[Block], block: Block, layout: _Layout) -> bool:
    """Whether `block` carries on the paragraph whose lines are in `run`."""
    last, first = run[-1], run[0]
    if not (isinstance(last, Paragraph) and isinstance(block, Paragraph)):
        return False
    if _CARRIES_ON.match(block.text):
        return True
    if not isinstance(first, Paragraph) or _stands_alone(last) or _starts_anew(block.text):
        return False
    if layout.wrap_width and len(last.text) >= layout.wrap_width - _WRAP_SLACK:
        starts_paragraph = layout.has_indents and block.is_indented
        return not starts_paragraph and (layout.has_indents or not _ENDED.search(last.text))
    if _ENDED.search(last.text):
        return False
    if _OPEN_END.search(last.text):
        return True
    if layout.wrap_width:
        return False
    return len(last.text) >= _LEAST_BROKEN and any(
        isinstance(line, Paragraph) and _SEVERAL_SENTENCES.search(line.text) for line in run
    )


def _whole(run: list[Block]) -> Block:
    first = run[0]
    if len(run) == 1 or not isinstance(first, Paragraph):
        return first
    text = first.text
    for block in run[1:]:
        text = _glued(text, block.text if isinstance(block, Paragraph) else "")
    return replace(first, text=text)


def _glued(before: str, after: str) -> str:
    """Return two pieces as one; Latin words keep a space between them."""
    is_latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii()
    return f"{before} {after}" if is_latin and after[:1].isalpha() else before + after


def _stands_alone(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.is_centred
        or leading_number(text) is not None
        or only_date(text) is not None
        or bool(organisations_of(text))
    )


def _starts_anew(text: str) -> bool:
    return (
        marker_of(text) is not None
        or only_date(text) is not None
        or _OWN_LINE.match(text) is not None
        or bool(organisations_of(text))
    )


def _layout(blocks: list[Block]) -> _Layout:
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    widths = Counter(len(line.text) for line in lines if len(line.text) >= _LEAST_PROSE)
    near = {
        width: sum(widths[each] for each in range(width - _WRAP_SLACK, width + 1))
        for width in widths
    }
    best = max(near, key=lambda width: (near[width], width), default=0)
    long_lines = sum(widths.values())
    is_wrapped = (
        near.get(best, 0) >= _LEAST_WRAPPED_LINES
        and near[best] >= long_lines * _WRAP_SHARE
        and max(widths) <= best + _WRAP_SLACK
    )
    has_indents = any(line.is_indented for line in lines) and not all(
        line.is_indented for line in lines if len(line.text) >= _LEAST_PROSE
    )
    return _Layout(best if is_wrapped else 0, has_indents)
