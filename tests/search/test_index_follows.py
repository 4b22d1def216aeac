"""The index follows every change of what is public, and every change of the registers."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from pages.models import PublicEntry
from registers.models import Department, LawAlias
from search.actions import search
from search.dictionary import current_dictionary
from search.documents import build_document
from search.engines import database_engine
from search.indexing import rebuild_database
from search.models import IndexedDocument
from search.query import SearchRequest
from tests.factories import (
    make_case,
    make_law,
    make_notice,
    make_report,
    make_unit,
    make_village,
)

pytestmark = pytest.mark.django_db


def ids(q: str, **more: object) -> list[int]:
    return [hit.id for hit in search(SearchRequest(q=q, **more)).hits]


def test_a_published_page_is_found_and_an_unpublished_one_is_not(tree):
    report = make_report(tree.unit, "院坝会上讲彩礼")
    assert ids("院坝会") == [report.pk]
    report.unpublish()
    assert ids("院坝会") == []
    assert search(SearchRequest(q="院坝会")).facets[2].values == ()


def test_a_draft_is_not_found(tree):
    report = make_report(tree.unit, "院坝会上讲彩礼", live=False)
    assert report.pk not in ids("院坝会")


def test_a_new_title_replaces_the_old_one(tree):
    report = make_report(tree.unit, "院坝会上讲彩礼")
    report.title = "板凳会上讲欠薪"
    report.save_revision().publish()
    assert ids("欠薪") == [report.pk]
    assert ids("彩礼") == []


def test_a_restriction_hides_a_whole_branch(tree):
    make_report(tree.unit, "院坝会上讲彩礼")
    restriction = PageViewRestriction.objects.create(page=tree.unit, restriction_type="login")
    assert ids("院坝会") == []
    restriction.delete()
    assert len(ids("院坝会")) == 1


def test_a_deleted_page_is_not_found(tree):
    report = make_report(tree.unit, "院坝会上讲彩礼")
    report.delete()
    assert ids("院坝会") == []


def test_what_is_rolled_back_was_never_indexed(tree):
    with transaction.atomic():
        report = make_report(tree.unit, "院坝会上讲彩礼")
        assert ids("院坝会") == [report.pk]
        transaction.set_rollback(True)
    assert ids("院坝会") == []


def test_publishing_asks_the_database_at_most_five_times_for_the_index(tree):
    entry = PublicEntry.objects.get(pk=make_report(tree.unit, "院坝会上讲彩礼").pk)
    make_report(tree.unit, "院坝会上讲彩礼")  # its words are known by now
    from search.signals import entries_changed

    with CaptureQueriesContext(connection) as asked:
        entries_changed(changed_ids=[entry.pk], removed_ids=[])
    assert len(asked) <= 5
    with CaptureQueriesContext(connection) as asked:
        entries_changed(changed_ids=[], removed_ids=[entry.pk])
    assert len(asked) <= 2


def test_a_joint_event_is_found_under_every_unit_and_all_above_them(tree):
    other = make_unit(tree.township, "司法所")
    law = make_law("测试用电法")
    village = make_village(tree.township.department, "双龙村")
    report = make_report(
        tree.unit,
        "联合宣传",
        co_organisers=[other.department],
        laws=[law],
        village=village,
        start_on=date(2022, 5, 4),
    )
    document = build_document(PublicEntry.objects.get(pk=report.pk))
    assert set(document.department_ids) == {
        *tree.unit.department.ancestor_ids,
        other.department.pk,
    }
    assert document.law_ids == (law.pk,)
    assert document.village_ids == (village.pk,)
    assert document.year == 2022
    for department in (tree.unit, other, tree.township, tree.home):
        assert ids("联合", departments=(department.department.slug,)) == [report.pk]
    assert ids("联合", laws=(law.slug,), kinds=("report",), years=("2022",)) == [report.pk]
    assert report.pk in ids("测试用电法")
    assert report.pk in ids("双龙村")


def test_a_case_is_found_by_the_law_it_cites(tree):
    law = make_law("测试用电法")
    case = make_case(tree.unit, "谁来赔", laws=[law])
    assert ids("测试用电法") == [case.pk]


def test_a_notice_is_found_by_its_number(tree):
    notice = make_notice(tree.township, "关于用电的通知", document_number="三教府发〔2023〕56号")
    make_notice(tree.township, "关于用水的通知", document_number="三教府发〔2023〕57号")
    assert ids("三教府发[2023]56号") == [notice.pk]


def test_a_new_alias_finds_the_pages_that_use_another_name(
    tree, django_capture_on_commit_callbacks
):
    law = make_law("测试安全用电法")
    report = make_report(tree.unit, "学习测试安全用电法")
    with django_capture_on_commit_callbacks(execute=True):
        LawAlias.objects.create(law=law, name="电安法")
    assert ids("电安法") == [report.pk]


def test_a_renamed_office_is_found_by_its_new_name_in_old_texts(
    tree, django_capture_on_commit_callbacks
):
    office = make_unit(tree.township, "乡愁办").department
    make_report(tree.unit, "留住乡愁")
    report = make_report(tree.unit, "三教镇记忆中心开放")
    with django_capture_on_commit_callbacks(execute=True):
        office.name = "三教镇记忆中心"
        office.save()
    assert report.pk in ids("乡愁办")


def test_rows_added_in_bulk_are_names_at_once(tree):
    current_dictionary()
    Department.objects.bulk_create(
        [Department(name="水寨镇新办", slug="new-office", level="issuing_body", path="9999/")]
    )
    assert "水寨镇新办" in current_dictionary().by_name


def test_the_dictionary_costs_one_query_while_nothing_changes():
    current_dictionary()
    with CaptureQueriesContext(connection) as asked:
        current_dictionary()
    assert len(asked) == 1


def test_rebuilding_mends_whatever_is_wrong_and_changes_nothing_else(tree, capsys):
    kept = make_report(tree.unit, "院坝会上讲彩礼")
    lost = make_report(tree.unit, "板凳会上讲欠薪")
    database_engine().remove([lost.pk])
    IndexedDocument.objects.filter(pk=kept.pk).update(title="改坏的标题", version=0)
    stray = IndexedDocument(
        id=987654, version=1, rank=1, facets="|kreport|", kind="report", url="/", title="多余"
    )
    stray.save(force_insert=True)
    call_command("rebuild_search", verbosity=2)
    assert "移除 1 条" in capsys.readouterr().out
    assert ids("欠薪") == [lost.pk]
    assert search(SearchRequest(q="彩礼")).hits[0].title == "院坝会上讲<mark>彩礼</mark>"
    assert database_engine().count() == PublicEntry.objects.count()
    assert rebuild_database().removed == 0


def test_the_index_holds_exactly_the_public_entries(tree):
    make_report(tree.unit, "院坝会上讲彩礼")
    make_report(tree.unit, "草稿", live=False)
    versions = dict(PublicEntry.objects.values_list("pk", "version"))
    assert database_engine().ids_and_versions() == versions
