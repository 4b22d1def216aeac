import html
import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registers.models import DepartmentAlias, LawAlias, Vocabulary
from search.request import FACET_FIELDS
from tests.factories import (
    make_case,
    make_law,
    make_list,
    make_publicity_day,
    make_report,
    make_term,
    make_township,
    make_unit,
    make_village,
)

MOST_QUERIES = 8

pytestmark = pytest.mark.django_db


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


def link_of(page: str, text: str) -> str:
    """The address of the link that reads `text`, whatever stands around it."""
    found = re.search(rf'<a [^>]*href="([^"]*)"[^>]*>(?:<span[^>]*>[^<]*</span>)?　*{text}', page)
    assert found, f"no link {text}"
    return html.unescape(found[1])


def test_a_recognised_law_leads_to_its_page(law, ask):
    page = ask(q="反电信网络诈骗法")
    assert link_of(page, "反电信网络诈骗法") == reverse("law", args=["fraud"])
    assert "（法律）" in page


def test_a_recognised_unit_leads_to_its_page(tree, ask):
    assert link_of(ask(q="三教镇派出所"), "三教镇派出所") == tree.unit.url


def test_a_recognised_name_can_be_read_as_plain_words_and_back(tree, law, client):
    LawAlias.objects.create(law=law, name="反诈法")
    named = make_report(tree.unit, "走进夜市", laws=[law])
    written = make_report(tree.unit, "集市上的“反诈法”")
    path = reverse("search")
    page = client.get(path, {"q": "反诈法", "kind": "report"}).text
    assert named.title in page
    literal = client.get(path + link_of(page, "按字面搜索")).text
    assert "共 1 条" in literal
    assert named.title not in literal
    assert "取消条件" in literal
    assert written.url in literal
    assert named.title in client.get(path + link_of(literal, "恢复识别")).text


def test_a_shared_name_is_told_as_it_was_written_and_named_again(tree, client):
    offices = [make_unit(tree.township, f"{place}派出所") for place in ("东坪镇", "西坪镇")]
    for office in offices:
        DepartmentAlias.objects.create(department=office.department, name="派出所")
    make_report(tree.unit, "派出所开放日")
    path = reverse("search")
    off = [f"department-{office.department.slug}" for office in offices]
    page = client.get(path, {"q": "派出所", "off": off}).text
    assert page.count("已按字面搜索") == 1
    assert "“派出所”已按字面搜索" in page
    again = link_of(page, "恢复识别")
    assert "off=" not in again
    assert "按字面搜索<" in client.get(path + again).text


def test_a_name_that_is_not_in_the_query_is_not_told(tree, law, ask):
    make_report(tree.unit, "学习反电信网络诈骗法")
    page = ask(q="学习", off="law-fraud")
    assert "已按字面搜索" not in page
    assert "反电信网络诈骗法”" not in page


def test_an_unknown_name_to_switch_off_changes_nothing(tree, law, ask):
    make_report(tree.unit, "学习反电信网络诈骗法")
    assert "按字面搜索" in ask(q="反电信网络诈骗法", off="law-no-such-law")


def test_a_mended_slip_says_so_and_offers_what_was_written(tree, law, client):
    make_report(tree.unit, "学习反电信网络诈骗法")
    path = reverse("search")
    page = client.get(path, {"q": "反电信网路诈骗法", "kind": "report"}).text
    assert "没有找到原词" in page
    assert "共 1 条" in page
    as_written = client.get(path + link_of(page, "仍按原词搜索")).text
    assert "您是不是要找" in as_written
    assert "取消条件" in as_written
    mended = client.get(path + link_of(as_written, "反电信网络诈骗法")).text
    assert "共 1 条" in mended
    assert "没有找到原词" not in mended


def test_results_are_sorted_by_date_on_demand_and_stay_so(tree, law, client):
    make_report(tree.unit, "学习反电信网络诈骗法", laws=[law], start_on="2021-05-04")
    make_report(tree.unit, "夜市", laws=[law], start_on="2023-05-04")
    path = reverse("search")

    def dates(page: str) -> list[str]:
        return re.findall(r'<time datetime="(\d{4})', page)

    page = client.get(path, {"q": "反电信网络诈骗法", "kind": "report"}).text
    assert dates(page) == ["2021", "2023"]
    by_date = client.get(path + link_of(page, "按日期")).text
    assert dates(by_date) == ["2023", "2021"]
    assert "sort=date" in link_of(by_date, "2023年")
    assert '<input type="hidden" name="sort" value="date">' in by_date
    assert "sort=date" not in link_of(by_date, "按相关程度")


