import html
import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import SiteTree, make_case, make_law, make_report, make_site_tree, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def law(tree):
    return make_law("反电信网络诈骗法", slug="fraud")


@pytest.fixture
def ask(client):
    def get(**query: object) -> str:
        response = client.get(reverse("search"), query)
        assert response.status_code == 200
        return response.text

    return get


def test_shows_what_is_found_marked_with_its_facts(tree, law, ask):
    make_report(tree.unit, "学习反电信网络诈骗法", laws=[law], start_on="2023-05-04")
    page = ask(q="诈骗")
    assert "学习反电信网络<mark>诈骗</mark>法" in page
    assert "2023年5月4日" in page
    assert "普法动态" in page


def test_counts_are_links_that_narrow_the_search(tree, law, ask, client):
    make_report(tree.unit, "学习反电信网络诈骗法", laws=[law], start_on="2023-05-04")
    make_case(tree.unit, "刷单被诈骗", happened_on="2022-01-01")
    page = ask(q="诈骗")
    link = re.search(r'<a href="(\?[^"]*law=fraud[^"]*)"[^>]*>反电信网络诈骗法</a>', page)
    narrowed = client.get(reverse("search") + html.unescape(link[1])).text
    assert "共 1 条" in narrowed
    assert "取消条件" in narrowed
    assert "2022年" in ask(q="诈骗", year=2022)


def test_a_recognised_law_leads_to_its_page(law, ask):
    assert f'<a href="{reverse("law", args=["fraud"])}">《反电信网络诈骗法》</a>' in ask(
        q="反电信网络诈骗法"
    )


def test_nothing_found_offers_other_ways(tree, ask):
    page = ask(q="绝对没有的词")
    assert "没有找到相关内容" in page
    assert reverse("laws") in page


def test_without_a_query_everything_is_listed(tree, ask):
    make_report(tree.unit, "院坝会")
    assert "院坝会" in ask()


@pytest.mark.parametrize(
    "query",
    [
        {"law": "no-such-law"},
        {"department": "no-such-unit"},
        {"kind": "no-such-kind"},
        {"year": "abcd"},
        {"year": "99999"},
        {"law": "a\0b"},
        {"kind": "'; DROP TABLE x"},
    ],
)
def test_an_unknown_filter_value_is_an_empty_list_with_a_way_on(tree, ask, query):
    make_report(tree.unit, "院坝会")
    page = ask(q="院坝会", **query)
    assert "在所选条件下没有找到" in page
    assert "没有此项" in page
    assert "不限条件再找" in page


@pytest.mark.parametrize("number", ["99", "9999999", "1000000"])
def test_a_page_beyond_the_end_leads_back(tree, ask, number):
    make_report(tree.unit, "院坝会")
    page = ask(q="院坝会", page=number)
    assert f"没有第 {int(number)} 页" in page
    assert "第一页" in page


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1e9", "٣", "99999999", "", "1.5"])
def test_what_is_no_page_number_is_the_first_page(tree, ask, number):
    make_report(tree.unit, "院坝会")
    assert "<mark>院坝会</mark>" in ask(q="院坝会", page=number)


def test_pages_follow_each_other(tree, ask, settings):
    settings.PUFA_SEARCH = {"PAGE_SIZE": 2}
    for index in range(5):
        make_report(tree.unit, f"院坝会第{index}场")
    titles = [
        title
        for number in (1, 2, 3)
        for title in re.findall("<mark>院坝会</mark>第.场", ask(q="院坝会", page=number))
    ]
    assert len(titles) == len(set(titles)) == 5
    assert "共 3 页" in ask(q="院坝会", page=2)


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\0", "%", "\ud800"]
)
def test_whatever_is_typed_is_shown_as_text(tree, client, query):
    address = (
        reverse("search")
        + "?q="
        + "".join(f"%{byte:02X}" for byte in query.encode("utf-8", "surrogatepass"))
    )
    response = client.get(address)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<img src=x" not in response.text


def test_an_endless_query_is_cut_and_says_so(tree, ask):
    assert "搜索词过长" in ask(q="普法宣传 " * 1500)


def test_a_search_costs_at_most_twelve_queries_however_much_is_found(tree, law, client):
    def cost() -> int:
        for _ in range(2):  # what stands around the page is kept from now on
            client.get(reverse("search"), {"q": "学习"})
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("search"), {"q": "学习", "kind": "report"})
        return len(asked)

    make_report(tree.unit, "学习", laws=[law])
    few = cost()
    for index in range(15):
        make_report(make_unit(tree.township) if index % 5 == 0 else tree.unit, "学习", laws=[law])
    assert cost() == few <= 12


def test_only_reading_is_allowed(client):
    assert client.post(reverse("search")).status_code == 405


def test_the_command_answers_in_the_terminal(tree, law, capsys):
    report = make_report(tree.unit, "学习反诈<知识>", laws=[law], start_on="2023-05-04")
    call_command("search", "反诈", "--law", "fraud", "--year", "2023")
    out = capsys.readouterr().out
    assert "学习反诈<知识>" in out
    assert "共 1 条" in out
    call_command("search", "反诈", "--kind", "report", "--json")
    found = json.loads(capsys.readouterr().out)
    assert [hit["id"] for hit in found["hits"]] == [report.pk]
    assert found["total"] == 1
