"""What is not public is in no answer, no count, no filter, no suggestion, at no moment."""

import json
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from search import failover, worker
from tests.factories import fresh, make_law, make_report, make_unit
from tests.search.server_helpers import begin, drain

pytestmark = pytest.mark.django_db

CANARY = "金丝雀"
PLACES = (
    "/search/?q={q}",
    "/search/?q={q}&sort=date",
    "/search/?q=&law=canary",
    "/search/?q=宣讲",
    "/search/?q=金丝鹊",  # a slip of the keyboard leads to no private word
    "/search/suggest/?q={q}",
    "/api/v2/pages/?fields=*&limit=100",
    "/feed/",
    "/sitemap.xml",
    "/",
    "/reports/",
    "/laws/canary/",
)


@pytest.fixture(params=["database", pytest.param("server", marks=pytest.mark.elasticsearch)])
def engine(request):
    """The engine that answers; on the server, every search is made before and after the worker."""
    if request.param == "server":
        request.getfixturevalue("on_search_server")
        failover.breaker.close()
        begin()
    return request.param


@contextmanager
def answered_by(engine, monkeypatch):
    """Let nobody but the server answer a search, where it should by now."""
    with monkeypatch.context() as patch:
        if engine == "server":
            patch.setattr(failover, "database_engine", None)
        yield


def hide_by_restriction(page):
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")


def hide_by_parent(page):
    parent = Page.objects.get(pk=page.pk).get_parent()
    PageViewRestriction.objects.create(page=parent, restriction_type="login")


def hide_by_unpublishing(page):
    fresh(page).unpublish()


def hide_by_expiry(page):
    expiring = fresh(page)
    expiring.expire_at = timezone.now() - timedelta(minutes=1)
    expiring.save_revision().publish()
    call_command("publish_scheduled", verbosity=0)


def hide_by_moving(page):
    closed = make_unit(Page.objects.get(pk=page.pk).get_ancestors().get(depth=3).specific)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    fresh(page).move(closed, pos="last-child")


def hide_by_deleting(page):
    fresh(page).delete()


WAYS = [
    hide_by_restriction,
    hide_by_parent,
    hide_by_unpublishing,
    hide_by_expiry,
    hide_by_moving,
    hide_by_deleting,
]


def whole_answer(address):
    answer = Client().get(address.format(q=CANARY))
    assert answer.status_code < 500
    return b"".join(answer) if answer.streaming else answer.content


def leaks():
    """Addresses whose answer holds the word, or counts something under the canary's law."""
    found = []
    for place in PLACES:
        text = whole_answer(place).decode()
        if text.startswith("{"):
            text = json.dumps(json.loads(text), ensure_ascii=False)
        repeated = CANARY in place.format(q=CANARY) and place.startswith("/search/?")
        # The search page shows the words asked for; a hit would show them marked.
        if (f"<mark>{CANARY}" if repeated else CANARY) in text:
            found.append(place)
    return found


def api_count():
    answer = Client().get("/api/v2/pages/?type=pufa_pages.ActivityReportPage")
    return json.loads(answer.content)["meta"]["total_count"]


def shown(text):
    """How many results the search page says there are."""
    page = whole_answer(text).decode()
    assert failover.SERVER_IS_DOWN not in page
    found = re.search(r"共 (\d+) 条", page)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("hide", WAYS)
def test_a_page_that_was_public_is_nowhere_from_the_moment_it_is_hidden(
    tree, engine, hide, monkeypatch
):
    law = make_law("饲养办法", slug="canary")
    unit = make_unit(tree.township)
    page = make_report(unit, f"{CANARY}宣讲", laws=[law])
    make_report(tree.unit, "消防宣讲")
    if engine == "server":
        drain()
    with answered_by(engine, monkeypatch):
        assert set(leaks()) >= {"/search/?q={q}", "/search/?q=宣讲", "/search/suggest/?q={q}"}
        assert shown("/search/?q=宣讲") == 2
        assert "饲养办法" in whole_answer("/search/?q=宣讲").decode()

    hide(page)

    assert leaks() == []  # at once, before any worker
    assert (shown('/search/?q="{q}"'), shown("/search/?q=宣讲"), api_count()) == (0, 1, 1)
    assert "饲养办法" not in whole_answer("/search/?q=宣讲").decode()
    if engine == "server":
        worker.work_off()
        with answered_by(engine, monkeypatch):
            assert leaks() == []
            assert (shown('/search/?q="{q}"'), shown("/search/?q=宣讲")) == (0, 1)
            assert "饲养办法" not in whole_answer("/search/?q=宣讲").decode()


def test_what_was_never_public_is_nowhere(tree, engine, monkeypatch):
    closed = make_unit(tree.township)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    make_report(closed, f"{CANARY}之一")
    make_report(tree.unit, f"{CANARY}之二", live=False)
    later = make_report(tree.unit, f"{CANARY}之三", live=False)
    later.go_live_at = timezone.now() + timedelta(days=1)
    later.save_revision().publish()
    if engine == "server":
        drain()
    with answered_by(engine, monkeypatch):
        assert leaks() == []
        assert shown('/search/?q="{q}"') == 0


def test_what_was_rolled_back_is_nowhere(tree, engine, monkeypatch):
    with transaction.atomic():
        make_report(tree.unit, f"{CANARY}宣讲")
        transaction.set_rollback(True)
    if engine == "server":
        drain()
    with answered_by(engine, monkeypatch):
        assert leaks() == []
        assert shown('/search/?q="{q}"') == 0
