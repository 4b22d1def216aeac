import pytest

from search.numerals import chinese_to_int, number_codes


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一千零四十三", 1043),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百二十", 120),
        ("一百零二", 102),
        ("一千二百六十", 1260),
        ("两万三千", 23_000),
        ("二〇二三", 2023),
        ("〇", 0),
        ("壹佰贰拾叁", 123),
        ("", None),
        ("法", None),
        ("一条", None),
    ],
)
def test_reads_chinese_numbers(numeral, value):
    assert chinese_to_int(numeral) == value


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("第一千零四十三条第二款", ["t1043", "k2"]),
        ("第1043条", ["t1043"]),
        ("二〇二三年十二月四日", ["y2023", "m12", "d4"]),
        ("三教府发(2023)56号", ["n2023n56", "h56"]),
        ("2023年", ["y2023"]),
        ("12·4", ["p12p4"]),
        ("3.5万", ["p3p5"]),
        ("1.2.3", []),
        ("没有数字", []),
    ],
)
def test_one_code_however_a_number_is_written(text, codes):
    assert [code for code, _, _ in number_codes(text)] == codes


def test_a_code_knows_where_it_stands():
    text = "依照第九十条处理"
    ((code, start, end),) = number_codes(text)
    assert (code, text[start:end]) == ("t90", "第九十条")
