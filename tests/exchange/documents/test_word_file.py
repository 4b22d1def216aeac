import time
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import nsdecls

from exchange.documents import DocumentError, Heading, Paragraph, Picture, Table, read_document
from exchange.documents.blocks import Block, block_text
from exchange.documents.word_archive import WordArchive
from tests.exchange.documents.word_samples import (
    add_picture,
    changed_archive,
    define_list,
    put_in_list,
    saved,
    with_body,
    word_file,
)


def blocks_of(content: bytes) -> tuple[Block, ...]:
    return read_document("a.docx", content).blocks


def texts(content: bytes) -> list[str]:
    return [block_text(block) for block in blocks_of(content)]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_come_in_their_order_without_blank_ones() -> None:
    assert texts(word_file(["标题", "", "　　正文一。", "正文二。"])) == [
        "标题",
        "正文一。",
        "正文二。",
    ]


def test_headings_are_told_by_their_style() -> None:
    document = Document()
    document.add_heading("工作报告", 0)
    document.add_heading("基本情况", 1)
    document.add_heading("学法", 2)
    document.add_paragraph("正文。")
    assert [
        (block.level, block.text)
        for block in blocks_of(saved(document))
        if isinstance(block, Heading)
    ] == [(0, "工作报告"), (1, "基本情况"), (2, "学法")]


def test_numbers_that_word_counts_are_kept_as_text() -> None:
    document = Document()
    define_list(
        document,
        41,
        [
            ("chineseCounting", "%1、"),
            ("chineseCounting", "（%2）"),
            ("decimal", "%3."),
            ("bullet", "•"),
        ],
    )
    for text, level in [
        ("总体要求", 0),
        ("重点任务", 0),
        ("抓学习", 1),
        ("宪法", 2),
        ("民法典", 2),
        ("抓宣传", 1),
        ("广播", 2),
        ("随手记", 3),
        ("工作要求", 0),
        ("抓检查", 1),
    ]:
        put_in_list(document.add_paragraph(text), 41, level)
    assert texts(saved(document)) == [
        "一、总体要求",
        "二、重点任务",
        "（一）抓学习",
        "1.宪法",
        "2.民法典",
        "（二）抓宣传",
        "1.广播",
        "随手记",
        "三、工作要求",
        "（一）抓检查",
    ]


@pytest.mark.parametrize(
    ("number_format", "text", "label"),
    [
        ("decimal", "（%1）", "（2）"),
        ("decimalEnclosedCircleChinese", "%1", "② "),
        ("upperLetter", "%1.", "B."),
        ("lowerRoman", "%1)", "ii)"),
        ("japaneseCounting", "第%1条", "第二条 "),
        ("unheardOf", "%1、", "2、"),
    ],
)
def test_each_format_of_number_is_written_out(number_format: str, text: str, label: str) -> None:
    document = Document()
    define_list(document, 42, [(number_format, text)])
    for each in ("甲", "乙"):
        put_in_list(document.add_paragraph(each), 42)
    assert texts(saved(document))[1] == f"{label}乙"


def test_a_table_keeps_its_rows_and_the_width_of_joined_cells() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, [("序号", "内容", ""), ("1", "民法典", "司法所"), ("", "", "")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[0].cells[1].merge(table.rows[0].cells[2])
    assert blocks_of(saved(document))[0] == Table(
        (("序号", "内容", ""), ("1", "民法典", "司法所")), 1
    )


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "提示：请按时报送。"
    assert isinstance(blocks_of(saved(document))[0], Paragraph)


def test_pictures_leave_their_places_with_their_description() -> None:
    document = Document()
    document.add_paragraph("活动现场。")
    add_picture(document, description="村民在广场听讲")
    document.add_paragraph("活动结束。")
    assert [type(block) for block in blocks_of(saved(document))] == [Paragraph, Picture, Paragraph]
    assert block_text(blocks_of(saved(document))[1]) == "村民在广场听讲"


def test_pictures_set_in_a_table_keep_their_places() -> None:
    document = Document()
    add_picture(document)
    picture = document.paragraphs[0]._p
    document.add_paragraph("活动照片")
    document.add_table(rows=1, cols=2).rows[0].cells[1]._tc.append(picture)
    assert [type(block) for block in blocks_of(saved(document))] == [Paragraph, Picture]


def test_a_break_within_a_paragraph_begins_a_line() -> None:
    body = "<w:p><w:r><w:t>关于普法的</w:t><w:br/><w:t>通知</w:t></w:r></w:p>"
    assert texts(with_body(body)) == ["关于普法的", "通知"]


def test_text_in_content_controls_links_and_tracked_insertions_is_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('控件里的文字')}</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>新增的</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"
    )
    assert texts(with_body(body)) == ["控件里的文字", "新增的链接"]


