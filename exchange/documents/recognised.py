"""What is known of a document after its recognition; every field may be empty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from exchange.documents.blocks import Block, Paragraph, Picture, Table, block_text
from exchange.documents.repairs import Repair


class DocumentKind(StrEnum):
    """The kind of page a document becomes."""

    NOTICE = "notice"
    REPORT = "report"

    @property
    def label(self) -> str:
        """The kind as users call it."""
        return {"notice": "公告", "report": "动态"}[self.value]


class Evidence(StrEnum):
    """Where a sender was read; the value is what a user sees."""

    LETTERHEAD = "红头"
    SIGNATURE = "落款"
    TITLE = "标题"
    ISSUER_FACT = "网页“发布机构”"
    SOURCE_FACT = "网页“来源”"
    NUMBER = "文号推断"
    TEXT = "正文"


@dataclass(frozen=True, slots=True)
class Sender:
    """A body that may have issued the document, as written, and where that stands."""

    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class QuotedName:
    """A name in 《》 and how often it stands in the text."""

    name: str
    count: int
    is_law: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, as the text states it.

    `value` is None for a range such as 20至30人. `period` is the time that the same sentence
    names before it, empty where it names none. A target (不少于2次) is no result.
    """

    text: str
    value: Decimal | None
    unit: str
    qualifier: str
    is_about: bool
    is_target: bool
    label: str
    after: str
    context: str
    period: str


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading, alone on its line or at the start of a paragraph; level 1 is the highest."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class RecognisedDocument:
    """A document taken apart.

    `letterhead` holds the lines that went into fields, as they were written (title, number, issuer,
    signer, copies); together with `body` and the `before` of `repairs` it is the whole source.
    """

    kind: DocumentKind
    kind_reasons: tuple[str, ...]
    title: str
    senders: tuple[Sender, ...]
    sender_candidates: tuple[Sender, ...]
    document_number: str
    issued_on: date | None
    issued_year: int | None
    published_on: date | None
    published_time: time | None
    happened_on: date | None
    source_name: str
    signer: str
    copied_to: str
    recipients: str
    index_number: str
    validity: str
    notice_kind: str
    attachments: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    body: tuple[Block, ...]
    letterhead: tuple[str, ...]
    repairs: tuple[Repair, ...]
    quoted_names: tuple[QuotedName, ...]
    cited_numbers: tuple[str, ...]
    departments: tuple[str, ...]
    villages: tuple[str, ...]
    figures: tuple[Figure, ...]

    @property
    def sender_name(self) -> str:
        """The issuing bodies in one line."""
        return "、".join(sender.name for sender in self.senders)

    @property
    def law_names(self) -> tuple[str, ...]:
        """Names in 《》 that read like laws."""
        return tuple(quoted.name for quoted in self.quoted_names if quoted.is_law)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the text."""
        return tuple(block for block in self.body if isinstance(block, Table))

    @property
    def picture_count(self) -> int:
        """Number of places where the source shows a picture."""
        return sum(isinstance(block, Picture) for block in self.body)

    @property
    def text(self) -> str:
        """The whole text, title first, one line a paragraph."""
        return "\n".join([self.title, *(block_text(block) for block in self.body)])

    @property
    def opening(self) -> str:
        """The first running paragraph, or nothing."""
        return next(self._running(), "")

    def _running(self) -> Iterator[str]:
        for block in self.body:
            if isinstance(block, Paragraph) and block.text.endswith("。"):
                yield block.text
