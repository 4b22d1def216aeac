"""The public record of a page: what web page, API and search tell of it.

`represent(page)` works on a page in memory, so that a preview shows the draft and a publication
shows what is being published. It holds public facts only.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from html import unescape
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from modelcluster.models import ClusterableModel
from wagtail.blocks import StreamValue
from wagtail.models import Page

from media.public_copies import photo_record
from pages.addresses import law_url
from pages.models.organisation import HomePage, OrganisationPage, TownshipPage, UnitPage
from pages.models.public import EntryKind
from pages.models.record import RecordPage
from pages.models.sections import SectionPage
from pages.surroundings import Surroundings
from registers.models import Law, PublicityDay, Term, Village, Vocabulary
from registers.models.department import DepartmentLevel

SUMMARY_LENGTH = 120
ITEM_END = "\x1f"  # stands for the end of an item or cell while markup is taken out
PAUSES = "。！？；：，、…—"
KIND_OF_PLACE_PAGE: dict[type[Page], EntryKind] = {
    UnitPage: EntryKind.UNIT,
    TownshipPage: EntryKind.TOWNSHIP,
    HomePage: EntryKind.HOME,
}
TEXT_KEYS = ("body", "facts", "handling", "explanation", "lesson", "intro")
LINE_KEYS = (
    "place",
    "address",
    "site_kind",
    "facilities",
    "function_intro",
    "opening_hours",
    "naming",
    "document_number",
    "issuer",
    "index_number",
    "signer",
    "addressed_to",
    "copied_to",
    "case_kind",
    "notice_kind",
)


def kind_of(page: Page) -> EntryKind:
    """Return what kind of entry `page` (specific) is."""
    if isinstance(page, RecordPage):
        return page.entry_kind
    if isinstance(page, SectionPage):
        return EntryKind.SECTION
    return KIND_OF_PLACE_PAGE.get(type(page), EntryKind.OTHER)


def represent(page: Page, around: Surroundings | None = None) -> dict[str, Any]:
    """Return the public record of `page` (specific), ready for JSON.

    `around` saves reading its surroundings where many pages are represented.
    """
    around = around or Surroundings()
    record = _common(page, around)
    if isinstance(page, RecordPage):
        record.update(_of_record(page, around))
        record.update(page.own_record(around))
    elif isinstance(page, OrganisationPage):
        for own in around.department_records([page.department_id]):
            record["department"] = {**own, "url": record["url"]}
        record["body"] = stream_html(page.intro)
    elif isinstance(page, SectionPage):
        record["lists_kind"] = page.lists_kind.value
        record["body"] = stream_html(page.intro)
    if not record["summary"]:
        record["summary"] = summary_of(record)
    record["thumbnail"] = next(iter(record.get("photos", [])), None)
    return record


def summary_of(record: dict[str, Any]) -> str:
    """Return the beginning of a record's text, for those whose author wrote no summary."""
    return _beginning(_text_lines(record, with_captions=False))


def text_of(record: dict[str, Any]) -> str:
    """Return all running text of a record without markup, for search."""
    return "\n".join(_text_lines(record))


def _text_lines(record: dict[str, Any], *, with_captions: bool = True) -> list[str]:
    """Return the text of a record line by line; what is short and belongs together is one line."""
    html = [str(record.get(key) or "") for key in TEXT_KEYS]
    if not with_captions:
        html = [re.sub(r"<figcaption\b.*?</figcaption>", "", part, flags=re.S) for part in html]
    lines = [line for part in html for line in plain(part).splitlines()]
    lines.append(enumerated(record.get(key) for key in LINE_KEYS))
    lines += [
        enumerated(item.get(key) for key in ITEM_TEXT_KEYS) for item in record.get("items", [])
    ]
    if with_captions:
        lines += [photo["caption"] for photo in record.get("photos", [])]
    lines.append(enumerated(f"{f['label']}{f['text']}" for f in record.get("figures", [])))
    lines.append(enumerated(provision["text"] for provision in record.get("provisions", [])))
    lines += [attachment["name"] for attachment in record.get("attachments", [])]
    return [line for line in lines if line]


