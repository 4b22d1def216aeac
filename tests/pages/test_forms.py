"""Records' forms with bad input: all errors at once, in Chinese, at the field, nothing lost."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from pages.models import ActivityReportPage, ResponsibilityListPage
from pages.roles import collection_of
from registers.models import LawStatus, Vocabulary
from tests import factories
from tests.pages.admin_forms import (
    A_TEXT,
    NO_TEXT,
    case_form,
    list_form,
    notice_form,
    report_form,
    site_form,
)
from tests.pages.offices import Offices, make_offices

pytestmark = pytest.mark.django_db
MODELS = {
    "report": "activityreportpage",
    "list": "responsibilitylistpage",
    "case": "caseexplanationpage",
    "site": "publicitysitepage",
    "notice": "noticepage",
}
FORMS: dict[str, Callable[..., dict[str, Any]]] = {
    "report": report_form,
    "list": list_form,
    "case": case_form,
    "site": site_form,
    "notice": notice_form,
}
SUBMIT = {"action-submit": "1"}


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@dataclass(frozen=True)
class Bad:
    """Fields of a form that cannot be right, and a piece of the message each must get."""

    name: str
    kind: str
    fields: dict[str, Any]
    errors: dict[str, str]
    kept: list[str] = field(default_factory=list)


BAD = [
    Bad(
        "a report with nothing in it",
        "report",
        {"title": "", "start_on": "", "place": "集市上"},
        {"title": "", "start_on": ""},
        kept=["集市上"],
    ),
    Bad(
        "a report that ends before it began in a place with too long a name",
        "report",
        {"end_on": "2024-05-03", "place": "长" * 121, "title": "打错了日期"},
        {"end_on": "结束日期早于活动日期", "place": "120"},
        kept=["打错了日期", "长" * 121, "2024-05-03"],
    ),
    Bad(
        "a report on a day that does not exist",
        "report",
        {"start_on": "2023-02-30", "title": "二月三十日"},
        {"start_on": "日期"},
        kept=["二月三十日", "2023-02-30"],
    ),
    Bad(
        "a report in another century",
        "report",
        {"start_on": "0203-05-04"},
        {"start_on": "1949 至 2100"},
    ),
    Bad(
        "a list with no year and an empty duty",
        "list",
        {"year": "", "items": [{"content": "", "measures": "讲座两场"}]},
        {"year": "", "items-0-content": ""},
        kept=["讲座两场"],
    ),
    Bad(
        "a list of a far year with wrong numbers, dates and too long a phone",
        "list",
        {
            "year": "203",
            "items": [
                {"target_count": "-1", "phone": "0" * 41},
                {"target_count": "0", "due_on": "0023-01-01"},
                {"due_on": "2023-02-30", "standard": "标" * 301},
            ],
        },
        {
            "year": "1986 至 2100",
            "items-0-target_count": "0",
            "items-0-phone": "40",
            "items-1-target_count": "至少为 1",
            "items-1-due_on": "1986 至 2100",
            "items-2-due_on": "日期",
            "items-2-standard": "300",
        },
        kept=["0" * 41, "标" * 301],
    ),
    Bad(
        "a case without facts and explanation",
        "case",
        {"facts": NO_TEXT, "explanation": NO_TEXT, "title": "没有案情"},
        {"facts": "", "explanation": ""},
        kept=["没有案情"],
    ),
    Bad(
        "a case citing what no law has",
        "case",
        {
            "provisions": [
                {"law": "", "article": "3"},
                {"law": "LAW", "article": "1261"},
                {"law": "LAW", "article": "0"},
                {"law": "LAW", "paragraph": "2"},
                {"law": "LAW", "article": "-5"},
            ]
        },
        {
            "provisions-0-law": "",
            "provisions-1-article": "《民法典》共1260条，没有第1261条",
            "provisions-2-article": "条号从 1 开始",
            "provisions-3-paragraph": "先填写条",
            "provisions-4-article": "0",
        },
        kept=["1261"],
    ),
    Bad(
        "a site with nothing in it",
        "site",
        {"title": "", "address": "", "level": "", "site_kind": ""},
        {"title": "", "address": "", "level": "", "site_kind": ""},
    ),
    Bad(
        "a site with coordinates the wrong way round",
        "site",
        {"latitude": "106.5", "longitude": "29.5", "address": "填反了"},
        {"latitude": "填反了", "longitude": "填反了"},
        kept=["填反了", "106.5"],
    ),
    Bad(
        "a site with half a place, no area and a long introduction",
        "site",
        {
            "latitude": "29.5",
            "area_sqm": "-20",
            "function_intro": "介" * 101,
            "bulletin_issues": [{"number": "", "editions": "-1"}],
        },
        {
            "longitude": "都填",
            "area_sqm": "大于 0",
            "function_intro": "100",
            "bulletin_issues-0-number": "",
            "bulletin_issues-0-editions": "0",
        },
        kept=["介" * 101],
    ),
    Bad(
        "a notice whose dates disagree",
        "notice",
        {
            "issued_on": "2023-07-28",
            "released_on": "2023-07-01",
            "issued_year": "2022",
            "document_number": "号" * 61,
            "title": "日期不一致的通知",
        },
        {
            "released_on": "早于成文日期",
            "issued_year": "不一致",
            "document_number": "60",
        },
        kept=["日期不一致的通知", "号" * 61],
    ),
    Bad(
        "a notice of no year",
        "notice",
        {"issued_year": "23"},
        {"issued_year": "1949 至 2100"},
    ),
]


def add_url(offices: Offices, kind: str) -> str:
    place = offices.folder(offices.unit_a)
    return reverse("wagtailadmin_pages:add", args=["pufa_pages", MODELS[kind], place.pk])


def post(offices: Offices, kind: str, **fields: Any) -> Any:
    client = Client()
    client.force_login(offices.people["editor A"])
    return client.post(add_url(offices, kind), FORMS[kind](**fields))


def errors_of(answer: Any) -> dict[str, str]:
    """Messages by the name that the field has in the page."""
    form = answer.context["form"]
    found = {name: "".join(messages) for name, messages in form.errors.items()}
    for prefix, formset in form.formsets.items():
        for number, row in enumerate(formset.forms):
            for name, messages in row.errors.items():
                found[f"{prefix}-{number}-{name}"] = "".join(messages)
    return found


@pytest.mark.parametrize("action", [SUBMIT, {}], ids=["submitted", "saved"])
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_input_is_answered_at_the_field_and_kept(bad, action, offices):
    law = factories.make_law("民法典", article_count=1260)
    fields = deepcopy(bad.fields)
    for row in fields.get("provisions", []):
        row["law"] = law.pk if row["law"] == "LAW" else row["law"]
    if bad.kind == "site":
        fields.setdefault("site_kind", factories.make_term(Vocabulary.SITE_KIND).pk)
    offices.folder(offices.unit_a)
    pages = Page.objects.count()
    answer = post(offices, bad.kind, **fields, **action)
    # What is saved unfinished may lack texts that a submission needs.
    wanted = {
        name: text
        for name, text in bad.errors.items()
        if action or text or name in {"start_on", "year", "title", "site_kind"}
    }
    if not wanted:
        assert answer.status_code == 302
        return
    found = errors_of(answer)
    assert wanted.keys() <= found.keys()
    assert [name for name, text in wanted.items() if text not in found[name]] == []
    assert [text for text in found.values() if not re.search("[一-鿿]", text)] == []
    body = unescape(answer.content.decode())
    assert [text for text in bad.kept if text not in body] == []
    assert [text for text in found.values() if text not in body] == []
    assert Page.objects.count() == pages


UNREADY = {
    "an empty body": ({"body": streamfield([])}, {"body": "报道还没有内容"}),
    "an empty paragraph": (
        {"body": streamfield([("paragraph", NO_TEXT)])},
        {"body": "报道还没有内容"},
    ),
    "an activity to come": ({"start_on": "2026-11-24"}, {"start_on": "活动尚未举行"}),
    "both at once": (
        {"body": streamfield([]), "start_on": "2099-01-01"},
        {"body": "报道还没有内容", "start_on": "活动尚未举行"},
    ),
}


@pytest.mark.parametrize(("fields", "errors"), UNREADY.values(), ids=UNREADY)
def test_what_is_not_ready_is_a_draft_but_cannot_be_submitted(
    fields, errors, offices, time_machine
):
    time_machine.move_to("2026-11-22 10:00")
    offices.folder(offices.unit_a)
    answer = post(offices, "report", **fields, **SUBMIT)
    found = errors_of(answer)
    assert found.keys() == errors.keys()
    assert [name for name, text in errors.items() if text not in found[name]] == []
    body = unescape(answer.content.decode())
    assert [t for t in found.values() if t not in body and json.dumps(t)[1:-1] not in body] == []
    assert not ActivityReportPage.objects.exists()
    assert post(offices, "report", **fields).status_code == 302
    assert not ActivityReportPage.objects.get().workflow_in_progress


def test_an_administrator_publishes_nothing_that_is_not_ready_either(offices):
    client = Client()
    client.force_login(offices.people["admin"])
    data = report_form(body=streamfield([]), **{"action-publish": "1"})
    assert errors_of(client.post(add_url(offices, "report"), data)).keys() == {"body"}
    assert not ActivityReportPage.objects.exists()


def test_photos_alone_or_a_day_ahead_are_ready(offices, time_machine):
    time_machine.move_to("2026-11-22 10:00")
    photo = factories.make_photo(collection=collection_of(offices.unit_a))
    fields = {"body": streamfield([]), "photos": photo_stream(photo.pk), "start_on": "2026-11-23"}
    assert post(offices, "report", **fields, **SUBMIT).status_code == 302


@pytest.mark.parametrize("kind", MODELS)
def test_a_form_asks_for_at_most_eight_fields(kind, offices):
    client = Client()
    client.force_login(offices.people["editor A"])
    form = client.get(add_url(offices, kind)).context["form"]
    required = [name for name, one in form.fields.items() if one.required]
    for formset in form.formsets.values():
        required += [name for name, one in formset.empty_form.fields.items() if one.required]
    assert 1 <= len(required) <= 8


def test_a_second_list_of_the_same_unit_and_year_names_the_first(offices):
    factories.make_list(offices.folder(offices.unit_a), "甲所2024年清单", year=2024)
    answer = post(offices, "list", title="又一份", year="2024", **SUBMIT)
    assert "已有2024年度清单《甲所2024年清单》" in errors_of(answer)["year"]
    assert "又一份" in answer.content.decode()


def test_the_year_of_another_unit_is_free(offices):
    factories.make_list(offices.folder(offices.unit_b), year=2024)
    assert post(offices, "list", year="2024").status_code == 302
    assert ResponsibilityListPage.objects.count() == 2


def test_numbers_photos_and_texts_of_a_report_are_checked(offices):
    measure = factories.make_term(Vocabulary.MEASURE, "参加人数", unit="人次")
    figures = streamfield(
        [
            ("figure", {"measure": measure.slug, "value": "-3", "period": ""}),
            ("figure", {"measure": "", "value": "三百", "period": ""}),
        ]
    )
    photos = streamfield([("photo", {"image": "", "caption": "图" * 201, "alt": "", "credit": ""})])
    answer = post(offices, "report", figures=figures, photos=photos, **SUBMIT)
    body = unescape(answer.content.decode())
    assert {"figures", "photos"} <= errors_of(answer).keys()
    for text in ("确保该值大于或等于0", "输入一个数字", "不超过 200 字符", "图" * 201, "三百"):
        assert json.dumps(text)[1:-1] in body  # streams are drawn from JSON


def photo_stream(key: Any) -> dict[str, Any]:
    return streamfield([("photo", {"image": key, "caption": "", "alt": "", "credit": ""})])


def test_a_photo_of_another_unit_cannot_be_slipped_in(offices):
    own, foreign = (
        factories.make_photo(collection=collection_of(unit))
        for unit in (offices.unit_a, offices.unit_b)
    )
    found = errors_of(post(offices, "report", photos=photo_stream(foreign.pk)))
    assert "请从本单位的照片和文件中重新选择" in found["photos"]
    assert post(offices, "report", photos=photo_stream(own.pk)).status_code == 302
    assert "photos" in errors_of(post(offices, "report", photos=photo_stream(999999), **SUBMIT))


def test_a_photo_somebody_in_charge_put_in_stays_when_the_unit_goes_on(offices):
    town = factories.make_photo(collection=collection_of(offices.township))
    page = factories.make_report(
        offices.folder(offices.unit_a), photos=factories.photo_stream([town]), live=False
    )
    client = Client()
    client.force_login(offices.people["editor A"])
    data = report_form(title="接着写", photos=photo_stream(town.pk))
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert Page.objects.get(pk=page.pk).draft_title == "接着写"


def test_a_report_fulfils_items_of_the_own_unit_alone(offices):
    lists = {
        letter: factories.make_list(offices.folder(unit), items=[{"content": f"{letter}的条目"}])
        for letter, unit in (("甲", offices.unit_a), ("乙", offices.unit_b))
    }
    own, foreign = (lists[letter].items.get().pk for letter in "甲乙")
    assert "list_items" in errors_of(post(offices, "report", list_items=(own, foreign)))
    assert post(offices, "report", list_items=(own,)).status_code == 302
    assert [item.pk for item in ActivityReportPage.objects.get().list_items.all()] == [own]


def test_what_was_picked_stays_picked_when_the_form_comes_back(offices):
    law = factories.make_law("反电信网络诈骗法")
    answer = post(offices, "report", title="", laws=(law.pk,), **SUBMIT)
    ticked = re.findall(r'name="laws" value="(\d+)" checked> ([^<]+)<', answer.content.decode())
    assert ticked == [(str(law.pk), "反电信网络诈骗法")]


@pytest.mark.parametrize("value", ["x", "999999", "-1", "1' OR 1=1"])
def test_a_forged_choice_is_refused(value, offices):
    found = errors_of(post(offices, "report", laws=(value,), village=value))
    assert {"laws", "village"} <= found.keys()


def test_a_law_that_was_dead_is_a_warning_and_the_record_is_kept(offices):
    code = factories.make_law("生态环境法典", effective_on=date(2026, 8, 15))
    dead = factories.make_law(
        "环境保护法",
        status=LawStatus.REPEALED,
        repealed_on=date(2026, 8, 15),
        successor=code,
    )
    client = Client()
    client.force_login(offices.people["editor A"])
    data = report_form(title="环保宣传", start_on="2026-09-01", laws=(dead.pk,))
    body = client.post(add_url(offices, "report"), data, follow=True).content.decode()
    assert "《环境保护法》自2026年8月15日起已废止，由《生态环境法典》替代" in body

    page = ActivityReportPage.objects.get(title="环保宣传")
    data = report_form(title="环保宣传", start_on="2026-08-01", laws=(code.pk,))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    body = client.post(url, data, follow=True).content.decode()
    assert "《生态环境法典》自2026年8月15日起施行，2026年8月1日尚未生效" in body


def test_the_writer_is_told_of_photos_without_words_and_the_record_is_kept(offices):
    photo = factories.make_photo(collection=collection_of(offices.unit_a))
    client = Client()
    client.force_login(offices.people["editor A"])
    data = report_form(title="两张照片", photos=photo_stream(photo.pk))
    body = client.post(add_url(offices, "report"), data, follow=True).content.decode()
    assert "第 1 张照片没有照片说明，也没有替代文字" in body
    assert ActivityReportPage.objects.filter(title="两张照片").exists()


def test_a_law_that_was_picked_keeps_the_mark_of_its_state(offices):
    dead = factories.make_law("旧法", status=LawStatus.REPEALED)
    client = Client()
    client.force_login(offices.people["editor A"])
    body = client.post(add_url(offices, "report"), report_form(title="", laws=(dead.pk,)))
    assert re.search(r"旧法\s*<small[^>]*>已废止</small>", body.content.decode())


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("list", {"year": "2027", "items": [{"laws": "LAWS"}]}),
        ("case", {"happened_on": "2027-01-01", "provisions": [{"law": "LAW", "article": "1"}]}),
    ],
)
def test_lists_and_cases_warn_as_well(kind, fields, offices):
    dead = factories.make_law(
        "环境保护法", status=LawStatus.REPEALED, repealed_on=date(2026, 8, 15)
    )
    fields = deepcopy(fields)
    for row in (*fields.get("items", []), *fields.get("provisions", [])):
        row.update({key: dead.pk for key, value in row.items() if value == "LAW"})
        row.update({key: (dead.pk,) for key, value in row.items() if value == "LAWS"})
    client = Client()
    client.force_login(offices.people["editor A"])
    answer = client.post(add_url(offices, kind), FORMS[kind](**fields), follow=True)
    assert "《环境保护法》自2026年8月15日起已废止" in answer.content.decode()


def test_what_the_form_saves_while_somebody_types_piles_up_no_messages(offices):
    dead = factories.make_law("旧法", status=LawStatus.REPEALED)
    client = Client(headers={"Accept": "application/json"})
    client.force_login(offices.people["editor A"])
    answer = client.post(add_url(offices, "report"), report_form(laws=(dead.pk,)))
    assert answer.json()["success"]
    home = client.get(reverse("wagtailadmin_home"), headers={"Accept": "text/html"})
    assert "《旧法》" not in home.content.decode()


def test_the_paragraph_a_new_form_begins_with_may_stay_empty(offices):
    client = Client()
    client.force_login(offices.people["editor A"])
    form = client.get(add_url(offices, "report")).context["form"]
    assert [child.block_type for child in form["body"].value()] == ["paragraph"]
    body = streamfield([("paragraph", NO_TEXT), ("paragraph", A_TEXT)])
    assert post(offices, "report", body=body, **SUBMIT).status_code == 302
    assert len(ActivityReportPage.objects.get().body) == 1


def test_a_wrong_block_beside_an_empty_paragraph_is_named_at_its_place(offices):
    heading = {"text": "题" * 121, "level": "2"}
    body = streamfield([("paragraph", NO_TEXT), ("heading", heading)])
    answer = post(offices, "report", body=body, **SUBMIT)
    assert 1 in answer.context["form"].errors.as_data()["body"][0].block_errors


def test_a_title_without_a_letter_to_spell_still_gets_an_address(offices):
    assert post(offices, "report", title="……", **SUBMIT).status_code == 302
    assert re.fullmatch("[a-z0-9-]+", ActivityReportPage.objects.get().slug)


def test_two_records_of_the_same_title_get_addresses_of_their_own(offices):
    for _ in range(2):
        assert post(offices, "report", title="宪法宣传", **SUBMIT).status_code == 302
    slugs = ActivityReportPage.objects.values_list("slug", flat=True)
    assert len(set(slugs)) == 2