def test_a_text_box_is_read_once_though_word_stores_it_twice() -> None:
    box = f"<wps:txbx><w:txbxContent>{paragraph('框里的文号')}</w:txbxContent></wps:txbx>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:inline>{box}</wp:inline></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert texts(with_body(body)) == ["框里的文号", "正文"]


def test_hidden_text_and_running_heads_are_set_aside_and_not_lost() -> None:
    document = Document()
    document.add_paragraph("正文").add_run("暗记").font.hidden = True
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    source = read_document("a.docx", saved(document))
    assert [block_text(block) for block in source.blocks] == ["正文"]
    assert [(aside.reason, aside.text) for aside in source.set_aside] == [
        ("隐藏文字", "暗记"),
        ("页眉页脚", "内部资料"),
    ]


def test_a_file_that_is_no_zip_is_refused() -> None:
    with pytest.raises(DocumentError, match="不是有效的"):
        read_document("a.docx", b"hello")


def test_an_old_or_encrypted_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(DocumentError, match="密码"):
        read_document("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600)


def test_another_office_file_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DocumentError, match="不是有效的"):
        read_document("a.docx", stream.getvalue())


def test_a_file_with_macros_is_refused() -> None:
    content = changed_archive(
        word_file(["正文"]), lambda parts: parts.update({"word/vbaProject.bin": b"code"})
    )
    with pytest.raises(DocumentError, match="宏"):
        read_document("a.docx", content)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_broken_xml_is_refused(part: str) -> None:
    content = changed_archive(
        word_file(["正文"]), lambda parts: parts.update({part: b"<w:document"})
    )
    with pytest.raises(DocumentError, match="已损坏"):
        read_document("a.docx", content)


def test_entities_that_unfold_without_end_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    content = changed_archive(
        word_file(["正文"]), lambda parts: parts.update({"word/document.xml": bomb})
    )
    with pytest.raises(DocumentError, match="已损坏"):
        read_document("a.docx", content)


def test_a_part_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    filler = b"<w:document>" + b" " * (8 * 1024 * 1024)
    content = changed_archive(
        word_file(["正文"]), lambda parts: parts.update({"word/document.xml": filler})
    )
    assert len(content) < 100_000
    with pytest.raises(DocumentError, match="过大"):
        read_document("a.docx", content)


def test_elements_nested_without_end_are_refused() -> None:
    deep = b"<w>" * 5_000 + b"</w>" * 5_000
    content = changed_archive(
        word_file(["正文"]), lambda parts: parts.update({"word/document.xml": deep})
    )
    with pytest.raises(DocumentError):
        read_document("a.docx", content)


def test_a_file_cut_off_in_the_middle_is_refused() -> None:
    content = word_file(["正文"])
    with pytest.raises(DocumentError):
        read_document("a.docx", content[: len(content) // 2])


def test_a_part_with_wrong_checksum_is_refused() -> None:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(word_file(["正文"]))) as archive,
        zipfile.ZipFile(stream, "w") as stored,
    ):
        for name in archive.namelist():
            stored.writestr(name, archive.read(name))
    content = stream.getvalue().replace("正文".encode(), "错文".encode())
    with pytest.raises(DocumentError, match="已损坏"):
        read_document("a.docx", content)


# Small files that ask for a lot


