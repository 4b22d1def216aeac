"""The administrators' screen about the search server."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from search import outbox
from search.engines import server_engine
from search.models import IndexTask
from tests.factories import make_report
from tests.search import broken_servers

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(client):
    user = get_user_model().objects.create_superuser("boss", "boss@example.org", "pw")
    client.force_login(user)
    return client


def parked(pk: int, error: str = "类型不符") -> None:
    outbox.enqueue([pk])
    IndexTask.objects.filter(pk=pk).update(is_parked=True, attempts=10, last_error=error)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_server_it_says_so(screen):
    assert "公众检索由数据库完成" in text(screen.get(reverse("pufa_search_index")))


def test_refused_pages_are_listed_and_tried_again(screen, tree, settings):
    settings.PUFA_SEARCH = {
        "engine": "elasticsearch",
        "elasticsearch_urls": (broken_servers.nobody_there(),),
    }
    report, other = make_report(tree.unit, "院坝会<b>"), make_report(tree.unit)
    IndexTask.objects.all().delete()
    parked(report.pk, "<script>")
    parked(other.pk)
    parked(99_999_999)
    outbox.enqueue([1])
    shown = text(screen.get(reverse("pufa_search_index")))
    assert "院坝会&lt;b&gt;" in shown
    assert "&lt;script&gt;" in shown
    assert "已删除的页面 99999999" in shown
    assert "已搁置" in shown
    assert "暂时不可用" in shown
    assert "等待写入</dt><dd>1 个页面" in shown
    answer = screen.post(reverse("pufa_search_index"), {"page": report.pk}, follow=True)
    assert "已重新排队 1 个页面" in text(answer)
    assert not IndexTask.objects.get(pk=report.pk).is_parked
    assert IndexTask.objects.get(pk=other.pk).is_parked
    assert "已重新排队 2 个页面" in text(screen.post(reverse("pufa_search_index"), follow=True))
    assert not IndexTask.objects.filter(is_parked=True).exists()
    assert "没有需要重试的页面" in text(screen.post(reverse("pufa_search_index"), follow=True))


def test_changes_that_wait_too_long_are_pointed_out(screen, tree, settings):
    settings.PUFA_SEARCH = {
        "engine": "elasticsearch",
        "elasticsearch_urls": (broken_servers.nobody_there(),),
    }
    make_report(tree.unit)
    warning = "已经等了一分钟以上"
    assert warning not in text(screen.get(reverse("pufa_search_index")))
    IndexTask.objects.update(created_at=timezone.now() - timedelta(seconds=61))
    assert warning in text(screen.get(reverse("pufa_search_index")))


@pytest.mark.elasticsearch
def test_an_index_that_bears_the_name_of_the_alias_is_pointed_out(screen, on_search_server):
    client = server_engine().client
    client.indices.create(index=on_search_server)
    try:
        assert f"有一个索引就叫 {on_search_server}" in text(
            screen.get(reverse("pufa_search_index"))
        )
    finally:
        client.indices.delete(index=on_search_server)


@pytest.mark.elasticsearch
def test_a_server_without_an_index_is_told_apart_from_one_that_is_away(screen, on_search_server):
    assert "但没有索引" in text(screen.get(reverse("pufa_search_index")))


def test_it_is_for_administrators_alone(client, screen, tree):
    parked(1)
    client.logout()
    address = reverse("pufa_search_index")
    assert client.get(address).status_code == 302
    editor = get_user_model().objects.create_user("editor", "e@example.org", "pw")
    group = Group.objects.create(name="编辑")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.add(group)
    client.force_login(editor)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code in (302, 403)
    assert IndexTask.objects.filter(is_parked=True).count() == 1
    assert reverse("pufa_search_index") not in text(client.get(reverse("wagtailadmin_home")))
