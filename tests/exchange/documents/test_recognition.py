"""Documents of many hands, each a few lines: what is recognised does not hang on one template."""

from dataclasses import dataclass
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from exchange.documents import DocumentKind, Heading, RecognisedDocument, read_document, recognise
from tests.exchange.documents.keeping import lost_characters, lost_lines
from tests.exchange.documents.word_samples import add_picture, define_list, put_in_list, saved


def on_lines(*lines: str) -> str:
    return "\n".join(lines)


TEXT = "为把普法做到群众心里，请各单位把学法用法列入日常工作，按时报送情况。"
NEWS = "今年以来，镇里把法律送到田间地头，群众听得懂、记得住，遇事先想到法律。"
NOTICE, REPORT = DocumentKind.NOTICE, DocumentKind.REPORT


@dataclass(frozen=True)
class Sample:
    text: str
    kind: DocumentKind
    title: str
    sender: str = ""
    number: str = ""
    issued_on: date | None = None


SAMPLES = {
    "number in square brackets": Sample(
        on_lines(
            "白塔政发[2024]6号",
            "白塔乡人民政府",
            "关于做好春季普法工作的通知",
            "各村：",
            TEXT,
            "白塔乡人民政府",
            "2024年3月1日",
        ),
        NOTICE,
        "关于做好春季普法工作的通知",
        "白塔乡人民政府",
        "白塔政发〔2024〕6号",
        date(2024, 3, 1),
    ),
    "number in round brackets below the title": Sample(
        on_lines(
            "关于做好春季普法工作的通知",
            "（白塔政发(2024)6号）",
            "各村：",
            TEXT,
            "白塔乡人民政府",
            "2024年3月1日",
        ),
        NOTICE,
        "关于做好春季普法工作的通知",
        "白塔乡人民政府",
        "白塔政发〔2024〕6号",
        date(2024, 3, 1),
    ),
    "full-width digits": Sample(
        on_lines(
            "白塔政发〔２０２４〕６号",
            "关于做好春季普法工作的通知",
            "各村：",
            TEXT,
            "白塔乡人民政府",
            "２０２４年３月１日",
        ),
        NOTICE,
        "关于做好春季普法工作的通知",
        "白塔乡人民政府",
        "白塔政发〔2024〕6号",
        date(2024, 3, 1),
    ),
    "date in Chinese characters": Sample(
        on_lines(
            "白塔乡关于做好春季普法工作的通知",
            "各村：",
            TEXT,
            "白塔乡人民政府",
            "二○二四年三月一日",
        ),
        NOTICE,
        "关于做好春季普法工作的通知",
        "白塔乡人民政府",
        "",
        date(2024, 3, 1),
    ),
    "masthead with the word file": Sample(
        on_lines(
            "清水县人民政府办公室文件",
            "清水府办发〔2021〕12号",
            "清水县人民政府办公室",
            "关于印发2021年普法工作要点的通知",
            "各乡镇人民政府：",
            TEXT,
            "清水县人民政府办公室",
            "2021年4月2日",
        ),
        NOTICE,
        "关于印发2021年普法工作要点的通知",
        "清水县人民政府办公室",
        "清水府办发〔2021〕12号",
        date(2021, 4, 2),
    ),
    "letterhead set with spaces": Sample(
        on_lines(
            "清 水 县 司 法 局",
            "清水司〔2020〕3号",
            "关于开展法治体检的",
            "通　知",
            "各司法所：",
            TEXT,
            "清水县司法局",
            "2020年5月6日",
        ),
        NOTICE,
        "关于开展法治体检的通知",
        "清水县司法局",
        "清水司〔2020〕3号",
        date(2020, 5, 6),
    ),
    "party committee": Sample(
        on_lines(
            "梅岭委发〔2022〕11号",
            "中共梅岭镇委员会",
            "关于加强法治学习的意见",
            "各党支部：",
            TEXT,
            "中共梅岭镇委员会",
            "2022年6月1日",
        ),
        NOTICE,
        "关于加强法治学习的意见",
        "中共梅岭镇委员会",
        "梅岭委发〔2022〕11号",
        date(2022, 6, 1),
    ),
    "three bodies sign": Sample(
        on_lines(
            "关于联合开展普法检查的通知",
            "各村：",
            TEXT,
            "清水县司法局",
            "清水县教育局",
            "清水县妇联",
            "2023年9月1日",
        ),
        NOTICE,
        "关于联合开展普法检查的通知",
        "清水县司法局、清水县教育局、清水县妇联",
        "",
        date(2023, 9, 1),
    ),
    "signature and date on one line": Sample(
        on_lines("关于放假期间值班的通知", "各办：", TEXT, "白塔乡党政办公室    2023年4月28日"),
        NOTICE,
        "关于放假期间值班的通知",
        "白塔乡党政办公室",
        "",
        date(2023, 4, 28),
    ),
    "title over three lines": Sample(
        on_lines(
            "白塔乡人民政府",
            "关于印发《白塔乡领导干部",
            "应知应会法律法规清单制度",
            "（试行）》的通知",
            "各村：",
            TEXT,
            "白塔乡人民政府",
            "2024年3月1日",
        ),
        NOTICE,
        "关于印发《白塔乡领导干部应知应会法律法规清单制度（试行）》的通知",
        "白塔乡人民政府",
        "",
        date(2024, 3, 1),
    ),
    "announcement with a serial number": Sample(
        on_lines("清水县普法办公告", "第3号", "各单位：", TEXT, "清水县普法办", "2024年1月5日"),
        NOTICE,
        "清水县普法办公告",
        "清水县普法办",
        "第3号",
        date(2024, 1, 5),
    ),
    "plan without 关于": Sample(
        on_lines(
            "白塔乡2024年普法依法治理工作要点",
            TEXT,
            "一、总体要求",
            "把法律讲清楚。",
            "二、重点任务",
            "到村里去。",
            "白塔乡人民政府",
            "2024年2月1日",
        ),
        NOTICE,
        "白塔乡2024年普法依法治理工作要点",
        "白塔乡人民政府",
        "",
        date(2024, 2, 1),
    ),
    "signer on a line of his own": Sample(
        on_lines(
            "梅岭府文〔2023〕2号",
            "签发人：甲某某",
            "梅岭镇人民政府",
            "关于2022年法治政府建设情况的报告",
            "县人民政府：",
            TEXT,
            "梅岭镇人民政府",
            "2023年1月9日",
        ),
        NOTICE,
        "关于2022年法治政府建设情况的报告",
        "梅岭镇人民政府",
        "梅岭府文〔2023〕2号",
        date(2023, 1, 9),
    ),
    "copies and a printer's line": Sample(
        on_lines(
            "梅岭府发〔2023〕9号",
            "关于调整普法工作领导小组的通知",
            "各村：",
            TEXT,
            "梅岭镇人民政府",
            "2023年5月4日",
            "抄送：县司法局，县普法办。",
            "梅岭镇党政办公室  2023年5月4日印发",
        ),
        NOTICE,
        "关于调整普法工作领导小组的通知",
        "梅岭镇人民政府",
        "梅岭府发〔2023〕9号",
        date(2023, 5, 4),
    ),
    "only the printer's line tells the date": Sample(
        on_lines(
            "梅岭府发〔2023〕9号",
            "梅岭镇人民政府",
            "关于调整普法工作领导小组的通知",
            "各村：",
            TEXT,
            "梅岭镇党政办公室  2023年5月4日印发",
        ),
        NOTICE,
        "关于调整普法工作领导小组的通知",
        "梅岭镇人民政府",
        "梅岭府发〔2023〕9号",
        date(2023, 5, 4),
    ),
    "date in brackets below the title": Sample(
        on_lines(
            "清水县普法工作规定",
            "（2022年8月15日）",
            "第一章 总则",
            "第一条 为了做好普法，制定本规定。",
            "第二章 附则",
            "第二条 本规定自印发之日起施行。",
        ),
        NOTICE,
        "清水县普法工作规定",
        "",
        "",
        date(2022, 8, 15),
    ),
    "another document is cited, none is its own": Sample(
        on_lines(
            "关于转发普法通知的函",
            "各村：",
            "现将县司法局《关于学法的通知》（清水司〔2023〕8号）转发给你们，请结合实际落实。",
            "白塔乡司法所",
            "2023年7月7日",
        ),
        NOTICE,
        "关于转发普法通知的函",
        "白塔乡司法所",
        "",
        date(2023, 7, 7),
    ),
    "headline with a township in front": Sample(
        on_lines(
            "白塔乡：法律明白人活跃在田间",
            "时间：2023-05-06 来源：白塔乡",
            NEWS,
            "图片",
            "图片",
            "群众都说好，下次还要来听，把学到的讲给家里人听。",
        ),
        REPORT,
        "白塔乡：法律明白人活跃在田间",
        "白塔乡",
    ),
    "headline of a police station": Sample(
        on_lines(
            "梅岭派出所开展反诈宣传活动", NEWS, "图片", "当天发放资料200余份，接受咨询30人次。"
        ),
        REPORT,
        "梅岭派出所开展反诈宣传活动",
        "梅岭派出所",
    ),
    "headline without a sender": Sample(
        on_lines(
            "送法到家门口 服务面对面",
            "来源：清水县司法局 发布时间：2024年6月7日",
            NEWS,
            "图片",
            "图片",
        ),
        REPORT,
        "送法到家门口 服务面对面",
        "清水县司法局",
    ),
    "headline with a subtitle": Sample(
        on_lines("把法律种进心里", "——梅岭镇普法工作纪实", NEWS, "[图片]", "（图片）"),
        REPORT,
        "把法律种进心里——梅岭镇普法工作纪实",
    ),
    "news that quotes a document number": Sample(
        on_lines(
            "梅岭镇开展民法典宣传月活动",
            NEWS,
            "按照《清水县普法办通知》（清普办〔2024〕5号）要求，活动持续一个月。",
            "图片",
        ),
        REPORT,
        "梅岭镇开展民法典宣传月活动",
        "梅岭镇",
    ),
    "page information in another order": Sample(
        on_lines(
            "来源：梅岭镇 | 发布日期：2024/06/07 | 阅读次数：18", "梅岭镇举办法治讲座", NEWS, "图片"
        ),
        REPORT,
        "梅岭镇举办法治讲座",
        "梅岭镇",
    ),
    "title doubled by the page": Sample(
        on_lines(
            "关于做好春季普法工作的通知",
            "发布时间：2024-03-02",
            "白塔乡人民政府",
            "关于做好春季普法",
            "工作的通知",
            "各村：",
            TEXT,
            "白塔乡人民政府",
            "2024年3月1日",
        ),
        NOTICE,
        "关于做好春季普法工作的通知",
        "白塔乡人民政府",
        "",
        date(2024, 3, 1),
    ),
    "half-width punctuation": Sample(
        on_lines(
            "关于做好普法工作的通知",
            "各村(社区):",
            "请把学法用法列入日常工作,按时报送情况,做到有人管、有人查.",
            "白塔乡人民政府",
            "2024-03-01",
        ),
        NOTICE,
        "关于做好普法工作的通知",
        "白塔乡人民政府",
        "",
        date(2024, 3, 1),
    ),
    "community office": Sample(
        on_lines(
            "河湾社区居委会",
            "关于开展法律进家庭活动的倡议书",
            "居民朋友们：",
            TEXT,
            "河湾社区居委会",
            "2024年5月15日",
        ),
        NOTICE,
        "关于开展法律进家庭活动的倡议书",
        "河湾社区居委会",
        "",
        date(2024, 5, 15),
    ),
    "urgency and serial of the copy": Sample(
        on_lines(
            "000012",
            "特急",
            "清水府发〔2024〕1号",
            "清水县人民政府",
            "关于做好防汛普法的通知",
            "各乡镇：",
            TEXT,
            "清水县人民政府",
            "2024年6月30日",
        ),
        NOTICE,
        "关于做好防汛普法的通知",
        "清水县人民政府",
        "清水府发〔2024〕1号",
        date(2024, 6, 30),
    ),
    "month without a day": Sample(
        on_lines("关于普法工作的总结", "县普法办：", TEXT, "白塔乡人民政府", "2023年12月"),
        NOTICE,
        "关于普法工作的总结",
        "白塔乡人民政府",
        "",
        None,
    ),
}


