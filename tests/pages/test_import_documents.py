"""Documents become pages: the right kind in the right place, once, with nothing lost."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test import Client
from wagtail.models import Page, PageLogEntry, Revision

from exchange.documents import DocumentKind, block_text, read_document
from pages.document_import import (
    ImportProposal,
    ImportRefused,
    ImportRegisters,
    import_document,
    propose_import,
)
from pages.document_import.places import find_department
from pages.models import ActivityReportPage, NoticePage, PublicEntry, YearFolderPage
from pages.representation import plain, represent, stream_html, text_of
from registers.models import Department, DepartmentAlias, LawAlias, LawStatus, Term, Vocabulary
from tests import factories
from tests.exchange.documents.keeping import visible
from tests.factories import SiteTree
from tests.pages.offices import make_user

pytestmark = pytest.mark.django_db

INPUTS = Path(__file__).parent.parent / "exchange" / "inputs"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
TOWNSHIPS = ("松溪镇", "青石镇", "柳湾镇", "双龙镇", "水寨镇")
MEASURES = (
    ("参加人数", "人"),
    ("培训考试", "人"),
    ("受众人次", "人次"),
    ("发放资料", "份"),
    ("活动场次", "场次"),
    ("宣传栏更新", "期"),
)


@dataclass(frozen=True)
class Expected:
    page_type: type
    place: str
    number: str = ""
    issued_on: date | None = None
    year: int | None = None
    start_on: date | None = None
    picture_places: int = 0
    phrase: str = ""


OWN = {
    "plan_with_letterhead": Expected(
        NoticePage,
        "松溪镇",
        "松溪府发〔2024〕18号",
        date(2024, 3, 6),
        phrase="每个执法单位准备一间教室",
    ),
    "opinion_on_a_web_page": Expected(
        NoticePage, "通知公告", "清普办〔2015〕9号", None, 2015, phrase="机关干部每月学法一次"
    ),
    "notice_from_two_bodies": Expected(
        NoticePage, "通知公告", "", date(2023, 2, 27), phrase="清单要写明所执行的法律法规"
    ),
    "report_with_signer": Expected(
        NoticePage, "青石镇", "青石委文〔2023〕7号", date(2023, 1, 16), phrase="执法大队组成宣讲队"
    ),
    "township_news": Expected(
        ActivityReportPage,
        "柳湾镇",
        start_on=date(2022, 11, 18),
        picture_places=7,
        phrase="在河湾社区设立了讲堂",
    ),
}
REAL = {
    "000": Expected(
        NoticePage, "三教镇", "三教府发〔2023〕56号", date(2023, 7, 28), phrase="抬头可见的法治文化"
    ),
    "001": Expected(
        NoticePage, "通知公告", "蔡普办〔2016〕5号", None, 2016, phrase="感受宪法和法律权威"
    ),
    "002": Expected(NoticePage, "通知公告", "", date(2022, 4, 11), phrase="所执行或管理"),
    "003": Expected(
        NoticePage, "双龙镇", "双龙委文〔2022〕3号", date(2022, 1, 21), phrase="组建了专业普法队伍"
    ),
    "004": Expected(
        ActivityReportPage,
        "水寨镇",
        start_on=date(2021, 9, 9),
        picture_places=28,
        phrase="为广大群众提供法律援助",
    ),
}
CASES = [pytest.param(INPUTS / f"{name}.txt", expected, id=name) for name, expected in OWN.items()]
CASES += [
    pytest.param(path, REAL[path.name[:3]], id=f"real {path.name[:3]}")
    for path in sorted(SEEDS.glob("*.txt"))
    if path.name[:3] in REAL
]


@pytest.fixture
def tree() -> SiteTree:
    tree = factories.make_site_tree()
    for name, unit in MEASURES:
        factories.make_term(Vocabulary.MEASURE, name, unit=unit)
    for name in ("通知", "意见", "报告"):
        factories.make_term(Vocabulary.NOTICE_KIND, name)
    for name in ("宪法", "民法典", "行政处罚法", "安全生产法"):
        factories.make_law(name)
    return tree


@pytest.fixture
def townships(tree: SiteTree) -> SiteTree:
    """Give the county the townships that the documents come from."""
    for name in TOWNSHIPS:
        factories.make_township(tree.home, name)
    return tree


def proposal_of(text: str, name: str = "文件.txt") -> ImportProposal:
    return propose_import(read_document(name, text.encode()), user=None)


def taken_in(text: str, **options: Any) -> Any:
    return import_document(proposal=proposal_of(text), user=None, **options).page


def run(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_documents", str(folder), *options, stdout=out)
    return out.getvalue()


NOTICE = "\n".join(
    [
        "三教府发〔2024〕2号",
        "关于学习民法典的通知",
        "各村：",
        "请把民法典列入学习内容，按月报送情况。",
        "三教镇人民政府",
        "2024年5月6日",
    ]
)
NEWS = "\n".join(
    [
        "三教镇开展民法典宣传活动",
        "发布时间：2024-05-07",
        "5月6日上午，三教镇在集市讲解民法典，发放资料300余份，群众约200人参加。",
        "图片",
    ]
)


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_a_document_becomes_the_right_page_in_the_right_place(
    townships: SiteTree, path: Path, expected: Expected
) -> None:
    run(path, "--publish")
    page = expected.page_type.objects.exclude(import_digest="").get()
    assert page.live
    assert page.get_parent().get_parent().title == expected.place
    if expected.page_type is NoticePage:
        assert page.document_number == expected.number
        assert (page.issued_on, page.issued_year) == (expected.issued_on, expected.year)
    else:
        assert page.start_on == expected.start_on
    places = [block for block in page.body if block.block_type == "picture_place"]
    assert len(places) == expected.picture_places


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_nothing_of_a_document_is_lost_on_its_page(
    townships: SiteTree, path: Path, expected: Expected
) -> None:
    source = read_document(path.name, path.read_bytes())
    page = import_document(proposal=propose_import(source, user=None), user=None, publish=True).page
    kept = visible(page.title + plain(stream_html(page.body)))
    account = PageLogEntry.objects.get(page=page.pk, action="pufa.import_document").data
    missing = Counter(visible("".join(map(block_text, source.blocks))))
    missing -= Counter(kept)
    missing -= Counter(visible("".join(account["letterhead"])))
    for repair in account["repairs"]:
        missing -= Counter(visible(repair["before"])) - Counter(visible(repair["after"]))
    # A line 图片 has become a place of a picture, which says so in other words.
    missing -= Counter("图片" * expected.picture_places)
    assert not missing


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_a_published_document_is_found_by_a_phrase_of_its_middle(
    townships: SiteTree, path: Path, expected: Expected
) -> None:
    run(path, "--publish")
    page = expected.page_type.objects.exclude(import_digest="").get()
    answer = Client().get("/search/", {"q": expected.phrase}, headers={"host": "localhost"})
    assert page.url in answer.content.decode()


@pytest.mark.parametrize("folder", [INPUTS, *([SEEDS] if SEEDS.is_dir() else [])])
def test_importing_twice_changes_nothing(townships: SiteTree, folder: Path) -> None:
    run(folder, "--publish")
    before = (Page.objects.count(), Revision.objects.count(), PageLogEntry.objects.count())
    entries = list(PublicEntry.objects.order_by("pk").values_list("pk", "version"))
    assert "没有改动" in run(folder, "--publish")
    after = (Page.objects.count(), Revision.objects.count(), PageLogEntry.objects.count())
    assert after == before
    assert list(PublicEntry.objects.order_by("pk").values_list("pk", "version")) == entries


def test_the_same_text_in_another_file_is_the_same_document(tree: SiteTree) -> None:
    first = taken_in(NOTICE)
    source = read_document("另存.txt", NOTICE.replace("\n", "\r\n\r\n").encode("gb18030"))
    outcome = import_document(proposal=propose_import(source, user=None), user=None)
    assert (outcome.page.pk, outcome.is_new) == (first.pk, False)


def test_without_publish_a_document_becomes_a_draft(tree: SiteTree) -> None:
    page = taken_in(NOTICE)
    assert not page.live
    assert page.has_unpublished_changes
    assert not PublicEntry.objects.filter(page=page).exists()


def test_a_notice_carries_all_its_elements(townships: SiteTree) -> None:
    kept = (INPUTS / "report_with_signer.txt").read_bytes()
    page = import_document(
        proposal=propose_import(read_document("a.txt", kept), user=None), user=None, publish=True
    ).page
    record = represent(page)
    assert record["issuer"] == "中共青石镇委员会、青石镇人民政府"
    assert record["signer"] == "丙某某"
    assert record["addressed_to"] == "县委、县政府"
    assert record["copied_to"] == "县依法治县办"
    assert record["notice_kind"] == "报告"
    assert [law["short_name"] for law in record["laws"]] == ["民法典", "安全生产法"]
    assert "<h2>一、主要负责人带头抓法治建设</h2>" in record["body"].replace(' class="heading"', "")
    assert "一、主要负责人带头抓法治建设" in text_of(record)


def test_the_first_release_of_a_notice_is_kept(tree: SiteTree) -> None:
    run(INPUTS / "opinion_on_a_web_page.txt")
    assert NoticePage.objects.get().released_on == date(2016, 3, 8)


def test_attachments_are_listed_by_name(tree: SiteTree) -> None:
    run(INPUTS / "notice_from_two_bodies.txt")
    titles = [child.value["title"] for child in NoticePage.objects.get().attachments]
    assert titles == ["普法联络员名单", "普法责任清单样表"]


def test_a_report_carries_day_figures_laws_and_village(tree: SiteTree) -> None:
    village = factories.make_village(tree.township.department, "河湾村")
    other = factories.make_department("水寨镇", parent=tree.home.department)
    factories.make_village(other, "外镇村")
    page = taken_in(NEWS.replace("在集市", "在河湾村集市"))
    assert isinstance(page, ActivityReportPage)
    assert page.start_on == date(2024, 5, 6)
    assert page.village == village
    assert [law.short_name for law in page.laws.all()] == ["民法典"]
    figures = [(child.value["measure"], child.value["value"]) for child in page.figures]
    slugs = dict(Term.objects.in_vocabulary(Vocabulary.MEASURE).values_list("name", "slug"))
    assert figures == [(slugs["发放资料"], 300), (slugs["参加人数"], 200)]
    assert all(child.value["is_about"] for child in page.figures)


def test_units_that_act_together_are_proposed_as_co_organisers(townships: SiteTree) -> None:
    text = NEWS.replace("三教镇在集市", "三教镇联合水寨镇在集市") + "\n双龙镇有代表来看。"
    proposal = proposal_of(text)
    assert [one.name for one in proposal.co_organisers] == ["水寨镇"]
    assert {one.name for one in proposal.departments} == {"三教镇", "水寨镇", "双龙镇"}


def test_targets_are_not_entered_as_results(tree: SiteTree) -> None:
    page = taken_in(NEWS + "\n全年计划发放资料不少于5000份。")
    assert [int(child.value["value"]) for child in page.figures] == [300, 200]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("发放宣传资料300份。", "发放资料"),
        ("举办讲座3场。", "活动场次"),
        ("组织干部考试41人。", "培训考试"),
        ("共有49名人员持有执法证。", None),
        ("参加群众60人。", "参加人数"),
        ("建成阵地2个。", None),
        ("更新宣传栏6期。", "宣传栏更新"),
    ],
)
def test_a_figure_goes_under_the_measure_its_words_name(
    tree: SiteTree, text: str, measure: str | None
) -> None:
    (proposed,) = proposal_of(f"标题\n{text}").figures
    assert (proposed.measure.name if proposed.measure else None) == measure


def test_tables_and_pictures_keep_their_places(tree: SiteTree) -> None:
    text = NEWS + "\n序号\t内容\t单位\n1\t民法典\t司法所\n2\t宪法\t派出所"
    page = taken_in(text)
    assert [child.block_type for child in page.body] == ["paragraph", "picture_place", "table"]
    assert "<td>司法所</td>" in stream_html(page.body)


def test_marks_of_the_text_are_no_markup(tree: SiteTree) -> None:
    page = taken_in(NEWS + "\n<script>alert(1)</script>也是一句话。")
    assert "&lt;script&gt;" in stream_html(page.body)


# Whose it is


@pytest.mark.parametrize(
    ("sender", "department"),
    [
        ("三教镇", "三教镇"),
        ("三教镇人民政府", "三教镇"),
        ("某市某区三教镇人民政府", "三教镇"),
        ("中共三教镇委员会", "三教镇"),
        ("三教镇文化服务中心", "三教镇"),
        ("三教镇派出所", "三教镇派出所"),
        ("某区三教镇派出所", "三教镇派出所"),
        ("三教普法办", "三教镇派出所"),
        ("别县司法局", None),
        ("县司法局", "永和县司法局"),
        ("永和县司法局", "永和县司法局"),
        ("清河区普法办", None),
        ("", None),
    ],
)
def test_a_sender_is_told_by_name_alias_or_township(
    tree: SiteTree, sender: str, department: str | None
) -> None:
    DepartmentAlias.objects.create(department=tree.unit.department, name="三教普法办")
    factories.make_department(
        "永和县司法局", parent=tree.home.department, level="unit", short_name="县司法局"
    )
    found, reason = find_department(sender, ImportRegisters.load())
    assert (found.name if found else None) == department
    assert bool(reason) is (department is not None)


def test_a_unit_without_a_page_files_with_its_township(tree: SiteTree) -> None:
    factories.make_department("三教镇平安办", parent=tree.township.department)
    proposal = proposal_of(NOTICE.replace("三教镇人民政府", "三教镇平安办"))
    assert proposal.place.page == tree.township
    assert proposal.sender is not None
    assert proposal.sender.name == "三教镇平安办"


UNKNOWN = NOTICE.replace("三教府发", "别处普发").replace("三教镇人民政府", "别处县普法办")


def test_an_unknown_sender_is_named_and_not_registered(tree: SiteTree) -> None:
    before = Department.objects.count()
    page = taken_in(UNKNOWN)
    assert page.get_parent().get_parent() == tree.sections["notice"]
    assert (page.issuer, page.issuer_text) == (None, "别处县普法办")
    assert Department.objects.count() == before


def test_a_confirmed_sender_becomes_an_issuing_body_outside_the_tree(tree: SiteTree) -> None:
    page = taken_in(UNKNOWN, confirm_issuers=True)
    assert page.issuer.name == "别处县普法办"
    assert page.issuer.parent is None
    assert page.issuer not in Department.objects.within_tree()
    assert taken_in(UNKNOWN.replace("2号", "3号"), confirm_issuers=True).issuer == page.issuer


def test_a_sender_may_be_confirmed_after_the_import(tree: SiteTree) -> None:
    page = taken_in(UNKNOWN, publish=True)
    again = import_document(proposal=proposal_of(UNKNOWN), user=None, confirm_issuers=True)
    page.refresh_from_db()
    assert page.issuer.name == "别处县普法办"
    assert page.live
    assert not page.has_unpublished_changes
    assert "已登记" in again.warnings[0]


def test_the_report_of_an_unknown_sender_waits_for_a_place(tree: SiteTree) -> None:
    proposal = proposal_of(NEWS.replace("三教镇", "别处镇"))
    assert proposal.place.page is None
    with pytest.raises(ImportRefused, match="选择"):
        import_document(proposal=proposal, user=None)


# What is missing or wrong


def test_a_report_without_a_day_waits_for_one(tree: SiteTree) -> None:
    proposal = proposal_of("三教镇开展宣传活动\n镇里把法律送到集市，群众都说好。\n图片\n图片")
    with pytest.raises(ImportRefused) as refused:
        import_document(proposal=proposal, user=None)
    assert set(refused.value.problems) == {"start_on"}
    page = import_document(proposal=replace(proposal, start_on=date(2024, 1, 2)), user=None).page
    assert page.start_on == date(2024, 1, 2)


def test_what_the_page_refuses_is_told_and_nothing_is_left_behind(tree: SiteTree) -> None:
    proposal = replace(proposal_of(NOTICE), issued_on=None, issued_year=1900)
    with pytest.raises(ImportRefused, match="1949"):
        import_document(proposal=proposal, user=None)
    assert not NoticePage.objects.exists()
    assert not YearFolderPage.objects.exists()


@pytest.mark.parametrize("title", ["", "  ", "长" * 256])
def test_a_title_must_fit(tree: SiteTree, title: str) -> None:
    with pytest.raises(ImportRefused, match="标题"):
        import_document(proposal=replace(proposal_of(NOTICE), title=title), user=None)


def test_a_report_cannot_lie_among_the_notices_of_others(tree: SiteTree) -> None:
    proposal = replace(proposal_of(UNKNOWN), kind=DocumentKind.REPORT, start_on=date(2024, 1, 2))
    with pytest.raises(ImportRefused, match="单位之下"):
        import_document(proposal=proposal, user=None)


def test_a_field_that_is_too_long_is_cut_and_kept_whole_in_the_text(tree: SiteTree) -> None:
    receivers = "、".join(f"第{number}村" for number in range(100))
    page = taken_in(f"{NOTICE}\n抄送：{receivers}。")
    assert len(page.copied_to) == 300
    assert receivers in plain(stream_html(page.body))


def test_a_release_before_the_document_is_left_out_and_told(tree: SiteTree) -> None:
    text = NOTICE.replace("各村：", "发布时间：2024-05-01\n各村：")
    proposal = proposal_of(text)
    assert proposal.released_on is None
    assert "早于成文日期" in proposal.warnings[0]
    assert taken_in(text).issued_on == date(2024, 5, 6)


def test_a_number_that_is_already_there_is_told(tree: SiteTree) -> None:
    taken_in(NOTICE)
    assert "文号相同" in proposal_of(NOTICE + "\n请抓紧办理。").warnings[0]


def test_a_law_that_was_dead_on_the_day_is_told(tree: SiteTree) -> None:
    law = factories.make_law("旧条例", status=LawStatus.REPEALED, repealed_on=date(2020, 1, 1))
    LawAlias.objects.create(law=law, name="旧规定条例")
    outcome = import_document(proposal=proposal_of(NOTICE + "\n学习《旧条例》。"), user=None)
    assert "旧条例" in outcome.warnings[0]


def test_a_copy_of_a_page_is_not_the_import(tree: SiteTree) -> None:
    page = taken_in(NOTICE)
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False)
    copy.get_latest_revision().publish()
    copy.refresh_from_db()
    assert copy.import_digest == ""
    factories.fresh(page).delete()
    assert proposal_of(NOTICE).existing is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_text_at_once_make_one_page(tree: SiteTree) -> None:
    proposal = proposal_of(NOTICE)

    def import_again() -> bool:
        try:
            return import_document(proposal=proposal, user=None).is_new
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as threads:
        with transaction.atomic():
            assert import_document(proposal=proposal, user=None).is_new
            second = threads.submit(import_again)
            assert not wait([second], timeout=2).done
        assert second.result(timeout=60) is False
    assert NoticePage.objects.count() == 1


# Who may


def test_a_unit_files_drafts_below_its_own_page_only(tree: SiteTree) -> None:
    from pages.models import Role

    editor = make_user("editor", [(tree.unit.department, Role.EDITOR)])
    own = proposal_of(NOTICE.replace("三教镇人民政府", "三教镇派出所"))
    assert own.place.page == tree.unit
    assert import_document(proposal=own, user=editor).page.owner == editor
    with pytest.raises(ImportRefused, match="不能在"):
        import_document(proposal=proposal_of(NOTICE), user=editor)


def test_only_review_makes_the_imports_of_a_unit_public(tree: SiteTree) -> None:
    from pages.models import Role

    editor = make_user("editor", [(tree.unit.department, Role.EDITOR)])
    own = proposal_of(NOTICE.replace("三教镇人民政府", "三教镇派出所"))
    with pytest.raises(ImportRefused, match="审核"):
        import_document(proposal=own, user=editor, publish=True)


def test_a_unit_cannot_register_issuing_bodies(tree: SiteTree) -> None:
    from pages.models import Role

    editor = make_user("editor", [(tree.unit.department, Role.EDITOR)])
    own = proposal_of(NOTICE.replace("三教镇人民政府", "三教镇派出所"))
    with pytest.raises(ImportRefused, match="登记"):
        import_document(proposal=own, user=editor, confirm_issuers=True)


# The command


def folder_with(tmp_path: Path, **files: bytes) -> Path:
    for name, content in files.items():
        (tmp_path / name.replace("__", ".")).write_bytes(content)
    return tmp_path


def test_a_bad_file_is_named_and_the_others_are_imported(tree: SiteTree, tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path, a__txt=NOTICE.encode(), b__docx=b"PK", c__pdf=b"%PDF", d__txt=NEWS.encode()
    )
    out = StringIO()
    with pytest.raises(CommandError, match="2 个文件没有导入"):
        call_command("import_documents", str(folder), stdout=out)
    assert "✗ b.docx" in out.getvalue()
    assert "✗ c.pdf" in out.getvalue()
    assert NoticePage.objects.count() == ActivityReportPage.objects.count() == 1


def test_the_command_tells_what_it_read_and_repaired(tree: SiteTree) -> None:
    said = run(INPUTS / "notice_from_two_bodies.txt")
    for words in (
        "通知公告",
        "不在单位名录中",
        "关于印发《云岭县普法责任清单管理制度的实施方案》的通知",
        "成文日期：2023-02-27",
        "普法联络员名单",
        "去除 Word 书签残留",
        "接回被拆开的行",
        "存为草稿 1 件",
    ):
        assert words in said


def test_the_command_answers_in_json(townships: SiteTree) -> None:
    account = json.loads(run(INPUTS, "--json", "--publish"))
    assert (account["imported"], account["existing"], account["failed"]) == (6, 0, 0)
    by_file = {document["file"]: document for document in account["documents"]}
    report = by_file["report_with_signer.txt"]
    assert report["document_number"] == "青石委文〔2023〕7号"
    assert report["unit"] == "青石镇"
    assert report["live"] is True
    assert len(report["repairs"]) == 5
    assert json.loads(run(INPUTS, "--json"))["existing"] == 6


def test_other_files_of_a_folder_are_left_alone(tree: SiteTree, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, a__txt=NOTICE.encode(), b__png=b"x")
    (folder / "~$a.docx").write_bytes(b"lock")
    (folder / "inner").mkdir()
    assert "共 1 个文件" in run(folder)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_without_documents_is_an_error(tree: SiteTree, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match="没有"):
        run(tmp_path / name)


def test_an_unknown_user_is_an_error(tree: SiteTree) -> None:
    with pytest.raises(CommandError, match="用户"):
        run(INPUTS, "--user", "nobody")


def test_the_command_takes_a_text_in_once_whoever_asks(tree: SiteTree, tmp_path: Path) -> None:
    from pages.models import Role

    make_user("editor", [(tree.unit.department, Role.EDITOR)])
    taken_in(NOTICE)
    folder = folder_with(tmp_path, a__txt=NOTICE.encode())
    assert "以前已导入 1 件" in run(folder, "--user", "editor")


def test_issuing_bodies_are_registered_by_the_command_when_confirmed(townships: SiteTree) -> None:
    run(INPUTS, "--confirm-issuers")
    bodies = Department.objects.exclude(pk__in=Department.objects.within_tree())
    assert set(bodies.values_list("name", flat=True)) == {
        "清河区普法办",
        "中共云岭县委员会宣传部",
        "云岭县司法局",
        "白塔镇普法工作领导小组",
    }
