"""Pages in a real Chromium, as a visitor on a desktop or a phone sees the running site.

A journey takes the fixture `desktop` or `phone`, a page whose addresses are relative to the live
server. When it ends, it fails if a script of the page failed, if the page's own security policy
refused something, or if anything was asked of another host: the site must work without the outside
world.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

SCREENSHOTS = Path(__file__).resolve().parents[1] / "var" / "screenshots"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # root, as in CI, gets no sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 375, "height": 812},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
WAIT_MILLISECONDS = 15_000


def find_chromium() -> str | None:
    """Return the path of this machine's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the whole page as var/screenshots/`name`.png."""
    file = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=file, full_page=True)
    return file


def pytest_report_header() -> str:
    return f"Chromium: {find_chromium() or 'not found'}"


def pytest_itemcollected(item: pytest.Item) -> None:
    if "browser" in getattr(item, "fixturenames", []):
        item.add_marker("browser")


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    initial_rows = connection._test_serialized_contents
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread: Django would refuse to use the database
        # there, and opens a connection apart, which has to know the rows every test begins with.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connection._test_serialized_contents = initial_rows
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()
        connections.close_all()


@pytest.fixture
def desktop(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    with page_in(browser, live_server, DESKTOP) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    with page_in(browser, live_server, PHONE) as page:
        yield page


@contextmanager
def page_in(browser: Browser, live_server: LiveServer, device: dict) -> Iterator[Page]:
    """Give a page on the device and check, when it is closed, that nothing went wrong on it."""
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", **device
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    faults: list[str] = []

    def note_foreign(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme.startswith("http") and address.netloc != urlsplit(live_server.url).netloc:
            faults.append(f"asked another host: {request.url}")

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(f"refused by the page's own policy: {message.text}")

    context.on("request", note_foreign)
    context.on("console", note_refusal)
    context.on("weberror", lambda error: faults.append(f"script failed: {error.error}"))
    yield context.new_page()
    context.close()
    assert not faults, "\n".join(faults)
