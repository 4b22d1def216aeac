"""What is kept between two requests comes back as it was, or is refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from exchange.documents import DocumentError, RecognisedFile, read_document
from exchange.documents.storing import from_json, to_json
from tests.exchange.documents.test_properties import PLENTY, TEXTS

INPUTS = Path(__file__).parents[1] / "inputs"
TABLE = "三山镇开展宣传活动\n发放资料1.5万余份。\n图片\n序号\t内容\t单位\n1\t民法典\t司法所"


def recognised(name: str, content: bytes) -> RecognisedFile:
    return RecognisedFile.of(read_document(name, content))


def stored(**changes: object) -> str:
    kept = json.loads(to_json(recognised("a.txt", TABLE.encode())))
    return json.dumps({**kept, **changes})


@pytest.mark.parametrize("path", sorted(INPUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_comes_back_as_it_was(path: Path) -> None:
    file = recognised(path.name, path.read_bytes())
    assert from_json(to_json(file)) == file


def test_figures_tables_and_places_of_pictures_come_back() -> None:
    file = recognised("表.txt", TABLE.encode())
    assert file.document.figures
    assert file.document.tables
    assert file.document.picture_count
    assert from_json(to_json(file)) == file


@PLENTY
@given(text=TEXTS)
def test_any_text_comes_back(text: str) -> None:
    try:
        file = recognised("a.txt", text.encode())
    except DocumentError:
        return
    assert from_json(to_json(file)) == file


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '"三山镇"',
        stored(digest=1),
        stored(document=None),
        stored(document={"class": "RecognisedDocument"}),
        stored(new_field=""),
    ],
)
def test_what_has_other_fields_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(DocumentError, match="重新上传"):
        from_json(text)


def test_what_is_unchanged_is_not_refused() -> None:
    assert from_json(stored()).name == "a.txt"