def related_parts(kind: str, targets: list[str], parts: dict[str, bytes]) -> bytes:
    """Return a Word file whose text refers to `targets`, with these parts in it."""

    def change(old: dict[str, bytes]) -> None:
        relations = "".join(
            f'<Relationship Id="x{number}" Type="x/{kind}" Target="{target}"/>'
            for number, target in enumerate(targets)
        )
        old["word/_rels/document.xml.rels"] = f"<Relationships>{relations}</Relationships>".encode()
        old.update(parts)

    return changed_archive(with_body(paragraph("正文")), change)


def header(text: str) -> bytes:
    return f"<w:hdr {nsdecls('w')}>{text}</w:hdr>".encode()


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def wide(columns: int) -> list[str]:
    return [paragraph("甲")] * columns


def test_a_part_is_parsed_once_under_whatever_case() -> None:
    archive = WordArchive(word_file(["正文"]))
    assert archive.part("Word/Document.xml") is archive.part("word/document.xml")


def test_a_part_that_many_relations_name_is_related_once() -> None:
    targets = ["header1.xml", "/word/HEADER1.xml", "./header1.xml", "header2.xml"] * 50
    content = related_parts("header", targets, {})
    related = WordArchive(content).related("word/document.xml", "header")
    assert related == ["word/header1.xml", "word/header2.xml"]


def test_a_running_head_that_many_relations_name_is_read_once() -> None:
    long = header("".join(paragraph(f"内部资料{number}") for number in range(3_000)))
    content = related_parts("header", ["header1.xml"] * 2_000, {"word/header1.xml": long})
    started = time.process_time()
    assert len(read_document("a.docx", content).set_aside) == 3_000
    assert time.process_time() - started < 10


def test_parts_that_are_too_large_together_are_refused() -> None:
    names = [f"header{number}.xml" for number in range(25)]
    filled = header(" " * (1_900 * 1024))
    content = related_parts("header", names, {f"word/{name}": filled for name in names})
    assert len(content) < 200_000
    with pytest.raises(DocumentError, match="过大"):
        read_document("a.docx", content)


def test_a_table_with_too_many_columns_is_refused() -> None:
    span = '<w:tcPr><w:gridSpan w:val="99"/></w:tcPr>'
    joined = [span + paragraph("甲")] * 3
    with pytest.raises(DocumentError, match="表格过大"):
        read_document("a.docx", with_body(table(joined, wide(1))))


def test_a_table_that_is_filled_up_to_too_many_cells_is_refused() -> None:
    with pytest.raises(DocumentError, match="表格过大"):
        read_document("a.docx", with_body(table(wide(200), *[wide(1)] * 1_000)))


def test_tables_with_too_many_cells_together_are_refused() -> None:
    one = table(wide(200), *[wide(1)] * 400)
    assert read_document("a.docx", with_body(one * 2)).blocks
    with pytest.raises(DocumentError, match="表格过大"):
        read_document("a.docx", with_body(one * 3))


def test_the_label_of_a_list_is_kept_short() -> None:
    document = Document()
    define_list(document, 43, [("decimal", "长" * 100_000)])
    put_in_list(document.add_paragraph("甲"), 43)
    assert len(texts(saved(document))[0]) < 300


def test_a_style_is_read_once_for_all_its_paragraphs() -> None:
    styled = '<w:p><w:pPr><w:pStyle w:val="长"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    style = f'<w:style w:styleId="长">{"<w:x/>" * 50_000}</w:style>'
    content = changed_archive(
        with_body(styled * 2_000),
        lambda parts: parts.update(
            {"word/styles.xml": f"<w:styles {nsdecls('w')}>{style}</w:styles>".encode()}
        ),
    )
    started = time.process_time()
    assert len(blocks_of(content)) == 2_000
    assert time.process_time() - started < 10


def test_properties_are_read_once_for_all_lines_of_a_paragraph() -> None:
    lines = "<w:t>甲</w:t><w:br/>" * 3_000
    body = f"<w:p><w:pPr>{'<w:x/>' * 30_000}</w:pPr><w:r>{lines}</w:r></w:p>"
    started = time.process_time()
    assert len(blocks_of(with_body(body))) == 3_000
    assert time.process_time() - started < 10
