"""Repair of what copying and converting does to a document, each repair listed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from exchange.documents.blocks import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Table,
    block_text,
    line_text,
)
from exchange.documents.head import head_length, is_prose
from exchange.documents.line_breaks import join_broken_lines
from exchange.documents.navigation import is_list_item, is_navigation, opens_link_list
from exchange.documents.numbering import restore_numbering
from exchange.documents.page_facts import FURNITURE, Facts, fact_of, facts_of, unlabelled_time
from exchange.documents.repairs import Repair, RepairKind
from exchange.documents.source import SourceDocument

_BOOKMARK = re.compile(r"\[bookmark:[ ]?[^\]\n]{0,80}\]", re.IGNORECASE)
_SPACED_OUT = re.compile(
    r"[\u4e00-\u9fff](?P<gap>[ \t\u3000]{1,8})[\u4e00-\u9fff](?:(?P=gap)[\u4e00-\u9fff]){0,30}"
)
_SPACED_LABEL = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]{1,8}[\u4e00-\u9fff]){1,3}(?=[：:])")
_ONE_CHARACTER = re.compile(r"[《“（]?[\u4e00-\u9fff][》”）：，、]?")
_CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST_WIDE_LINE, _LEAST_WIDE = 120, 6
_INVISIBLE = frozenset({"Cf", "Cc", "Cs"})
_SPACES = str.maketrans(
    dict.fromkeys(
        "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f",
        " ",
    )
)
_TAIL_LINES = 12

_Step = Callable[[list[Block]], tuple[list[Block], list[Repair]]]


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """The repaired blocks, what the page says about the document, and every repair made."""

    blocks: tuple[Block, ...]
    facts: Facts
    repairs: tuple[Repair, ...]


def clean(source: SourceDocument) -> CleanDocument:
    """Return the document without the traces of its way here.

    Whatever is taken out of the text stands in a repair's `before`: nothing is lost. Spaces are
    layout: those at the ends of lines, and the many kinds of them, are no repair.
    """
    repairs = [
        Repair(RepairKind.SET_ASIDE, 0, f"{aside.reason}：{aside.text}", "")
        for aside in source.set_aside
    ]
    blocks = [_with_text(block, _plain_spaces) for block in source.blocks]
    for step in _FIRST_STEPS:
        blocks, made = step(blocks)
        repairs += made
    told = [pair for label, value in source.facts for pair in fact_of(label, value)]
    blocks, found, made = _take_facts(blocks)
    repairs += made
    for step in _LAST_STEPS:
        blocks, made = step(blocks)
        repairs += made
    return CleanDocument(tuple(blocks), (*found, *told), tuple(repairs))


def _each_text(
    blocks: list[Block], change: Callable[[str], str], kind: RepairKind
) -> tuple[list[Block], list[Repair]]:
    """Apply `change` to every text, drop paragraphs it leaves empty, and list what it changed."""
    changed: list[Block] = []
    repairs: list[Repair] = []
    for block in blocks:
        new = _with_text(block, change)
        if new != block:
            repairs.append(Repair(kind, block.position, block_text(block), block_text(new)))
        if new == block or isinstance(new, Picture | Table) or new.text:
            changed.append(new)
    return changed, repairs


def _with_text(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Table):
        rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return replace(block, text=change(block.text))


def _plain_spaces(text: str) -> str:
    return text.translate(_SPACES).strip(" \u3000")


def _drop_invisible(blocks: list[Block]) -> tuple[list[Block], list[Repair]]:
    return _each_text(blocks, _visible, RepairKind.INVISIBLE)


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char for char in text if char in "\t\n" or unicodedata.category(char) not in _INVISIBLE
    )


def _drop_bookmarks(blocks: list[Block]) -> tuple[list[Block], list[Repair]]:
    return _each_text(blocks, _without_bookmarks, RepairKind.BOOKMARK)


def _without_bookmarks(text: str) -> str:
    return _BOOKMARK.sub("", text).strip() if "[" in text else text


def _drop_navigation(blocks: list[Block]) -> tuple[list[Block], list[Repair]]:
    kept: list[Block] = []
    repairs: list[Repair] = []
    in_links = False
    for block in blocks:
        text = line_text(block)
        in_links = opens_link_list(text) or (in_links and is_list_item(text))
        if text and (in_links or is_navigation(text)):
            repairs.append(Repair(RepairKind.NAVIGATION, block.position, text, ""))
        else:
            kept.append(block)
    return kept, repairs


def _drop_doubled(blocks: list[Block]) -> tuple[list[Block], list[Repair]]:
    """Drop lines of the letterhead that repeat the line before, however they are spaced."""
    head = head_length(blocks)
    kept: list[Block] = []
    repairs: list[Repair] = []
    for block in blocks[:head]:
        if kept and _is_same_line(kept[-1], block):
            repairs.append(Repair(RepairKind.DOUBLED, block.position, line_text(block), ""))
        else:
            kept.append(block)
    return kept + blocks[head:], repairs


def _is_same_line(one: Block, other: Block) -> bool:
    text = "".join(line_text(other).split())
    return bool(text) and "".join(line_text(one).split()) == text


def _take_facts(blocks: list[Block]) -> tuple[list[Block], Facts, list[Repair]]:
    """Take the lines that describe the document out of its head and tail."""
    head = head_length(blocks)
    tail = _tail_start(blocks)
    kept: list[Block] = []
    facts: list[tuple[str, str]] = []
    repairs: list[Repair] = []
    for index, block in enumerate(blocks):
        is_frame = index < head or index >= tail
        found = _block_facts(block, is_below=index >= tail) if is_frame else ()
        if not found:
            kept.append(block)
            continue
        is_new = any(kind != FURNITURE and (kind, value) not in facts for kind, value in found)
        facts += [pair for pair in found if pair not in facts]
        kind = RepairKind.PAGE_FACTS if is_new else RepairKind.NAVIGATION
        repairs.append(Repair(kind, block.position, block_text(block), ""))
    return kept, tuple(facts), repairs


def _block_facts(block: Block, *, is_below: bool) -> Facts:
    if not isinstance(block, Table):
        text = line_text(block).strip()
        told = facts_of(text.strip("（）()"), is_below=is_below) if text else ()
        return told or (() if is_below else unlabelled_time(text))
    cells = [cell for row in block.rows for cell in row if cell.strip()]
    pairs = [fact_of(label, value) for label, value in zip(cells[::2], cells[1::2], strict=False)]
    if len(cells) % 2 == 0 and cells and all(pairs):
        return tuple(pair for found in pairs for pair in found)
    lines = [facts_of(cell) for cell in cells]
    return tuple(pair for found in lines for pair in found) if cells and all(lines) else ()


def _tail_start(blocks: list[Block]) -> int:
    """Return where the text has ended for sure: behind its last running text."""
    for index in range(len(blocks) - 1, max(len(blocks) - _TAIL_LINES, 0), -1):
        if is_prose(line_text(blocks[index])) or isinstance(blocks[index], Table):
            return index + 1
    return len(blocks) - _TAIL_LINES if len(blocks) > _TAIL_LINES else len(blocks)


def _close_spacing(blocks: list[Block]) -> tuple[list[Block], list[Repair]]:
    closed: list[Block] = []
    repairs: list[Repair] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            text = _closed(block.text)
            if text != block.text:
                repairs.append(Repair(RepairKind.SPACING, block.position, block.text, text))
            closed.append(replace(block, text=text))
        else:
            closed.append(block)
    return closed, repairs


def _closed(text: str) -> str:
    if _SPACED_OUT.fullmatch(text) or _is_set_wide(text):
        return "".join(text.split())
    label = _SPACED_LABEL.match(text)
    return "".join(label[0].split()) + text[label.end() :] if label else text


def _is_set_wide(text: str) -> bool:
    """Whether a line is set with a space after each character, numbers and quotes between."""
    pieces = text.split() if len(text) <= _LONGEST_WIDE_LINE else []
    single = [piece for piece in pieces if _ONE_CHARACTER.fullmatch(piece)]
    return len(single) >= _LEAST_WIDE and not any(_CHINESE_WORD.search(piece) for piece in pieces)


_FIRST_STEPS: tuple[_Step, ...] = (
    _drop_invisible,
    _drop_bookmarks,
    _drop_navigation,
    _drop_doubled,
)
_LAST_STEPS: tuple[_Step, ...] = (_close_spacing, restore_numbering, join_broken_lines)
