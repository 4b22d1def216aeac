import pytest

from search.query import LONGEST_QUERY, MOST_UNITS, parse_query
from tests.search.contract import DICTIONARY


def units(text: str) -> list[str]:
    return [unit.text for unit in parse_query(text, DICTIONARY).units]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("派出所 民法典 1043条", ["派出所", "民法典", "1043条"]),
        ("2023年 三教镇 消防", ["2023年", "三教镇", "消防"]),
        ("2023年度普法责任清单", ["2023年度", "普法", "责任", "清单"]),
        ("民法典第一千零四十三条", ["民法典", "第一千零四十三条"]),
        ("楼上扔东西砸坏我的车谁来赔", ["楼上", "扔", "东西", "砸坏", "车", "赔"]),
        ("反诈宣传", ["反诈", "宣传"]),  # 反 and 诈 belong together
        ("彩里", ["彩里"]),  # no known word, and no word with a particle either
        ("彩里 该不该全部退还男方", ["彩", "全部", "退还", "男方"]),
        ("的", ["的"]),  # nothing else was asked
        ("怎么 申请 法律援助", ["申请", "法律援助"]),
        ("三教府发〔2023〕56号", ["三教", "府发", "(2023)56号"]),
    ],
)
def test_reads_words_names_and_numbers(text, found):
    assert units(text) == found


def test_recognises_laws_and_offices():
    plan = parse_query("三教镇派出所 反诈法", DICTIONARY)
    assert [entity.name for entity in plan.recognised] == ["三教镇派出所", "反电信网络诈骗法"]


def test_reads_phrases_and_exclusions():
    plan = parse_query('"国家宪法日" 宣传 -学校 －“民法典”', DICTIONARY)
    assert plan.phrases == ("国家宪法日",)
    assert [unit.text for unit in plan.units] == ["宣传"]
    assert [segment.text for segment in plan.excluded] == ["学校", "民法典"]


def test_quotes_inside_a_text_are_no_phrase():
    plan = parse_query("三教镇“1248”行政执法", DICTIONARY)
    assert plan.phrases == ()
    assert "1248" in [unit.text for unit in plan.units]


def test_a_hyphen_inside_a_text_excludes_nothing():
    assert parse_query("2023-07-28", DICTIONARY).excluded == ()


def test_nothing_asked_finds_everything_and_signs_alone_find_nothing():
    assert parse_query("  ", DICTIONARY).is_empty
    plan = parse_query("！？", DICTIONARY)
    assert plan.finds_nothing
    assert "请换一个词" in plan.notes[0]
    assert "请再写上要找的词" in parse_query("-民法典", DICTIONARY).notes[0]


def test_a_query_too_long_is_cut_and_says_so():
    plan = parse_query("普法宣传 " * 500, DICTIONARY)
    assert len(plan.text) <= LONGEST_QUERY
    assert f"前 {LONGEST_QUERY} 个字" in plan.notes[0]


def test_a_query_of_too_many_words_is_cut_and_says_so():
    plan = parse_query(" ".join(chr(0x8000 + 7 * index) for index in range(60)), DICTIONARY)
    assert len(plan.units) == MOST_UNITS
    assert f"前 {MOST_UNITS} 个词" in plan.notes[0]


def test_a_long_query_within_the_limit_is_not_cut():
    assert parse_query("字" * LONGEST_QUERY, DICTIONARY).notes == ()
