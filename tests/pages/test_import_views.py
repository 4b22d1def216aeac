"""The import screens: files in, proposals to confirm, drafts out."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, UploadedFile

from exchange.documents import DocumentError, read_document
from pages.document_import import (
    ImportRefused,
    PlaceProposal,
    import_document,
    propose_import,
)
from pages.document_import.uploads import discard_old_uploads, keep_upload, pending_uploads
from pages.models import ActivityReportPage, NoticePage, NoticeSectionPage
from registers.models import Department
from tests import factories
from tests.exchange.documents.word_samples import word_file
from tests.pages.offices import Offices, make_offices

pytestmark = pytest.mark.django_db

NOTICE = "\n".join(
    [
        "三教府发〔2024〕2号",
        "关于学习民法典的通知",
        "各村：",
        "[bookmark: _GoBack]请把民法典列入学习内容，按月报送情况。",
        "三教镇人民政府",
        "2024年5月6日",
    ]
)
UPLOAD, CONFIRM = "pufa_import", "pufa_confirm_import"


@pytest.fixture
def offices() -> Offices:
    offices = make_offices()
    factories.fresh(offices.home).add_child(
        instance=NoticeSectionPage(title="通知公告", slug="notices")
    )
    return offices


@pytest.fixture
def client(offices: Offices) -> Client:
    return client_of(offices, "admin")


def client_of(offices: Offices, name: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(offices.people[name])
    return client


def file(text: str = NOTICE, name: str = "关于学习的通知.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def upload(client: Client, *files: SimpleUploadedFile) -> Any:
    return client.post(reverse(UPLOAD), {"documents": list(files)}, follow=True)


def answers(client: Client, **changes: Any) -> dict[str, Any]:
    """Return what the shown forms hold, with `changes` in each of them."""
    page = client.get(reverse(CONFIRM))
    data: dict[str, Any] = {}
    for _, form in page.context["waiting"]:
        for bound in form:
            value = changes.get(bound.name, bound.value())
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def decide(client: Client, **changes: Any) -> Any:
    return client.post(reverse(CONFIRM), answers(client, **changes), follow=True)


def test_an_uploaded_document_is_proposed_and_becomes_a_draft(client: Client) -> None:
    shown = upload(client, file()).content.decode()
    for words in (
        "三教府发〔2024〕2号",
        "关于学习民法典的通知",
        "2024-05-06",
        "去除 Word 书签残留",
    ):
        assert words in shown
    said = decide(client).content.decode()
    page = NoticePage.objects.get()
    assert "已存为草稿" in said
    assert not page.live
    assert page.get_parent().get_parent().title == "三教镇"
    assert not UploadedFile.objects.exists()


def test_a_proposal_can_be_corrected(client: Client, offices: Offices) -> None:
    upload(client, file())
    decide(
        client,
        kind="report",
        place=str(offices.unit_a.pk),
        title="三教镇学习民法典",
        start_on="2024-05-07",
    )
    page = ActivityReportPage.objects.get()
    assert page.title == "三教镇学习民法典"
    assert str(page.start_on) == "2024-05-07"
    assert page.department == offices.unit_a.department


def test_several_documents_are_decided_at_once(client: Client) -> None:
    upload(client, file(), file(NOTICE.replace("2号", "3号"), "b.txt"))
    decide(client)
    assert set(NoticePage.objects.values_list("document_number", flat=True)) == {
        "三教府发〔2024〕2号",
        "三教府发〔2024〕3号",
    }


def test_a_file_that_cannot_be_read_is_named_and_the_others_wait(client: Client) -> None:
    shown = upload(client, file(), file("x", "清单.pdf")).content.decode()
    assert "清单.pdf：PDF 文件无法读取" in shown
    assert UploadedFile.objects.count() == 1


def test_a_missing_file_is_told_at_the_field(client: Client) -> None:
    assert "请先选择文件" in str(upload(client).context["form"].errors["documents"])


def test_a_file_with_a_long_name_keeps_it(client: Client) -> None:
    name = "关于印发普法工作方案的通知" * 8 + ".txt"
    assert name in upload(client, file(name=name)).content.decode()
    decide(client)
    page = NoticePage.objects.get()
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert name in history


def test_a_file_that_is_too_large_is_refused_unread(offices: Offices) -> None:
    class Unread(ContentFile):
        def read(self, num_bytes: int | None = None) -> bytes:
            raise AssertionError

    sent = Unread(b"a" * (3 * 1024 * 1024 + 1), name="清单.txt")
    with pytest.raises(DocumentError, match="超过 3 MB"):
        keep_upload(file=sent, user=offices.people["admin"])


def test_a_document_is_unpacked_once_and_kept_as_it_was_understood(client: Client) -> None:
    sent = SimpleUploadedFile("通知.docx", word_file(NOTICE.split("\n")))
    shown = upload(client, sent).content.decode()
    assert "关于学习民法典的通知" in shown
    with UploadedFile.objects.get().file.open("rb") as kept:
        assert json.load(kept)["document"]["title"] == "关于学习民法典的通知"
    assert client.get(reverse(CONFIRM)).content.decode().count("通知.docx") == 1


def test_what_was_kept_otherwise_is_dropped_with_a_word(client: Client) -> None:
    upload(client, file())
    kept = UploadedFile.objects.get()
    kept.file.storage.delete(kept.file.name)
    kept.file.storage.save(kept.file.name, ContentFile(NOTICE.encode()))
    assert "请重新上传" in client.get(reverse(CONFIRM), follow=True).content.decode()
    assert not UploadedFile.objects.exists()


def test_an_empty_file_is_named(client: Client) -> None:
    shown = upload(client, SimpleUploadedFile("空.txt", b"")).content.decode()
    assert "空.txt：文件里没有文字" in shown


def test_more_files_than_fit_are_refused_in_words(client: Client) -> None:
    files = [file(NOTICE.replace("2号", f"{number}号"), f"{number}.txt") for number in range(1, 23)]
    assert "一次最多上传 20 个文件" in upload(client, *files).content.decode()
    assert UploadedFile.objects.count() == 20


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": " "}, "title", "请填写标题"),
        ({"title": "长" * 300}, "title", "255"),
        ({"place": ""}, "place", "请选择"),
        ({"issued_on": "五月六日"}, "issued_on", "2024-05-06"),
        ({"document_number": "号" * 70}, "document_number", "60"),
        ({"kind": "report", "start_on": ""}, "start_on", "活动日期"),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    client: Client, changes: dict[str, str], field: str, words: str
) -> None:
    upload(client, file())
    shown = decide(client, **changes)
    ((_, form),) = shown.context["waiting"]
    assert words in str(form.errors[field])
    assert not NoticePage.objects.exists()


def test_answers_that_no_form_gives_are_refused(client: Client, offices: Offices) -> None:
    upload(client, file())
    shown = decide(client, kind="list", place="999999", decision="publish")
    ((_, form),) = shown.context["waiting"]
    assert {"kind", "place", "decision"} <= set(form.errors)


def test_a_document_can_wait_or_be_thrown_away(client: Client) -> None:
    upload(client, file())
    decide(client, decision="later", title="")
    assert UploadedFile.objects.count() == 1
    decide(client, decision="discard")
    assert not UploadedFile.objects.exists()
    assert not NoticePage.objects.exists()


def test_a_document_taken_in_before_is_shown_and_stays_as_it_is(client: Client) -> None:
    upload(client, file())
    decide(client)
    page = NoticePage.objects.get()
    shown = upload(client, file()).content.decode()
    assert "以前已经导入" in shown
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    decide(client, decision="take")
    assert NoticePage.objects.get() == page


UNKNOWN = NOTICE.replace("三教府发", "别普发").replace("三教镇人民政府", "别处县普法办")


def test_an_administrator_confirms_an_unknown_issuing_body(client: Client) -> None:
    assert "不在单位名录中" in upload(client, file(UNKNOWN)).content.decode()
    decide(client, confirm_issuers="on")
    assert Department.objects.get(name="别处县普法办").level == "issuing_body"
    assert NoticePage.objects.get().issuer is not None


def test_a_unit_only_sees_its_own_places_and_uploads(offices: Offices) -> None:
    editor, other = client_of(offices, "editor A"), client_of(offices, "editor B")
    upload(editor, file(UNKNOWN))
    page = editor.get(reverse(CONFIRM))
    ((_, form),) = page.context["waiting"]
    assert [label for _, label in form.fields["place"].choices] == ["请选择", "三教镇甲所"]
    assert "confirm_issuers" not in form.fields
    assert other.get(reverse(CONFIRM)).status_code == 302


def test_a_unit_cannot_file_with_another_unit(offices: Offices) -> None:
    editor = client_of(offices, "editor A")
    upload(editor, file())
    shown = decide(editor, place=str(offices.unit_b.pk))
    ((_, form),) = shown.context["waiting"]
    assert "place" in form.errors
    decide(editor, place=str(offices.unit_a.pk))
    assert NoticePage.objects.get().department == offices.unit_a.department


# What one unit is told of another


@pytest.mark.parametrize(
    ("reader", "is_live", "is_named"),
    [
        ("editor B", False, False),
        ("other publisher", False, False),
        ("editor B", True, True),
        ("colleague", False, True),
        ("publisher", False, True),
        ("admin", False, True),
    ],
)
def test_a_number_in_use_names_the_notice_to_those_who_may_see_it(
    offices: Offices, reader: str, is_live: bool, is_named: bool
) -> None:
    folder = offices.folder(offices.unit_a)
    user = offices.people["editor A"]
    number = "三教府发〔2024〕2号"
    factories.make_notice(folder, "甲所的标题", document_number=number, live=is_live, user=user)
    shown = upload(client_of(offices, reader), file()).content.decode()
    assert ("甲所的标题" in shown) is is_named
    assert (f"文号“{number}”已有公告使用" in shown) is not is_named


def import_below(offices: Offices, name: str, place: Any, text: str = NOTICE) -> NoticePage:
    """Return the draft that `name` makes of `text`, under a title that says whose it is."""
    client = client_of(offices, name)
    upload(client, file(text))
    decide(client, place=str(place.pk), title=f"{name} 的标题")
    return NoticePage.objects.get(title=f"{name} 的标题")


@pytest.mark.parametrize(
    ("reader", "place"), [("editor B", "unit_b"), ("other publisher", "other_township")]
)
def test_a_text_of_another_unit_is_no_secret_told_and_no_obstacle(
    offices: Offices, reader: str, place: str
) -> None:
    theirs = import_below(offices, "editor A", offices.unit_a)
    client = client_of(offices, reader)
    shown = upload(client, file()).content.decode()
    assert theirs.title not in shown
    assert "以前已经导入" not in shown
    said = decide(client, place=str(getattr(offices, place).pk)).content.decode()
    assert theirs.title not in said
    assert NoticePage.objects.exclude(pk=theirs.pk).get().department != theirs.department


@pytest.mark.parametrize(
    ("reader", "place"),
    [("colleague", "unit_a"), ("publisher", "unit_b"), ("admin", "other_township")],
)
def test_a_text_of_own_work_is_not_taken_in_again(
    offices: Offices, reader: str, place: str
) -> None:
    page = import_below(offices, "editor A", offices.unit_a)
    client = client_of(offices, reader)
    assert "以前已经导入" in upload(client, file()).content.decode()
    chosen = str(getattr(offices, place).pk)
    said = decide(client, decision="take", place=chosen).content.decode()
    assert "没有改动" in said
    assert NoticePage.objects.get() == page


def test_a_text_below_the_chosen_place_is_not_taken_in_again(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a)
    adding = Group.objects.create(name="只能添加")
    GroupPagePermission.objects.create(
        group=adding,
        page=offices.unit_a.page_ptr,
        permission=Permission.objects.get(codename="add_page"),
    )
    offices.people["editor B"].groups.add(adding)
    proposal = replace(
        propose_import(read_document("a.txt", NOTICE.encode()), user=offices.people["editor B"]),
        place=PlaceProposal(offices.unit_a, offices.unit_a.department, ""),
    )
    assert proposal.existing is None
    outcome = import_document(proposal=proposal, user=offices.people["editor B"])
    assert (outcome.page, outcome.is_new) == (page, False)


def test_a_place_closed_to_a_user_tells_nothing_of_its_texts(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a)
    proposal = replace(
        propose_import(read_document("a.txt", NOTICE.encode()), user=offices.people["editor B"]),
        place=PlaceProposal(offices.unit_a, offices.unit_a.department, ""),
    )
    with pytest.raises(ImportRefused) as refused:
        import_document(proposal=proposal, user=offices.people["editor B"])
    assert page.title not in str(refused.value)


# An issuing body confirmed for a text that is there already


def named_again(offices: Offices, name: str) -> str:
    """Return what `name` is told who imports UNKNOWN once more and confirms its issuing body."""
    may_register = Permission.objects.get(codename="add_department")
    offices.people[name].user_permissions.add(may_register)
    user = get_user_model().objects.get(username=name)
    proposal = propose_import(read_document("a.txt", UNKNOWN.encode()), user=user)
    outcome = import_document(proposal=proposal, user=user, confirm_issuers=True)
    assert not outcome.is_new
    assert Department.objects.filter(name="别处县普法办").exists()
    return "".join(outcome.warnings)


def state_of(page: NoticePage) -> tuple[Any, ...]:
    page.refresh_from_db()
    return page.latest_revision_id, page.live_revision_id, page.issuer


def test_a_page_that_the_user_may_only_read_stays_as_it_is(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a, UNKNOWN)
    before = state_of(page)
    assert "没有改动" in named_again(offices, "reviewer")
    assert state_of(page) == before


def test_a_page_in_review_stays_as_it_is(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a, UNKNOWN)
    page.get_workflow().start(page, offices.people["editor A"])
    before = state_of(page)
    assert "没有改动" in named_again(offices, "publisher")
    assert state_of(page) == before


def test_a_draft_of_own_work_gets_the_body(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a, UNKNOWN)
    assert "没有改动" not in named_again(offices, "publisher")
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().issuer.name == "别处县普法办"
    assert not page.live


def test_a_public_page_gets_the_body_by_review(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a, UNKNOWN)
    page.get_latest_revision().publish()
    assert "提交审核" in named_again(offices, "publisher")
    page.refresh_from_db()
    assert page.issuer is None
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().issuer.name == "别处县普法办"


def test_an_administrator_puts_the_body_on_a_public_page(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a, UNKNOWN)
    page.get_latest_revision().publish()
    named_again(offices, "admin")
    page.refresh_from_db()
    assert page.issuer.name == "别处县普法办"
    assert not page.has_unpublished_changes


def test_a_locked_page_stays_as_it_is_whoever_imports(offices: Offices) -> None:
    page = import_below(offices, "editor A", offices.unit_a, UNKNOWN)
    page.locked, page.locked_by = True, offices.people["publisher"]
    page.save()
    before = state_of(page)
    proposal = propose_import(read_document("a.txt", UNKNOWN.encode()), user=None)
    import_document(proposal=proposal, user=None, confirm_issuers=True)
    assert state_of(page) == before


@pytest.mark.parametrize("name", [UPLOAD, CONFIRM])
def test_who_belongs_to_no_unit_is_told_so(offices: Offices, name: str) -> None:
    reviewer = client_of(offices, "reviewer")
    assert "联系管理员" in reviewer.get(reverse(name), follow=True).content.decode()


@pytest.mark.parametrize("name", [UPLOAD, CONFIRM])
def test_visitors_are_sent_to_the_login(offices: Offices, name: str) -> None:
    answer = Client(headers={"host": "localhost"}).get(reverse(name))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_the_menu_leads_to_the_import_for_those_who_may(offices: Offices) -> None:
    home = reverse("wagtailadmin_home")
    entry = f'"{reverse(UPLOAD)}"'
    assert entry in client_of(offices, "editor A").get(home).content.decode()
    assert entry not in client_of(offices, "reviewer").get(home).content.decode()


def test_the_history_of_a_page_tells_the_file_and_the_repairs(client: Client) -> None:
    upload(client, file())
    decide(client)
    page = NoticePage.objects.get()
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "由文件“关于学习的通知.txt”导入，整理 1 处" in history
    assert "去除 Word 书签残留" in history


def test_documents_of_one_answer_each_have_their_history(client: Client) -> None:
    upload(client, file(), file(NOTICE.replace("2号", "3号"), "另一份.txt"))
    decide(client)
    for page in NoticePage.objects.all():
        history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
        assert "导入，整理 1 处" in history.content.decode()


def test_a_file_that_is_gone_is_dropped_with_a_word(client: Client) -> None:
    upload(client, file())
    kept = UploadedFile.objects.get()
    kept.file.storage.delete(kept.file.name)
    assert "文件已不在" in client.get(reverse(CONFIRM), follow=True).content.decode()
    assert not UploadedFile.objects.exists()


def test_uploads_nobody_came_back_to_are_removed(offices: Offices) -> None:
    admin = offices.people["admin"]
    kept = keep_upload(file=file(name="a.txt"), user=admin)
    path, storage = kept.file.name, kept.file.storage
    discard_old_uploads(now=timezone.now() + timedelta(days=1))
    assert pending_uploads(admin) == [kept]
    discard_old_uploads(now=timezone.now() + timedelta(days=3))
    assert pending_uploads(admin) == []
    assert not storage.exists(path)


def test_what_waits_is_out_of_reach_of_visitors(offices: Offices) -> None:
    kept = keep_upload(file=file(name="a.txt"), user=offices.people["admin"])
    answer = Client(headers={"host": "localhost"}).get(f"/uploads/{kept.file.name}")
    assert answer.status_code == 404
