import pytest

from search.highlighting import EXCERPT_LENGTH, Highlighter
from search.query import parse_query
from tests.search.contract import DICTIONARY

WIDE_APP = "\uff21\uff30\uff30"


def highlighter(query: str) -> Highlighter:
    return Highlighter(parse_query(query, DICTIONARY), DICTIONARY)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("反诈法", "学习反电信网络诈骗法", "学习<mark>反电信网络诈骗法</mark>"),
        ("民法典", "宣傳《民法典》！", "宣傳《<mark>民法典</mark>》！"),
        ("宣传", "宣傳活動", "<mark>宣傳</mark>活動"),
        ("水法", "节水法治", "节水法治"),
        ("院坝会", "开院坝会", "开<mark>院坝会</mark>"),
        ("谁执法谁普法", "落实“谁执法、谁普法”", "落实“<mark>谁执法、谁普法</mark>”"),
        ("1043条", "第一千零四十三条规定", "<mark>第一千零四十三条</mark>规定"),
        ("毒", "禁毒日", "禁<mark>毒</mark>日"),
        ("app", f"{WIDE_APP}和happy", f"<mark>{WIDE_APP}</mark>和happy"),
        ("宣传", "<b>宣传</b>&", "&lt;b&gt;<mark>宣传</mark>&lt;/b&gt;&amp;"),
        ("b", "<b>x</b>", "&lt;<mark>b</mark>&gt;x&lt;/<mark>b</mark>&gt;"),
        ("", "全部", "全部"),
    ],
)
def test_marks_the_original_text_and_escapes_it(query, text, marked):
    assert highlighter(query).marked(text) == marked


def test_the_excerpt_is_the_stretch_with_most_of_the_words():
    body = "第一段讲消防。\n" + "无关的话。" * 50 + "\n这里讲彩礼返还，也讲消防。\n" + "结尾。" * 30
    excerpt = highlighter("彩礼 消防").excerpt(body)
    assert "<mark>彩礼</mark>返还，也讲<mark>消防</mark>" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")


def test_the_excerpt_of_a_short_text_is_the_whole_text():
    assert highlighter("彩礼").excerpt("抵制高额彩礼。") == "抵制高额<mark>彩礼</mark>。"


def test_without_a_find_the_excerpt_is_the_beginning():
    excerpt = highlighter("彩礼").excerpt("甲" * 500)
    assert excerpt == "甲" * EXCERPT_LENGTH + "…"


def test_no_text_no_excerpt():
    assert highlighter("彩礼").excerpt("") == ""
