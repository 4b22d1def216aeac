import pytest

from exchange.documents.document_numbers import document_numbers, leading_number, serial_number


@pytest.mark.parametrize(
    "written",
    [
        "松溪府发〔2024〕18号",
        "松溪府发[2024]18号",
        "松溪府发(2024)18号",
        "松溪府发（2024）18号",
        "松溪府发【2024】18号",
        "松溪府发［2024］18号",
        "松溪府发〔２０２４〕１８号",
        "松溪府发 〔2024〕 18 号",
        "松溪府发〔2024〕018号",
    ],
)
def test_a_number_has_one_form_however_it_is_typed(written: str) -> None:
    found = leading_number(written)
    assert found
    assert (found.text, found.code, found.year) == ("松溪府发〔2024〕18号", "松溪府发", 2024)


def test_a_number_counted_with_ordinals_keeps_them() -> None:
    found = leading_number("岸普办字〔2016〕第6号")
    assert found
    assert found.text == "岸普办字〔2016〕第6号"


def test_a_number_in_brackets_below_the_title_is_read() -> None:
    found = leading_number("（松溪府发〔2024〕18号）")
    assert found
    assert found.text == "松溪府发〔2024〕18号"


@pytest.mark.parametrize("text", ["第12号", "2023年第3号", "（第 4 号）"])
def test_announcements_count_without_a_code(text: str) -> None:
    assert serial_number(text)


@pytest.mark.parametrize("text", ["12号楼", "联系电话5551234", "（2024）", "根据第3号令"])
def test_other_numbers_are_none(text: str) -> None:
    assert leading_number(text) is None
    assert serial_number(text) is None


def test_all_numbers_a_text_cites_are_found() -> None:
    text = "按照《甲》（云府办发〔2019〕115号）和《乙》（云司发〔2020〕14号）执行。"
    assert [number.text for number in document_numbers(text)] == [
        "云府办发〔2019〕115号",
        "云司发〔2020〕14号",
    ]
