"""The Chinese that this package adds to Wagtail's own."""

import ast
import gettext
import re
from pathlib import Path

from django.utils.translation import gettext as translated
from django.utils.translation import ngettext

import pages

FOLDER = Path(pages.__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES"
ENTRY = re.compile(
    r"^msgid (?P<one>.+)\n(?:msgid_plural (?P<many>.+)\n)?msgstr(?:\[0\])? (?P<chinese>.+)$", re.M
)


def entries() -> list[tuple[str, str, str]]:
    """English, English plural (or nothing) and Chinese of each entry of the catalogue."""
    found = ENTRY.finditer((FOLDER / "django.po").read_text(encoding="utf-8"))
    texts = [tuple(ast.literal_eval(text or '""') for text in one.groups()) for one in found]
    return [text for text in texts if text[0]]


def places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))


def test_the_compiled_catalogue_is_that_of_the_readable_one():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = entries()
    assert len(written) > 200
    for one, many, chinese in written:
        assert (compiled.ngettext(one, many, 2) if many else compiled.gettext(one)) == chinese


def test_no_translation_asks_for_what_its_english_does_not_give():
    wrong = [one for one, many, zh in entries() if not places(zh) <= places(one) | places(many)]
    assert wrong == []


def test_the_admin_speaks_these_words():
    assert translated("Search all pages…") == "搜索全部页面"
    assert ngettext("Referenced %(count)s time", "Referenced %(count)s times", 3) == (
        "被引用 %(count)s 次"
    )
    assert translated("live") == "已发布"
    assert translated("Cancel workflow ") == "撤回"
    assert translated("Restart workflow ") == "重新提交"


def test_what_cannot_be_saved_is_not_said_to_be_unfilled():
    said = translated("There are validation errors, click save to highlight them.")
    assert "前后不一致" in said
    assert "保存草稿" in said