def taken_in(text: str) -> RecognisedDocument:
    return recognise(read_document("样例.txt", text.encode()))


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_documents_of_many_hands_are_recognised(sample: Sample) -> None:
    found = taken_in(sample.text)
    assert (
        Sample(
            sample.text,
            found.kind,
            found.title,
            found.sender_name,
            found.document_number,
            found.issued_on,
        )
        == sample
    )


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_nothing_of_them_is_lost(sample: Sample) -> None:
    source = read_document("样例.txt", sample.text.encode())
    found = recognise(source)
    assert not lost_characters(source, found)
    assert lost_lines(source, found) == []


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_the_same_document_in_word_is_recognised_the_same(sample: Sample) -> None:
    document = Document()
    for line in sample.text.split("\n"):
        if line.strip("[]（）") == "图片":
            add_picture(document)
        else:
            document.add_paragraph(line)
    found = recognise(read_document("样例.docx", saved(document)))
    assert (
        Sample(
            sample.text,
            found.kind,
            found.title,
            found.sender_name,
            found.document_number,
            found.issued_on,
        )
        == sample
    )


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_the_same_document_on_a_page_is_recognised_the_same(sample: Sample) -> None:
    lines = "".join(f"<p>{line}</p>" for line in sample.text.split("\n"))
    page = (
        "<html><body><div class='nav'><a href='/'>首页</a><a href='/a'>政务公开</a></div>"
        f"<div class='content'>{lines}</div>"
        "<div class='footer'>版权所有：清水县人民政府 清ICP备00000000号</div></body></html>"
    )
    found = recognise(read_document("样例.html", page.encode()))
    assert (
        Sample(
            sample.text,
            found.kind,
            found.title,
            found.sender_name,
            found.document_number,
            found.issued_on,
        )
        == sample
    )


