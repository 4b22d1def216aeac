import pytest

from search.entities import Dictionary, Entity, EntityKind
from tests.search.contract import DICTIONARY


def named(text: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in DICTIONARY.mentions(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("学习《民法典》和宪法", ["民法典", "宪法"]),
        ("中华人民共和国民法典", ["中华人民共和国民法典"]),  # the longest
        ("节水法治宣传", []),
        ("劳动法律知识", []),
        ("劳动法治理念", []),
        ("劳动法规定", ["劳动法"]),
        ("居民法典型案例", []),
        ("反电信网络诈骗法治宣传", []),
        ("学习宪法律师", ["宪法"]),
        ("消防法宪法民法典", ["宪法", "民法典"]),
        ("大石桥村", ["大石桥村"]),
        ("在石桥村村口", ["石桥村"]),
        ("石桥村民委员会", ["石桥村"]),  # 石桥村 + 村民委员会
        ("三教镇派出所联合司法所", ["三教镇派出所", "司法所"]),
        ("民典", ["民典"]),
        ("", []),
    ],
)
def test_names_are_found_longest_first_and_never_cut_out_of_words(text, names):
    assert named(text) == names


def test_a_shared_name_stands_for_all_that_have_it():
    (mention,) = DICTIONARY.mentions("派出所民警")
    assert {entity.name for entity in mention.entities} == {"三教镇派出所", "水寨镇派出所"}


def test_letters_are_not_cut_out_of_longer_ones():
    dictionary = Dictionary([Entity(EntityKind.DEPARTMENT, 1, "x", "APP中心", ("app",))])
    assert [m.start for m in dictionary.mentions("happy app")] == [6]


def test_an_empty_dictionary_names_nothing():
    assert list(Dictionary().mentions("民法典")) == []


def test_tells_which_names_changed_their_meaning():
    law = Entity(EntityKind.LAW, 1, "a", "水法", ("水的法",))
    other = Entity(EntityKind.LAW, 2, "b", "水法二", ("水的法",))
    assert Dictionary([law]).renamed(Dictionary([law])) == set()
    assert Dictionary([law]).renamed(Dictionary([law, other])) == {"水法二", "水的法"}
    assert Dictionary([law]).renamed(Dictionary()) == {"水法", "水的法"}
    same_by_another_name = Entity(EntityKind.LAW, 1, "a", "用水法", ("水的法",))
    assert Dictionary([law]).renamed(Dictionary([same_by_another_name])) == {
        "水法",
        "用水法",
        "水的法",
    }


def test_names_are_found_by_their_initials_and_their_pinyin():
    assert DICTIONARY.by_latin["mfd"] == ("民法典",)
    assert DICTIONARY.by_latin["minfadian"] == ("民法典",)
