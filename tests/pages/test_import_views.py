"""The import screens: files in, proposals to confirm, drafts out."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import UploadedFile

from pages.document_import.uploads import discard_old_uploads, keep_upload, pending_uploads
from pages.models import ActivityReportPage, NoticePage, NoticeSectionPage
from registers.models import Department
from tests import factories
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
    kept = keep_upload(name="a.txt", content=NOTICE.encode(), user=admin)
    path, storage = kept.file.name, kept.file.storage
    discard_old_uploads(now=timezone.now() + timedelta(days=1))
    assert pending_uploads(admin) == [kept]
    discard_old_uploads(now=timezone.now() + timedelta(days=3))
    assert pending_uploads(admin) == []
    assert not storage.exists(path)


def test_what_waits_is_out_of_reach_of_visitors(offices: Offices) -> None:
    kept = keep_upload(name="a.txt", content=NOTICE.encode(), user=offices.people["admin"])
    answer = Client(headers={"host": "localhost"}).get(f"/uploads/{kept.file.name}")
    assert answer.status_code == 404
