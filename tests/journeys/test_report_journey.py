"""A unit writes a report with photos, two offices review it, a visitor finds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from registers.models import LawAlias
from tests import factories
from tests.browser import DESKTOP, PHONE, page_in, screenshot
from tests.pages.offices import Offices, make_offices, make_record

TITLE = "夜市里的反诈课堂"


@pytest.fixture
def offices(transactional_db: None) -> Offices:
    offices = make_offices()
    law = factories.make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=law, name="反诈法")
    for kind, (page_type, title, slug) in factories.SECTIONS.items():
        if kind != "report":
            factories.fresh(offices.home).add_child(instance=page_type(title=title, slug=slug))
    return offices


def scene(colour: str) -> dict[str, object]:
    """A photo as a browser hands it over."""
    picture = Image.new("RGB", (1200, 800), colour)
    ImageDraw.Draw(picture).rectangle((300, 300, 900, 700), fill="#c0392b")
    content = BytesIO()
    picture.save(content, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


@contextmanager
def signed_in(
    browser: Browser, server: LiveServer, who: str, device: dict = DESKTOP
) -> Iterator[Page]:
    with page_in(browser, server, device) as page:
        page.goto("/admin/")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("密码").fill("x")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        yield page


def write_report(page: Page) -> None:
    """Fill the form as a clerk does: text, law, several photos at once."""
    page.locator('input[type="file"]').first.wait_for(state="attached")
    page.set_input_files('input[type="file"]', [scene("navy"), scene("teal")])
    expect(page.locator("#upload-list li.upload-complete")).to_have_count(2)
    page.get_by_role("link", name="写活动报道").click()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=start_on]").fill("2026-11-20")
    page.keyboard.press("Escape")
    page.locator("[name=place]").fill("河边夜市")
    page.locator("#id_laws").fill("fdx")
    page.get_by_role("button", name="反电信网络诈骗法").click()
    expect(page.get_by_label("反电信网络诈骗法")).to_be_checked()
    editor = page.locator('[data-contentpath="body"] [contenteditable="true"]').first
    editor.click()
    page.keyboard.type("民警在摊位前讲解冒充客服退款的骗术，回答咨询三十人次。")
    page.get_by_role("button", name="一次选多张照片").click()
    boxes = page.locator(".modal-body input[type=checkbox]")
    expect(boxes).to_have_count(2)
    for number in range(2):
        boxes.nth(number).check()
    page.locator("[data-multiple-choice-submit]").click()
    captions = page.locator('[name^="photos-"][name$="-value-caption"]')
    expect(captions).to_have_count(2)
    captions.nth(0).fill("摊位前的讲解")


def submit(page: Page) -> None:
    page.get_by_role("button", name="提交审核", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("提交")


def expect_photos(photos: Locator, number: int) -> None:
    """Expect that many photos, each of them drawn."""
    expect(photos).to_have_count(number)
    for photo in photos.all():
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
        assert photo.evaluate("photo => photo.naturalWidth") > 0


def approve(page: Page, name: str) -> None:
    page.get_by_role("link", name=TITLE).click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name=TITLE)).to_be_visible()
    expect_photos(frame.locator("main img"), 2)
    screenshot(page, name)
    page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_role("status")).to_contain_text("审核通过")


def find(page: Page, name: str) -> None:
    """Find the report by its law, by its unit and by a word of its text."""
    page.goto("/laws/")
    page.get_by_role("link", name="反电信网络诈骗法").first.click()
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    page.goto("/units/")
    page.get_by_role("link", name="甲所").first.click()
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    for word in ("反诈法", "冒充客服"):
        page.goto("/")
        page.get_by_role("combobox").first.fill(word)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    screenshot(page, f"{name}-search")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect_photos(page.locator("main img"), 2)
    screenshot(page, f"{name}-report")


@pytest.mark.slow
def test_a_report_goes_from_the_units_form_to_the_visitor(browser, live_server, offices):
    with signed_in(browser, live_server, "editor A") as page:
        screenshot(page, "unit-today")
        page.get_by_role("link", name="上传照片").click()
        write_report(page)
        screenshot(page, "unit-report-form")
        submit(page)
        page.goto("/admin/")
        expect(page.get_by_text("现在在：三教镇初审")).to_be_visible()
    for who in ("publisher", "reviewer"):
        with signed_in(browser, live_server, who) as page:
            approve(page, f"{who}-review")
    with page_in(browser, live_server, DESKTOP) as page:
        find(page, "visitor-desktop")
    with page_in(browser, live_server, PHONE) as page:
        find(page, "visitor-phone")


@pytest.mark.slow
def test_a_unit_reads_on_a_phone_why_a_report_came_back(browser, live_server, offices):
    folder, editor = offices.folder(offices.unit_a), offices.people["editor A"]
    body = [("paragraph", "<p>民警讲解骗术。</p>")]
    make_record(folder, TITLE, user=editor, state="returned", offices=offices, body=body)
    with signed_in(browser, live_server, "editor A", PHONE) as page:
        expect(page.get_by_text("退回理由：请补充照片")).to_be_visible()
        screenshot(page, "unit-returned-phone")
        page.get_by_role("link", name=TITLE).first.click()
        page.locator("[name=place]").fill("村委会")
        screenshot(page, "unit-form-phone")
        page.get_by_role("button", name="再次提交审核").click()
        expect(page.get_by_role("status")).to_contain_text("提交")


@pytest.mark.slow
def test_a_second_list_of_the_year_is_answered_at_its_field(browser, live_server, offices):
    factories.make_list(offices.folder(offices.unit_a), "甲所2026年清单", year=2026)
    with signed_in(browser, live_server, "editor A") as page:
        place = offices.folder(offices.unit_a).pk
        page.goto(f"/admin/pages/add/pufa_pages/responsibilitylistpage/{place}/")
        page.locator("[name=title]").fill("又一份清单")
        page.locator("[name=year]").fill("2026")
        page.locator("#id_items-ADD").click()
        page.locator("[name=items-0-content]").fill("宣传宪法")
        page.get_by_role("button", name="提交审核", exact=True).click()
        expect(page.get_by_text("已有2026年度清单《甲所2026年清单》").first).to_be_visible()
        expect(page.locator("[name=title]")).to_have_value("又一份清单")
        expect(page.locator("[name=items-0-content]")).to_have_value("宣传宪法")
        screenshot(page, "unit-list-error")
