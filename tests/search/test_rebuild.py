"""A new index is built beside the old one, whatever happens meanwhile."""

import pytest
from django.core.management import CommandError, call_command

from pages.models import PublicEntry
from search import outbox
from search.engines import SearchIndexMissingError, server_engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.failover import SERVER_IS_DOWN, breaker
from search.models import IndexBuild, IndexTask
from search.rebuilding import RebuildRefusedError, rebuild_server
from tests.factories import SiteTree, make_report, make_site_tree
from tests.search import broken_servers
from tests.search.server_helpers import add_entries, ask, begin, drain, is_equal, on_server

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


class KilledError(BaseException):
    """Ends a run in the middle, as kill -9 would: nothing after it happens."""


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


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