def test_a_month_alone_still_tells_the_year() -> None:
    assert taken_in(SAMPLES["month without a day"].text).issued_year == 2023


def test_signer_and_copies_are_read() -> None:
    assert taken_in(SAMPLES["signer on a line of his own"].text).signer == "甲某某"
    assert taken_in(SAMPLES["copies and a printer's line"].text).copied_to == "县司法局，县普法办"


def test_a_word_file_with_styles_and_counted_numbers_is_recognised() -> None:
    document = Document()
    document.add_paragraph("清水司〔2024〕7号")
    title = document.add_paragraph("关于印发《清水县普法工作办法》的通知")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("各单位：")
    document.add_paragraph(TEXT)
    document.add_paragraph("附件：1.工作台账  2.联络员名单")
    document.add_paragraph("清水县司法局")
    document.add_paragraph("2024年7月8日")
    document.add_paragraph("清水县普法工作办法")
    define_list(document, 50, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）")])
    for text, level in [("总则", 0), ("做什么", 1), ("谁来做", 1), ("附则", 0)]:
        put_in_list(document.add_paragraph(text), 50, level)
        document.add_paragraph(TEXT)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["项目", "要求", "学法", "每月"], strict=True
    ):
        cell.text = text
    found = recognise(read_document("办法.docx", saved(document)))
    assert found.attachments == ("工作台账", "联络员名单")
    assert [(entry.level, entry.text) for entry in found.outline] == [
        (1, "清水县普法工作办法"),
        (2, "一、总则"),
        (3, "（一）做什么"),
        (3, "（二）谁来做"),
        (2, "二、附则"),
    ]
    assert [table.rows for table in found.tables] == [(("项目", "要求"), ("学法", "每月"))]


