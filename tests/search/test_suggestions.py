"""What is offered while a visitor types."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from pages.models import PublicEntry, PublicFacet
from registers.models import LawAlias
from search.suggestions import MOST
from tests.factories import (
    make_department,
    make_law,
    make_report,
    make_unit,
)
from tests.search.hostile_queries import HOSTILE_QUERIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(client):
    def get(typed: str) -> list[dict[str, str]]:
        answer = client.get(reverse("search_suggest"), {"q": typed})
        assert answer.status_code == 200
        return answer.json()["suggestions"]

    return get


@pytest.fixture
def labels(offered):
    return lambda typed: [one["label"] for one in offered(typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "反",
        "反电信",
        "反诈",
        "反诈法",
        "诈骗法",
        "《反电信",
        "反電信",
        "fdx",
        "fzf",
        "fandian",
        "FDX",
    ],
)
def test_offers_a_law_by_whatever_it_may_be_called(tree, offered, typed):
    law = make_law("反电信网络诈骗法", slug="fraud")
    LawAlias.objects.create(law=law, name="反诈法")
    assert offered(typed) == [
        {
            "kind": "law",
            "kind_label": "法律法规",
            "label": "反电信网络诈骗法",
            "url": reverse("law", args=["fraud"]),
        }
    ]


def test_a_name_that_begins_so_comes_before_one_that_holds_it(tree, labels):
    make_law("社区矫正法")
    make_law("矫正试行法")
    assert labels("矫正") == ["矫正试行法", "社区矫正法"]


def test_offers_a_unit_with_its_page_and_none_without(tree, offered):
    make_department("三教镇派出所治安室", parent=tree.unit.department)
    found = [(one["label"], one["url"]) for one in offered("三教镇派")]
    assert found == [("三教镇派出所", tree.unit.url)]


def test_offers_titles_that_begin_so_first_and_then_the_newest(tree, labels):
    titles = ["夜市里的院坝会", "院坝会的故事", "又见院坝会"]
    for title in titles:
        make_report(tree.unit, title)
    make_report(tree.unit, "院里开的坝会")
    assert labels("院坝会") == ["院坝会的故事", "又见院坝会", "夜市里的院坝会"]
    assert labels("院坝会的") == ["院坝会的故事"]
    assert set(labels("坝")) == {*titles, "院里开的坝会"}


@pytest.mark.parametrize("typed", ["led", "LE", "qq", "202", "2026年"])
def test_offers_titles_by_unfinished_letters_and_digits(tree, labels, typed):
    make_report(tree.unit, "LED屏和QQ群的2026年")
    make_report(tree.unit, "别的")
    assert labels(typed) == ["LED屏和QQ群的2026年"]


def test_offers_at_most_ten_and_leaves_room_for_titles(tree, offered):
    for number in range(12):
        make_law(f"院坝{number}法")
        make_report(tree.unit, f"院坝{number}会")
    kinds = [one["kind"] for one in offered("院坝")]
    assert len(kinds) == MOST
    assert 0 < kinds.count("report") < MOST


def test_a_change_is_offered_at_once(tree, labels):
    report = make_report(tree.unit, "院坝会")
    assert labels("院坝") == ["院坝会"]
    report.title = "板凳会"
    report.save_revision().publish()
    assert labels("院坝") == []
    assert labels("板凳") == ["板凳会"]
    law = make_law("院坝法")
    assert labels("院坝") == ["院坝法"]
    law.short_name, law.full_name = "板凳法", "板凳法全称"
    law.save()
    assert labels("院坝") == []


def test_nothing_private_is_offered(tree, labels):
    make_report(tree.unit, "院坝会", live=False)
    shown = make_report(tree.unit, "院坝会上讲彩礼")
    hidden = make_report(make_unit(tree.township, "司法所"), "院坝会与司法所")
    assert labels("院坝会") == [hidden.title, shown.title]
    PageViewRestriction.objects.create(page=hidden.get_parent(), restriction_type="login")
    assert labels("院坝会") == [shown.title]
    assert labels("三教镇司法") == []
    shown.unpublish()
    assert labels("院坝") == []


def test_what_the_index_holds_but_is_not_public_is_not_offered(tree, labels):
    report = make_report(tree.unit, "院坝会")
    PublicFacet.objects.filter(entry_id=report.pk).delete()
    PublicEntry.objects.filter(pk=report.pk)._raw_delete("default")
    assert labels("院坝") == []


def test_nothing_typed_offers_nothing(client):
    for query in ({}, {"q": ""}, {"q": "  "}, {"q": "！？"}):
        assert client.get(reverse("search_suggest"), query).json() == {"suggestions": []}


def test_hostile_text_is_answered(tree, client):
    make_law("反电信网络诈骗法")
    make_report(tree.unit, "反诈知识 -'\"*()")
    for query in HOSTILE_QUERIES:
        answer = client.get(reverse("search_suggest"), {"q": query.encode("utf-8", "replace")})
        assert answer.status_code == 200
        assert len(answer.json()["suggestions"]) <= MOST


def test_costs_two_queries(tree, client):
    make_law("院坝法")
    make_report(tree.unit, "院坝会")
    client.get(reverse("search_suggest"), {"q": "院坝"})
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("search_suggest"), {"q": "院坝"})
    assert len(asked) == 2


def test_is_never_kept_by_a_browser_and_only_read(client):
    assert "no-store" in client.get(reverse("search_suggest")).headers["Cache-Control"]
    assert client.post(reverse("search_suggest")).status_code == 405
