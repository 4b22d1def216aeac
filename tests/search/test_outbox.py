"""Changes wait in the database until the search server has them, in whatever order and number."""

import os
import signal
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.models import PublicEntry
from registers.models import LawAlias
from search import indexing, outbox, worker
from search.documents import build_document
from search.engines import SearchServerError, elastic_index, server_engine
from search.models import IndexTask
from search.settings import SearchSettings
from tests.factories import SiteTree, make_law, make_report, make_unit
from tests.search import broken_servers
from tests.search.server_helpers import add_entries, ask, begin, drain, ids, is_equal, on_server


@pytest.fixture
def unreachable(settings) -> None:
    settings.PUFA_SEARCH = {
        "engine": "elasticsearch",
        "elasticsearch_urls": (broken_servers.nobody_there(),),
    }


@pytest.fixture
def server(on_search_server: str, tree: SiteTree) -> str:
    begin()
    indexing_of_everything()
    return on_search_server


def indexing_of_everything() -> None:
    outbox.enqueue(PublicEntry.objects.values_list("pk", flat=True))
    drain()


def waiting() -> set[int]:
    return set(IndexTask.objects.values_list("pk", flat=True))


class TestTasks:
    """The rows themselves."""

    pytestmark = pytest.mark.django_db

    def test_without_a_server_nothing_is_kept(self, tree):
        make_report(tree.unit)
        assert waiting() == set()

    def test_the_task_commits_with_the_change_and_goes_with_its_rollback(self, tree, unreachable):
        kept = make_report(tree.unit)
        with transaction.atomic():
            lost = make_report(tree.unit)
            assert lost.pk in waiting()
            transaction.set_rollback(True)
        assert kept.pk in waiting()
        assert lost.pk not in waiting()

    def test_a_page_has_one_task_however_often_it_changes(self, tree, unreachable):
        report = make_report(tree.unit)
        first = IndexTask.objects.get(pk=report.pk)
        report.unpublish()
        second = IndexTask.objects.get(pk=report.pk)
        assert second.change != first.change
        assert second.created_at == first.created_at

    def test_publishing_costs_one_statement_more_and_never_goes_to_the_server(
        self, tree, settings, django_assert_num_queries
    ):
        report = make_report(tree.unit)
        with broken_servers.black_hole() as hole:
            settings.PUFA_SEARCH = {
                "engine": "elasticsearch",
                "elasticsearch_urls": (hole.url,),
            }
            started = time.monotonic()
            report.title = "黑洞里的标题"
            report.save_revision().publish()
            report.unpublish()
            assert time.monotonic() - started < 1
            assert hole.visitors() == 0
        assert waiting() == {report.pk}
        with django_assert_num_queries(1):
            outbox.enqueue([report.pk])

    def test_a_task_is_taken_by_one_worker_only(self):
        now = timezone.now()
        outbox.enqueue([1, 2, 3])
        first = outbox.lease(2, now=now + timedelta(seconds=1))
        second = outbox.lease(2, now=now + timedelta(seconds=1))
        assert len(first) == 2
        assert {task.pk for task in [*first, *second]} == {1, 2, 3}
        assert outbox.lease(2, now=now + timedelta(seconds=1)) == []

    def test_what_changes_while_it_is_written_is_written_again(self):
        outbox.enqueue([1])
        tasks = outbox.lease(10, now=timezone.now())
        outbox.enqueue([1])
        assert outbox.lease(10, now=timezone.now()) == []  # never two workers at one page
        outbox.settle(tasks, {}, now=timezone.now())
        assert [task.pk for task in outbox.lease(10, now=timezone.now())] == [1]

    def test_the_task_of_a_dead_worker_is_taken_again_and_the_dead_changes_nothing(self):
        now = timezone.now()
        outbox.enqueue([1])
        dead = outbox.lease(10, now=now)
        later = now + timedelta(seconds=outbox.LEASE_SECONDS + 1)
        alive = outbox.lease(10, now=later)
        assert [task.pk for task in alive] == [1]
        outbox.settle(dead, {}, now=later)
        outbox.release(dead)
        assert outbox.lease(10, now=later) == []
        outbox.settle(alive, {}, now=later)
        assert waiting() == set()

    def test_refused_pages_wait_longer_each_time_and_are_parked_in_the_end(self):
        now = timezone.now()
        outbox.enqueue([1])
        waits = []
        for _ in range(outbox.MOST_ATTEMPTS):
            now += timedelta(seconds=1)
            tasks = outbox.lease(10, now=now)
            outbox.settle(tasks, {1: "坏了"}, now=now)
            task = IndexTask.objects.get()
            waits.append((task.due_at - now).total_seconds())
            assert outbox.lease(10, now=now) == []
            now = task.due_at
        assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600]
        assert task.is_parked
        assert task.last_error == "坏了"
        assert outbox.lease(10, now=now + timedelta(days=1)) == []
        assert outbox.retry([1], now=now) == 1
        assert len(outbox.lease(10, now=now)) == 1

    def test_a_change_frees_a_parked_page(self):
        outbox.enqueue([1])
        IndexTask.objects.update(is_parked=True, attempts=10, last_error="坏了")
        outbox.enqueue([1])
        assert [task.pk for task in outbox.lease(10, now=timezone.now())] == [1]

    def test_a_clock_that_was_wrong_keeps_nothing_waiting(self):
        outbox.enqueue([1, 2])
        next_year = timezone.now() + timedelta(days=365)
        outbox.lease(1, now=next_year)
        IndexTask.objects.filter(lease=None).update(due_at=next_year)
        assert len(outbox.lease(10, now=timezone.now())) == 2

    def test_a_server_that_is_down_never_parks_anything(self, tree, unreachable):
        report = make_report(tree.unit)
        for _ in range(outbox.MOST_ATTEMPTS + 1):
            with pytest.raises(SearchServerError):
                worker.work_off()
        task = IndexTask.objects.get(pk=report.pk)
        assert (task.attempts, task.is_parked, task.lease) == (0, False, None)

    def test_the_command_says_when_there_is_no_server(self, settings):
        with pytest.raises(CommandError, match="没有设置检索服务器"):
            call_command("search_worker")

    def test_one_round_of_the_command_says_when_the_server_is_away(self, tree, unreachable):
        make_report(tree.unit)
        with pytest.raises(CommandError, match="检索服务器不可用"):
            call_command("search_worker", "--once")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_share_the_work():
    outbox.enqueue(range(1, 201))
    taken: list[int] = []
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        while tasks := outbox.lease(7, now=timezone.now()):
            taken.extend(task.pk for task in tasks)
            outbox.settle(tasks, {}, now=timezone.now())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(taken) == set(range(1, 201))
    # A batch that the other one looked at just when it was settled is let go and written again.
    assert len(taken) <= 200 + 5 * 7
    assert waiting() == set()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_worker_never_waits_for_one_page_while_it_holds_others():
    outbox.enqueue([1, 2])
    tasks = outbox.lease(10, now=timezone.now())
    changing, settled = threading.Event(), threading.Event()

    def publish() -> None:
        with transaction.atomic():
            outbox.enqueue([2])
            changing.set()
            time.sleep(0.2)
            outbox.enqueue([1])
        connection.close()

    publisher = threading.Thread(target=publish)
    publisher.start()
    changing.wait(5)
    outbox.settle(tasks, {}, now=timezone.now())
    publisher.join()
    settled.set()
    assert waiting() == {1, 2}
    assert len(outbox.lease(10, now=timezone.now())) == 2


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestWriting:
    """What the worker makes of the tasks, on a real server."""

    def test_a_page_published_while_the_server_was_away_appears_when_it_is_back(
        self, tree, server, settings
    ):
        there = dict(settings.PUFA_SEARCH)
        settings.PUFA_SEARCH = there | {"ELASTICSEARCH_URLS": (broken_servers.nobody_there(),)}
        report = make_report(tree.unit, "院坝会上讲彩礼")
        with pytest.raises(SearchServerError):
            worker.work_off()
        settings.PUFA_SEARCH = there
        assert drain() >= 1
        assert on_server("院坝会") == {report.pk}
        assert waiting() == set()

    def test_events_repeated_and_shuffled_end_with_what_is_public(self, tree, server):
        reports = [make_report(tree.unit, f"院坝会第{n}场") for n in range(4)]
        old = {report.pk: PublicEntry.objects.get(pk=report.pk) for report in reports}
        late = [build_document(entry) for entry in old.values()]
        reports[0].unpublish()
        reports[1].delete()
        for _ in range(3):  # taken out before they were ever written
            outbox.enqueue([report.pk for report in reversed(reports) if report.pk])
            outbox.enqueue(old)
            drain()
        assert on_server("院坝会") == {reports[2].pk, reports[3].pk}
        assert is_equal()
        reports[0].save_revision().publish()
        drain()
        assert on_server("院坝会") == {report.pk for report in (reports[0], *reports[2:])}
        reports[0].refresh_from_db()
        reports[0].unpublish()
        drain()
        # A write that was under way all the time comes after the server forgot deletions.
        server_engine().client.indices.put_settings(index=server, settings={"index.gc_deletes": 0})
        server_engine().write(late, {})
        server_engine().refresh()
        assert on_server("院坝会") == {reports[2].pk, reports[3].pk}
        assert is_equal()

    def test_a_branch_made_private_or_moved_is_nowhere_at_once(self, tree, server):
        hidden = make_unit(tree.township, "密室")
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")
        reports = [make_report(tree.unit, f"院坝会第{n}场") for n in range(5)]
        drain()
        assert ids("院坝会") == {report.pk for report in reports}
        tree.unit.refresh_from_db()
        hidden.refresh_from_db()
        tree.unit.move(hidden, pos="last-child")
        found = ask("院坝会")
        assert (found.hits, found.total) == ((), 0)
        assert not any(value.count for facet in found.facets for value in facet.values)
        drain()
        assert on_server("院坝会") == set()
        assert is_equal()

    def test_what_the_worker_has_written_is_found_at_once(self, tree, server):
        never = {"index.refresh_interval": -1}
        server_engine().client.indices.put_settings(index=server, settings=never)
        report = make_report(tree.unit, "院坝会")
        worker.work_off()
        assert on_server("院坝会") == {report.pk}
        report.unpublish()
        worker.work_off()
        assert on_server("院坝会") == set()

    def test_marks_of_gone_pages_go_after_a_week(self, tree, server):
        report = make_report(tree.unit, "院坝会")
        drain()
        report.unpublish()
        drain()
        engine = server_engine()
        assert indexing.forget_gone(engine) == 0
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            assert indexing.forget_gone(engine) == 1
        report.refresh_from_db()
        report.save_revision().publish()
        drain()
        assert on_server("院坝会") == {report.pk}

    def test_refused_items_keep_nobody_waiting(self, tree, server):
        # This index takes numbers as titles only.
        engine = server_engine()
        odd = elastic_index.definition(SearchSettings.read())
        odd["mappings"]["properties"]["title"] = {"type": "integer"}
        name = engine.new_name()
        engine.client.indices.create(index=name, **odd)
        engine.put_in_use(name)
        good = [make_report(tree.unit, str(2000 + n)).pk for n in range(7)]
        bad = [make_report(tree.unit, f"院坝会第{n}场").pk for n in range(3)]
        IndexTask.objects.exclude(pk__in=[*good, *bad]).delete()
        assert drain() == 7
        assert waiting() == set(bad)
        for task in IndexTask.objects.all():
            assert task.attempts == 1
            assert "parse" in task.last_error
            assert task.due_at > timezone.now()
        later = make_report(tree.unit, "3000")
        drain()
        assert later.pk not in waiting()
        assert set(server_engine().ids_and_versions()) >= {*good, later.pk}
        engine.put_in_use(engine.create())
        outbox.retry(bad, now=timezone.now())
        assert drain() == 3

    def test_a_document_that_cannot_be_made_keeps_nobody_waiting(self, tree, server):
        good, bad = make_report(tree.unit), make_report(tree.unit)
        PublicEntry.objects.filter(pk=bad.pk).update(api=["no record"])
        assert good.pk in waiting()
        drain()
        assert waiting() == {bad.pk}
        assert "Error" in IndexTask.objects.get().last_error

    def test_a_server_that_refuses_all_writes_parks_nothing(self, tree, server):
        client = server_engine().client
        client.indices.put_settings(index=server, settings={"index.blocks.write": True})
        report = make_report(tree.unit)
        with pytest.raises(SearchServerError):
            worker.work_off()
        assert IndexTask.objects.get(pk=report.pk).attempts == 0
        client.indices.put_settings(index=server, settings={"index.blocks.write": None})
        drain()
        assert is_equal()

    def test_a_page_too_long_for_a_proxy_is_put_off_and_keeps_nobody_waiting(
        self, tree, server, settings
    ):
        there = settings.PUFA_SEARCH
        good = [make_report(tree.unit, f"院坝会{n}") for n in range(5)]
        long = make_report(tree.unit, "板凳会")
        PublicEntry.objects.filter(pk=long.pk).update(body_text="用电用水" * 10_000)
        (address,) = there["ELASTICSEARCH_URLS"]
        with broken_servers.behind_proxy(address, 200_000) as proxy:
            settings.PUFA_SEARCH = there | {"ELASTICSEARCH_URLS": (proxy.url,)}
            drain()
            assert proxy.refused
            assert waiting() == {long.pk}
            task = IndexTask.objects.get()
            assert (task.attempts, task.lease) == (1, None)
            assert "413" in task.last_error
            proxy.most = 10_000_000
            outbox.retry([long.pk], now=timezone.now())
            drain()
        assert waiting() == set()
        assert on_server("院坝会") == {page.pk for page in good}
        assert is_equal()

    def test_a_proxy_that_lets_nothing_through_parks_nothing(self, tree, server, settings):
        there = settings.PUFA_SEARCH
        make_report(tree.unit)
        make_report(tree.unit)
        (address,) = there["ELASTICSEARCH_URLS"]
        with broken_servers.behind_proxy(address, 10) as proxy:
            settings.PUFA_SEARCH = there | {"ELASTICSEARCH_URLS": (proxy.url,)}
            with pytest.raises(SearchServerError):
                worker.work_off()
        settings.PUFA_SEARCH = there
        assert not IndexTask.objects.filter(attempts__gt=0).exists()
        assert not IndexTask.objects.exclude(lease=None).exists()
        drain()
        assert is_equal()

    def test_requests_that_write_are_kept_short(self, tree, server, settings):
        there = settings.PUFA_SEARCH
        entries = add_entries(tree, 60)
        outbox.enqueue([entry.pk for entry in entries])
        (address,) = there["ELASTICSEARCH_URLS"]
        with broken_servers.behind_proxy(address, 10_000_000) as proxy:
            settings.PUFA_SEARCH = there | {
                "ELASTICSEARCH_URLS": (proxy.url,),
                "BULK_BYTES": 20_000,
            }
            drain()
        assert 10_000 < proxy.longest <= 20_000
        assert SearchSettings().bulk_bytes < 1024 * 1024  # what proxies commonly allow
        assert waiting() == set()

    def test_without_an_index_nothing_is_written_and_none_comes_into_being(self, tree, server):
        engine = server_engine()
        for name in engine.builds():
            engine.drop(name)
        make_report(tree.unit)
        with pytest.raises(SearchServerError):
            worker.work_off()
        assert not engine.client.indices.exists(index=server)
        assert engine.builds() == []

    def test_an_index_that_is_ahead_of_the_database_is_overtaken(self, tree, server):
        kept, gone = make_report(tree.unit, "院坝会甲"), make_report(tree.unit, "院坝会乙")
        drain()
        ahead = indexing.version_now() + 10_000_000
        for entry in PublicEntry.objects.filter(pk__in=[kept.pk, gone.pk]):
            entry.version = ahead
            server_engine().write([build_document(entry)], {})
        gone.unpublish()
        kept.title = "板凳会甲"
        kept.save_revision().publish()
        drain()
        assert on_server("院坝会") == set()
        assert on_server("板凳会") == {kept.pk}
        assert PublicEntry.objects.get(pk=kept.pk).version > ahead
        assert is_equal()

    def test_a_new_name_reaches_the_server_in_old_texts(self, tree, server):
        law = make_law("测试安全用电法")
        report = make_report(tree.unit, "院坝会讲电安法")
        drain()
        version = PublicEntry.objects.get(pk=report.pk).version
        LawAlias.objects.create(law=law, name="电安法")
        drain()
        assert PublicEntry.objects.get(pk=report.pk).version > version
        assert on_server("测试安全用电法") == {report.pk}
        assert is_equal()

    def test_five_thousand_waiting_changes_are_worked_off(self, tree, server):
        entries = add_entries(tree, 300)
        gone = range(50_000_000, 50_004_700)
        outbox.enqueue([*(entry.pk for entry in entries), *gone])
        assert drain() == 5000
        assert waiting() == set()
        assert server_engine().count() == PublicEntry.objects.count()

    def test_a_thousand_private_sections_cost_a_search_nothing(
        self, tree, server, django_assert_num_queries
    ):
        report = make_report(tree.unit, "院坝会")
        drain()
        ids("院坝会")
        with CaptureQueriesContext(connection) as before:
            assert ids("院坝会") == {report.pk}
        pages = [entry.page_id for entry in add_entries(tree, 1200)]
        PublicEntry.objects.filter(pk__in=pages).delete()
        PageViewRestriction.objects.bulk_create(
            [PageViewRestriction(page_id=pk, restriction_type="login") for pk in pages]
        )
        with django_assert_num_queries(len(before)):
            assert ids("院坝会") == {report.pk}


@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_until_it_is_told_to_end(tree, server, capsys):
    report = make_report(tree.unit, "院坝会")
    before = signal.getsignal(signal.SIGTERM)

    def end() -> None:
        while IndexTask.objects.exists():
            time.sleep(0.05)
        connection.close()
        os.kill(os.getpid(), signal.SIGTERM)

    watching = threading.Thread(target=end)
    watching.start()
    call_command("search_worker", verbosity=2)
    watching.join()
    assert "已写入" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGTERM) is before
    server_engine().refresh()
    assert on_server("院坝会") == {report.pk}
