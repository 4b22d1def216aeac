"""The admin's own search of pages, photos, documents and registers."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from media.models import Photo
from registers.models import Department, Law, LawAlias
from tests.factories import (
    make_document,
    make_law,
    make_photo,
    make_report,
    make_site_tree,
)

pytestmark = pytest.mark.django_db

METHODS = ["search", "autocomplete"]


@pytest.fixture
def pages():
    root = Page.get_first_root_node()
    titles = [
        "三教镇派出所开展反诈宣传进校园",
        "国家宪法日宣传活动",
        "学习《反电信网络诈骗法》",
        "Report 2023 LED屏",
        "节水法治宣传",
    ]
    return {
        title: root.add_child(instance=Page(title=title, slug=f"p{index}"))
        for index, title in enumerate(titles)
    }


def found(method: str, query: object, model: object = Page, **more: object) -> list[str]:
    results = getattr(get_search_backend(), method)(query, model, **more)
    return [str(row) for row in results]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("宪法", ["国家宪法日宣传活动"]),  # inside a run of Chinese
        ("反诈", ["三教镇派出所开展反诈宣传进校园"]),
        ("校园 派出所", ["三教镇派出所开展反诈宣传进校园"]),
        ("憲法", ["国家宪法日宣传活动"]),
        ("rep", ["Report 2023 LED屏"]),  # half a word
        ("202", ["Report 2023 LED屏"]),
        ("\uff2c\uff25\uff24", ["Report 2023 LED屏"]),
        ("水", ["节水法治宣传"]),
        ("没有的词", []),
    ],
)
def test_finds_pages_by_chinese_words(pages, method, query, titles):
    assert [title for title in found(method, query) if title in pages] == titles


@pytest.mark.parametrize("method", METHODS)
def test_finds_a_law_in_a_title_by_its_alias(pages, method):
    law = make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=law, name="反诈法")
    call_command("update_index", verbosity=0)
    assert found(method, "反诈法") == ["学习《反电信网络诈骗法》"]


@pytest.mark.parametrize("method", METHODS)
def test_finds_photos_documents_laws_and_departments(method):
    tree = make_site_tree()
    make_photo("院坝会现场照片")
    make_document("普法责任清单附件")
    make_law("测试安全用电法")
    assert found(method, "现场", Photo) == ["院坝会现场照片"]
    assert found(method, "责任清单", type(make_document("别的"))) == ["普法责任清单附件"]
    assert found(method, "安全用电", Law) == ["测试安全用电法"]
    assert str(tree.unit.department) in found(method, "派出所", Department)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "query",
    [
        *(
            '"',
            "'",
            " ",
            "　",
            "\0",
            "宪法\0",
            '"宪法',
            "宪法'",
            "\\",
            "*",
            "%s",
            "😀",
            "-",
            "-宪法",
        ),
        *("NEAR(a b)", "AND OR NOT", "a:b", "{body}:x", "!&|", "宪法 " * 10_000, "(" * 500),
    ],
)
def test_no_query_can_make_it_fail(pages, method, query):
    begun = time.perf_counter()
    found(method, query)
    getattr(get_search_backend(), method)(query, Page).count()
    assert time.perf_counter() - begun < 2


def test_combined_queries(pages):
    constitution, fraud = PlainText("宪法"), PlainText("反诈")
    both = {"国家宪法日宣传活动", "三教镇派出所开展反诈宣传进校园"}
    assert set(found("search", Or([constitution, fraud]))) == both
    assert set(found("search", And([PlainText("宣传"), Not(fraud)]))) == {
        "国家宪法日宣传活动",
        "节水法治宣传",
    }
    assert found("search", Phrase("宪法日宣传")) == ["国家宪法日宣传活动"]
    assert found("search", Boost(constitution, 2)) == ["国家宪法日宣传活动"]
    assert set(found("search", PlainText("宪法 反诈", operator="or"))) == both
    assert set(pages) <= set(found("search", MATCH_ALL))
    assert found("search", MATCH_NONE) == []


def test_filters_order_slices_and_counts(pages):
    backend = get_search_backend()
    newest_first = backend.search("宣传", Page)
    assert newest_first.count() == 3
    assert [page.pk for page in newest_first] == sorted(
        (page.pk for page in newest_first), reverse=True
    )
    assert len(newest_first[1:3]) == 2
    by_title = backend.search("宣传", Page.objects.order_by("title"), order_by_relevance=False)
    assert [page.title for page in by_title] == sorted(page.title for page in by_title)
    assert backend.search("宣传", Page.objects.filter(live=False)).count() == 0
    assert list(newest_first.facet("content_type_id").values()) == [3]
    scored = backend.search("宪法", Page).annotate_score("how_good")
    assert [page.how_good for page in scored] == [1.0]
    assert found("search", "宪法", fields=["title"]) == ["国家宪法日宣传活动"]


def test_what_the_title_holds_comes_first():
    tree = make_site_tree()
    in_title = make_report(tree.unit, "讲彩礼")
    in_text = make_report(tree.unit, "院坝会", summary="讲彩礼的故事")
    reports = get_search_backend().search("彩礼", type(in_title))
    assert [report.pk for report in reports] == [in_title.pk, in_text.pk]


def test_a_changed_title_is_found_and_the_old_one_is_not(pages):
    page = pages["节水法治宣传"]
    page.title = "节电知识"
    page.save()
    assert found("search", "节电") == ["节电知识"]
    assert found("search", "节水") == []


def test_a_deleted_page_is_not_found(pages):
    pages["节水法治宣传"].delete()
    assert found("search", "节水") == []


def test_saving_writes_one_row_of_the_index_and_reads_no_others(pages):
    page = pages["节水法治宣传"]
    page.title = "节电知识"
    with CaptureQueriesContext(connection) as asked:
        get_search_backend().add(page)
    touching = [query["sql"] for query in asked if "wagtailsearch_indexentry" in query["sql"]]
    assert len(touching) == 1
    assert len(asked) <= 2
    assert not any("AVG" in sql.upper() for sql in touching)


def test_the_whole_index_can_be_made_anew(pages):
    get_search_backend().reset_indexes()
    assert found("search", "宪法") == []
    call_command("update_index", verbosity=0)
    assert found("search", "宪法") == ["国家宪法日宣传活动"]


def test_the_admins_page_search_finds_chinese_words(pages, client):
    client.force_login(get_user_model().objects.create_superuser("boss", "boss@example.com", "x"))
    for query in ("宪法", '"宪法', "宪法\0", " "):
        response = client.get(reverse("wagtailadmin_pages:search"), {"q": query})
        assert response.status_code == 200
    assert (
        "国家宪法日宣传活动"
        in client.get(reverse("wagtailadmin_pages:search"), {"q": "宪法日"}).text
    )
