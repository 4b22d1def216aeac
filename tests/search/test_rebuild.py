"""A new index is built beside the old one, whatever happens meanwhile."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from pages.models import PublicEntry
from search import outbox
from search.engines import SearchIndexMissingError, elastic_index, server_engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.failover import SERVER_IS_DOWN, breaker
from search.models import IndexBuild, IndexTask
from search.rebuilding import (
    LEASE,
    RebuildRefusedError,
    RebuildRunningError,
    rebuild_server,
)
from search.reconcile import differences
from tests.factories import SiteTree, make_report
from tests.search import broken_servers
from tests.search.server_helpers import add_entries, ask, begin, drain, is_equal, on_server

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


class KilledError(BaseException):
    """Ends a run in the middle, as kill -9 would: nothing after it happens."""


@pytest.fixture
def server(on_search_server: str, tree: SiteTree, monkeypatch) -> str:
    monkeypatch.setattr("search.indexing.BATCH", 5)
    breaker.close()
    begin()
    outbox.enqueue(PublicEntry.objects.values_list("pk", flat=True))
    drain()
    return on_search_server


def names() -> list[str]:
    return server_engine().builds()


def kill(done: int, total: int) -> None:
    raise KilledError


def kill_after(pages: int) -> str:
    """Begin to build and end in the middle; the name of the index."""

    def kill_then(done: int, total: int) -> None:
        if done >= pages:
            raise KilledError

    with pytest.raises(KilledError):
        rebuild_server(server_engine(), tell=kill_then)
    return IndexBuild.objects.get().name


def test_the_command_builds_both_indexes_and_leaves_one_on_the_server(tree, server, capsys):
    report = make_report(tree.unit, "院坝会")
    (old,) = names()
    call_command("rebuild_search")
    (new,) = names()
    assert new != old
    told = capsys.readouterr().out
    total = PublicEntry.objects.count()
    assert f"数据库：{total} / {total}（100%）" in told
    assert f"检索服务器：{total} / {total}（100%）" in told
    assert f"已启用新索引 {new}" in told
    assert f"已删除旧索引 {old}" in told
    assert on_server("院坝会") == {report.pk}
    assert not IndexBuild.objects.exists()
    assert is_equal()


def test_the_first_index_is_made_by_it_too(on_search_server, tree):
    report = make_report(tree.unit, "院坝会")
    rebuild_server(server_engine())
    assert on_server("院坝会") == {report.pk}


def test_what_changes_while_it_builds_is_in_the_new_index(tree, server):
    gone, changed = make_report(tree.unit, "院坝会甲"), make_report(tree.unit, "院坝会乙")
    drain()
    came = []

    def interfere(done: int, total: int) -> None:
        if done >= total and not came:
            gone.unpublish()
            changed.title = "板凳会乙"
            changed.save_revision().publish()
            came.append(make_report(tree.unit, "院坝会丙"))
            drain()  # the worker knows the old index alone

    rebuild_server(server_engine(), tell=interfere)
    assert on_server("院坝会") == {came[0].pk}
    assert on_server("板凳会") == {changed.pk}
    assert is_equal()


@pytest.mark.parametrize("moment", ["create", "write", "put_in_use", "drop"])
def test_killed_at_any_moment_the_old_index_answers_and_the_next_run_succeeds(
    tree, server, moment, monkeypatch
):
    report = make_report(tree.unit, "院坝会")
    drain()
    done = getattr(ElasticsearchEngine, moment)
    calls = []

    def killed(*args, **more):
        calls.append(1)
        result = done(*args, **more)
        if moment != "write" or len(calls) == 2:
            raise KilledError
        return result

    with monkeypatch.context() as patch:
        patch.setattr(ElasticsearchEngine, moment, killed)
        with pytest.raises(KilledError):
            rebuild_server(server_engine())
    assert on_server("院坝会") == {report.pk}
    resumed = rebuild_server(server_engine())
    assert resumed.is_resumed
    assert names() == [resumed.name]
    assert on_server("院坝会") == {report.pk}
    assert is_equal()


def test_a_second_run_goes_on_where_the_first_was_killed(tree, server):
    add_entries(tree, 20)
    seen: list[int] = []

    def kill(done: int, total: int) -> None:
        seen.append(done)
        if done >= 10:
            raise KilledError

    with pytest.raises(KilledError):
        rebuild_server(server_engine(), tell=kill)
    rebuild_server(server_engine(), tell=lambda done, total: seen.append(done))
    assert seen == sorted(set(seen))  # no batch was written twice
    assert seen[-1] == PublicEntry.objects.count()


def test_a_build_of_other_days_and_an_index_nobody_knows_are_dropped(tree, server):
    engine = server_engine()
    engine.create()
    old = IndexBuild.objects.create(pk=1, name=engine.create())
    IndexBuild.objects.update(started_at="2020-01-01T00:00Z")
    assert len(names()) == 3
    built = rebuild_server(engine)
    assert not built.is_resumed
    assert built.name != old.name
    assert names() == [built.name]


def test_a_build_begun_by_other_code_is_not_gone_on_with(tree, server, monkeypatch):
    add_entries(tree, 20)
    with monkeypatch.context() as patch:
        patch.setattr(elastic_index, "analysis_version", lambda: "another analysis")
        begun = kill_after(10)
    built = rebuild_server(server_engine())
    assert not built.is_resumed
    assert built.name != begun
    assert names() == [built.name]
    assert not differences(server_engine())


def test_an_index_that_is_lost_while_it_is_filled_never_answers(tree, server):
    (old,) = names()
    add_entries(tree, 20)

    def lose(done: int, total: int) -> None:
        server_engine().drop(IndexBuild.objects.get().name)

    with pytest.raises(SearchIndexMissingError):
        rebuild_server(server_engine(), tell=lose)
    client = server_engine().client
    assert list(client.indices.get(index=f"{server}*")) == [old]  # writing has made none
    assert server_engine().in_use() == old


def test_an_index_that_others_made_never_answers(tree, server):
    engine = server_engine()
    (old,) = names()
    made_by_server = engine.new_name()
    engine.client.index(index=made_by_server, document={"is_public": True, "title": "院坝会"})
    with pytest.raises(SearchIndexMissingError):
        engine.put_in_use(made_by_server)
    assert engine.in_use() == old
    IndexBuild.objects.create(pk=1, name=made_by_server, fingerprint=engine.fingerprint())
    built = rebuild_server(engine)
    assert not built.is_resumed
    assert names() == [built.name]


def test_what_is_withdrawn_while_the_indexes_change_places_is_never_counted(
    tree, server, monkeypatch
):
    pages = [make_report(tree.unit, f"院坝会{n}") for n in range(25)]
    drain()
    put_in_use = ElasticsearchEngine.put_in_use
    seen: list[int] = []

    def withdraw_and_swap(self: ElasticsearchEngine, name: str) -> None:
        pages[0].unpublish()
        drain()  # tells the old index
        put_in_use(self, name)
        seen.extend(ask("院坝会", page=page).total for page in (1, 2))

    monkeypatch.setattr(ElasticsearchEngine, "put_in_use", withdraw_and_swap)
    rebuild_server(server_engine())
    assert seen == [24, 24]
    assert not outbox.is_behind()
    assert ask("院坝会").total == 24
    assert len(on_server("院坝会")) == 24


def test_killed_between_swap_and_comparison_the_database_answers_until_it_was_compared(
    tree, server, monkeypatch
):
    put_in_use = ElasticsearchEngine.put_in_use

    def killed(self: ElasticsearchEngine, name: str) -> None:
        put_in_use(self, name)
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(ElasticsearchEngine, "put_in_use", killed)
        with pytest.raises(KilledError):
            rebuild_server(server_engine())
    assert outbox.is_behind()
    # Even a build that is too old to go on with leaves what answers compared.
    IndexBuild.objects.update(started_at="2020-01-01T00:00Z")
    with pytest.raises(KilledError):
        rebuild_server(server_engine(), tell=kill)
    assert outbox.is_behind()
    rebuild_server(server_engine())
    assert not outbox.is_behind()


def test_a_second_run_at_once_says_that_one_is_running(tree, server, capsys):
    add_entries(tree, 20)
    told: list[str] = []

    def start_another(done: int, total: int) -> None:
        if not told:
            with pytest.raises(CommandError) as raised:
                call_command("rebuild_search", verbosity=0)
            told.append(str(raised.value))

    built = rebuild_server(server_engine(), tell=start_another)
    assert "另一个 rebuild_search 正在建立" in told[0]
    assert names() == [built.name]
    assert is_equal()


def test_a_run_that_died_is_gone_on_with_when_its_time_is_over(tree, server):
    add_entries(tree, 20)
    begun = kill_after(10)
    until = timezone.now() + LEASE
    IndexBuild.objects.update(lease=uuid.uuid4(), leased_until=until)  # it could not let go
    with pytest.raises(RebuildRunningError):
        rebuild_server(server_engine())
    with time_machine.travel(until + timedelta(seconds=1)):
        built = rebuild_server(server_engine())
    assert (built.is_resumed, built.name) == (True, begun)


def test_a_run_whose_place_was_taken_stops(tree, server):
    (old,) = names()
    add_entries(tree, 20)

    def lose_it(done: int, total: int) -> None:
        IndexBuild.objects.update(lease=uuid.uuid4())

    with pytest.raises(RebuildRunningError):
        rebuild_server(server_engine(), tell=lose_it)
    assert server_engine().in_use() == old


def test_an_index_that_bears_the_name_of_the_alias_is_told_before_anything_is_built(tree, server):
    client = server_engine().client
    client.indices.delete(index=names()[0])
    client.indices.create(index=server)
    try:
        with pytest.raises(CommandError, match=f"有一个索引就叫 {server}"):
            call_command("rebuild_search", verbosity=0)
        assert names() == []
    finally:
        client.indices.delete(index=server)
    call_command("rebuild_search", verbosity=0)
    assert is_equal()


def test_an_index_that_lacks_many_pages_is_not_used(tree, server):
    (old,) = names()
    add_entries(tree, 30)
    PublicEntry.objects.filter(title__startswith="夜校").update(api=["no record"])
    with pytest.raises(RebuildRefusedError):
        rebuild_server(server_engine())
    assert server_engine().in_use() == old
    assert IndexTask.objects.count() == 30


def test_a_lost_index_is_told_to_visitors_and_made_anew_by_one_command(tree, server):
    report = make_report(tree.unit, "院坝会")
    drain()
    server_engine().drop(names()[0])
    with pytest.raises(SearchIndexMissingError):
        server_engine().count()
    found = ask("院坝会")
    assert [hit.id for hit in found.hits] == [report.pk]
    assert SERVER_IS_DOWN in found.notes
    call_command("rebuild_search", verbosity=0)
    found = ask("院坝会")
    assert [hit.id for hit in found.hits] == [report.pk]
    assert found.notes == ()


def test_a_server_that_is_away_is_reported(tree, settings):
    settings.PUFA_SEARCH = {
        "engine": "elasticsearch",
        "elasticsearch_urls": (broken_servers.nobody_there(),),
    }
    with pytest.raises(CommandError, match="检索服务器没有完成"):
        call_command("rebuild_search")
