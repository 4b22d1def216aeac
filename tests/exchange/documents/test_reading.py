import pytest

from exchange.documents import (
    DocumentError,
    Paragraph,
    Picture,
    Table,
    check_file,
    read_document,
)
from exchange.documents.reading import MOST_BYTES


def lines(text: str) -> list[str]:
    return [block.text for block in read_document("a.txt", text.encode()).blocks]


def test_a_line_of_text_is_a_paragraph_with_its_line_number() -> None:
    blocks = read_document("a.txt", "\n\n标题\r\n　　正文。\n".encode()).blocks
    assert blocks == (
        Paragraph("标题", position=3),
        Paragraph("正文。", position=4, is_indented=True),
    )


@pytest.mark.parametrize("line", ["图片", "　　图片 ", "[图片]", "（图片）", "【图片3】", "Image"])
def test_a_line_that_only_says_picture_is_a_place_of_a_picture(line: str) -> None:
    blocks = read_document("a.txt", f"正文。\n{line}\n".encode()).blocks
    assert isinstance(blocks[1], Picture)


def test_a_sentence_about_pictures_is_text() -> None:
    assert lines("图片见附件。") == ["图片见附件。"]


def test_rows_set_with_tabs_are_a_table() -> None:
    blocks = read_document(
        "a.txt", "序号\t内容\t单位\n1\t民法典\t司法所\n2\t宪法\n完。".encode()
    ).blocks
    assert blocks[0] == Table((("序号", "内容", "单位"), ("1", "民法典", "司法所")), position=1)


def test_a_table_of_text_that_is_too_large_is_refused() -> None:
    rows = "甲\t乙\t丙\n" * (MOST_BYTES[".txt"] // 12)
    with pytest.raises(DocumentError, match="表格过大"):
        read_document("a.txt", rows.encode())


def test_a_table_of_text_with_too_many_columns_is_refused() -> None:
    with pytest.raises(DocumentError, match="表格过大"):
        read_document("a.txt", ("\t".join("甲" * 201) + "\n").encode() * 2)


def test_one_line_with_tabs_is_a_line() -> None:
    assert lines("三山文〔2024〕1号\t\t签发人：甲") == ["三山文〔2024〕1号\t\t签发人：甲"]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("清单.doc", "旧版"),
        ("通知.wps", "另存为"),
        ("红头.pdf", "PDF"),
        ("表.xlsx", ".docx"),
        ("无", ".docx"),
    ],
)
def test_other_formats_are_refused_with_what_to_do(name: str, word: str) -> None:
    with pytest.raises(DocumentError, match=word):
        read_document(name, "内容".encode())


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(DocumentError, match="超过 3 MB"):
        read_document("a.txt", b"a" * (MOST_BYTES[".txt"] + 1))


def test_name_and_size_are_enough_to_refuse_a_file() -> None:
    check_file("a.docx", MOST_BYTES[".docx"])
    with pytest.raises(DocumentError, match="超过 50 MB"):
        check_file("a.docx", MOST_BYTES[".docx"] + 1)
    with pytest.raises(DocumentError, match="PDF"):
        check_file("a.pdf", 1)


@pytest.mark.parametrize("content", [b"", b"\n \n", "　　\n".encode(), b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match="没有文字"):
        read_document("a.txt", content)


def test_the_digest_tells_the_text_and_not_how_it_is_saved() -> None:
    plain = read_document("a.txt", "标题\n正文。".encode())
    other = read_document("b.txt", "标题 \r\n\r\n　　正文。\r\n".encode("gb18030"))
    changed = read_document("a.txt", "标题\n正文！".encode())
    assert plain.digest == other.digest
    assert plain.digest != changed.digest
