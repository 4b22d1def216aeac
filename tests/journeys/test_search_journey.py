"""A visitor narrows a search, reads a result and comes back to the search as it was."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from registers.models import LawAlias
from search import failover
from search.engines import server_engine
from search.models import IndexTask
from search.reconcile import reconcile_server
from tests import factories
from tests.browser import screenshot
from tests.services import free_port

FOUND = "夜市里的反诈课堂"


@pytest.fixture
def county(transactional_db: None) -> factories.SiteTree:
    """Two townships with two units each; each unit told of the law about fraud once."""
    tree = factories.make_site_tree()
    law = factories.make_law("反电信网络诈骗法", slug="fraud")
    LawAlias.objects.create(law=law, name="反诈法")
    other_law = factories.make_law("民法典", slug="civil-code")
    other = factories.make_township(tree.home, "水寨镇")
    units = {
        FOUND: tree.unit,
        "刷单骗局的反诈提醒": factories.make_unit(tree.township, "司法所"),
        "水寨派出所的反诈广播": factories.make_unit(other, "派出所"),
    }
    for number, (title, unit) in enumerate(units.items(), start=1):
        factories.make_report(unit, title, laws=[law], start_on=date(2025, number, 1))
        factories.make_report(unit, f"{title}之外", laws=[other_law])
    return tree


def choose(page: Page, facet: str, value: str) -> None:
    page.get_by_role("region", name=f"按{facet}").get_by_role("link", name=value).click()


def found(page: Page) -> list[str]:
    return page.locator(".results h3").all_inner_texts()


def narrow_and_come_back(page: Page, name: str) -> None:
    page.goto("/search/?q=反诈")
    choose(page, "法律法规", "反电信网络诈骗法")
    choose(page, "单位", "三教镇")
    expect(page.get_by_text("共 2 条")).to_be_visible()
    page.get_by_role("link", name="按日期").click()
    assert found(page) == ["刷单骗局的反诈提醒", FOUND]
    chosen = page.get_by_role("list", name="已选条件")
    expect(chosen.get_by_role("listitem")).to_contain_text(
        ["反电信网络诈骗法", "三教镇", "取消全部条件"]
    )
    # A filter leaves its own other values to choose from.
    units = page.get_by_role("region", name="按单位")
    expect(units.get_by_role("listitem").filter(has_text="水寨镇")).to_be_visible()
    screenshot(page, f"{name}-search-narrowed")
    narrowed = page.url
    page.get_by_role("link", name=FOUND).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(FOUND)
    page.go_back()
    assert page.url == narrowed
    assert found(page) == ["刷单骗局的反诈提醒", FOUND]
    expect(page.locator("#search-q")).to_have_value("反诈")
    expect(page.get_by_role("link", name="按日期")).to_have_attribute("aria-current", "true")
    page.locator("#search-q").fill("夜市")
    page.keyboard.press("Enter")
    expect(page.get_by_text("共 1 条")).to_be_visible()
    expect(chosen).to_contain_text("三教镇")
    chosen.get_by_role("link", name="三教镇").click()
    expect(chosen).not_to_contain_text("三教镇")
    expect(chosen).to_contain_text("反电信网络诈骗法")


@pytest.mark.slow
def test_a_visitor_finds_a_search_as_it_was_left_on_a_desktop(desktop, county):
    narrow_and_come_back(desktop, "desktop")


@pytest.mark.slow
def test_a_visitor_finds_a_search_as_it_was_left_on_a_phone(phone, county):
    narrow_and_come_back(phone, "phone")


@pytest.mark.slow
@pytest.mark.elasticsearch
def test_a_visitor_goes_on_where_the_search_server_stops(
    desktop: Page, on_search_server: str, county: factories.SiteTree, settings: Settings
):
    engine = server_engine()
    engine.put_in_use(engine.create())
    reconcile_server(engine)
    IndexTask.objects.all().delete()
    failover.breaker.close()
    narrow_and_come_back(desktop, "server")
    desktop.goto("/search/?q=反诈")
    choose(desktop, "法律法规", "反电信网络诈骗法")
    choose(desktop, "单位", "三教镇")
    expect(desktop.get_by_text("共 2 条")).to_be_visible()
    expect(desktop.get_by_text(failover.SERVER_IS_DOWN)).to_have_count(0)
    narrowed = desktop.url

    nobody = f"http://127.0.0.1:{free_port()}"
    settings.PUFA_SEARCH = {**settings.PUFA_SEARCH, "ELASTICSEARCH_URLS": (nobody,)}

    desktop.get_by_role("link", name=FOUND).click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(FOUND)
    desktop.go_back()
    desktop.reload()
    assert desktop.url == narrowed
    expect(desktop.get_by_text("共 2 条")).to_be_visible()
    expect(desktop.get_by_text(failover.SERVER_IS_DOWN)).to_be_visible()
    expect(desktop.get_by_role("list", name="已选条件")).to_contain_text("三教镇")
    screenshot(desktop, "desktop-search-server-down")
    failover.breaker.close()


@pytest.mark.slow
def test_a_law_is_read_as_plain_words_on_demand(desktop, county):
    desktop.goto("/search/?q=反诈法")
    expect(desktop.get_by_text("识别为")).to_contain_text("反电信网络诈骗法")
    expect(desktop.get_by_text("共 3 条")).to_be_visible()
    desktop.get_by_role("link", name="按字面搜索").click()
    expect(desktop.get_by_text("已按字面搜索")).to_be_visible()
    desktop.get_by_role("link", name="恢复识别").click()
    expect(desktop.get_by_text("共 3 条")).to_be_visible()


@pytest.mark.slow
def test_suggestions_follow_the_keyboard(desktop, county):
    desktop.goto("/")
    box = desktop.get_by_role("combobox")
    box.press_sequentially("fdx")
    options = desktop.get_by_role("option")
    expect(options).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    screenshot(desktop, "desktop-search-suggestions")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("fdx")
    box.fill("夜市")
    expect(options).to_have_count(2)
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(desktop.locator("[aria-selected=true]")).to_have_count(0)
    box.press("ArrowDown")
    chosen = options.first.inner_text().splitlines()[0]
    box.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(chosen)


@pytest.mark.slow
def test_suggestions_follow_the_finger_and_enter_searches(phone, county):
    phone.goto("/search/")
    box = phone.get_by_role("combobox")
    box.press_sequentially("反诈")
    phone.get_by_role("option", name="反电信网络诈骗法").tap()
    expect(phone).to_have_url(re.compile("/laws/fraud/$"))
    phone.goto("/search/")
    box.press_sequentially("夜市")
    expect(phone.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(phone.get_by_text("共 2 条")).to_be_visible()


@pytest.mark.slow
def test_search_works_without_scripts(browser, live_server, county):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_role("searchbox").fill("反诈")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=FOUND).first).to_be_visible()
    context.close()
