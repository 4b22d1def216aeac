import pytest

from exchange.documents import (
    DocumentError,
    Heading,
    Paragraph,
    Picture,
    Table,
    read_document,
    recognise,
)
from exchange.documents.blocks import block_text
from exchange.documents.source import SourceDocument

ARTICLE = """
<p style="text-indent:2em">十月十日上午，河湾镇司法所走进集市，
向赶集的群众讲解民法典，解答身边的法律问题。</p>
<p><img src="/upload/1.jpg" alt="干警在集市讲法"></p>
<p>当天发放资料300余份，接受咨询45人次，群众说讲得明白、听得进去。</p>
"""
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="PubDate" content="2024-10-11 08:20"><meta name="ContentSource" content="河湾镇">
<title>河湾镇司法所送法进集市_临川县人民政府</title>
<style>p {{ color: red }}</style><script>var a = "不应出现";</script></head><body>
<div class="header"><a href="/">首页</a> <a href="/a">政务公开</a> <a href="/b">办事服务</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/x">乡镇动态</a></div>
<div class="main"><h1>河湾镇司法所送法进集市</h1>
<div class="info">发布时间：2024-10-11 08:20 来源：河湾镇
浏览次数：<span></span>次 【字体：大 中 小】</div>
<div id="zoom">{ARTICLE}</div>
<div class="pages">上一篇：<a href="/1">河湾镇召开普法联席会</a></div></div>
<div class="side"><h3>推荐阅读</h3><ul><li><a href="/2">关于开展普法检查的通知</a></li></ul></div>
<div class="footer">主办：临川县人民政府办公室 电话：000-0000000 临ICP备00000000号</div>
</body></html>"""


def read(html: str, encoding: str = "utf-8") -> SourceDocument:
    return read_document("page.html", html.encode(encoding))


def test_the_article_is_taken_out_of_its_page() -> None:
    found = recognise(read(PAGE))
    assert found.title == "河湾镇司法所送法进集市"
    assert [type(block) for block in found.body] == [Paragraph, Picture, Paragraph]
    assert (str(found.published_on), str(found.published_time)) == ("2024-10-11", "08:20:00")
    assert found.source_name == "河湾镇"
    assert str(found.happened_on) == "2024-10-10"


def test_what_frames_the_article_is_listed_and_scripts_are_not() -> None:
    removed = "\n".join(repair.before for repair in recognise(read(PAGE)).repairs)
    for text in (
        "政务公开",
        "乡镇动态",
        "河湾镇召开普法联席会",
        "关于开展普法检查的通知",
        "临ICP备",
    ):
        assert text in removed
    assert "不应出现" not in removed


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_declared_encoding_is_respected(encoding: str) -> None:
    html = f'<html><head><meta charset="gb2312"></head><body>{ARTICLE}</body></html>'
    assert "河湾镇司法所" in block_text(read(html, encoding).blocks[0])


def test_headings_lists_and_breaks_keep_their_lines() -> None:
    html = """<article><h1>学法计划</h1><h2>一季度</h2>
    <p>先学宪法，再学民法典，每周一次。<br>地点在会议室，大家按时参加。</p>
    <ol><li>宪法</li><li>民法典</li></ol><ul><li>安全生产法</li></ul></article>"""
    assert [(type(block), block_text(block)) for block in read(html).blocks] == [
        (Heading, "学法计划"),
        (Heading, "一季度"),
        (Paragraph, "先学宪法，再学民法典，每周一次。"),
        (Paragraph, "地点在会议室，大家按时参加。"),
        (Paragraph, "1.宪法"),
        (Paragraph, "2.民法典"),
        (Paragraph, "安全生产法"),
    ]


def test_a_table_of_data_keeps_rows_and_joined_cells() -> None:
    html = """<div><p>清单如下，请各单位对照落实，有问题及时联系。</p><table>
    <tr><th>单位</th><th colspan="2">内容</th></tr>
    <tr><td rowspan="2">司法所</td><td>民法典</td><td>5月</td></tr>
    <tr><td>宪法</td><td>12月</td></tr></table></div>"""
    assert read(html).blocks[1] == Table(
        (("单位", "内容", ""), ("司法所", "民法典", "5月"), ("", "宪法", "12月")), position=2
    )


@pytest.mark.parametrize(
    "rows",
    [
        '<tr><td colspan="29">甲<td rowspan="9" colspan="29">乙' + "<td colspan=29>丙" * 6,
        "<tr>" + "<td>甲" * 200 + "<tr><td>乙" * 1_000,
    ],
)
def test_a_table_with_too_many_cells_is_refused(rows: str) -> None:
    page = f"<p>清单如下。</p><table>{rows}<tr><td>甲<td>乙</table>"
    with pytest.raises(DocumentError, match="表格过大"):
        read(page)


def test_a_table_that_lays_out_a_page_is_not_one_of_data() -> None:
    inner = f"<table><tr><td>{ARTICLE}</td></tr></table>"
    html = f"<table><tr><td><a href='/'>首页</a></td></tr><tr><td>{inner}</td></tr></table>"
    assert [type(block) for block in read(html).blocks] == [Paragraph, Picture, Paragraph]


def test_the_information_table_of_a_public_document_fills_the_fields() -> None:
    html = """<div><table>
    <tr><td>索 引 号：</td><td>11500383/2024-00012</td>
    <td>发文字号：</td><td>河府发〔2024〕3号</td></tr>
    <tr><td>发布机构：</td><td>河湾镇人民政府</td><td>成文日期：</td><td>2024-02-03</td></tr>
    <tr><td>有效性：</td><td>有效</td><td>发布日期：</td><td>2024-02-06</td></tr></table>
    <h1>关于做好春季普法工作的通知</h1><p>各村（社区）：</p>
    <p>春耕将至，请各村结合农事安排普法，把与土地、农资有关的法律讲清楚。</p></div>"""
    found = recognise(read(html))
    assert found.document_number == "河府发〔2024〕3号"
    assert found.index_number == "11500383/2024-00012"
    assert found.sender_name == "河湾镇人民政府"
    assert str(found.issued_on) == "2024-02-03"
    assert found.validity == "有效"
    assert found.tables == ()


def test_small_icons_are_no_pictures() -> None:
    html = (
        "<p>附件见下，请下载后填写并按时报送。</p>"
        "<img src='/icon_doc.gif'><img src='/a.png' width='16'>"
    )
    assert [type(block) for block in read(html).blocks] == [Paragraph]


def test_a_page_within_a_page_of_text_is_kept_line_by_line() -> None:
    assert len(read("<pre>第一行说明，请看。\n第二行说明，请记。</pre>").blocks) == 2


@pytest.mark.parametrize(
    "html",
    [
        "abc.html",
        "http://example.com/a",
        "<?xml version='1.0' encoding='gbk'?><html><p>正文</p></html>",
        "<" * 3000,
    ],
)
def test_odd_pages_are_read_without_a_warning(html: str) -> None:
    assert read(html).blocks


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises(DocumentError, match="嵌套"):
        read("<div>" * 3000 + "深处的文字。")


def test_a_page_with_some_hundred_unclosed_elements_is_read() -> None:
    assert block_text(read("<div>" * 200 + "深处的文字，仍然能够读到。").blocks[0]).startswith(
        "深处"
    )
