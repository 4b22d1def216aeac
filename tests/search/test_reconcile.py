"""Comparing the indexes with what is public finds every difference and mends it."""

import json
import random

import pytest
from django.core.management import CommandError, call_command

from pages.models import PublicEntry
from pages.signals import entry_changed
from search import indexing, outbox, renaming, worker
from search.documents import build_document
from search.engines import SearchServerError, database_engine, server_engine
from search.models import IndexTask
from search.reconcile import differences, reconcile_database, reconcile_server
from tests.factories import SiteTree, make_report
from tests.search import broken_servers
from tests.search.server_helpers import add_entries, begin, drain, is_equal, on_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(on_search_server: str, tree: SiteTree) -> str:
    begin()
    outbox.enqueue(PublicEntry.objects.values_list("pk", flat=True))
    drain()
    return on_search_server


def test_the_databases_index_is_compared_and_mended(tree, capsys):
    behind, ahead, missing, surplus = (make_report(tree.unit) for _ in range(4))
    renaming.work_off()
    entries = PublicEntry.objects.in_bulk()
    engine = database_engine()
    engine.remove([missing.pk])
    PublicEntry.objects.filter(pk=behind.pk).update(version=entries[behind.pk].version + 1)
    PublicEntry.objects.filter(pk=ahead.pk).update(version=entries[ahead.pk].version - 1)
    ghost = entries[surplus.pk]
    ghost.pk = 987654
    ghost.facets.set([])
    engine.replace([build_document(ghost)])
    found = differences(engine)
    assert (found.behind, found.ahead, found.missing, found.surplus) == (
        (behind.pk,),
        (ahead.pk,),
        (missing.pk,),
        (987654,),
    )
    call_command("reconcile_search")
    told = capsys.readouterr().out
    assert "数据库：发现 4 处差异，余 0 处。" in told
    assert f"缺少：页面 {missing.pk}" in told
    assert not differences(engine)
    call_command("reconcile_search")
    assert "数据库：一致。" in capsys.readouterr().out


def test_nothing_is_written_where_nothing_differs(tree, django_assert_max_num_queries):
    make_report(tree.unit)
    with django_assert_max_num_queries(2):
        assert not reconcile_database().found


def test_a_server_that_is_away_is_reported(tree, settings, capsys):
    settings.PUFA_SEARCH = {
        "engine": "elasticsearch",
        "elasticsearch_urls": (broken_servers.nobody_there(),),
    }
    with pytest.raises(CommandError, match="检索服务器不可用"):
        call_command("reconcile_search", "--json")
    assert set(json.loads(capsys.readouterr().out)) == {"database"}


@pytest.mark.elasticsearch
class TestServer:
    """The index on the server."""

    def test_every_kind_of_difference_is_mended(self, tree, server, capsys):
        kept, lost, stale, hidden = (make_report(tree.unit, f"院坝会{n}") for n in range(4))
        drain()
        engine = server_engine()
        version = PublicEntry.objects.get(pk=lost.pk).version
        engine.client.delete(
            index=server, id=str(lost.pk), version=version, version_type="external_gte"
        )
        PublicEntry.objects.filter(pk=stale.pk).update(version=indexing.version_now() + 5)
        hidden.unpublish()
        IndexTask.objects.all().delete()  # as if its task had been lost
        engine.refresh()
        found = differences(engine)
        assert (found.missing, found.behind, found.surplus) == (
            (lost.pk,),
            (stale.pk,),
            (hidden.pk,),
        )
        call_command("reconcile_search", "--json")
        account = json.loads(capsys.readouterr().out)
        assert account["server"]["found"]["surplus"] == [hidden.pk]
        assert not any(account["server"]["left"].values())
        assert on_server("院坝会") == {kept.pk, lost.pk, stale.pk}
        assert is_equal()

    def test_a_restored_backup_is_what_counts(self, tree, server):
        kept, later = make_report(tree.unit, "院坝会甲"), make_report(tree.unit, "院坝会乙")
        drain()
        yesterday = PublicEntry.objects.get(pk=kept.pk)
        kept.title = "板凳会甲"
        kept.save_revision().publish()
        drain()
        assert on_server("板凳会") == {kept.pk}
        # The backup knows the old text and version, and nothing of the later page.
        yesterday.save()
        PublicEntry.objects.filter(pk=later.pk).delete()
        IndexTask.objects.all().delete()
        done = reconcile_server(server_engine())
        assert (done.found.ahead, done.found.surplus) == ((kept.pk,), (later.pk,))
        assert not done.left
        reconcile_database()
        assert on_server("板凳会") == set()
        assert on_server("院坝会") == {kept.pk}
        assert is_equal()

    def test_what_the_server_refuses_waits_in_the_outbox(self, tree, server):
        bad = make_report(tree.unit)
        drain()
        PublicEntry.objects.filter(pk=bad.pk).update(api=["no record"], version=10**15)
        done = reconcile_server(server_engine())
        assert done.left.behind == (bad.pk,)
        assert set(done.failed) == {bad.pk}
        assert IndexTask.objects.filter(pk=bad.pk).exists()

    def test_after_an_outage_with_a_thousand_changes_nothing_differs(self, tree, server, settings):
        entries = add_entries(tree, 400)
        changed = [entry.pk for entry in entries]
        entry_changed.send(sender=PublicEntry, changed_ids=changed, removed_ids=[], entries=[])
        drain()
        assert is_equal()
        there = dict(settings.PUFA_SEARCH)
        settings.PUFA_SEARCH = there | {"ELASTICSEARCH_URLS": (broken_servers.nobody_there(),)}
        chance = random.Random(4)
        public = set(changed)
        gone: list[PublicEntry] = []
        made = 0
        while made < 1000:
            if made % 100 == 20:  # the worker tries all the time
                with pytest.raises(SearchServerError):
                    worker.work_off()
            part = chance.sample(sorted(public), 20)
            made += 20
            kind = chance.choice(["change", "withdraw", "return"])
            if kind == "withdraw" and len(public) > 200:
                gone += PublicEntry.objects.filter(pk__in=part)
                PublicEntry.objects.filter(pk__in=part).delete()
                public -= set(part)
                entry_changed.send(sender=PublicEntry, changed_ids=[], removed_ids=part)
                continue
            if kind == "return" and gone:
                back, gone = gone[:20], gone[20:]
                for entry in back:
                    entry.version = indexing.version_now()
                PublicEntry.objects.bulk_create(back)
                part = [entry.pk for entry in back]
                public |= set(part)
            else:
                PublicEntry.objects.filter(pk__in=part).update(
                    title=f"第{made}次改动", version=indexing.version_now()
                )
            entry_changed.send(sender=PublicEntry, changed_ids=part, removed_ids=[])
        settings.PUFA_SEARCH = there
        drain()
        assert not IndexTask.objects.exists()
        assert is_equal()
