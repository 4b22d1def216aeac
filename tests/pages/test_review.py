"""A record on its way through review: submitted, returned, approved, never by its own people."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from pages.models import ActivityReportPage, PublicEntry
from registers.models import LawStatus
from tests import factories
from tests.pages.admin_forms import report_form
from tests.pages.offices import Offices, decide, make_offices, make_record, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def report(offices) -> ActivityReportPage:
    """A draft of unit A."""
    return record(offices, "draft")


def record(offices: Offices, state: str, who: str = "editor A") -> ActivityReportPage:
    folder = offices.folder(offices.unit_a)
    user = offices.people[who]
    return make_record(folder, "反诈宣传", user=user, state=state, offices=offices)


def client_of(offices: Offices, who: str) -> Client:
    client = Client()
    client.force_login(offices.people[who])
    return client


def review_of(page: ActivityReportPage) -> str:
    return reverse("pufa_review", args=[page.pk])


def decide_on(client: Client, page: ActivityReportPage, decision: str, comment: str = ""):
    """Decide on the screen of the review, as it stands when it is opened."""
    state = page.current_workflow_task_state
    data = {"decision": decision, "comment": comment, "state": state.pk if state else 0}
    return client.post(review_of(page), data, follow=True)


def edit(client: Client, page: ActivityReportPage, **fields: str):
    data = report_form(title="反诈宣传（改）", **fields)
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)


def step_of(page: ActivityReportPage) -> str:
    """Name of the step the page waits at."""
    page = ActivityReportPage.objects.get(pk=page.pk)
    task = page.current_workflow_task
    return task.name if task else ""


def is_live(page: ActivityReportPage) -> bool:
    return ActivityReportPage.objects.get(pk=page.pk).live


def test_the_reviewer_is_told_of_photos_without_words_and_may_approve(offices):
    photos = [
        *factories.photo_stream([factories.make_photo()], caption="讲解现场"),
        *factories.photo_stream([factories.make_photo(), factories.make_photo(alt_text="展板")]),
    ]
    page = make_record(
        offices.folder(offices.unit_a),
        "反诈宣传",
        user=offices.people["editor A"],
        state="submitted",
        offices=offices,
        photos=photos,
    )
    client = client_of(offices, "publisher")
    assert "第 2 张照片没有照片说明，也没有替代文字" in client.get(review_of(page)).content.decode()
    assert "已审核通过" in decide_on(client, page, "approve").content.decode()


def test_a_report_is_public_after_both_steps_and_not_before(offices):
    add = reverse(
        "wagtailadmin_pages:add",
        args=["pufa_pages", "activityreportpage", offices.folder(offices.unit_a).pk],
    )
    data = report_form(title="反诈宣传进集市", **{"action-submit": "1"})
    client_of(offices, "editor A").post(add, data)
    page = ActivityReportPage.objects.get()
    assert page.slug == "fan-zha-xuan-chuan-jin-ji-shi"
    assert step_of(page) == "三教镇初审"

    answer = decide_on(client_of(offices, "publisher"), page, "approve")
    assert "已审核通过，转入下一环节" in answer.content.decode()
    assert step_of(page) == "永和县审核"
    assert not PublicEntry.objects.filter(pk=page.pk).exists()

    answer = decide_on(client_of(offices, "reviewer"), page, "approve")
    assert "已审核通过并发布" in answer.content.decode()
    assert is_live(page)
    assert PublicEntry.objects.get(pk=page.pk).title == "反诈宣传进集市"
    assert Client().get(page.url).status_code == 200


def test_a_report_returned_with_a_reason_comes_back_to_the_first_step(offices):
    page = record(offices, "submitted")
    answer = decide_on(client_of(offices, "publisher"), page, "reject", "请补充参加人数")
    assert "已退回修改" in answer.content.decode()
    today = client_of(offices, "colleague").get(reverse("wagtailadmin_home")).content.decode()
    assert "反诈宣传" in today
    assert "请补充参加人数" in today

    edit(client_of(offices, "editor A"), page, **{"action-submit": "1"})
    assert step_of(page) == "三教镇初审"


def test_who_returns_a_report_says_why(offices):
    page = record(offices, "submitted")
    answer = decide_on(client_of(offices, "publisher"), page, "reject")
    assert "请写明退回理由" in answer.content.decode()
    assert step_of(page) == "三教镇初审"


def test_wagtails_own_form_of_returning_asks_why_too(offices):
    page = record(offices, "submitted")
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "reject", page.current_workflow_task_state.pk],
    )
    answer = client_of(offices, "publisher").post(
        url, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert "请写明退回理由" in answer.json()["html"]
    assert step_of(page) == "三教镇初审"


def test_what_the_county_returned_and_the_unit_changed_is_read_by_the_township_again(offices):
    page = record(offices, "half")
    decide_on(client_of(offices, "reviewer"), page, "reject", "法律名称有误")
    edit(client_of(offices, "editor A"), page, **{"action-submit": "1"})
    assert step_of(page) == "三教镇初审"

    decide_on(client_of(offices, "publisher"), page, "approve")
    assert step_of(page) == "永和县审核"
    decide_on(client_of(offices, "reviewer"), page, "approve")
    assert is_live(page)


def test_what_an_administrator_changes_under_review_is_read_again(offices):
    page = record(offices, "half")
    edit(client_of(offices, "admin"), page)
    decide_on(client_of(offices, "reviewer"), page, "approve")
    assert not is_live(page)
    assert step_of(page) == "三教镇初审"


@pytest.mark.parametrize(
    ("who", "state"),
    [("publisher", "submitted"), ("both steps", "submitted"), ("admin", "submitted")],
)
def test_nobody_approves_what_they_wrote_and_submitted(offices, who, state):
    page = record(offices, state, who)
    answer = decide_on(client_of(offices, who), page, "approve")
    assert "须由他人审核" in answer.content.decode()
    assert step_of(page) == "三教镇初审"


def test_nobody_approves_what_they_submitted_for_others(offices, report):
    submit(report, offices.people["publisher"])
    decide_on(client_of(offices, "publisher"), report, "approve")
    assert step_of(report) == "三教镇初审"
    decide_on(client_of(offices, "second publisher"), report, "approve")
    assert step_of(report) == "永和县审核"


def test_nobody_approves_what_they_changed(offices, report):
    edit(client_of(offices, "publisher"), report)
    submit(report, offices.people["editor A"])
    decide_on(client_of(offices, "publisher"), report, "approve")
    assert step_of(report) == "三教镇初审"


def test_nobody_approves_both_steps(offices):
    page = record(offices, "submitted")
    decide_on(client_of(offices, "both steps"), page, "approve")
    assert step_of(page) == "永和县审核"
    answer = decide_on(client_of(offices, "both steps"), page, "approve")
    assert "须由他人审核" in answer.content.decode()
    assert not is_live(page)
    decide_on(client_of(offices, "reviewer"), page, "approve")
    assert is_live(page)


def test_an_administrator_who_changed_the_text_does_not_approve_it(offices):
    page = record(offices, "submitted")
    edit(client_of(offices, "admin"), page)
    decide_on(client_of(offices, "admin"), page, "approve")
    assert step_of(page) == "三教镇初审"


def test_an_administrator_may_take_either_step_of_others_work_but_not_both(offices):
    page = record(offices, "submitted")
    decide_on(client_of(offices, "admin"), page, "approve")
    assert step_of(page) == "永和县审核"
    decide_on(client_of(offices, "admin"), page, "approve")
    assert not is_live(page)


@pytest.mark.parametrize("who", ["editor A", "publisher"])
def test_a_wish_to_publish_is_refused_in_words_and_nothing_typed_is_lost(offices, report, who):
    answer = edit(client_of(offices, who), report, place="集市", **{"action-publish": "1"})
    assert "内容须经审核后发布" in answer.content.decode()
    draft = ActivityReportPage.objects.get(pk=report.pk).get_latest_revision_as_object()
    assert (draft.title, draft.place, draft.live) == ("反诈宣传（改）", "集市", False)


def test_a_new_record_sent_to_be_published_is_kept_as_a_draft(offices):
    add = reverse(
        "wagtailadmin_pages:add",
        args=["pufa_pages", "activityreportpage", offices.folder(offices.unit_a).pk],
    )
    data = report_form(title="直接发布", **{"action-publish": "1"})
    answer = client_of(offices, "editor A").post(add, data, follow=True)
    assert "内容须经审核后发布" in answer.content.decode()
    assert not is_live(ActivityReportPage.objects.get(title="直接发布"))


def test_the_form_offers_publishing_to_administrators_alone(offices, report):
    url = reverse("wagtailadmin_pages:edit", args=[report.pk])
    offered = {
        who: 'name="action-publish"' in client_of(offices, who).get(url).content.decode()
        for who in ("editor A", "publisher", "admin")
    }
    assert offered == {"editor A": False, "publisher": False, "admin": True}


def test_what_has_changed_since_it_was_opened_is_not_approved(offices):
    page = record(offices, "submitted")
    opened = page.current_workflow_task_state.pk
    client = client_of(offices, "editor A")
    edit(client, page, **{"action-cancel-workflow": "1"})
    edit(client, page, **{"action-submit": "1"})
    data = {"decision": "approve", "comment": "", "state": opened}
    answer = client_of(offices, "publisher").post(review_of(page), data, follow=True)
    assert "请重新查看" in answer.content.decode()
    assert step_of(page) == "三教镇初审"


def test_a_second_decision_finds_the_review_closed(offices):
    page = record(offices, "half")
    decide_on(client_of(offices, "reviewer"), page, "approve")
    answer = decide_on(client_of(offices, "reviewer"), page, "reject", "晚了")
    assert "现在不在审核中" in answer.content.decode()
    assert is_live(page)


def test_a_decision_that_is_none_is_asked_for_again(offices):
    page = record(offices, "submitted")
    for data in ({}, {"decision": "burn"}, {"decision": "approve", "state": "x"}):
        answer = client_of(offices, "publisher").post(review_of(page), data)
        assert answer.status_code == 200
    assert step_of(page) == "三教镇初审"


def test_the_submitter_may_take_a_submission_back(offices):
    page = record(offices, "submitted")
    edit(client_of(offices, "editor A"), page, **{"action-cancel-workflow": "1"})
    assert step_of(page) == ""
    edit(client_of(offices, "editor A"), page, place="新地点")
    draft = ActivityReportPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.place == "新地点"


def test_a_change_to_a_public_report_is_public_after_review_alone(offices):
    page = record(offices, "live")
    edit(client_of(offices, "editor A"), page, **{"action-submit": "1"})
    assert PublicEntry.objects.get(pk=page.pk).title == "反诈宣传"
    decide(page, offices.people["publisher"], "approve")
    decide(ActivityReportPage.objects.get(pk=page.pk), offices.people["reviewer"], "approve")
    assert PublicEntry.objects.get(pk=page.pk).title == "反诈宣传（改）"


def test_each_step_is_in_the_log_with_its_person(offices):
    page = record(offices, "half")
    decide_on(client_of(offices, "reviewer"), page, "approve")
    logged = PageLogEntry.objects.filter(page=page).values_list("action", "user__username")
    assert {
        ("wagtail.workflow.start", "editor A"),
        ("wagtail.workflow.approve", "publisher"),
        ("wagtail.workflow.approve", "reviewer"),
        ("wagtail.publish", "reviewer"),
    } <= set(logged)


def test_a_county_unit_is_reviewed_by_the_county_alone(offices):
    unit = factories.make_unit(offices.home, "县司法局")
    page = factories.make_report(factories.folder_of(unit), "县里的活动", live=False)
    submit(page, offices.people["admin"])
    assert step_of(page) == "永和县审核"
    decide_on(client_of(offices, "reviewer"), page, "approve")
    assert is_live(page)


def test_the_screen_of_a_review_shows_the_draft_and_what_to_think_over(offices):
    law = factories.make_law(
        "信访条例", full_name="信访条例", status=LawStatus.REPEALED, repealed_on=date(2022, 5, 1)
    )
    page = record(offices, "draft")
    page.laws = [law]
    page.save_revision(user=offices.people["editor A"])
    submit(page, offices.people["editor A"])
    body = client_of(offices, "publisher").get(review_of(page)).content.decode()
    assert "《信访条例》自2022年5月1日起已废止" in body
    assert reverse("wagtailadmin_pages:view_draft", args=[page.pk]) in body
