"""A changed name reaches the texts that hold it, whatever happens between."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from pages.models import PublicEntry
from registers.models import LawAlias
from search import renaming, worker
from search.indexing import rebuild_database
from search.models import IndexedDocument, IndexTask, RenamedName
from tests.factories import SiteTree, make_law, make_report, make_site_tree
from tests.search import broken_servers
from tests.search.server_helpers import add_entries, begin, drain, ids, is_equal, on_server

pytestmark = pytest.mark.django_db

LAW = "测试安全用电法"


class KilledError(BaseException):
    """Ends a run in the middle, as kill -9 would."""


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree()
    RenamedName.objects.all().delete()
    return tree


def waiting() -> set[str]:
    return set(RenamedName.objects.values_list("text", flat=True))


def many_pages(tree: SiteTree, number: int) -> list[int]:
    """Indexed pages that name the law, ids in order."""
    entries = add_entries(tree, number, title=f"学习{LAW}")
    rebuild_database()
    return [entry.pk for entry in entries]


def test_a_change_that_nobody_was_left_to_follow_is_made_good_later(tree, capsys):
    law = make_law(LAW)
    report = make_report(tree.unit, "院坝会讲电安法")
    RenamedName.objects.all().delete()
    LawAlias.objects.create(law=law, name="电安法")  # what comes after the commit never happens
    assert waiting() == {"电安法"}
    assert report.pk not in ids(LAW)
    call_command("reconcile_search")
    assert report.pk in ids(LAW)
    assert waiting() == set()
    assert "已重新分析 1 个页面" in capsys.readouterr().out


def test_a_rebuild_makes_it_good_too(tree):
    law = make_law(LAW)
    report = make_report(tree.unit, "院坝会讲电安法")
    LawAlias.objects.create(law=law, name="电安法")
    call_command("rebuild_search", verbosity=0)
    assert report.pk in ids(LAW)
    assert waiting() == set()


def test_a_change_that_is_rolled_back_leaves_nothing(tree):
    law = make_law(LAW)
    make_report(tree.unit)
    RenamedName.objects.all().delete()
    with transaction.atomic():
        LawAlias.objects.create(law=law, name="电安法")
        assert waiting() == {"电安法"}
        transaction.set_rollback(True)
    assert waiting() == set()


def test_what_changes_no_name_leaves_nothing(tree):
    law = make_law(LAW)
    make_report(tree.unit)
    RenamedName.objects.all().delete()
    law.note = "改了备注"
    law.save()
    assert waiting() == set()


def test_a_law_with_another_usual_name_changes_what_all_its_names_say(
    tree, django_capture_on_commit_callbacks
):
    law = make_law(LAW)
    LawAlias.objects.create(law=law, name="电安法")
    report = make_report(tree.unit, "院坝会讲电安法")
    RenamedName.objects.all().delete()
    assert ids("灯火") == set()
    with django_capture_on_commit_callbacks(execute=True):
        law.short_name = "灯火管理条例"
        law.save()
    # A text with another name of the law is found by the words of the usual one.
    assert ids("灯火") == {report.pk}


def test_deleting_a_law_forgets_all_its_names(tree, django_capture_on_commit_callbacks):
    law = make_law(LAW)
    LawAlias.objects.create(law=law, name="电安法")
    report = make_report(tree.unit, "院坝会讲电安法")
    code = f"l{law.pk}"
    assert code in IndexedDocument.objects.get(pk=report.pk).title_tokens.split()
    RenamedName.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        law.delete()
    assert code not in IndexedDocument.objects.get(pk=report.pk).title_tokens.split()


def test_an_alias_that_goes_to_another_law_takes_its_texts_along(
    tree, django_capture_on_commit_callbacks
):
    law, other = make_law(LAW), make_law("灯火管理条例")
    alias = LawAlias.objects.create(law=law, name="电安法")
    report = make_report(tree.unit, "院坝会讲电安法")
    RenamedName.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        alias.law = other
        alias.save()
    assert ids("灯火管理条例") == {report.pk}


def test_whoever_changes_a_name_waits_for_few_texts_only(
    tree, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(renaming, "BATCH", 3)
    monkeypatch.setattr(renaming, "AT_ONCE", 6)
    law = make_law(LAW)
    pages = many_pages(tree, 15)
    RenamedName.objects.all().delete()
    before = dict(PublicEntry.objects.values_list("pk", "version"))

    def done() -> set[int]:
        now = dict(PublicEntry.objects.values_list("pk", "version"))
        return {pk for pk in pages if now[pk] != before[pk]}

    with django_capture_on_commit_callbacks(execute=True):
        for name in ("电安法", "电安办法", "用电法"):
            LawAlias.objects.create(law=law, name=name)
        law.short_name = "灯火管理条例"
        law.save()
    assert done() == set(pages[:6])  # once, not for each of the four changes
    assert waiting()
    assert renaming.work_off() == 9
    assert done() == set(pages)
    assert waiting() == set()


def test_a_killed_run_is_gone_on_with_and_nothing_is_done_twice(tree, monkeypatch):
    monkeypatch.setattr(renaming, "BATCH", 4)
    law = make_law(LAW)
    pages = many_pages(tree, 10)
    RenamedName.objects.all().delete()
    law.short_name = "灯火管理条例"
    law.save()
    done: list[list[int]] = []
    index_anew = renaming.index_anew

    def killed(batch: list[int]) -> None:
        if len(done) == 2:
            raise KilledError
        index_anew(batch)
        done.append(list(batch))

    with monkeypatch.context() as patch:
        patch.setattr(renaming, "index_anew", killed)
        with pytest.raises(KilledError):
            renaming.work_off()
    assert done == [pages[:4], pages[4:8]]
    assert renaming.work_off() == 2
    assert waiting() == set()


def test_a_name_that_changes_while_it_is_worked_off_is_worked_off_again(tree, monkeypatch):
    law = make_law(LAW)
    report = make_report(tree.unit, "院坝会讲电安法")
    RenamedName.objects.all().delete()
    alias = LawAlias.objects.create(law=law, name="电安法")
    index_anew = renaming.index_anew

    def interrupted(batch: list[int]) -> None:
        monkeypatch.setattr(renaming, "index_anew", index_anew)
        index_anew(batch)
        alias.delete()

    monkeypatch.setattr(renaming, "index_anew", interrupted)
    assert renaming.work_off() == 2
    assert report.pk not in ids(LAW)
    assert waiting() == set()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_every_page_once(monkeypatch):
    monkeypatch.setattr(renaming, "BATCH", 2)
    tree = make_site_tree()
    law = make_law(LAW)
    pages = many_pages(tree, 12)
    law.short_name = "灯火管理条例"
    with monkeypatch.context() as patch:
        patch.setattr(renaming, "AT_ONCE", 0)
        law.save()
    assert waiting()
    done: list[int] = []
    index_anew = renaming.index_anew

    def noted(batch: list[int]) -> None:
        done.extend(batch)
        index_anew(batch)

    monkeypatch.setattr(renaming, "index_anew", noted)
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        renaming.work_off()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == pages
    assert waiting() == set()


def test_with_a_server_the_one_who_saves_waits_for_nothing(
    tree, settings, django_capture_on_commit_callbacks
):
    law = make_law(LAW)
    make_report(tree.unit, "院坝会讲电安法")
    RenamedName.objects.all().delete()
    settings.PUFA_SEARCH = {
        "engine": "elasticsearch",
        "elasticsearch_urls": (broken_servers.nobody_there(),),
    }
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        LawAlias.objects.create(law=law, name="电安法")
    assert callbacks == []
    assert waiting() == {"电安法"}


@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_the_worker_follows_the_registers_and_ends_with_both_indexes_equal(on_search_server):
    tree = make_site_tree()
    begin()
    law = make_law(LAW)
    report = make_report(tree.unit, "院坝会讲电安法")
    drain()
    LawAlias.objects.create(law=law, name="电安法")
    stop = threading.Event()

    def work() -> None:
        worker.run(stop)
        connection.close()

    working = threading.Thread(target=work)
    working.start()
    try:
        for _ in range(200):
            if not RenamedName.objects.exists() and not IndexTask.objects.exists():
                break
            stop.wait(0.05)
    finally:
        stop.set()
        working.join()
    assert waiting() == set()
    assert report.pk in on_server(LAW)
    assert is_equal()


def test_the_screen_shows_that_names_wait(tree, admin_client):
    law = make_law(LAW)
    make_report(tree.unit)
    RenamedName.objects.all().delete()
    LawAlias.objects.create(law=law, name="电安法")
    shown = admin_client.get(reverse("pufa_search_index")).content.decode()
    assert "名册里有 1 个名称改动过" in shown
    assert "manage.py reconcile_search" in shown