def test_a_list_of_attachments_is_not_taken_for_headings() -> None:
    text = on_lines(
        "关于报表的通知",
        "各村：",
        TEXT,
        "附件：1.工作台账",
        "2.联络员名单",
        "3.汇总表",
        "白塔乡人民政府",
        "2024年7月8日",
    )
    found = taken_in(text)
    assert found.attachments == ("工作台账", "联络员名单", "汇总表")
    assert not any(isinstance(block, Heading) for block in found.body)


def test_attachments_with_numbers_of_their_own_are_listed() -> None:
    text = on_lines(
        "关于报表的通知",
        "各村：",
        TEXT,
        "附件1：工作台账",
        "附件2：联络员名单",
        "白塔乡人民政府",
        "2024年7月8日",
    )
    assert taken_in(text).attachments == ("工作台账", "联络员名单")


def test_attached_sheets_below_the_signature_begin_with_headings() -> None:
    text = on_lines(
        "关于报表的通知",
        "各村：",
        TEXT,
        "附件：1.工作台账",
        "白塔乡人民政府",
        "2024年7月8日",
        "附件1",
        "普法工作台账制度",
        TEXT,
    )
    headings = [block.text for block in taken_in(text).body if isinstance(block, Heading)]
    assert headings == ["附件1", "普法工作台账制度"]


