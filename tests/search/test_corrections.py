import pytest

from search.corrections import (
    Stretch,
    by_latin,
    by_sound,
    differs_by_one,
    near_names,
    stretches,
)
from search.pinyin import sound
from search.query import plain_words
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


def words(text: str) -> list[Stretch]:
    return stretches(text, plain_words(text))


def test_names_missed_by_one_character():
    assert near_names(words("治安管理处法法"), DICTIONARY) == ["治安管理处罚法"]
    assert near_names(words("治安管理处罚法"), DICTIONARY) == []


def test_initials_and_pinyin_stand_for_names():
    assert by_latin(words("mfd 宣传"), DICTIONARY) == ["民法典 宣传"]
    assert by_latin(words("app"), DICTIONARY) == []


def test_what_stands_around_a_correction_stays_as_it_was_written():
    assert by_latin(words("MFD，《節水》 “mfd” -mfd"), DICTIONARY) == [
        "民法典，《節水》 “mfd” -mfd"
    ]
    assert near_names(words("“三教镇”的 治安管理“处”法法！"), DICTIONARY) == [
        "“三教镇”的 治安管理处罚法！"
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("欺零", "欺凌"), ("金毒", "禁毒"), ("凤桥", "枫桥"), ("拉", "那")]
)
def test_words_that_people_mix_up_sound_alike(one, other):
    assert sound(one) == sound(other)


def test_only_what_is_unknown_is_replaced_by_its_sound():
    asked = []

    def sounding_like(sounds):
        asked.extend(sounds)
        return {sound("欺零"): ["欺凌"]}

    found = by_sound(
        words("校园欺零"), DICTIONARY, unknown={"欺零"}, known={"校园"}, sounding_like=sounding_like
    )
    assert [(correction.text, correction.is_sure) for correction in found] == [("校园欺凌", True)]
    assert sound("校园") not in asked


@pytest.mark.parametrize(
    ("known", "meant", "is_sure"),
    [({"校园"}, "校园欺凌", True), ({"校园"}, "笑园欺凌", False), ({"欺零"}, "校园欺凌", False)],
)
def test_a_correction_that_changes_a_known_word_is_not_sure(known, meant, is_sure):
    (found,) = by_sound(
        words("校园欺零"),
        DICTIONARY,
        unknown={"欺零"},
        known=known,
        sounding_like=lambda _: {sound("校园欺零"): [meant]},
    )
    assert found.is_sure == is_sure
