"""With a search server that is broken in any way, the database answers and says so."""

import time

import pytest
from django.test import Client

from search import failover, worker
from search.engines.elasticsearch import ElasticsearchEngine
from search.failover import SERVER_IS_DOWN, breaker
from search.models import IndexTask
from search.results import Found
from tests.factories import make_report
from tests.search import broken_servers
from tests.search.server_helpers import ask, begin, drain, ids

pytestmark = pytest.mark.django_db

ANSWERS = {
    "busy": (429, {"error": {"type": "es_rejected_execution_exception"}, "status": 429}),
    "broken": (500, {"error": {"type": "exception", "reason": "x"}, "status": 500}),
    "red": (503, {"error": {"type": "no_shard_available_action_exception"}, "status": 503}),
    "no index": (404, {"error": {"type": "index_not_found_exception"}, "status": 404}),
    "not JSON": (200, b"<html>gateway</html>"),
    "no answer in it": (200, {}),
    "an array": (200, []),
}
NOTHING = {
    "hits": {"total": {"value": 0}, "hits": []},
    "aggregations": {"codes": {"buckets": []}},
}


@pytest.fixture(autouse=True)
def closed_breaker():
    breaker.close()
    yield
    breaker.close()


@pytest.fixture
def use(settings):
    def use(url: str, **more: object) -> None:
        settings.PUFA_SEARCH = {
            "engine": "elasticsearch",
            "elasticsearch_urls": (url,),
            "timeout": 0.5,
            **more,
        }

    return use


def assert_database_answers(report) -> None:
    found = ask("院坝会")
    assert [hit.id for hit in found.hits] == [report.pk]
    assert found.notes == (SERVER_IS_DOWN,)
    assert found.total == 1


def test_nobody_at_the_address(tree, use):
    report = make_report(tree.unit, "院坝会")
    use(broken_servers.nobody_there())
    assert_database_answers(report)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_server_that_answers_nonsense(tree, use, answer):
    report = make_report(tree.unit, "院坝会")
    with broken_servers.answering(*ANSWERS[answer]) as url:
        use(url)
        assert_database_answers(report)


@pytest.mark.parametrize("status", [400, 413])
def test_a_question_the_server_refuses_goes_to_the_database_and_keeps_nobody_else_away(
    tree, use, caplog, status
):
    report = make_report(tree.unit, "院坝会")
    with broken_servers.answering(status, {"error": {"type": "x"}, "status": status}) as url:
        use(url)
        for _ in range(4):
            assert_database_answers(report)
        assert not breaker.is_open
    assert {record.levelname for record in caplog.records if "refused" in record.message} == {
        "ERROR"
    }


@pytest.mark.parametrize("status", [401, 403, 404, 408, 429, 500])
def test_a_server_that_lets_nobody_in_is_left_alone(tree, use, status):
    report = make_report(tree.unit, "院坝会")
    with broken_servers.answering(status, {"error": {"type": "x"}, "status": status}) as url:
        use(url)
        for _ in range(3):
            assert_database_answers(report)
        assert breaker.is_open


def test_while_something_waits_the_server_is_not_even_asked(tree, use):
    with broken_servers.black_hole() as hole:
        use(hole.url)
        report = make_report(tree.unit, "院坝会")
        assert ids("院坝会") == {report.pk}
        assert hole.visitors() == 0


def test_the_public_page_shows_the_note(tree, use):
    make_report(tree.unit, "院坝会")
    use(broken_servers.nobody_there())
    answer = Client().get("/search/", {"q": "院坝会"})
    assert answer.status_code == 200
    assert SERVER_IS_DOWN in answer.content.decode()


def test_a_black_hole_costs_half_a_second_three_times_and_nothing_afterwards(tree, use):
    report = make_report(tree.unit, "院坝会")
    ask("院坝会")
    with broken_servers.black_hole() as hole:
        use(hole.url)
        for _ in range(3):
            started = time.monotonic()
            assert_database_answers(report)
            assert 0.4 < time.monotonic() - started < 1.5
        assert hole.visitors() == 3
        assert breaker.is_open
        started = time.monotonic()
        assert_database_answers(report)
        assert time.monotonic() - started < 0.4
        assert hole.visitors() == 3


def test_a_search_that_gives_way_step_by_step_spends_its_time_once(tree, use):
    report = make_report(tree.unit, "院坝会")
    with broken_servers.answering(200, NOTHING, after=0.3) as url:
        use(url)
        started = time.monotonic()
        assert report.pk in ids("院坝会 板凳会 讲彩礼")
        assert time.monotonic() - started < 1.5