def test_levels_follow_the_numbers_that_a_document_uses() -> None:
    text = on_lines(
        "白塔乡普法工作要点",
        "第一章 总则",
        "（一）目标",
        "讲清楚。",
        "（二）任务",
        "讲到位。",
        "第二章 附则",
        "1.解释",
        "由乡里负责。",
    )
    levels = [
        (block.level, block.text) for block in taken_in(text).body if isinstance(block, Heading)
    ]
    assert levels == [
        (1, "第一章 总则"),
        (2, "（一）目标"),
        (2, "（二）任务"),
        (1, "第二章 附则"),
        (2, "1.解释"),
    ]


def test_short_entries_in_a_row_are_a_list_and_no_headings() -> None:
    text = on_lines(
        "关于学法的通知",
        "各村：",
        TEXT,
        "1.宪法",
        "2.民法典",
        "3.刑法",
        "白塔乡人民政府",
        "2024年7月8日",
    )
    assert not any(isinstance(block, Heading) for block in taken_in(text).body)


def test_the_last_entry_of_a_list_is_no_heading_either() -> None:
    text = on_lines(
        "关于学法的通知", "各村：", TEXT, "1.高度重视；", "2.按时报送。", "三山镇人民政府"
    )
    assert not any(isinstance(block, Heading) for block in taken_in(text).body)


def test_named_attachments_below_the_signature_begin_with_their_names() -> None:
    text = on_lines(
        "关于报表的通知",
        "各村：",
        TEXT,
        "附件：1.活动安排表",
        "白塔乡人民政府",
        "2024年7月8日",
        "附件1",
        "活动安排表",
        TEXT,
    )
    headings = [block.text for block in taken_in(text).body if isinstance(block, Heading)]
    assert headings == ["附件1", "活动安排表"]


def test_who_acts_in_the_first_paragraph_may_be_the_sender() -> None:
    text = on_lines(
        "反诈宣传进校园", "6月26日，梅岭派出所联合司法所走进小学，讲解反诈知识。", "图片"
    )
    assert taken_in(text).sender_name == "梅岭派出所"


def test_a_file_without_a_title_is_named_after_itself() -> None:
    found = recognise(read_document("普法情况.txt", on_lines(NEWS, NEWS).encode()))
    assert found.title == "普法情况"
    assert len(found.body) == 2


def test_the_day_of_an_activity_is_read_from_its_first_paragraph() -> None:
    text = on_lines(
        "梅岭镇举办讲座",
        "发布时间：2023-12-05",
        "12月4日上午，梅岭镇举办宪法讲座，干部群众八十余人参加。",
    )
    assert taken_in(text).happened_on == date(2023, 12, 4)


def test_a_result_of_the_recognition_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        taken_in(NEWS).title = "别的"  # type: ignore[misc]
