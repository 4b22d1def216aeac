"""From a file's blocks to a document with its parts known."""

import re
from datetime import date, time
from pathlib import PurePath

from exchange.documents.attachments import find_attachments
from exchange.documents.blocks import Block, Picture, blocks_text, line_text
from exchange.documents.body import with_headings, with_inner_title
from exchange.documents.cleaning import clean
from exchange.documents.dates import WrittenDate, first_day_named, moment, written_dates
from exchange.documents.document_kinds import kind_ending
from exchange.documents.document_numbers import DocumentNumber, document_numbers
from exchange.documents.figures import find_figures
from exchange.documents.head import addresses_readers
from exchange.documents.kind_proposal import KindSigns, propose_kind
from exchange.documents.letterhead import Letterhead, read_letterhead
from exchange.documents.mentions import (
    cited_numbers,
    department_names,
    quoted_names,
    village_names,
)
from exchange.documents.page_facts import (
    INDEX,
    ISSUED,
    NUMBER,
    PUBLISHED,
    SOURCE,
    TITLE,
    VALIDITY,
    Facts,
    first_fact,
)
from exchange.documents.recognised import RecognisedDocument
from exchange.documents.senders import chosen_senders, sender_candidates
from exchange.documents.signature import Signature, copies_of, find_signature, printed_on
from exchange.documents.source import SourceDocument

_NO_RECIPIENTS = re.compile(r"^[为按经]|如下|现将|根据|结合|提出|制定|。")
_LONGEST_RECIPIENTS, _LONGEST_TITLE = 400, 200


def recognise(source: SourceDocument) -> RecognisedDocument:
    """Clean a document and take it apart; whatever cannot be read stays empty, or in the body."""
    cleaned = clean(source)
    facts = cleaned.facts
    head = read_letterhead(list(cleaned.blocks))
    copied_to, copy_lines, blocks = _without_copies(head.blocks)
    signature = find_signature(blocks)
    title = head.title or _other_title(facts, source.name)
    attachments, _ = find_attachments(blocks)
    blocks, title_repairs = with_inner_title(
        blocks, title=title, attachments=attachments, after=signature.end
    )
    _, listed = find_attachments(blocks)
    body, outline = with_headings(blocks, listed)
    text = blocks_text(body)
    number = head.number or _number_fact(facts)
    written = _issued(signature, facts, head, blocks)
    published_on, published_time = _published(facts)
    candidates = sender_candidates(
        letterhead=head.issuers,
        signature=signature.names,
        title_issuers=head.title_issuers,
        title=title,
        facts=facts,
        number=number,
        opening=_opening(blocks),
        text=text,
    )
    signs = KindSigns(
        title=title,
        document_number=number.text if number else "",
        notice_kind=kind_ending(title),
        recipients=_recipients(blocks),
        has_signature=bool(signature.names),
        signer=head.signer,
        copied_to=copied_to,
        source_name=first_fact(facts, SOURCE),
        picture_count=sum(isinstance(block, Picture) for block in body),
    )
    kind, reasons = propose_kind(signs)
    return RecognisedDocument(
        kind=kind,
        kind_reasons=reasons,
        title=title,
        senders=chosen_senders(candidates),
        sender_candidates=candidates,
        document_number=signs.document_number,
        issued_on=written.exact if written else None,
        issued_year=written.year if written else number.year if number else None,
        published_on=published_on,
        published_time=published_time,
        happened_on=_happened(blocks, published_on, written),
        source_name=signs.source_name,
        signer=signs.signer,
        copied_to=copied_to,
        recipients=signs.recipients,
        index_number=first_fact(facts, INDEX),
        validity=first_fact(facts, VALIDITY),
        notice_kind=signs.notice_kind,
        attachments=attachments,
        outline=tuple(outline),
        body=tuple(body),
        letterhead=(*head.lines, *copy_lines),
        repairs=(*cleaned.repairs, *head.repairs, *title_repairs),
        quoted_names=quoted_names(f"{title}\n{text}"),
        cited_numbers=tuple(each for each in cited_numbers(text) if each != signs.document_number),
        departments=department_names(text),
        villages=village_names(text),
        figures=find_figures(text),
    )


def _without_copies(blocks: list[Block]) -> tuple[str, list[str], list[Block]]:
    """Return to whom copies went, the lines that say so, and the other blocks."""
    told = [
        (index, to) for index, block in enumerate(blocks) if (to := copies_of(line_text(block)))
    ]
    places = {index for index, _ in told}
    lines = [line_text(blocks[index]) for index in sorted(places)]
    kept = [block for index, block in enumerate(blocks) if index not in places]
    return "；".join(to for _, to in told), lines, kept


def _other_title(facts: Facts, name: str) -> str:
    title = first_fact(facts, TITLE) or PurePath(name).stem
    return " ".join(title.split())[:_LONGEST_TITLE] or "未命名文件"


def _number_fact(facts: Facts) -> DocumentNumber | None:
    written = first_fact(facts, NUMBER)
    if not written or written in ("无", "暂无"):
        return None
    numbers = document_numbers(written)
    return numbers[0] if numbers else DocumentNumber("", None, written, written, 0, len(written))


def _issued(
    signature: Signature, facts: Facts, head: Letterhead, blocks: list[Block]
) -> WrittenDate | None:
    """Return the date of the document: under the text, on the page, under the title, or printed."""
    told = written_dates(first_fact(facts, ISSUED))
    printed = [dated for block in blocks if (dated := printed_on(line_text(block)))]
    return next(
        (dated for dated in (signature.dated, *told[:1], head.dated, *printed[:1]) if dated), None
    )


def _published(facts: Facts) -> tuple[date | None, time | None]:
    return moment(first_fact(facts, PUBLISHED)) or (None, None)


def _recipients(blocks: list[Block]) -> str:
    for block in blocks[:2]:
        text = line_text(block)
        if (
            addresses_readers(text)
            and len(text) <= _LONGEST_RECIPIENTS
            and not _NO_RECIPIENTS.search(text)
        ):
            return text.rstrip("：:")
    return ""


def _happened(
    blocks: list[Block], published: date | None, issued: WrittenDate | None
) -> date | None:
    """Return the first day that the first paragraph names."""
    year = published.year if published else issued.year if issued else None
    return first_day_named(_opening(blocks), year=year)


def _opening(blocks: list[Block]) -> str:
    """Return the first paragraph of running text."""
    return next((text for block in blocks if "。" in (text := line_text(block))), "")
