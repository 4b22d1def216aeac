import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from tests.media.scenes import jpeg, scene, sent_by_messenger


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    photo = scene(1)
    (tmp_path / "in" / "1.jpg").write_bytes(jpeg(photo))
    (tmp_path / "in" / "2 same.jpg").write_bytes(jpeg(photo))
    sent = sent_by_messenger(photo).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    (tmp_path / "in" / "3 sent on.jpg").write_bytes(jpeg(sent))
    (tmp_path / "in" / "4 other.jpg").write_bytes(jpeg(scene(2)))
    (tmp_path / "in" / "5 broken.jpg").write_bytes(jpeg(photo)[:9000])
    return tmp_path


def test_each_file_is_one_line_of_json(folder):
    out = StringIO()
    call_command("check_photos", folder / "in", "--json", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["accepted"] for line in lines] == [True] * 4 + [False]
    assert [[(other["file"], other["kind"]) for other in line["duplicates"]] for line in lines] == [
        [],
        [("1.jpg", "exact")],
        [("1.jpg", "near")],
        [],
        [],
    ]
    assert lines[4]["message"].startswith("“5 broken.jpg”已损坏")
    assert lines[0]["captured_at"] is None
    assert lines[0]["hints"]
    assert all(line["seconds"] > 0 for line in lines)
    assert sorted(path.name for path in folder.iterdir()) == ["in"]


def test_public_files_are_kept_where_asked(folder):
    call_command("check_photos", folder / "in", "--keep", str(folder / "out"), stdout=StringIO())
    kept = sorted(path.suffix for path in (folder / "out").iterdir())
    assert kept == [".avif"] * 9 + [".jpeg"] * 9


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(CommandError, match="没有这个文件夹"):
        call_command("check_photos", tmp_path / "none")
