"""Whatever comes in: a clear error or a document, and nothing of the text is lost."""

import random
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exchange.documents import DocumentError, read_document, recognise
from exchange.documents.word_archive import WordArchive
from tests.exchange.documents.keeping import lost_characters
from tests.exchange.documents.word_samples import word_file

NAMES = st.sampled_from(["a.txt", "a.html", "a.htm", "a.docx"])
PIECES = st.sampled_from(
    [
        "关于",
        "印发",
        "《工作方案》",
        "的通知",
        "实",
        "施",
        "意",
        "见",
        "三山镇人民政府",
        "中共三山镇委员会",
        "三山府发〔2024〕3号",
        "签发人：甲某\n",
        "",
        "",
        "",
        "2024年3月1日",
        "二〇二四年三月",
        "发布时间:2024-03-01",
        "来源:三山镇",
        "浏览次数:-",
        "上一篇:无",
        "更多>>公告",
        "-",
        "·一条",
        "图片",
        "附件：1.清单\n",
        "",
        "",
        "",
        "2、名单",
        "抄送：县司法局。",
        "一、",
        "（一）",
        "1、",
        "2、",
        "三、",
        "1.",
        "抓学习",
        "抓宣传，",
        "法律",
        "法规，要落实。",
        "《民法典》",
        "31场次",
        "6200余份\n",
        "",
        "",
        "",
        "[bookmark:_GoBack]",
        "各村：",
        "首页>动态",
        "\u3000\u3000",
        "\u200b",
        "\xa0",
        "\t",
        "第一章",
        "①",
        "。",
        "，",
        "“",
        "”",
        "（",
        "）",
        "印发",
        "12·4",
        "http://a.b/c",
    ]
)
LINES = st.lists(PIECES, min_size=0, max_size=6).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=25).map("\n".join)
PLENTY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def recognised_or_refused(name: str, content: bytes) -> None:
    message = "读懂了"
    try:
        recognise(read_document(name, content))
    except DocumentError as error:
        message = str(error)
    assert any("\u4e00" <= char <= "\u9fff" for char in message)


@PLENTY
@given(name=NAMES, content=st.binary(max_size=2_000))
@example(name="a.txt", content="\ufffe\uffff".encode())
@example(name="a.html", content=b"<![CDATA[")
@example(name="a.docx", content=b"PK\x05\x06" + b"\x00" * 18)
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    recognised_or_refused(name, content)


@PLENTY
@given(name=st.sampled_from(["a.txt", "a.html"]), text=st.text(max_size=600))
@example(name="a.html", text="<table><tr><td colspan=999999999 rowspan=-1>甲<td>乙<tr><td>丙<td>丁")
@example(name="a.html", text="<ol start=x><li><li value=3>甲</ol><img width=100% src>")
@example(name="a.txt", text="()\n[]\n〔〕\n《》")
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    recognised_or_refused(name, text.encode("utf-8", "surrogatepass"))


@PLENTY
@given(text=TEXTS)
@example(text="图片\n图片")
@example(text="关于\n关于\n关于")
@example(text="附件：\n1.\n2.")
def test_nothing_of_a_text_is_lost(text: str) -> None:
    try:
        source = read_document("a.txt", text.encode())
    except DocumentError:
        return
    assert not lost_characters(source, recognise(source))


@PLENTY
@given(text=TEXTS)
def test_nothing_of_a_page_is_lost(text: str) -> None:
    page = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in text.split("\n"))
    try:
        source = read_document("a.html", f"<div>{page}</div>".encode())
    except DocumentError:
        return
    assert not lost_characters(source, recognise(source))


@PLENTY
@given(text=TEXTS)
def test_recognising_again_gives_the_same(text: str) -> None:
    try:
        source = read_document("a.txt", text.encode())
    except DocumentError:
        return
    assert recognise(source) == recognise(source)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_word_file_with_damaged_bytes_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(SOUND_WORD_FILE)
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    recognised_or_refused("a.docx", bytes(content))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_word_file_with_damaged_parts_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(SOUND_WORD_FILE)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name.endswith((".xml", ".rels")) and chance.random() < 0.5:
                place = chance.randrange(len(part))
                part[place : place + 4] = chance.choice(
                    [b"", b"<a/>", b'"', b"0", b"\xff", b"</w:p>"]
                )
            new.writestr(name, bytes(part))
    recognised_or_refused("a.docx", stream.getvalue())


SOUND_WORD_FILE = word_file(
    ["关于学法的通知", "各村：", "请把法律讲清楚。", "三山镇人民政府", "2024年3月1日"]
)


def test_the_sound_word_file_is_sound() -> None:
    assert WordArchive(SOUND_WORD_FILE).main_part == "word/document.xml"


@pytest.mark.parametrize(
    "unit",
    [
        "图片\n",
        "《",
        "1",
        "一、",
        "12,345.6份",
        "（",
        "关于",
        "。",
        "2024年",
        "约",
        "法",
        "附件：",
        "三山镇",
        " ",
        "a ",
        "关于学法的\n",
        "发布时间：",
        "更多>>\n",
        "- ·\n",
        "1、\n",
        "五",
        "[bookmark:",
        "村",
        "三山镇人民政府\n",
    ],
)
def test_long_inputs_take_no_more_than_linear_time(unit: str) -> None:
    started = time.process_time()
    recognised_or_refused("a.txt", (unit * 60_000)[:120_000].encode())
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "tag", ["<div>", "<p>", "<b>", "<table><tr><td>", "<ul><li>", "<a>", "<!--", "<"]
)
def test_long_pages_take_no_more_than_linear_time(tag: str) -> None:
    started = time.process_time()
    recognised_or_refused("a.html", (f"{tag}法律，" * 8_000).encode())
    assert time.process_time() - started < 20


def test_long_lists_of_a_page_take_no_more_than_linear_time() -> None:
    items = "".join(f"<li>第{number}村</li>" for number in range(20_000))
    started = time.process_time()
    recognised_or_refused("a.html", f"<ol>{items}</ol>".encode())
    assert time.process_time() - started < 30
