"""What the admin shows first: the day's work, a short menu, and pickers that know every name."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from registers.models import Law, LawAlias, LawStatus
from tests import factories
from tests.pages.offices import Offices, make_offices, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices() -> Offices:
    return make_offices()


def client_of(offices: Offices, who: str) -> Client:
    client = Client()
    client.force_login(offices.people[who])
    return client


def today_of(offices: Offices, who: str) -> str:
    return client_of(offices, who).get(reverse("wagtailadmin_home")).content.decode()


def section(body: str, heading: str) -> str:
    """The part of the first screen under a heading, empty where there is none."""
    found = re.search(rf'<section aria-labelledby="{heading}">(.*?)</section>', body, re.DOTALL)
    return found.group(1) if found else ""


def add(offices: Offices, title: str, state: str, who: str = "editor A"):
    folder = offices.folder(offices.unit_a)
    return make_record(folder, title, user=offices.people[who], state=state, offices=offices)


def menu_of(offices: Offices, who: str) -> list[str]:
    """Labels of the main menu, in order."""
    props = re.search(
        r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', today_of(offices, who), re.DOTALL
    )
    assert props is not None
    entries = re.findall(r'"name": "([^"]+)", "label": "([^"]+)"', props.group(1))
    return [json.loads(f'"{label}"') for name, label in entries if name not in OWN_ACCOUNT]


OWN_ACCOUNT = {"account", "logout"}


def test_a_units_menu_is_short_and_in_the_order_of_work(offices):
    assert menu_of(offices, "editor A") == [
        "今天",
        "写活动报道",
        "我的清单",
        "导入文件",
        "页面",
        "照片",
    ]


def test_a_returned_record_shows_its_reason_to_the_whole_unit_and_nobody_else(offices):
    add(offices, "被退回的", "returned")
    for who in ("editor A", "colleague"):
        returned = section(today_of(offices, who), "pufa-returned")
        assert "被退回的" in returned
        assert "请补充照片" in returned
    assert "被退回的" not in today_of(offices, "editor B")


def test_each_reviewer_sees_what_waits_for_their_step(offices):
    add(offices, "等镇里", "submitted")
    add(offices, "等县里", "half")
    waiting = {
        who: section(today_of(offices, who), "pufa-waiting")
        for who in ("editor A", "publisher", "other publisher", "reviewer", "admin")
    }
    assert "等镇里" in waiting["publisher"]
    assert "等县里" not in waiting["publisher"]
    assert "等县里" in waiting["reviewer"]
    assert "等镇里" not in waiting["reviewer"]
    assert "等镇里" in waiting["admin"]
    assert "等县里" in waiting["admin"]
    assert waiting["editor A"] == waiting["other publisher"] == ""


@pytest.mark.parametrize("who", ["editor A", "publisher", "reviewer", "admin"])
def test_the_first_screen_costs_the_same_for_one_record_and_for_ten(who, offices):
    def cost() -> int:
        client = client_of(offices, who)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailadmin_home"))
        return len(queries)

    for state in ("submitted", "half", "returned"):
        add(offices, f"第一份{state}", state)
    cost()  # what a process keeps is read once
    for_one = cost()
    for number in range(9):
        for state in ("submitted", "half", "returned"):
            add(offices, f"{state}{number}", state)
    assert cost() == for_one


def test_own_work_does_not_wait_for_oneself(offices):
    add(offices, "自己写的", "submitted", "publisher")
    assert section(today_of(offices, "publisher"), "pufa-waiting") == ""
    assert "自己写的" in section(today_of(offices, "second publisher"), "pufa-waiting")


def test_the_unit_sees_where_its_submissions_are_and_what_was_written_last(offices):
    add(offices, "在路上", "half")
    add(offices, "草稿一", "draft")
    body = today_of(offices, "editor A")
    assert "永和县审核" in section(body, "pufa-under-review")
    assert "草稿一" in section(body, "pufa-recent")


def test_coming_publicity_days_are_shown(offices, time_machine):
    time_machine.move_to("2026-11-22 10:00")
    law = factories.make_law("宪法", full_name="中华人民共和国宪法")
    day = factories.make_publicity_day("国家宪法日", month=12, day=4)
    day.laws.add(law)
    days = section(today_of(offices, "editor A"), "pufa-days")
    assert "国家宪法日" in days
    assert "还有12天" in days
    assert "《宪法》" in days


def test_somebody_without_work_is_told_so(offices):
    assert "现在没有要处理的事项" in today_of(offices, "reviewer")


def test_writing_a_report_starts_in_the_own_unit_and_makes_nothing(offices):
    before = Page.objects.count()
    answer = client_of(offices, "editor A").get(reverse("pufa_write_report"), follow=True)
    assert answer.status_code == 200
    assert answer.context["parent_page"].pk == offices.unit_a.pk
    assert Page.objects.count() == before


def test_own_lists_open_the_newest_list_or_a_new_one(offices):
    client = client_of(offices, "editor A")
    assert "/add/pufa_pages/responsibilitylistpage/" in client.get(reverse("pufa_own_lists")).url
    owner = offices.people["editor A"]
    for year in (2024, 2025):
        newest = factories.make_list(offices.folder(offices.unit_a), year=year, owner=owner)
    assert client.get(reverse("pufa_own_lists")).url == reverse(
        "wagtailadmin_pages:edit", args=[newest.pk]
    )


def test_somebody_without_a_unit_is_told_whom_to_ask(offices):
    for name in ("pufa_write_report", "pufa_own_lists"):
        answer = client_of(offices, "reviewer").get(reverse(name), follow=True)
        assert "请联系管理员" in answer.content.decode()


def choices(client: Client, kind: str) -> list[dict]:
    return client.get(reverse("pufa_choices", args=[kind])).json()["choices"]


def test_laws_are_found_by_full_name_alias_pinyin_and_initials(offices):
    law = factories.make_law("民法典", slug="minfadian")
    LawAlias.objects.create(law=law, name="民典")
    factories.make_law("旧法", status=LawStatus.REPEALED)
    found = choices(client_of(offices, "editor A"), "laws")
    assert [one["label"] for one in found] == ["民法典", "旧法"]
    for word in ("中华人民共和国民法典", "民典", "minfadian", "mfd"):
        assert word in found[0]["words"]
    assert found[1]["note"] == "已废止"


def test_departments_are_offered_with_their_place(offices):
    found = {
        one["label"]: one["note"] for one in choices(client_of(offices, "editor A"), "departments")
    }
    assert found["三教镇甲所"] == "三教镇"


def test_other_choices_are_not_found(offices):
    assert client_of(offices, "editor A").get("/admin/pufa/choices/users/").status_code == 404


def test_list_items_are_offered_for_the_own_unit_alone(offices):
    for unit, content in ((offices.unit_a, "甲的条目"), (offices.unit_b, "乙的条目")):
        factories.make_list(offices.folder(unit), items=[{"content": content}])
    own = reverse("pufa_item_choices", args=[offices.folder(offices.unit_a).pk])
    client = client_of(offices, "editor A")
    assert [one["label"] for one in client.get(own).json()["choices"]] == ["甲的条目"]
    foreign = reverse("pufa_item_choices", args=[offices.folder(offices.unit_b).pk])
    assert client.get(foreign, follow=True).redirect_chain
    town = reverse("pufa_item_choices", args=[offices.township.pk])
    assert len(client_of(offices, "publisher").get(town).json()["choices"]) == 2


def test_a_law_is_found_by_the_initials_of_each_of_its_names(offices):
    law = factories.make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=law, name="反诈法")
    words = next(one for one in choices(client_of(offices, "editor A"), "laws"))["words"].split()
    assert {"fdxwlzpf", "fzf", "fanzhafa", "zhrmghgfdxwlzpf"} <= set(words)


def test_repealed_laws_come_last_with_what_took_their_place(offices):
    new = Law(short_name="新条例", full_name="新条例")
    old = factories.make_law("旧条例", status=LawStatus.REPEALED)
    new.save()
    old.successor = new
    old.save()
    offered = choices(client_of(offices, "editor A"), "laws")
    assert [one["label"] for one in offered] == ["新条例", "旧条例"]
    assert [one["note"] for one in offered] == ["", "已废止，由《新条例》替代"]
