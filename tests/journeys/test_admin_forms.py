"""The admin's forms in a browser: what is seen, marked, locked and uploaded."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from registers.models import LawAlias, LawStatus
from tests import factories
from tests.browser import DESKTOP, PHONE
from tests.journeys.test_report_journey import scene, signed_in
from tests.pages.offices import Offices, make_offices, make_record

pytestmark = pytest.mark.slow
DAMAGED = {"name": "坏照片.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"}


@pytest.fixture
def offices(transactional_db: None) -> Offices:
    offices = make_offices()
    new = factories.make_law("信访工作条例")
    factories.make_law("信访条例", status=LawStatus.REPEALED, successor=new)
    fraud = factories.make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=fraud, name="反诈法")
    return offices


def add_url(offices: Offices, kind: str) -> str:
    return f"/admin/pages/add/pufa_pages/{kind}/{offices.folder(offices.unit_a).pk}/"


def choices_for(page: Page, words: str) -> list[str]:
    """What the first picker of laws offers for `words`, in order."""
    search = page.locator(".pufa-picker__search").first
    search.fill(words)
    shown = page.locator(".pufa-picker__choices:not([hidden])").first
    expect(shown).to_be_visible()
    return shown.locator("button").all_inner_texts()


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "kind", ["activityreportpage", "caseexplanationpage", "responsibilitylistpage"]
)
def test_the_title_of_a_new_record_has_a_label_and_a_box(
    browser, live_server: LiveServer, offices, kind, device
):
    with signed_in(browser, live_server, "editor A", device) as page:
        page.goto(add_url(offices, kind))
        expect(page.locator("label[for=id_title]")).to_be_visible()
        label = page.locator("label[for=id_title]").bounding_box()
        assert label["width"] > 20
        assert label["height"] > 10
        border = page.locator("#id_title").evaluate(
            "box => [getComputedStyle(box).borderTopWidth, getComputedStyle(box).borderTopColor]"
        )
        assert border[0] != "0px"
        assert not border[1].endswith(", 0)")


def test_a_repealed_law_is_offered_last_and_stays_marked(browser, live_server, offices):
    with signed_in(browser, live_server, "editor A") as page:
        page.goto(add_url(offices, "activityreportpage"))
        assert [text.split()[0] for text in choices_for(page, "xf")] == ["信访工作条例", "信访条例"]
        page.get_by_role("button", name="已废止").click()
        picked = page.locator(".pufa-picker__picked li").first
        expect(picked).to_contain_text("信访条例")
        expect(picked).to_contain_text("已废止，由《信访工作条例》替代")
        assert choices_for(page, "fzf") == ["反电信网络诈骗法"]


def test_a_provision_takes_one_law_by_its_initials(browser, live_server, offices):
    with signed_in(browser, live_server, "editor A") as page:
        page.goto(add_url(offices, "caseexplanationpage"))
        page.locator("#id_provisions-ADD").click()
        assert choices_for(page, "fzf") == ["反电信网络诈骗法"]
        page.get_by_role("button", name="反电信网络诈骗法").click()
        choices_for(page, "xftl")
        page.get_by_role("button", name="已废止").click()
        ticked = page.locator("[name=provisions-0-law]")
        expect(ticked).to_have_count(1)
        expect(page.locator(".pufa-picker__picked").first).to_contain_text("已废止")


def test_under_review_the_form_is_there_to_read(browser, live_server, offices):
    folder, editor = offices.folder(offices.unit_a), offices.people["editor A"]
    body = [("paragraph", "<p>讲了反诈。</p>")]
    page_under_review = make_record(
        folder, "夜市课堂", user=editor, state="submitted", offices=offices, body=body
    )
    address = f"/admin/pages/{page_under_review.pk}/edit/"
    with signed_in(browser, live_server, "publisher") as page:
        page.goto(address)
        expect(page.get_by_text("审核期间只能查看，不能修改")).to_be_visible()
        expect(page.locator(".w-field:has(#id_title)")).to_have_js_property("inert", True)
        text = page.locator('[data-contentpath="body"] [contenteditable="true"]')
        assert text.first.evaluate("text => Boolean(text.closest('[inert]'))")
        expect(page.get_by_role("button", name="一次选多张照片")).to_be_hidden()
    with signed_in(browser, live_server, "editor A") as page:
        page.goto(address)
        page.get_by_role("button", name="撤回").first.click()
        expect(page.get_by_text("已撤回，可以继续修改")).to_be_visible()
        expect(page.locator(".w-field:has(#id_title)")).to_have_js_property("inert", False)
        expect(page.locator("#id_title")).to_have_value("夜市课堂")
        expect(page.locator('[data-contentpath="body"]').first).to_contain_text("讲了反诈。")


def test_a_file_that_failed_is_not_asked_for_a_caption(browser, live_server, offices):
    with signed_in(browser, live_server, "editor A") as page:
        page.goto("/admin/images/multiple/add/")
        page.set_input_files("#fileupload", [DAMAGED, scene("teal")])
        expect(page.locator("#upload-list li.upload-complete")).to_have_count(2)
        asks = ".right > .error-message"
        expect(page.locator(f"#upload-list li.upload-failure {asks}")).to_be_hidden()
        expect(page.locator(f"#upload-list li.upload-success {asks}")).to_be_visible()


def test_several_photos_are_uploaded_from_within_a_report(browser, live_server, offices):
    with signed_in(browser, live_server, "editor A") as page:
        page.goto(add_url(offices, "activityreportpage"))
        expect(page.get_by_role("button", name="从电脑上传多张照片")).to_be_visible()
        page.set_input_files(".pufa-files", [scene("navy"), DAMAGED, scene("teal")])
        expect(page.get_by_text("已上传 2 张，请填写照片说明。")).to_be_visible()
        expect(page.get_by_text("坏照片.jpg：")).to_be_visible()
        expect(page.locator('[name^="photos-"][name$="-value-caption"]')).to_have_count(2)
        expect(page.locator('[data-contentpath="photos"] img')).to_have_count(2)