ITEM_TEXT_KEYS = ("content", "audience_label", "measures", "standard", "timing", "office")


def enumerated(parts: Iterable[object]) -> str:
    """Return the parts that say something, each once, set apart as Chinese sets apart items.

    >>> enumerated(["每周三", "", "每月4次。", "全年", "全年"])
    '每周三；每月4次。全年'
    """
    told = dict.fromkeys(
        " ".join(line.split()) for part in parts for line in str(part or "").splitlines()
    )
    told.pop("", None)
    text = ""
    for part in told:
        text += f"；{part}" if text and text[-1] not in PAUSES else part
    return text


def plain(html: str) -> str:
    """Return the text of `html`: a line for each block and table row, items set apart."""
    marked = re.sub(r"</li>(?=\s*<li\b)|</t[dh]>(?=\s*<t[dh]\b)", ITEM_END, html)
    with_lines = re.sub(
        r"</(?:p|h\d|li|[uo]l|tr|caption|div|figure|figcaption|blockquote)>|<br\s*/?>",
        "\n",
        marked,
    )
    text = unescape(strip_tags(with_lines))
    lines = (enumerated(line.split(ITEM_END)) for line in _items_together(text).splitlines())
    return "\n".join(line for line in lines if line)


def _items_together(text: str) -> str:
    # Paragraphs within items and cells end lines of their own.
    return re.sub(rf"\s*{ITEM_END}\s*", ITEM_END, text)


def stream_html(stream: StreamValue | None) -> str:
    """Return the HTML of a stream of blocks."""
    return "".join(str(child.render()) for child in stream or [])


def photo_records(photos: StreamValue | None) -> list[dict[str, Any]]:
    """Return the public photos of a stream of photo blocks, in order.

    The name of each is for what must have one, as a link to the photo, where no text describes it.
    """
    shown = [child.value for child in photos or [] if child.value["image"] is not None]
    return [
        {
            **photo_record(
                photo["image"], alt=photo["alt"], caption=photo["caption"], credit=photo["credit"]
            ),
            "name": f"照片 {number}",
        }
        for number, photo in enumerate(shown, start=1)
    ]


def figure_records(figures: StreamValue | None) -> list[dict[str, Any]]:
    """Return the known figures of a stream of figure blocks; unknown ones stay unknown."""
    values = [child.value for child in figures or [] if child.value["measure"]]
    if not values:
        return []
    measures = {term.slug: term for term in Term.objects.in_vocabulary(Vocabulary.MEASURE)}
    return [
        {
            "measure": value["measure"],
            "label": term.name,
            "value": _number(value["value"]),
            "unit": term.unit,
            "is_about": bool(value["is_about"]),
            "period": value["period"],
            "text": figure_text(value["value"], term.unit, is_about=bool(value["is_about"])),
        }
        for value in values
        if (term := measures.get(value["measure"])) is not None
    ]


def figure_text(value: Decimal | None, unit: str, *, is_about: bool) -> str:
    """Return a figure as people write it: 6200余份; 未知 where it is not known.

    >>> figure_text(Decimal("6200"), "份", is_about=True)
    '6200余份'
    """
    if value is None:
        return "未知"
    return f"{_number(value)}{'余' if is_about else ''}{unit}"


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def law_records(laws: Iterable[Law]) -> list[dict[str, Any]]:
    """Return laws as pages link to them."""
    return [
        {
            "id": law.pk,
            "short_name": law.short_name,
            "full_name": law.full_name,
            "slug": law.slug,
            "url": law_url(law),
            "status": law.status,
            "status_label": law.get_status_display(),
        }
        for law in laws
    ]


def village_record(village: Village | None) -> dict[str, Any] | None:
    """Return a village as lists filter by it."""
    if village is None:
        return None
    return {"id": village.pk, "name": village.name, "slug": village.slug}


