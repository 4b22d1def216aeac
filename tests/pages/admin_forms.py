"""What a browser posts when somebody fills the admin's forms."""

import json
from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}


def page_form(**fields: Any) -> dict[str, Any]:
    """The fields every record has, with `fields`; nested values become a browser's flat names.

    Several values under one name are a tuple.
    """
    blank = {"title": "", "slug": "", "seo_title": "", "search_description": ""}
    blank |= {"summary": "", "source_name": "", "comment_notifications": ""}
    return {**COMMENTS, **nested_form_data({**blank, **fields})}


def report_form(**fields: Any) -> dict[str, Any]:
    blank = {"start_on": "2024-05-04", "end_on": "", "place": "", "village": ""}
    blank |= {"publicity_day": ""}
    streams = {name: streamfield([]) for name in ("photos", "figures")}
    streams["body"] = streamfield([("paragraph", A_TEXT)])
    return page_form(**{"title": "活动", **blank, **streams, **fields})


def list_form(items: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    blank = {
        "content": "宣传宪法",
        "audience_text": "",
        "measures": "",
        "standard": "",
        "timing_text": "",
        "due_on": "",
        "target_count": "",
        "responsible_office": "",
        "responsible_person": "",
        "phone": "",
    }
    rows = [{**blank, **item} for item in (items if items is not None else [{}])]
    return page_form(
        **{
            "title": "清单",
            "year": "2024",
            "intro": NO_TEXT,
            "items": inline_formset(rows),
            **fields,
        }
    )


def case_form(provisions: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    blank = {"law": "", "article": "", "sub_article": "", "paragraph": "", "item": ""}
    rows = [{**blank, **row} for row in provisions or []]
    texts = {"facts": A_TEXT, "handling": NO_TEXT, "explanation": A_TEXT, "lesson": NO_TEXT}
    more = {"case_kind": "", "happened_on": "", "provisions": inline_formset(rows)}
    return page_form(**{"title": "案例", **texts, **more, **fields})


def site_form(bulletin_issues: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    blank = {"number": "", "editions": "", "issued_on": "", "topic": ""}
    rows = [{**blank, **row} for row in bulletin_issues or []]
    empty = ["village", "built_on", "built_text", "area_sqm", "facilities", "function_intro"]
    empty += ["naming", "opening_hours", "latitude", "longitude"]
    return page_form(
        **{
            "title": "法治广场",
            "level": "village",
            "site_kind": "",
            "address": "村委会旁",
            "photos": streamfield([]),
            "bulletin_issues": inline_formset(rows),
            **dict.fromkeys(empty, ""),
            **fields,
        }
    )


def notice_form(**fields: Any) -> dict[str, Any]:
    empty = ["document_number", "issued_on", "issuer", "issuer_text", "notice_kind"]
    empty += ["index_number", "signer", "addressed_to", "copied_to", "issued_year", "released_on"]
    streams = {name: streamfield([]) for name in ("body", "attachments")}
    return page_form(
        **{
            "title": "通知",
            "validity": "in_force",
            **dict.fromkeys(empty, ""),
            **streams,
            **fields,
        }
    )


def _draftail(text: str) -> str:
    block = {
        "key": "a",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
        "data": {},
    }
    return json.dumps({"blocks": [block] if text else [], "entityMap": {}})


A_TEXT = _draftail("案情与说法。")
NO_TEXT = _draftail("")
