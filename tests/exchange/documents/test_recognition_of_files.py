"""Whole documents: shortened ones that anyone can run, and the real ones where they are there."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest

from exchange.documents import (
    DocumentKind,
    Evidence,
    RecognisedDocument,
    RepairKind,
    SourceDocument,
    read_document,
    recognise,
)
from tests.exchange.documents.keeping import lost_characters, lost_lines

INPUTS = Path(__file__).parent.parent / "inputs"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@dataclass(frozen=True)
class Expected:
    kind: DocumentKind
    title: str
    sender: str
    number: str = ""
    issued_on: date | None = None
    issued_year: int | None = None
    published: tuple[date | None, time | None] = (None, None)
    notice_kind: str = ""
    recipients: str = ""
    signer: str = ""
    copied_to: str = ""
    source_name: str = ""
    attachments: tuple[str, ...] = ()
    pictures: int = 0
    headings: tuple[str, ...] = ()


NOTICE, REPORT = DocumentKind.NOTICE, DocumentKind.REPORT

OWN = {
    "plan_with_letterhead": Expected(
        NOTICE,
        "关于印发《松溪镇“236”重点人群分类普法工作方案》的通知",
        "安和市临川区松溪镇人民政府",
        "松溪府发〔2024〕18号",
        date(2024, 3, 6),
        2024,
        notice_kind="通知",
        recipients="各村（社区）村（居）民委员会，镇属各单位",
        headings=("松溪镇“236”重点人群分类普法工作方案", "一、总体考虑", "（一）设立一个专班"),
    ),
    "opinion_on_a_web_page": Expected(
        NOTICE,
        "关于“谁主管 谁普法”工作制度的实施意见",
        "清河区普法办",
        "清普办〔2015〕9号",
        None,
        2015,
        (date(2016, 3, 8), time(9, 30)),
        notice_kind="实施意见",
        headings=("一、基本要求", "二、责任单位"),
    ),
    "notice_from_two_bodies": Expected(
        NOTICE,
        "关于印发《云岭县普法责任清单管理制度的实施方案》的通知",
        "中共云岭县委员会宣传部、云岭县司法局",
        "",
        date(2023, 2, 27),
        2023,
        notice_kind="通知",
        recipients="各镇党委和政府，县直各部门，各企业",
        attachments=("普法联络员名单", "普法责任清单样表"),
        headings=("云岭县普法责任清单管理制度的实施方案", "一、把责任写清楚"),
    ),
    "report_with_signer": Expected(
        NOTICE,
        "关于青石镇2022年法治建设工作情况的报告",
        "中共青石镇委员会、青石镇人民政府",
        "青石委文〔2023〕7号",
        date(2023, 1, 16),
        2023,
        notice_kind="报告",
        recipients="县委、县政府",
        signer="丙某某",
        copied_to="县依法治县办",
        headings=("一、主要负责人带头抓法治建设", "二、坚持班子集体学法", "三、抓好普法宣传"),
    ),
    "township_news": Expected(
        REPORT,
        "柳湾镇:送法到村口,服务暖人心",
        "柳湾镇",
        published=(date(2022, 11, 18), None),
        source_name="柳湾镇",
        pictures=7,
        headings=("一、把人组织起来,任务分下去", "二、把法讲到身边,效果看得见"),
    ),
    "hard_wrapped": Expected(
        NOTICE,
        "关于做好二〇二四年宪法宣传周工作的通知",
        "白塔镇普法工作领导小组",
        "",
        date(2024, 11, 20),
        2024,
        notice_kind="通知",
        recipients="各村（居）委会，镇直各单位",
        headings=("一、突出重点内容", "二、办好主题活动"),
    ),
}

REAL = {
    "000": Expected(
        NOTICE,
        "关于印发《三教镇“1248”行政执法管理对象精准化普法试点工作方案》的通知",
        "重庆市永川区三教镇人民政府",
        "三教府发〔2023〕56号",
        date(2023, 7, 28),
        2023,
        notice_kind="通知",
        recipients="各村（社区）村（居）民委员会、镇相关单位、部门",
        headings=(
            "三教镇“1248”行政执法管理对象精准化普法试点工作方案",
            "一、指导思想",
            "二、工作任务",
        ),
    ),
    "001": Expected(
        NOTICE,
        "关于“谁执法 谁普法”普法责任制的实施意见",
        "蔡甸区普法办",
        "蔡普办〔2016〕5号",
        None,
        2016,
        (date(2017, 10, 25), time(17, 14)),
        notice_kind="实施意见",
        headings=("一、指导思想", "二、工作原则", "三、责任主体"),
    ),
    "002": Expected(
        NOTICE,
        "关于印发《磴口县落实“谁执法谁普法”普法责任清单制度的实施方案》的通知",
        "中共磴口县委员会宣传部、磴口县司法局",
        "",
        date(2022, 4, 11),
        2022,
        notice_kind="通知",
        recipients="各苏木镇党委和政府，县各部、委、办、局、室，各人民团体，各企业",
        attachments=("普法责任清单工作联络员登记表", "普法责任清单"),
        headings=("磴口县落实“谁执法谁普法”普法责任清单制度的实施方案",),
    ),
    "003": Expected(
        NOTICE,
        "关于双龙镇2021年法治政府建设工作情况的报告",
        "中共双龙镇委员会、双龙镇人民政府",
        "双龙委文〔2022〕3号",
        date(2022, 1, 21),
        2022,
        notice_kind="报告",
        recipients="县委、县政府",
        # The name itself is left to the document: private names stay out of this repository.
        signer="*",
        copied_to="县依法治县办",
        headings=(
            "一、切实加强党政主要负责人履行推进法治建设第一责任人的职责",
            "二、认真落实理论学习中心组、领导班子集体学法制度",
        ),
    ),
    "004": Expected(
        REPORT,
        "水寨镇:普法宣传提质效,为民服务促和谐",
        "水寨镇",
        published=(date(2021, 9, 9), None),
        source_name="水寨镇",
        pictures=28,
        headings=("一、加强组织领导,健全工作机制", "二、加强学习培训,提高执法能力"),
    ),
}

CASES = [pytest.param(INPUTS / f"{name}.txt", expected, id=name) for name, expected in OWN.items()]
CASES += [
    pytest.param(path, REAL[path.name[:3]], id=f"real {path.name[:3]}")
    for path in sorted(SEEDS.glob("*.txt"))
    if path.name[:3] in REAL
]


def taken_in(path: Path) -> tuple[SourceDocument, RecognisedDocument]:
    source = read_document(path.name, path.read_bytes())
    return source, recognise(source)


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_a_document_is_taken_apart(path: Path, expected: Expected) -> None:
    _, found = taken_in(path)
    assert (
        Expected(
            kind=found.kind,
            title=found.title,
            sender=found.sender_name,
            number=found.document_number,
            issued_on=found.issued_on,
            issued_year=found.issued_year,
            published=(found.published_on, found.published_time),
            notice_kind=found.notice_kind,
            recipients=found.recipients,
            signer="*" if expected.signer == "*" and found.signer else found.signer,
            copied_to=found.copied_to,
            source_name=found.source_name,
            attachments=found.attachments,
            pictures=found.picture_count,
            headings=expected.headings,
        )
        == expected
    )
    outline = [entry.text for entry in found.outline]
    assert [text for text in outline if text in expected.headings] == list(expected.headings)


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_nothing_of_a_document_is_lost(path: Path, expected: Expected) -> None:
    source, found = taken_in(path)
    assert not lost_characters(source, found)
    assert lost_lines(source, found) == []


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_each_reason_for_the_kind_is_given_in_words(path: Path, expected: Expected) -> None:
    _, found = taken_in(path)
    assert found.kind_reasons


def own(name: str) -> RecognisedDocument:
    return taken_in(INPUTS / f"{name}.txt")[1]


def repairs(name: str) -> list[RepairKind]:
    return [repair.kind for repair in own(name).repairs]


def test_every_repair_of_a_web_page_is_listed() -> None:
    assert sorted(repairs("opinion_on_a_web_page")) == sorted(
        [RepairKind.NAVIGATION] * 6
        + [RepairKind.DOUBLED] * 2
        + [RepairKind.PAGE_FACTS, RepairKind.SPACING, RepairKind.JOINED_TITLE]
    )


def test_every_repair_of_a_converted_report_is_listed() -> None:
    assert sorted(repairs("report_with_signer")) == sorted(
        [RepairKind.BOOKMARK, RepairKind.SPACING, RepairKind.JOINED_TITLE]
        + [RepairKind.NUMBERING] * 2
    )


def test_broken_lines_of_a_notice_are_joined() -> None:
    assert repairs("notice_from_two_bodies").count(RepairKind.JOINED_LINE) == 2
    assert repairs("hard_wrapped").count(RepairKind.JOINED_LINE) == 3


def test_laws_and_cited_numbers_of_a_report_are_found() -> None:
    found = own("report_with_signer")
    assert found.law_names == ("民法典", "信访条例", "安全生产法", "安和市行政执法监督条例")
    assert found.cited_numbers == ("云岭府办发〔2019〕30号",)


def test_the_senders_carry_where_they_were_read() -> None:
    evidence = {name: own(name).senders[0].evidence for name in OWN}
    assert evidence == {
        "plan_with_letterhead": Evidence.LETTERHEAD,
        "opinion_on_a_web_page": Evidence.NUMBER,
        "notice_from_two_bodies": Evidence.SIGNATURE,
        "report_with_signer": Evidence.LETTERHEAD,
        "township_news": Evidence.TITLE,
        "hard_wrapped": Evidence.SIGNATURE,
    }


OWN_FIGURES = {
    "report_with_signer": [
        ("3", "次", "全年"),
        ("26", "场次", "今年以来"),
        ("4800", "份", "今年以来"),
        ("4", "期", ""),
        ("52", "版次", ""),
        ("75", "%", ""),
        ("112", "件", "今年"),
        ("5", "件", "今年"),
        ("6", "项", ""),
    ],
    "township_news": [
        ("36", "人", "2021年来"),
        ("28", "名", "目前"),
        ("47", "场", "2021年以来"),
        ("3", "个", "目前"),
        ("19", "个", "目前"),
    ],
    "plan_with_letterhead": [],
    "opinion_on_a_web_page": [],
    "notice_from_two_bodies": [],
}
REAL_FIGURES = {
    "000": [],
    "001": [],
    "002": [],
    "003": [
        ("2", "次", ""),
        ("31", "场次", "今年以来"),
        ("6200", "份", "今年以来"),
        ("483", "人次", "全年"),
        ("671", "人次", ""),
        ("6", "期", ""),
        ("81", "版次", ""),
        ("1562", "人次", ""),
        ("60", "%", ""),
        ("458", "件", "今年"),
        ("2", "件", "今年"),
        ("16", "人", ""),
        ("4", "项", "目前"),
        ("1", "名", ""),
    ],
    "004": [
        ("41", "人", "2020年来"),
        ("49", "名", "目前"),
        ("55", "场", "2020年来"),
        ("2", "个", "目前"),
        ("28", "个", "目前"),
        ("24", "场", "2020年以来"),
    ],
}
FIGURE_CASES = [
    pytest.param(INPUTS / f"{name}.txt", figures, id=name) for name, figures in OWN_FIGURES.items()
] + [
    pytest.param(path, REAL_FIGURES[path.name[:3]], id=f"real {path.name[:3]}")
    for path in sorted(SEEDS.glob("*.txt"))
    if path.name[:3] in REAL_FIGURES
]


@pytest.mark.parametrize(("path", "figures"), FIGURE_CASES)
def test_figures_are_found_with_their_periods(
    path: Path, figures: list[tuple[str, str, str]]
) -> None:
    found = taken_in(path)[1].figures
    assert [
        (str(figure.value), figure.unit, figure.period) for figure in found if not figure.is_target
    ] == figures