def links_of(rows: Sequence[ClusterableModel], name: str) -> list[list[Any]]:
    """Return what each row links to by the field `name`, as `row.name.all()` would.

    Drafts are answered from memory, all stored rows together in one query.
    """
    held = [(getattr(row, "_cluster_related_objects", None) or {}).get(name) for row in rows]
    stored = [row.pk for row, links in zip(rows, held, strict=True) if links is None and row.pk]
    found: dict[Any, list[Any]] = {}
    if stored:
        field: Any = rows[0]._meta.get_field(name)
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        through = field.remote_field.through.objects.filter(**{f"{source}__in": stored})
        order = [f"{target}__{key}" for key in field.related_model._meta.ordering]
        for link in through.select_related(target).order_by(*order):
            found.setdefault(getattr(link, f"{source}_id"), []).append(getattr(link, target))
    return [
        list(links) if links is not None else found.get(row.pk, [])
        for row, links in zip(rows, held, strict=True)
    ]


def day_record(day: PublicityDay | None) -> dict[str, Any] | None:
    """Return a publicity day as search filters by it."""
    if day is None:
        return None
    return {"id": day.pk, "name": day.name, "slug": day.slug}


def ids(terms: Iterable[Term]) -> list[int]:
    """Return the ids of vocabulary terms, each once."""
    return list(dict.fromkeys(term.pk for term in terms))


def audience_label(kinds: Sequence[str], text: str) -> str:
    """Return to whom a duty speaks: the kinds of audience that `text` does not name, and `text`.

    >>> audience_label(["村民", "商户"], "全镇村民")
    '商户、全镇村民'
    """
    return "、".join([*(kind for kind in kinds if kind not in text), *([text] if text else [])])


def cited_provisions(provisions: Iterable[tuple[str, str]], *, most: int = 3) -> str:
    """Return provisions, given as law and article, with each law named once.

    >>> cited_provisions([("消防法", "第28条"), ("消防法", "第60条")])
    '《消防法》第28条、第60条'
    """
    told = list(dict.fromkeys(provisions))
    by_law: dict[str, list[str]] = {}
    for law, article in told[:most]:
        by_law.setdefault(law, []).append(article)
    text = "，".join(f"《{law}》{'、'.join(filter(None, by_law[law]))}" for law in by_law)
    return f"{text}等" if len(told) > most else text


def names(terms: Iterable[Term]) -> list[str]:
    """Return the names of vocabulary terms."""
    return [term.name for term in terms]


def _common(page: Page, around: Surroundings) -> dict[str, Any]:
    kind = kind_of(page)
    return {
        "id": page.pk,
        "kind": kind.value,
        "kind_label": str(kind.label),
        "title": page.title,
        "url": around.url_of(page),
        "published_at": moment_text(page.first_published_at),
        "updated_at": moment_text(page.last_published_at),
        "summary": page.search_description or "",
        "breadcrumb": around.breadcrumb(page),
        "department": None,
        "township": None,
    }


def moment_text(when: datetime | None) -> str | None:
    """Return a moment in local time: databases and revisions give it in zones of their own."""
    return timezone.localtime(when).isoformat() if when else None


def _of_record(page: RecordPage, around: Surroundings) -> dict[str, Any]:
    chain = around.department_records(around.department_chain(page.department_id))
    own = chain[-1] if chain else None
    return {
        "date": page.record_date.isoformat(),
        "date_label": f"{page.record_date:%Y-%m-%d}",
        "summary": page.summary or page.search_description or "",
        "source": page.source_name or (own["name"] if own else ""),
        "department": own,
        "township": next((d for d in chain if d["level"] == DepartmentLevel.TOWNSHIP), None),
        "laws": [],
        "photos": [],
        "figures": [],
        "village": None,
        "place": "",
    }


def _beginning(lines: Iterable[str]) -> str:
    text = enumerated(lines)
    return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1] + "…"
