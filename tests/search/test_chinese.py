import re

import pytest

from search.characters import fold
from search.chinese import compact, field_tokens, grams, tokens
from search.documents import index_text
from tests.search.contract import CIVIL, DICTIONARY, DOCUMENTS, FRAUD


def words_of(text: str) -> set[str]:
    return {token.text for token in tokens(fold(text), DICTIONARY)}


def test_a_name_gives_its_code_and_its_words():
    assert {f"l{CIVIL}", "中华人民共和国", "共和国"} <= words_of("《中华人民共和国民法典》")


def test_an_alias_gives_the_words_of_the_usual_name_too():
    assert {f"l{FRAUD}", "电信", "网络", "诈骗"} <= words_of("解读反诈法")


def test_a_shared_name_gives_no_code():
    assert not {"b3", "b6"} & words_of("派出所民警")


def test_laws_in_a_row_count_as_mentioned_in_passing():
    passing = {
        token.text: token.is_passing
        for token in tokens(fold("发放《反诈法》《民法典》，讲解宪法"), DICTIONARY)
        if re.fullmatch("l[0-9]+", token.text)
    }
    assert passing == {"l2": True, "l1": True, "l7": False}


@pytest.mark.parametrize(
    ("text", "compacted"),
    [
        ("“谁执法、谁普法”", "谁执法谁普法"),
        ("村（居）法律顾问", "村居法律顾问"),
        ("《民法典》宣传月", "民法典宣传月"),
        ("好。坏", "好 坏"),
        ("一行\n二行", "一行 二行"),
        ("2023年app2", "2023 年 app 2"),
        ("……", ""),
    ],
)
def test_compact_text_keeps_what_is_compared(text, compacted):
    assert compact(fold(text)) == compacted


def test_grams_are_pairs_of_neighbours():
    assert grams("民法典 app 2023 年") == ["民法", "法典", "app", "2023", "年"]


def test_all_tokens_are_characters_letters_or_digits_only():
    for document in DOCUMENTS:
        text = index_text(document, DICTIONARY)
        every = " ".join([text.title, text.title_grams, text.labels, text.body, text.grams])
        for token in every.split(" "):
            assert re.fullmatch("[a-z0-9]+|[\u3007\u3400-\u9fff]+", token), token


def test_numbers_stand_apart_from_words():
    field = field_tokens("2023年发放300份", DICTIONARY)
    assert {"2023", "300", "y2023"} <= set(field.numbers)
    assert "300" not in field.words


def test_endless_letters_become_tokens_of_bounded_length():
    assert max(map(len, field_tokens("a" * 1000, DICTIONARY).words)) == 40
