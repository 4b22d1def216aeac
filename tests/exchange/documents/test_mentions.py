import pytest

from exchange.documents.mentions import (
    department_names,
    find_names,
    quoted_names,
    reads_like_law,
    village_names,
)


@pytest.mark.parametrize(
    "name",
    [
        "民法典",
        "宪法",
        "信访条例",
        "反电信网络诈骗法",
        "某市行政执法责任制条例",
        "约谈办法",
        "办法（试行）",
    ],
)
def test_names_of_laws_are_told_by_their_ending(name: str) -> None:
    assert reads_like_law(name)


@pytest.mark.parametrize(
    "name", ["重庆法网", "关于印发某办法的通知", "工作方案", "关于开展学习民法典的决定", "谁执法"]
)
def test_other_names_are_no_laws(name: str) -> None:
    assert not reads_like_law(name)


def test_names_are_counted_and_the_most_frequent_comes_first() -> None:
    found = quoted_names("《宪法》《民法典》和《民法典》")
    assert [(each.name, each.count) for each in found] == [("民法典", 2), ("宪法", 1)]


def test_departments_of_a_list_are_named_as_written() -> None:
    text = "成员：镇党政办、平安办、松溪司法所、松溪派出所、执法大队等。有关部门和各单位承办。"
    assert department_names(text) == ("镇党政办", "平安办", "松溪司法所", "松溪派出所", "执法大队")


@pytest.mark.parametrize(
    "text", ["形成大普法工作格局", "面向全体干部", "运用网站、车站", "主办、承办、协办"]
)
def test_words_that_only_end_like_departments_are_left_out(text: str) -> None:
    assert department_names(text) == ()


def test_villages_are_named_and_villages_in_general_are_not() -> None:
    assert village_names(
        "在河湾社区、青山村设立讲堂，各村、示范村和农村社区跟进，村民反映好。"
    ) == ("河湾社区", "青山村")


REGISTER = {
    1: ["中华人民共和国民法典", "民法典", "民典"],
    2: ["刑法"],
    3: ["行政处罚法", "处罚法"],
    4: ["司法所"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学习《中华人民共和国民法典》", {1: "中华人民共和国民法典"}),
        ("学习民法典和行政处罚法", {1: "民法典", 3: "行政处罚法"}),
        ("农民典型事迹", {}),
        ("《民典》", {1: "民典"}),
        ("刑法和刑法学", {2: "刑法"}),
        ("刑法律师", {}),
        ("镇司法所", {4: "司法所"}),
        ("", {}),
    ],
)
def test_names_of_a_register_are_found_by_the_longest_that_fits(
    text: str, found: dict[int, str]
) -> None:
    assert {key: mention.name for key, mention in find_names(text, REGISTER).items()} == found


def test_an_empty_register_finds_nothing() -> None:
    assert find_names("民法典", {}) == {}
