import pytest

from search.corrections import by_latin, by_sound, differs_by_one, near_names
from search.pinyin import sound
from tests.search.contract import DICTIONARY


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("治安管理处法法", "治安管理处罚法", True),
        ("治安处法", "治安处罚法", True),
        ("治安处处罚法", "治安处罚法", True),
        ("治安罚处法", "治安处罚法", True),  # swapped
        ("治安处罚法", "治安处罚法", False),
        ("治安法", "治安处罚法", False),
        ("治安管理", "治安处罚", False),
    ],
)
def test_one_slip_makes_one_name_of_the_other(one, other, differs):
    assert differs_by_one(one, other) is differs
    assert differs_by_one(other, one) is differs


def test_names_missed_by_one_character():
    assert near_names("治安管理处法法", DICTIONARY) == ["治安管理处罚法"]
    assert near_names("治安管理处罚法", DICTIONARY) == []


def test_initials_and_pinyin_stand_for_names():
    assert by_latin("mfd 宣传", DICTIONARY) == ["民法典 宣传"]
    assert by_latin("app", DICTIONARY) == []


@pytest.mark.parametrize(
    ("one", "other"), [("欺零", "欺凌"), ("金毒", "禁毒"), ("凤桥", "枫桥"), ("拉", "那")]
)
def test_words_that_people_mix_up_sound_alike(one, other):
    assert sound(one) == sound(other)


def test_only_what_is_unknown_is_replaced_by_its_sound():
    asked = []

    def words(sounds):
        asked.extend(sounds)
        return {sound("欺零"): ["欺凌"]}

    found = by_sound("校园欺零", DICTIONARY, lambda text: "欺零" in text, words)
    assert [correction.text for correction in found] == ["校园欺凌"]
    assert sound("校园") not in asked