def test_filters_by_place_form_audience_and_publicity_day(tree, ask):
    village = make_village(tree.township.department, "公园社区")
    form = make_term(Vocabulary.ACTIVITY_FORM, "讲座")
    audience = make_term(Vocabulary.AUDIENCE, "村民")
    day = make_publicity_day("国家宪法日")
    make_report(
        tree.unit, "院坝会", village=village, forms=[form], audiences=[audience], publicity_day=day
    )
    make_report(tree.unit, "板凳会")
    make_list(tree.unit, items=[{"content": "宣传宪法", "audiences": [audience]}])
    page = ask()
    for name, label, slug, number in (
        ("place", "公园社区", village.slug, 1),
        ("form", "讲座", form.slug, 1),
        ("audience", "村民", audience.slug, 2),
        ("day", "国家宪法日", day.slug, 1),
    ):
        assert link_of(page, label) == f"?{name}={slug}"
        assert f"共 {number} 条" in ask(**{name: slug})


def test_choosing_a_unit_takes_the_place_of_what_lies_above_it(tree, law, client):
    make_report(tree.unit, "学习", laws=[law])
    path, township = reverse("search"), tree.township.department.slug
    page = client.get(path, {"q": "学习", "department": township, "law": "fraud"}).text
    narrowed = link_of(page, "派出所")
    assert f"department={tree.unit.department.slug}" in narrowed
    assert f"department={township}" not in narrowed.replace(tree.unit.department.slug, "")
    assert "law=fraud" in narrowed
    widened = link_of(client.get(path + narrowed).text, "永和县")
    assert f"department={tree.home.department.slug}" in widened
    assert tree.unit.department.slug not in widened


def test_a_large_tree_of_units_opens_where_it_was_chosen(tree, client):
    for number in range(20):
        make_report(make_unit(tree.township, f"第{number}所"), "学习")
    path = reverse("search")
    page = client.get(path, {"q": "学习"}).text
    assert "第7所</a>" not in page
    assert "第7所</a>" in client.get(path + link_of(page, "三教镇")).text


def test_villages_of_the_same_name_are_told_apart(tree, ask):
    for township in (tree.township, make_township(tree.home, "水寨镇")):
        village = make_village(township.department, "双龙村")
        make_report(make_unit(township, "司法所"), "学习", village=village)
    page = ask(q="学习")
    assert "双龙村（三教镇）</a>" in page
    assert "双龙村（水寨镇）</a>" in page


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
        {"place": "no-such-village"},
        {"form": "no-such-form"},
        {"audience": "-1"},
        {"day": "|d1|"},
        {"law": ["a", "b", "%", '"']},
        {"form": "x" * 5000},
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
    "query",
    ["<script>", "\0", "%", "9" * 300, "-1", "|", "{{x}}", "law-", "1e9", "😀", "&=?#", "'--", "²"],
)
def test_whatever_is_put_into_a_parameter_is_answered(tree, law, client, query):
    make_report(tree.unit, "学习反电信网络诈骗法", laws=[law])
    names = [*FACET_FIELDS, "sort", "off", "exact", "page", "q"]
    for name in names:
        asked = {"q": "学习", name: [query] * 30}
        assert client.get(reverse("search"), asked).status_code == 200
    assert client.get(reverse("search"), dict.fromkeys(names, query)).status_code == 200
    assert client.get(reverse("search_suggest"), {"q": query}).status_code == 200


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


def test_a_search_costs_few_queries_however_much_is_found_and_filtered(tree, law, client):
    everything = {"kind": "report", "law": "fraud", "form": "x", "sort": "date", "off": "law-fraud"}

    def cost() -> int:
        for _ in range(2):  # what stands around the page is kept from now on
            client.get(reverse("search"), {"q": "学习"})
        found = []
        for filters in ({}, {"kind": "report"}, everything):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("search"), {"q": "学习 反电信网络诈骗法", **filters})
            found.append(len(asked))
        return max(found)

    make_report(tree.unit, "学习", laws=[law])
    few = cost()
    for index in range(15):
        make_report(make_unit(tree.township) if index % 5 == 0 else tree.unit, "学习", laws=[law])
    assert cost() == few <= MOST_QUERIES


def test_only_reading_is_allowed(client):
    assert client.post(reverse("search")).status_code == 405


def test_the_command_answers_in_the_terminal(tree, law, capsys):
    report = make_report(tree.unit, "学习反诈<知识>", laws=[law], start_on="2023-05-04")
    call_command("search", "反诈", "--law", "fraud", "--year", "2023")
    out = capsys.readouterr().out
    assert "学习反诈<知识>" in out
    assert "共 1 条" in out
    call_command("search", "反诈", "--audience", "no-such-audience", "--sort", "date", "--exact")
    assert "共 0 条" in capsys.readouterr().out
    call_command("search", "反诈", "--kind", "report", "--json")
    found = json.loads(capsys.readouterr().out)
    assert [hit["id"] for hit in found["hits"]] == [report.pk]
    assert found["total"] == 1
