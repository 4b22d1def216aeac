import pytest

from search.characters import fold, fold_mapped


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("\uff21\uff30\uff30　１２·４", "app 12·4"),
        ("治安管理處罰法", "治安管理处罚法"),
        ("宣傳月、養老詐騙", "宣传月、养老诈骗"),
        ('“八五”普法‘规划’"x"', "八五普法规划x"),
        ("〔2023〕[2023]【2023】（2023）", "(2023)(2023)(2023)(2023)"),
        ("Café", "cafe"),
        ("①㎡…", "1m2..."),
        ("普\u200b法\ufeff", "普法"),
        ("12•4 12・4", "12·4 12·4"),
        ("著作", "著作"),
        ("😀", "😀"),
    ],
)
def test_one_spelling_for_every_way_of_writing(written, folded):
    assert fold(written) == folded


def test_a_folded_position_leads_back_to_the_original():
    written = "“㎡”處"
    folded, origins = fold_mapped(written)
    assert folded == fold(written) == "m2处"
    assert [written[origin] for origin in origins[:-1]] == ["㎡", "㎡", "處"]
    assert origins[-1] == len(written)
