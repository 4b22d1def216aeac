"""What is indexed about one public object: decided here and nowhere else."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pages.models.public import RECORD_KINDS
from search.characters import IS_HAN
from search.chinese import FieldTokens, field_tokens
from search.entities import Dictionary, EntityKind, entity_code
from search.numerals import year_code

if TYPE_CHECKING:
    from pages.models.public import PublicEntry

LONGEST_BODY = 60_000


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One public object as the engines store it.

    `rank` sorts newer objects first; `version` grows with every change of the object.
    `department_ids` holds every unit it belongs to with all units above them; `form_ids` and
    `audience_ids` are those of vocabulary terms, `day_ids` of publicity days; `labels` are short
    texts that describe it without standing in its title or body.
    """

    id: int
    version: int
    kind: str
    title: str
    url: str
    body: str = ""
    labels: tuple[str, ...] = ()
    source: str = ""
    law_ids: tuple[int, ...] = ()
    department_ids: tuple[int, ...] = ()
    village_ids: tuple[int, ...] = ()
    form_ids: tuple[int, ...] = ()
    audience_ids: tuple[int, ...] = ()
    day_ids: tuple[int, ...] = ()
    year: int | None = None
    date: datetime.date | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class IndexedText:
    """A document's tokens as every engine stores them, space-separated, by what they weigh.

    `stressed` holds what the text stresses outside its title: words it repeats, names it does
    more than list. An engine that counts occurrences itself has no need of it. `heard` is for
    `vocabulary`.
    """

    title: str
    title_grams: str
    labels: str
    body: str
    stressed: str
    grams: str
    compact: str
    heard: frozenset[str] = frozenset()


def build_document(entry: PublicEntry) -> SearchDocument:
    """The document of a public entry; its facets should be prefetched for many entries."""
    record: dict[str, Any] = entry.api
    facets = {facet.department for facet in entry.facets.all() if facet.department}
    path = {int(part) for part in entry.department_path.split("/") if part}
    summary = entry.summary.removesuffix("…")
    is_own_summary = bool(summary) and "".join(summary.split()) not in "".join(
        entry.body_text[: 2 * len(summary) + 100].split()
    )
    return SearchDocument(
        id=entry.pk,
        version=entry.version,
        kind=entry.kind,
        title=entry.title,
        url=entry.url,
        body=(f"{entry.summary}\n{entry.body_text}" if is_own_summary else entry.body_text)[
            :LONGEST_BODY
        ],
        labels=tuple(dict.fromkeys(label for label in _labels(record) if label)),
        # The whole name: every township has a 派出所.
        source=str((record.get("department") or {}).get("name") or record.get("source") or ""),
        law_ids=tuple(entry.law_ids),
        department_ids=tuple(sorted(facets | path)),
        village_ids=(entry.village_id,) if entry.village_id else (),
        form_ids=tuple(record.get("form_ids") or ()),
        audience_ids=tuple(record.get("audience_ids") or ()),
        day_ids=tuple(_ids(record.get("publicity_day"))),
        year=entry.year,
        # A unit or a section has no day of its own: its entry has that of its first publication.
        date=entry.date if entry.kind in RECORD_KINDS else None,
        rank=entry.rank,
    )


def _labels(record: dict[str, Any]) -> Iterator[str]:
    # 普法 stands before most kinds; as a word of every page it would tell them apart no more.
    yield str(record.get("kind_label") or "").removeprefix("普法")
    yield str(record.get("source") or "")
    yield str(record.get("place") or "")
    for key in ("department", "township", "village", "publicity_day"):
        place = record.get(key) or {}
        yield str(place.get("name") or "")
        yield str(place.get("short_name") or "")
    for law in record.get("laws") or []:
        yield str(law.get("short_name") or "")
    for unit in record.get("co_organisers") or []:
        yield str(unit.get("name") or "")
    for key in ("forms", "audiences", "venues"):
        yield from record.get(key) or []


def _ids(row: dict[str, Any] | None) -> Iterator[int]:
    if row and row.get("id"):
        yield int(row["id"])


def index_text(document: SearchDocument, dictionary: Dictionary) -> IndexedText:
    """The document's tokens.

    Numbers stand with the pairs of characters: they must match but should not weigh.
    """
    title = field_tokens(document.title, dictionary)
    labels = field_tokens("\n".join(document.labels), dictionary)
    body = field_tokens(document.body, dictionary)
    codes = [
        *(entity_code(EntityKind.LAW, pk) for pk in document.law_ids),
        *(entity_code(EntityKind.DEPARTMENT, pk) for pk in document.department_ids),
        *(entity_code(EntityKind.VILLAGE, pk) for pk in document.village_ids),
    ]
    years = [year_code(document.year)] if document.year else []
    return IndexedText(
        title=" ".join([*title.words, *dict.fromkeys(IS_HAN.findall(title.compact))]),
        title_grams=_marks(title),
        labels=" ".join([*codes, *labels.words]),
        body=" ".join(body.words),
        stressed=_stressed(codes, dictionary, [*labels.words, *body.words]),
        grams=" ".join([_marks(title, labels, body), *years]).lstrip(),
        compact="\n".join(f" {field.compact} " for field in (title, labels, body)),
        heard=frozenset(title.heard | body.heard),
    )


def _stressed(codes: list[str], dictionary: Dictionary, tokens: list[str]) -> str:
    repeated = [
        token
        for token, number in Counter(tokens).items()
        if number > 1 or token in dictionary.by_code
    ]
    return " ".join(dict.fromkeys([*codes, *repeated]))


def _marks(*fields: FieldTokens) -> str:
    marks: dict[str, None] = {}
    for field in fields:
        marks.update(dict.fromkeys(field.grams))
        marks.update(dict.fromkeys(field.numbers))
    return " ".join(marks)
