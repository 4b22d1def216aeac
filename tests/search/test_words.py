import pytest

from search.words import inner_words, split


@pytest.mark.parametrize(
    ("word", "inside", "not_inside"),
    [
        ("人民法院", {"人民", "法院"}, "民法"),
        ("安全生产", {"安全", "生产"}, "全生"),
        ("中华人民共和国", {"中华", "人民", "共和国"}, "华人"),
        ("明白人", {"明白"}, "白人"),
        ("法律", set(), "法律"),
    ],
)
def test_words_inside_a_word_agree_with_its_best_split(word, inside, not_inside):
    found = {inner for inner, _ in inner_words(word)}
    assert inside <= found
    assert not_inside not in found


def test_words_inside_a_word_know_where_they_stand():
    assert all("人民法院"[start:].startswith(inner) for inner, start in inner_words("人民法院"))


def test_what_no_dictionary_knows_stays_single_characters():
    assert split("开展反诈宣传") == ["开展", "反", "诈", "宣传"]