def test_the_server_is_asked_again_when_it_is_back(tree, use, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(breaker, "_clock", lambda: now[0])
    make_report(tree.unit, "院坝会")
    IndexTask.objects.all().delete()
    use(broken_servers.nobody_there())
    for _ in range(3):
        ask("院坝会")
    with broken_servers.answering(200, NOTHING) as url:
        use(url)
        assert ask("").notes == (SERVER_IS_DOWN,)
        now[0] = 5.0
        assert (ask("").notes, ask("").total) == ((), 0)


@pytest.mark.elasticsearch
class TestRealServer:
    """What the server found is shown only while it is so."""

    @pytest.fixture
    def server(self, on_search_server, tree):
        begin()
        return on_search_server

    def test_the_server_answers_what_it_was_told(self, tree, server, monkeypatch):
        report = make_report(tree.unit, "院坝会")
        drain()
        monkeypatch.setattr(failover, "database_engine", None)
        found = ask("院坝会")
        assert [hit.id for hit in found.hits] == [report.pk]
        assert found.notes == ()

    def test_what_it_was_not_told_yet_the_database_answers(self, tree, server):
        gone, kept = make_report(tree.unit, "院坝会甲"), make_report(tree.unit, "院坝会乙")
        drain()
        gone.unpublish()
        came = make_report(tree.unit, "院坝会丙")
        found = ask("院坝会")
        assert {hit.id for hit in found.hits} == {kept.pk, came.pk}
        assert found.total == 2
        assert found.notes == ()

    def test_a_hit_that_is_not_public_is_never_shown_nor_counted(self, tree, server):
        gone, kept = make_report(tree.unit, "院坝会甲"), make_report(tree.unit, "院坝会乙")
        drain()
        gone.unpublish()
        IndexTask.objects.all().delete()  # as if its task had been lost
        found = ask("院坝会")
        assert [hit.id for hit in found.hits] == [kept.pk]
        assert found.total == 1

    def test_what_is_withdrawn_while_the_server_is_asked_is_not_counted(
        self, tree, server, monkeypatch
    ):
        gone, _ = make_report(tree.unit, "院坝会甲"), make_report(tree.unit, "院坝会乙")
        drain()
        search = ElasticsearchEngine.search

        def search_then_withdraw(*args: object, **more: object) -> Found:
            found = search(*args, **more)
            gone.unpublish()
            return found

        monkeypatch.setattr(ElasticsearchEngine, "search", search_then_withdraw)
        assert ask("院坝会", page=2).total == 1

    def test_a_refused_page_is_shown_as_it_is_now(self, tree, server):
        report = make_report(tree.unit, "院坝会讲彩礼")
        other = make_report(tree.unit, "板凳会")
        drain()
        report.title = "院坝会讲欠薪"
        report.save_revision().publish()
        IndexTask.objects.update(attempts=10, is_parked=True)
        assert [hit.title for hit in ask("院坝会").hits] == ["<mark>院坝会</mark>讲欠薪"]
        assert ids("板凳会") == {other.pk}

    def test_beyond_what_the_server_gives_out_it_counts_and_gives_nothing(
        self, tree, server, monkeypatch
    ):
        make_report(tree.unit, "院坝会")
        drain()
        monkeypatch.setattr(failover, "database_engine", None)
        for page in (500, 501, 9_999_999, 9_999_999, 9_999_999):
            found = ask("院坝会", page=page)
            assert (found.hits, found.total, found.notes) == ((), 1, ())
        assert not breaker.is_open
        assert len(ask("院坝会").hits) == 1

    def test_a_page_that_the_server_has_as_it_was_the_database_answers(self, tree, server):
        report = make_report(tree.unit, "院坝会讲彩礼")
        drain()
        report.title = "院坝会讲欠薪"
        report.save_revision().publish()
        IndexTask.objects.all().delete()  # as if its task had been lost
        assert [hit.title for hit in ask("院坝会").hits] == ["<mark>院坝会</mark>讲欠薪"]

    def test_the_visitors_questions_cost_three_queries_more(
        self, tree, server, django_assert_max_num_queries
    ):
        make_report(tree.unit, "院坝会")
        drain()
        ask("院坝会")
        with django_assert_max_num_queries(5):
            ask("院坝会")

    def test_the_worker_takes_what_came_while_it_was_away(self, tree, server, use, settings):
        there = dict(settings.PUFA_SEARCH)
        use(broken_servers.nobody_there())
        report = make_report(tree.unit, "院坝会")
        assert ids("院坝会") == {report.pk}
        settings.PUFA_SEARCH = there
        breaker.close()
        worker.work_off()
        assert not IndexTask.objects.filter(pk=report.pk).exists()
