import pytest

from exchange.documents.decoding import decode_text
from exchange.documents.errors import DocumentError

TEXT = "关于开展普法宣传的通知\n各村（社区）："


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_in_every_usual_encoding_reads_the_same(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding)) == TEXT


def test_characters_outside_gbk_are_read_from_gb18030() -> None:
    text = "㐂村和𠮷村的法治宣传栏"
    assert decode_text(text.encode("gb18030")) == text


def test_a_wrong_declaration_does_not_beat_valid_utf8() -> None:
    assert decode_text(TEXT.encode(), declared="gb2312") == TEXT


def test_a_declared_big5_page_is_read_as_such() -> None:
    text = "關於開展普法宣傳的通知"
    assert decode_text(text.encode("big5"), declared="Big5") == text


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xfe\x00\xd8",
        b"\x01\x02" * 50,
    ],
    ids=["all bytes", "picture", "half a surrogate", "controls"],
)
def test_what_is_no_text_is_refused_in_chinese(content: bytes) -> None:
    with pytest.raises(DocumentError, match="UTF-8"):
        decode_text(content)
