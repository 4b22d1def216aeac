"""Every public page answers, whatever is asked of it, at the same cost for few and for many."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from html import unescape
from itertools import combinations
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from pages import kept, public_rows, publication
from pages.models import (
    ActivityReportPage,
    CaseExplanationPage,
    CaseProvision,
    PageViews,
    PublicEntry,
    SiteIdentity,
)
from pages.view_counter import count_view
from registers.models import LawAlias, PublicityDay, Vocabulary
from tests.bench.bulk_county import County, fill, make_county
from tests.factories import (
    MAKERS,
    SiteTree,
    folder_of,
    fresh,
    make_case,
    make_department,
    make_law,
    make_list,
    make_notice,
    make_photo,
    make_publicity_day,
    make_publicity_site,
    make_report,
    make_site_tree,
    make_term,
    make_unit,
    make_village,
    photo_stream,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
FIXED_PAGES = ["/laws/", "/units/", "/villages/", "/site-map/", "/search/"]
NO_NUMBERS = [
    "0",
    "-1",
    "abc",
    "99999999",
    "9" * 400,
    "１",
    "٣",
    "1.5",
    "1e3",
    "\0",
    "1\0",
    "' OR 1=1 --",
    "x" * 10_240,
    "<script>",
]
NO_VALUES = ["unknown", "0", "-1", "\0", "' OR 1=1 --", "x" * 10_240, "，", "<script>", "%", "[]"]


@pytest.fixture
def filled(tree: SiteTree) -> SiteTree:
    """The tree with two records of each kind, that cite a law and lie in a village."""
    law, village = make_law("民法典"), make_village(tree.township.department, "枣林村")
    for day in (3, 4):
        make_report(
            folder_of(tree.unit),
            f"报道{day}",
            start_on=date(2024, 5, day),
            laws=[law],
            village=village,
            photos=photo_stream([make_photo()], caption="咨询台"),
            body=[("paragraph", "<p>讲解民法典。</p>")],
        )
        make_list(
            tree.unit, f"清单{day}", year=2020 + day, items=[{"content": "宣传", "laws": [law]}]
        )
        make_case(tree.unit, f"案例{day}", laws=[law])
        make_publicity_site(tree.unit, f"阵地{day}", village=village, laws=[law])
        make_notice(tree.township, f"通知{day}", laws=[law])
    return tree


def addresses_of(tree: SiteTree) -> list[str]:
    places = [tree.home, tree.township, tree.unit, *tree.sections.values()]
    return [page.get_url() for page in places] + FIXED_PAGES


def queries_of(address: str, client: Client | None = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = (client or Client()).get(address)
    assert response.status_code == 200, address
    return len(queries)


@contextmanager
def everything_forgotten() -> Iterator[None]:
    """As in a process that has just started: nothing is known since the last change."""
    public_rows.take_turn()
    yield


# What they show


def test_an_empty_site_answers_with_ways_on(tree):
    for address in addresses_of(tree):
        response = Client().get(address)
        assert response.status_code == 200, address
        assert "/laws/" in response.text
    assert "还没有" in Client().get(tree.sections["report"].get_url()).text


def test_without_any_site_an_address_is_not_found():
    Site.objects.all().delete()
    for address in ("/", "/reports/"):
        response = Client().get(address)
        assert response.status_code == 404
        assert "没有找到这个页面" in response.text


def test_home_shows_the_newest_of_each_kind_the_days_ahead_and_the_townships(filled, time_machine):
    time_machine.move_to(datetime(2024, 12, 1, 12))
    make_publicity_day("国家宪法日", month=12, day=4)
    text = Client().get("/").text
    for expected in ("报道4", "清单4", "案例4", "阵地4", "通知4", "国家宪法日", "三教镇"):
        assert expected in text


def test_the_lead_of_home_has_no_empty_box_where_no_photo_is(tree):
    make_report(tree.unit, "没有照片的报道")
    lead = re.search(r'<article class="card card-lead">.*?</article>', Client().get("/").text, re.S)
    assert lead is not None
    assert "没有照片的报道" in lead.group()
    assert "no-photo" not in lead.group()


def test_links_to_photos_without_words_have_a_name(tree):
    report = make_report(tree.unit, photos=photo_stream([make_photo(), make_photo()]))
    text = Client().get(report.get_url()).text
    named = re.findall(r'<figure[^>]*><a href="[^"]+"><img [^>]*alt="([^"]*)"', text)
    assert named == ["照片 1", "照片 2"]


def test_the_days_ahead_follow_the_register_at_once(tree, time_machine):
    time_machine.move_to(datetime(2024, 12, 1, 12))
    day = make_publicity_day("国家宪法日", month=12, day=4)
    assert "国家宪法日" in Client().get("/").text
    PublicityDay.objects.get(pk=day.pk).delete()
    assert "国家宪法日" not in Client().get("/").text


@pytest.mark.parametrize("kind", MAKERS)
def test_a_section_lists_its_kind_newest_first(filled, kind):
    text = Client().get(filled.sections[kind].get_url()).text
    titles = list(PublicEntry.objects.filter(kind=kind).order_by("-rank").values_list("title"))
    places = [text.index(title) for (title,) in titles]
    assert places == sorted(places)
    assert "共 2 条" in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"law": "min-fa-dian"}, {"报道3", "报道4"}),
        ({"year": "2024"}, {"报道3", "报道4"}),
        ({"year": "2023"}, set()),
        ({"place": "zao-lin-cun"}, {"报道3", "报道4"}),
        ({"department": "yong-he-xian"}, {"报道3", "报道4"}),
        ({"department": "shuang-long-zhen"}, set()),
        ({"law": "min-fa-dian", "year": "2024", "place": "zao-lin-cun"}, {"报道3", "报道4"}),
        ({"law": "min-fa-dian", "department": "nobody"}, set()),
    ],
)
def test_a_section_can_be_filtered(filled, query, shown):
    make_department("双龙镇", parent=filled.home.department)
    response = Client().get(filled.sections["report"].get_url(), query)
    assert {title for title in ("报道3", "报道4") if title in response.text} == shown
    assert (f"共 {len(shown)} 条" in response.text) == bool(shown)
    for name in query:
        without = urlencode({other: query[other] for other in query if other != name})
        assert (
            f'href="{filled.sections["report"].get_url()}{"?" + without if without else ""}"'
            in (response.text.replace("&amp;", "&"))
        )


def test_a_parent_department_includes_its_units_and_co_organisers_count_for_theirs(filled):
    other = make_unit(filled.home, "司法局")
    make_report(filled.unit, "联合活动", co_organisers=[other.department])
    section = filled.sections["report"].get_url()
    for department in (filled.township.department, filled.unit.department, other.department):
        assert "联合活动" in Client().get(section, {"department": department.slug}).text
    assert "报道3" not in Client().get(section, {"department": other.department.slug}).text


def test_the_form_offers_only_what_the_list_holds_and_marks_what_was_chosen(filled):
    make_law("没有人普的法")
    make_village(filled.township.department, "空村")
    text = Client().get(filled.sections["report"].get_url(), {"law": "min-fa-dian"}).text
    assert "没有人普的法" not in text
    assert "空村" not in text
    assert '<option value="min-fa-dian" selected>民法典</option>' in text
    assert text.count(" selected") == 1
    assert '<option value="2024">2024年（2）</option>' in text


def test_a_filter_that_offers_no_choice_is_not_in_the_form(tree):
    make_report(tree.unit)
    text = Client().get(tree.sections["report"].get_url()).text
    assert 'name="department"' in text
    assert 'name="year"' in text
    assert 'name="place"' not in text
    assert 'name="law"' not in text


def test_the_form_marks_repealed_laws_and_names_units_in_full(tree):
    law = make_law("婚姻法", status="repealed")
    make_report(tree.unit, laws=[law])
    section = tree.sections["report"].get_url()
    query = {"law": law.slug, "department": tree.unit.department.slug}
    text = Client().get(section, query).text
    assert ">婚姻法（已废止）</option>" in text
    assert "三教镇派出所</option>" in text
    chips = text.split('class="chips"')[1].split("</ul>")[0]
    assert "婚姻法（已废止）" in chips
    assert "三教镇派出所" in chips


def test_paging_shows_the_numbers_around_the_page(tree):
    for _ in range(41):
        make_report(tree.unit)
    section = tree.sections["report"].get_url()
    numbers = Client().get(section, {"page": "2"}).text.split("pager-numbers")[1].split("</ol>")[0]
    assert re.findall(r'href="([^"]+)"[^>]*>(\d)<', numbers) == [
        (f"{section}?page={number}", str(number)) for number in (1, 2, 3)
    ]
    assert 'aria-current="page">2</a>' in numbers


def test_paging_leads_on_and_back_and_keeps_the_filters(tree):
    law = make_law("民法典")
    for _ in range(41):
        page = make_report(tree.unit, laws=[law])
    section = tree.sections["report"].get_url()
    query = {"law": law.slug, "page": "2"}
    text = Client().get(section, query).text.replace("&amp;", "&")
    assert "第 2 页，共 3 页" in text
    assert f'href="{section}?law={law.slug}&page=1" rel="prev"' in text
    assert f'href="{section}?law={law.slug}&page=3" rel="next"' in text
    last = Client().get(section, {"page": "3"}).text
    assert 'rel="next"' not in last
    assert page.title not in last


def test_a_law_page_tells_everything_about_one_law(filled):
    law = make_law("消防法", article_count=74, effective_on=date(2009, 5, 1))
    LawAlias.objects.create(law=law, name="消防条文")
    make_publicity_day("全国消防日").laws.add(law)
    make_report(filled.unit, "消防演练", laws=[law])
    text = Client().get(f"/laws/{law.slug}/").text
    for expected in ("中华人民共和国消防法", "消防条文", "74", "2009", "全国消防日", "消防演练"):
        assert expected in text
    assert "报道3" not in text


def test_a_law_page_says_that_the_text_is_elsewhere_and_tells_a_day_once(tree):
    law = make_law("消防法", effective_on=date(2009, 5, 1), latest_effective_on=date(2009, 5, 1))
    text = Client().get(f"/laws/{law.slug}/").text
    assert "本站不收录全文" in text
    assert "国家法律法规数据库" in text
    assert "<dt>施行</dt>" in text
    assert "<dt>最近生效</dt>" not in text
    law.latest_effective_on = date(2021, 4, 29)
    law.save()
    assert "<dt>最近生效</dt>" in Client().get(f"/laws/{law.slug}/").text


@pytest.mark.parametrize(
    ("level", "source"),
    [
        ("statute", "国家法律法规数据库"),
        ("local", "国家法律法规数据库"),
        ("department_rule", "国家规章库"),
        ("normative", "制定机关公布的正式文本"),
    ],
)
def test_a_law_page_names_where_its_text_is_published(tree, level, source):
    law = make_law("某某规定", level=level)
    assert f"原文请查{source}" in Client().get(f"/laws/{law.slug}/").text


def cite(tree: SiteTree, title: str, **provision: object) -> CaseExplanationPage:
    page = make_case(tree.unit, title)
    page.provisions = [CaseProvision(**provision)]
    page.save_revision().publish()
    return page


def test_a_cited_article_leads_to_the_cases_that_cite_it(tree):
    law, other = make_law("消防法", article_count=74), make_law("民法典")
    page = cite(tree, "堵通道", law=law, article=28, paragraph=1)
    cite(tree, "同一条之一", law=law, article=28, sub_article=1)
    cite(tree, "别的条", law=law, article=60)
    cite(tree, "别的法", law=other, article=28)
    cite(tree, "撤下的", law=law, article=28).unpublish()
    address = re.search(r'href="([^"]+article=[^"]+)"', Client().get(page.get_url()).text)[1]
    assert address == f"/laws/{law.slug}/?article=28"
    cited = Client().get(address).text.split('id="article"')[1].split("</section>")[0]
    assert "引用第28条的案例" in cited
    assert [name for name in ("堵通道", "同一条之一", "别的条", "别的法") if name in cited] == [
        "堵通道"
    ]
    assert "撤下的" not in cited
    assert "还没有引用第5条之2的案例" in Client().get(f"/laws/{law.slug}/?article=5-2").text
    assert queries_of(address) <= MOST_QUERIES


@pytest.mark.parametrize("article", ["75", "0", "-1", "28-", "28-0", "abc", "２８", "9" * 30, "\0"])
def test_an_article_that_a_law_has_not_is_passed_over(tree, article):
    law = make_law("消防法", article_count=74)
    response = Client().get(f"/laws/{law.slug}/", {"article": article})
    assert response.status_code == 200
    assert "的案例" not in response.text


def test_a_provision_without_article_leads_to_the_law(tree):
    law = make_law("消防法")
    text = Client().get(cite(tree, "整部法", law=law).get_url()).text
    assert f'<a href="/laws/{law.slug}/">《消防法》</a>' in text
    assert "article=" not in text


def test_a_repealed_law_leads_to_its_successor(tree):
    new = make_law("民法典")
    old = make_law("婚姻法", status="repealed", successor=new)
    text = Client().get(f"/laws/{old.slug}/").text
    assert "已废止" in text
    assert f"/laws/{new.slug}/" in text


def test_all_laws_can_be_searched_by_any_name(tree):
    law = make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=law, name="反诈法")
    make_law("消防法")
    text = Client().get("/laws/", {"q": "反诈法"}).text
    assert "反电信网络诈骗法" in text
    assert "消防法" not in text
    LawAlias.objects.create(law=law, name="防骗法")
    assert "反电信网络诈骗法" in Client().get("/laws/", {"q": "防骗法"}).text


def test_places_are_shown_as_a_tree_on_the_site_map(filled):
    nodes = Client().get("/site-map/").text
    for page in (filled.township, filled.unit, filled.sections["case"]):
        assert f'href="{page.get_url()}"' in nodes
    assert nodes.index(filled.township.get_url()) < nodes.index(filled.unit.get_url())


def test_units_and_villages_are_listed_with_their_numbers(filled):
    make_village(filled.township.department, "空村")
    assert f'href="{filled.unit.get_url()}"' in Client().get("/units/").text
    villages = Client().get("/villages/").text
    reports, sites = (filled.sections[kind].get_url() for kind in ("report", "site"))
    assert f'<a href="{reports}?place=zao-lin-cun">枣林村</a>' in villages
    assert f'href="{sites}?place=zao-lin-cun"' in villages
    assert "<span>空村</span>" in villages
    assert "动态 2 条" in villages
    assert "阵地 2 处" in villages
    assert "空村" in villages


def test_a_village_with_sites_alone_leads_to_them(tree):
    village = make_village(tree.township.department, "枣林村")
    make_publicity_site(tree.unit, village=village)
    text = Client().get("/villages/").text
    assert f'<a href="{tree.sections["site"].get_url()}?place={village.slug}">枣林村</a>' in text


def test_villages_stand_under_the_short_name_of_their_township(tree):
    township = tree.township.department
    township.name, township.short_name = "三教镇人民政府", "三教镇"
    township.save()
    make_village(township, "枣林村")
    text = Client().get("/villages/").text
    assert ">三教镇</h2>" in text


def test_units_are_named_in_full_and_counted_alike_on_every_page(tree):
    make_department("三教镇水管站", parent=tree.township.department)
    make_unit(tree.township, "三教镇司法所")
    units = Client().get("/units/").text
    assert ">三教镇派出所</a>" in units
    assert "三教镇水管站" not in units
    assert "2 个单位" in Client().get("/").text
    township = Client().get(tree.township.get_url()).text
    shown = township.split('id="units"')[1].split("</section>")[0]
    assert shown.count("<li>") == 2


def test_a_site_shows_each_fact_once_and_nothing_that_is_not_known(tree):
    page = make_publicity_site(tree.unit, "街心公园", address="奥园路1号", naming="")
    text = Client().get(page.get_url()).text
    main = text.split('class="article-grid')[1].split("print-foot")[0]
    assert main.count("奥园路1号") == 1
    assert main.count("三教镇派出所") == 1
    for hidden in ("未登记", "序号", "命名情况", "占地面积"):
        assert hidden not in main


def test_a_list_tells_to_whom_in_one_line(tree):
    audience = make_term(Vocabulary.AUDIENCE, "居民")
    items = [{"content": "宣传", "audiences": [audience], "audience_text": "居民"}]
    text = Client().get(make_list(tree.unit, items=items).get_url()).text
    cell = text.split('data-label="对谁普">')[1].split("</td>")[0]
    assert cell == "居民"


@pytest.mark.parametrize("kind", MAKERS)
def test_the_way_to_a_detail_page_leads_over_its_section(filled, kind):
    section = filled.sections[kind]
    entry = PublicEntry.objects.filter(kind=kind).first()
    text = Client().get(entry.url).text.split('class="breadcrumb"')[1].split("</nav>")[0]
    unit = entry.api["department"]["slug"]
    assert f'<a href="{section.get_url()}?department={unit}">{section.title}</a>' in text


def test_a_notice_filed_below_its_section_names_it_once(tree):
    section = tree.sections["notice"]
    text = Client().get(make_notice(section).get_url()).text
    assert text.split('class="breadcrumb"')[1].split("</nav>")[0].count(section.title) == 1


# What they tell machines


def told(text: str) -> dict[str, str]:
    """The meta elements of a page by name or property, and its canonical address."""
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text)
    found = {name: unescape(content) for name, content in pairs}
    found.update(("canonical", url) for url in re.findall(r'rel="canonical" href="([^"]+)"', text))
    return found


def test_every_page_tells_its_name_description_and_address(filled):
    law = f"/laws/{make_law('消防法').slug}/"
    public = PublicEntry.objects.values_list("url", flat=True)
    gathering = [address for address in FIXED_PAGES if address != "/search/"]
    for address in {*public, *gathering, law}:
        page = told(Client().get(address, HTTP_HOST="testserver:8123").text)
        assert page["Description"], address
        assert page["og:title"], address
        assert page["og:description"] == page["Description"], address
        assert page["og:locale"] == "zh_CN"
        assert page["og:type"] in ("article", "website")
        assert page["canonical"] == page["og:url"] == f"http://testserver:8123{address}"


def test_a_record_tells_its_picture_only_where_it_is_public(filled, client):
    entry = PublicEntry.objects.filter(kind="report").first()
    image = told(Client().get(entry.url).text)["og:image"]
    assert Client().get(image.removeprefix("http://testserver")).status_code == 200
    client.force_login(User.objects.create_superuser("root", password="x"))
    ActivityReportPage.objects.get(pk=entry.pk).save_revision()
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[entry.pk])).text
    assert "og:image" not in draft
    assert "canonical" not in draft


def test_filters_and_pages_have_addresses_of_their_own_and_nothing_else_does(filled):
    section = filled.sections["report"].get_url()
    text = Client().get(section, {"year": "2024", "utm": "x", "page": "1"}).text
    assert told(text)["canonical"] == f"http://testserver{section}?year=2024"
    assert told(Client().get("/laws/", {"q": "法"}).text)["canonical"] == "http://testserver/laws/"


def test_the_way_to_a_page_is_told_to_machines_and_cannot_break_out(tree):
    unit = make_unit(tree.township, "</script>&所")
    page = make_report(unit, "赶集日")
    text = Client().get(page.get_url()).text
    way = json.loads(text.split('application/ld+json">')[1].split("</script>")[0])
    steps = way["itemListElement"]
    assert [step["name"] for step in steps] == [
        "首页",
        tree.township.title,
        "</script>&所",
        tree.sections["report"].title,
        "赶集日",
    ]
    assert steps[-1]["item"] == f"http://testserver{page.get_url()}"


@pytest.mark.parametrize("kind", MAKERS)
def test_a_detail_page_has_what_a_government_page_must_have(filled, kind):
    SiteIdentity.objects.create(site=filled.site, site_code="5001180000")
    entry = PublicEntry.objects.filter(kind=kind).order_by("-rank").first()
    text = Client().get(entry.url).text
    for expected in (
        f'<meta name="ArticleTitle" content="{entry.title}">',
        '<meta name="SiteIDCode" content="5001180000">',
        "发布时间",
        "来源",
        "浏览次数",
        "当前位置",
        "上一篇",
        "下一篇",
        "打印",
        "print-only",
        "字号",
        "相关内容",
        f'href="{entry.api["department"]["url"]}"',
    ):
        assert expected in text, expected


def test_previous_and_next_lead_through_records_of_one_day(tree):
    pages = [make_report(tree.unit, f"同日{n}", start_on=date(2024, 5, 4)) for n in range(3)]
    text = Client().get(pages[1].get_url()).text
    assert f'href="{pages[2].get_url()}" rel="prev"' in text
    assert f'href="{pages[0].get_url()}" rel="next"' in text
    assert "没有了" in Client().get(pages[0].get_url()).text


def test_nothing_hidden_is_next_or_related(filled):
    law = make_law("秘密法")
    hidden = make_unit(filled.township, "保密办")
    make_report(hidden, "秘密报道", laws=[law], start_on=date(2024, 5, 5))
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    make_report(filled.unit, "秘密草稿", laws=[law], live=False)
    shown = make_report(filled.unit, "公开报道", laws=[law], start_on=date(2024, 5, 6))
    for address in [*addresses_of(filled), shown.get_url(), f"/laws/{law.slug}/", "/feed/"]:
        text = Client().get(address).text
        assert "秘密报道" not in text, address
        assert "秘密草稿" not in text, address
    assert "共 1 条" in Client().get(f"/laws/{law.slug}/").text


def test_a_hidden_section_leaves_the_navigation_at_once(filled):
    assert 'href="/cases/"' in Client().get("/").text
    fresh(filled.sections["case"]).unpublish()
    for address in ("/", "/laws/", filled.unit.get_url()):
        assert 'href="/cases/"' not in Client().get(address).text


def test_a_changed_site_identity_is_shown_at_once(tree):
    Client().get("/")
    identity = SiteIdentity.for_site(tree.site)
    identity.site_name, identity.organiser = "永和普法", "甲&乙"
    identity.save()
    text = Client().get("/laws/").text
    assert "永和普法" in text
    assert "甲&amp;乙主办" in text


def test_what_a_process_keeps_is_given_up_after_a_minute(tree, monkeypatch):
    law = make_law("民法典")
    make_report(tree.unit, laws=[law])
    section = tree.sections["report"].get_url()
    assert "民法典" in Client().get(section).text
    type(law).objects.update(short_name="民法典新")  # past the signals
    assert "民法典新" not in Client().get(section).text
    later = kept.time.monotonic() + kept.SECONDS + 1
    monkeypatch.setattr(kept.time, "monotonic", lambda: later)
    assert ">民法典新<" in Client().get(section).text


# Whatever is asked


@pytest.mark.parametrize("page", NO_NUMBERS)
def test_what_is_no_page_number_is_not_found_with_a_way_on(filled, page):
    assert_no_such_page(filled, {"page": page}, "")


@pytest.mark.parametrize("page", ["2", "500", "1000000"])
@pytest.mark.parametrize("chosen", [{}, {"year": "2024"}, {"law": "unknown"}])
def test_a_page_beyond_the_end_is_not_found_with_a_way_back(filled, page, chosen):
    query = f"?{urlencode(chosen)}" if chosen else ""
    assert_no_such_page(filled, {**chosen, "page": page}, query)


def assert_no_such_page(tree: SiteTree, asked: dict[str, str], first_page: str) -> None:
    """Whatever page is not there, the section itself says so and leads on."""
    section = tree.sections["report"]
    response = Client().get(section.get_url(), asked)
    assert response.status_code == 404
    assert f"<h1>{section.title}</h1>" in response.text
    assert "没有这一页" in response.text
    assert f'href="{section.get_url()}{first_page}">第一页</a>' in response.text
    assert 'href="/laws/"' in response.text
    assert "报道3" not in response.text
    assert "canonical" not in response.text


def test_an_empty_list_has_a_first_page(tree):
    section = tree.sections["report"].get_url()
    for query in ({"page": "1"}, {"page": ""}, {"page": " 1 "}):
        response = Client().get(section, query)
        assert response.status_code == 200
        assert "本栏目还没有内容" in response.text


@pytest.mark.parametrize("value", NO_VALUES)
@pytest.mark.parametrize("name", ["law", "department", "year", "place"])
def test_an_unknown_filter_value_is_an_empty_list_with_a_way_on(filled, name, value):
    response = Client().get(filled.sections["report"].get_url(), {name: value})
    assert response.status_code == 200
    assert "<script>" not in response.text.replace("<script src", "")
    if value != "\0":
        assert "没有符合条件的内容" in response.text
        assert "报道3" not in response.text


@pytest.mark.parametrize("year", ["0000", "10000", "２０２４", "-2024", "20 24", "2024a"])
def test_what_is_no_year_finds_nothing(filled, year):
    response = Client().get(filled.sections["report"].get_url(), {"year": year})
    assert response.status_code == 200
    assert "没有符合条件的内容" in response.text


@pytest.mark.parametrize("value", NO_NUMBERS + NO_VALUES)
def test_nothing_asked_of_other_pages_breaks_them(filled, value):
    for address in [*addresses_of(filled), *PublicEntry.objects.values_list("url", flat=True)]:
        for name in ("q", "page", "law", "size", "next"):
            status = Client().get(address, {name: value}).status_code
            assert status in (200, 404), (address, name, value)


@pytest.mark.parametrize(
    "path",
    [
        "/nix/",
        "/reports/nix/",
        "/laws/nix/",
        "/laws/法/",
        "/%00/",
        "/%ff/",
        "/reports/%00",
        f"/{'x' * 300}/",
        f"/{'x/' * 2000}",
        "/../etc/passwd",
        "/reports/%2e%2e/",
    ],
)
def test_an_address_that_does_not_exist_is_not_found_with_ways_on(filled, path):
    response = Client().get(path, follow=True)
    assert response.status_code == 404
    assert "没有找到这个页面" in response.text
    assert 'href="/units/"' in response.text


def test_a_fault_of_ours_is_told_in_chinese_with_a_way_on(filled):
    entry = PublicEntry.objects.filter(kind="notice").first()
    PublicEntry.objects.filter(pk=entry.pk).update(api={})
    answer = Client(raise_request_exception=False).get(entry.url)
    assert answer.status_code == 500
    assert "网站暂时出了问题" in answer.text
    assert 'href="/"' in answer.text


def test_an_unknown_host_is_shown_the_default_site_only_where_it_is_allowed(filled, settings):
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400
    settings.ALLOWED_HOSTS = ["*"]
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 200


def test_public_pages_are_only_read(filled):
    for address in [*addresses_of(filled), *PublicEntry.objects.values_list("url", flat=True)]:
        assert Client().post(address).status_code == 405, address
        head = Client().head(address)
        assert head.status_code == 200
        assert head.content == b""


def test_a_year_folder_leads_to_its_unit(filled):
    folder = folder_of(filled.unit)
    response = Client().get(folder.get_url())
    assert response.status_code == 302
    assert response["Location"] == filled.unit.get_url()


def test_the_preview_of_a_draft_is_drawn_and_counts_nothing(filled, client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    page = ActivityReportPage.objects.first()
    page.title = "预览的标题"
    page.laws = [make_law("草稿里的法")]
    page.save_revision()
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "预览的标题" in response.text
    assert "草稿里的法" in response.text
    assert "这是预览" in response.text
    assert not PageViews.objects.exists()


def test_a_restricted_page_is_drawn_for_those_who_may_see_it(filled, client):
    page = ActivityReportPage.objects.first()
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type="password", password="geheim"
    )
    assert page.title not in client.get(page.get_url()).text
    restriction = PageViewRestriction.objects.get()
    client.post(
        reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk]),
        {"password": "geheim", "return_url": page.get_url()},
    )
    assert page.title in client.get(page.get_url()).text


# What they count and remember


def views_shown(response: object) -> int:
    return response.context["views"]


def test_each_reading_counts_but_not_those_of_machines(filled):
    address = PublicEntry.objects.filter(kind="report").first().url
    person = {"user-agent": "Mozilla/5.0 (iPhone)"}
    for expected in (1, 2, 3):
        response = Client().get(address, headers=person)
        assert f'<span class="number">{expected}</span>' in response.text
    for agent in ("Baiduspider/2.0", "Mozilla/5.0 (compatible; bingbot/2.0)", "curl/8", "Wget"):
        Client().get(address, headers={"user-agent": agent})
    Client().head(address, headers=person)
    assert PageViews.objects.get().n == 3


def test_the_count_survives_publishing_again(filled):
    page = ActivityReportPage.objects.first()
    Client().get(page.get_url())
    page.save_revision().publish()
    assert f'<span class="number">{2}</span>' in Client().get(page.get_url()).text


def test_reading_goes_on_while_the_database_is_held_by_a_writer(filled):
    request = RequestFactory().get("/")
    page = ActivityReportPage.objects.first()
    assert count_view(request, page.pk) == 1
    locked = OperationalError("database is locked")
    with patch.object(connection, "cursor", side_effect=[locked, connection.cursor()]):
        assert count_view(request, page.pk) == 1


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_the_patience_of_other_statements_stays_as_it_is():
    tree = make_site_tree()
    page = make_report(tree.unit)
    count_view(RequestFactory().get("/"), page.pk)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"size": "large"}, "size-large"),
        ({"size": "largest"}, "size-largest"),
        ({"view": "elder"}, "size-largest elder"),
        ({"view": "elder", "size": "large"}, "size-large elder"),
        ({"size": "enormous"}, "size-normal"),
    ],
)
def test_a_reading_preference_is_kept_and_leads_back(tree, choice, expected):
    visitor = Client()
    response = visitor.get("/reading/", {**choice, "next": "/reports/?year=2024"})
    assert response["Location"] == "/reports/?year=2024"
    cookie = response.cookies["reading"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    for address in ("/", "/laws/", "/nix/"):
        head = visitor.get(address).text.split("<head>")[0]
        assert expected in head


def test_preferences_add_up_and_can_be_given_up(tree):
    visitor = Client()
    visitor.get("/reading/", {"view": "elder"})
    visitor.get("/reading/", {"size": "large"})
    assert 'class="size-large elder"' in visitor.get("/").text
    visitor.get("/reading/", {"view": "normal"})
    assert 'class="size-normal"' in visitor.get("/").text


def test_the_mode_for_elderly_readers_marks_the_size_it_shows(tree):
    visitor = Client()
    visitor.get("/reading/", {"view": "elder"})
    text = visitor.get("/").text
    assert re.search('aria-current="true">特大</a>', text)
    assert not re.search('aria-current="true">标准</a>', text)


def test_the_mode_for_elderly_readers_has_a_short_front_page_and_folds_the_navigation(tree):
    for day in range(1, 8):
        make_report(tree.unit, f"报道{day}", start_on=date(2024, 5, day))
        make_case(tree.unit, f"案例{day}")
        make_notice(tree.unit, f"通知{day}")
    visitor = Client()

    def shown() -> list[int]:
        text = visitor.get("/").text
        return [len(re.findall(rf">{name}\d</a>", text)) for name in ("报道", "案例", "通知")]

    assert shown() == [6, 3, 5]
    assert "全部栏目" not in visitor.get("/").text
    visitor.get("/reading/", {"view": "elder"})
    assert shown() == [2, 1, 1]
    assert "<summary>全部栏目</summary>" in visitor.get("/").text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_reading_preference_never_leads_elsewhere(tree, back):
    assert Client().get("/reading/", {"size": "large", "next": back})["Location"] == "/"


@pytest.mark.parametrize(
    "cookie", ["", "x", "large", "large-elder-x", "-", "\x00", "normal-" * 900]
)
def test_any_cookie_is_readable(tree, cookie):
    visitor = Client()
    visitor.cookies["reading"] = cookie
    assert visitor.get("/").status_code == 200


def test_public_pages_set_no_cookie_and_vary_with_none(filled):
    for address in addresses_of(filled):
        response = Client().get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


# What they cost


def all_addresses(county: County) -> dict[str, str]:
    """Every kind of public page, and the section of reports with every combination of filters."""
    tree, unit = county.tree, county.tree.unit
    section = tree.sections["report"].get_url()
    parameters = {
        "law": county.laws[0].slug,
        "department": unit.department.parent.slug,
        "year": str(county.model.start_on.year),
        "place": county.model.village.slug,
    }
    combined = {
        f"reports by {', '.join(names)}": section
        + "?"
        + urlencode({name: parameters[name] for name in names})
        for number in range(1, len(parameters) + 1)
        for names in combinations(parameters, number)
    }
    details = {
        f"{kind} detail": PublicEntry.objects.filter(kind=kind).order_by("-rank")[1].url
        for kind in MAKERS
    }
    return {
        **{address: address for address in addresses_of(tree)},
        **combined,
        **details,
        "one law": f"/laws/{county.laws[0].slug}/",
        "one unit": unit.get_url(),
        "search": "/search/?q=" + county.laws[0].short_name,
        "filtered search": f"/search/?q=讲解&law={county.laws[0].slug}&kind=report&year=2024",
    }


@pytest.mark.slow
def test_every_page_takes_few_queries_and_as_many_for_10_as_for_1000():
    county = make_county(townships=2, units=3, laws=12)
    for kind in ("list", "case", "site", "notice"):
        for _ in range(2):
            kind_of_site = {"site_kind": make_term(Vocabulary.SITE_KIND)} if kind == "site" else {}
            MAKERS[kind](make_unit(county.tree.township), **kind_of_site)
    cold: dict[int, dict[str, int]] = {}
    warm: dict[int, dict[str, int]] = {}
    for size in (10, 1000):
        fill(county, size)
        addresses = all_addresses(county)
        cold[size], warm[size] = {}, {}
        queries_of(addresses["search"])  # reads the names in the registers, as after each change
        for name, address in addresses.items():
            with everything_forgotten():
                cold[size][name] = queries_of(address)
            warm[size][name] = queries_of(address)
    assert {n: q for n, q in cold[1000].items() if q > MOST_QUERIES} == {}
    assert {n: q for n, q in warm[1000].items() if q > MOST_QUERIES} == {}
    assert cold[10] == cold[1000]
    assert warm[10] == warm[1000]


@pytest.mark.slow
def test_rows_written_in_bulk_are_those_that_publishing_writes():
    county = make_county(townships=1, units=2, laws=4)
    fill(county, 60)
    assert PublicEntry.objects.filter(kind="report").count() == 60
    assert not publication.rebuild()


def test_a_record_takes_few_queries_to_publish_whatever_its_photos(tree):
    law, village = make_law(), make_village(tree.township.department)
    taken = {}
    for number in (0, 25):
        page = make_report(
            folder_of(tree.unit),
            live=False,
            laws=[law, make_law()],
            village=village,
            forms=[make_term(Vocabulary.ACTIVITY_FORM)],
            audiences=[make_term(Vocabulary.AUDIENCE)],
            photos=photo_stream([make_photo() for _ in range(number)]),
            body=[("paragraph", "<p>正文</p>")],
        )
        revision = page.get_latest_revision()
        with CaptureQueriesContext(connection) as queries:
            revision.publish()
        taken[number] = len(queries)
    assert taken[25] <= 60
    assert taken[25] <= taken[0] + 2


def test_a_list_is_shown_with_as_many_queries_for_1_as_for_20_items(tree):
    law, audience = make_law(), make_term(Vocabulary.AUDIENCE)
    taken = {}
    for number, year in ((1, 2023), (20, 2024)):
        items = [{"content": "宣传", "laws": [law], "audiences": [audience]}] * number
        page = make_list(tree.unit, year=year, items=items)
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            publication.refresh_ids([page.pk])
        taken[number] = len(queries)
        assert len(PublicEntry.objects.get(pk=page.pk).api["items"]) == number
    assert taken[1] == taken[20]
