"""Takes the head of a document apart: number, issuer, signer, title."""

import re
from dataclasses import dataclass, field

from exchange.documents.blocks import TITLE_LEVEL, Block, Heading, Paragraph, Picture, line_text
from exchange.documents.dates import WrittenDate, only_date, written_dates
from exchange.documents.document_numbers import DocumentNumber, leading_number, serial_number
from exchange.documents.head import head_length, is_prose
from exchange.documents.organisations import organisations_of
from exchange.documents.repairs import Repair, RepairKind
from exchange.documents.titles import issuers_before, joined_title

_SIGNER = re.compile(
    r"签[ \u3000]{0,4}发[ \u3000]{0,4}人[ \u3000]{0,4}[:：]?[ \u3000]{0,8}"
    r"(?P<name>[\u4e00-\u9fff·、 \u3000]{2,40})"
)
_ENDED = re.compile(r"[。！？；]$")


@dataclass(slots=True)
class Letterhead:
    """What stands before the text.

    `lines` are the lines that were read into the fields, `blocks` is all that remains.
    """

    title: str = ""
    number: DocumentNumber | None = None
    signer: str = ""
    dated: WrittenDate | None = None
    issuers: tuple[str, ...] = ()
    title_issuers: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def read_letterhead(blocks: list[Block]) -> Letterhead:
    """Return the head of a document, taken apart, and the rest of it untouched."""
    found = Letterhead()
    length = head_length(blocks)
    waiting = [block for block in blocks[:length] if not _take_line(found, line_text(block))]
    rest = _take_title(found, waiting)
    found.blocks = [*rest, *blocks[length:]]
    return found


def _take_line(found: Letterhead, text: str) -> bool:
    """Read a line that is not the title; return whether it was such a line."""
    read = _take_number(found, text) or _take_signer(found, text) or _take_issuers(found, text)
    if not read and found.dated is None:
        found.dated = only_date(text) if text else None
        read = found.dated is not None
    if read:
        found.lines.append(text)
    return read


def _take_number(found: Letterhead, text: str) -> bool:
    number = leading_number(text) or serial_number(text)
    if number is None or found.number is not None:
        return False
    rest = text.strip().strip("（）()")[number.end :] if number.code else ""
    signer = _SIGNER.search(rest)
    dates = written_dates(rest)
    unread = rest[: signer.start()] if signer else rest
    if unread.strip(" \t\u3000（）()、，,") and not dates:
        return False
    found.number = number
    found.signer = _plain_name(signer["name"]) if signer else found.signer
    found.dated = dates[0] if dates else found.dated
    if number.written != number.text and number.code:
        form = Repair(RepairKind.NUMBER_FORM, 0, number.written, number.text)
        found.repairs.append(form)
    return True


def _take_signer(found: Letterhead, text: str) -> bool:
    signer = _SIGNER.fullmatch(text.strip())
    if signer:
        found.signer = _plain_name(signer["name"])
    return signer is not None


def _take_issuers(found: Letterhead, text: str) -> bool:
    issuers = organisations_of(text)
    found.issuers = (*found.issuers, *(each for each in issuers if each not in found.issuers))
    return bool(issuers)


def _plain_name(name: str) -> str:
    """Return names without the spaces that set them; two names stay apart."""
    return (
        re.sub(r"[ \u3000]+", "", name)
        if "、" in name or len(name) <= 6
        else " ".join(name.split())
    )


def _take_title(found: Letterhead, blocks: list[Block]) -> list[Block]:
    """Read the title from `blocks` and return the others."""
    start = _title_start(blocks)
    if start is None:
        return blocks
    texts = _title_run(blocks[start:])
    title, count = joined_title(texts)
    written = texts[:count]
    found.lines += written
    found.title_issuers, found.title = issuers_before(title)
    if count > 1:
        position = blocks[start].position
        found.repairs.append(Repair(RepairKind.JOINED_TITLE, position, "⏎".join(written), title))
    rest = [*blocks[:start], *blocks[start + count :]]
    return _without_second_title(found, rest, {_bare(title), _bare(found.title)})


def _title_start(blocks: list[Block]) -> int | None:
    """Return where the title begins: a heading, a line with 关于, or else the first line."""
    places = [
        index
        for index, block in enumerate(blocks)
        if line_text(block) and not _ENDED.search(line_text(block))
    ]
    headings = [index for index in places if isinstance(blocks[index], Heading)]
    titles = [index for index in headings if _level(blocks[index]) == TITLE_LEVEL]
    about = [index for index in places if "关于" in line_text(blocks[index])]
    return next(iter([*titles, *about, *headings, *places]), None)


def _level(block: Block) -> int | None:
    return block.level if isinstance(block, Heading) else None


def _title_run(blocks: list[Block]) -> list[str]:
    """Return the lines that may make up the title together: of one kind, one after another."""
    texts: list[str] = []
    for block in blocks:
        text = line_text(block)
        is_alike = isinstance(block, Paragraph) or _level(block) == _level(blocks[0])
        if not text or not is_alike or (texts and (_ENDED.search(text) or is_prose(text))):
            break
        texts.append(text)
    return texts


def _without_second_title(found: Letterhead, blocks: list[Block], titles: set[str]) -> list[Block]:
    """Return `blocks` without lines that together repeat the title."""
    for start in range(len(blocks)):
        for end in range(start + 1, min(start + 5, len(blocks)) + 1):
            run = blocks[start:end]
            if any(isinstance(block, Picture) for block in run):
                break
            if _bare("".join(map(line_text, run))) in titles:
                found.repairs += [
                    Repair(RepairKind.DOUBLED, block.position, line_text(block), "")
                    for block in run
                ]
                return [*blocks[:start], *blocks[end:]]
    return blocks


def _bare(text: str) -> str:
    return "".join(text.split())
