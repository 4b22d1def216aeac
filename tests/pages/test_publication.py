"""What is public follows every way in which a page, a register or a site can change."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from pages import publication
from pages.models import (
    ActivityReportPage,
    EntryKind,
    PublicEntry,
    PublicFacet,
    PublicTally,
    UnitPage,
    YearFolderPage,
)
from pages.models.public import PublicState
from pages.signals import entry_changed
from registers.models import Department, Law, Vocabulary
from tests.factories import (
    MAKERS,
    SiteTree,
    figure,
    folder_of,
    fresh,
    make_case,
    make_department,
    make_document,
    make_law,
    make_list,
    make_notice,
    make_photo,
    make_publicity_day,
    make_publicity_site,
    make_report,
    make_site_tree,
    make_term,
    make_township,
    make_unit,
    make_village,
    photo_stream,
)
from tests.pages.read_model import assert_nothing_to_rebuild, assert_read_model_is_right

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(tree: SiteTree) -> SiteTree:
    """The tree with a record of each kind, cross-referenced."""
    law = make_law("民法典")
    village = make_village(tree.township.department, "枣林村")
    folder = folder_of(tree.unit)
    duty = make_list(folder, "清单", items=[{"content": "宣传民法典", "laws": [law]}])
    make_report(
        folder,
        "报道",
        laws=[law],
        village=village,
        list_items=list(duty.items.all()),
        co_organisers=[tree.township.department],
    )
    make_case(folder, "案例", laws=[law])
    make_publicity_site(tree.unit, "阵地", village=village)
    make_notice(tree.township, "通知", laws=[law])
    return tree


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


def is_public(page: Page) -> bool:
    return PublicEntry.objects.filter(pk=page.pk).exists()


def entry_of(page: Page) -> PublicEntry:
    return PublicEntry.objects.get(pk=page.pk)


def publish(page: Page, **changes: object) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def bulk(administrator: Client, action: str, *pages: Page, **data: object) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    ids = "&".join(f"id={page.pk}" for page in pages)
    response = administrator.post(f"{address}?{ids}", data)
    assert response.status_code == 302, response.content.decode()


def test_a_new_site_and_its_records_are_public(filled):
    assert PublicEntry.objects.records().count() == 5
    assert_read_model_is_right()


def test_wagtails_welcome_page_is_not_public():
    assert Client().get("/").status_code == 404
    assert not publication.rebuild()


@pytest.mark.parametrize("kind", MAKERS)
def test_a_draft_is_not_public_until_published_and_not_after_unpublishing(tree, kind):
    page = MAKERS[kind](tree.unit, live=False)
    assert not is_public(page)
    assert_read_model_is_right()
    page.get_latest_revision().publish()
    assert is_public(page)
    assert_read_model_is_right()
    page.refresh_from_db()
    page.unpublish()
    assert not is_public(page)
    assert not PublicTally.objects.exists()
    assert_read_model_is_right()


def test_a_draft_of_a_live_page_leaks_nothing(filled):
    page = ActivityReportPage.objects.get()
    before = entry_of(page)
    page.title, page.summary = "秘密标题", "秘密摘要"
    page.laws = [make_law("秘密法")]
    page.save_revision()
    after = entry_of(page)
    assert (after.title, after.api, after.version) == (before.title, before.api, before.version)
    assert "秘密" not in Client().get(after.path).text
    assert_read_model_is_right()


def test_bookkeeping_of_a_page_with_a_draft_in_memory_leaks_nothing(filled):
    page = ActivityReportPage.objects.get()
    page.title = "秘密标题"
    page.locked = True
    page.save(update_fields=["locked"])
    page.live_revision = None
    page.save(update_fields=["live_revision", "last_published_at"])
    assert entry_of(page).title == "报道"
    assert_read_model_is_right()


def test_locking_a_page_in_the_admin_publishes_no_draft(filled, administrator):
    page = ActivityReportPage.objects.get()
    page.title = "秘密标题"
    page.save_revision()
    administrator.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    assert entry_of(page).title == "报道"
    assert_read_model_is_right()


def test_a_changed_page_is_shown_as_it_was_published_last(filled):
    page = ActivityReportPage.objects.get()
    other = make_law("消防法")
    publish(page, title="新标题", laws=[other], start_on=date(2025, 2, 3), village=None)
    entry = entry_of(page)
    assert (entry.title, entry.year, entry.law_ids) == ("新标题", 2025, [other.pk])
    assert "新标题" in entry.card
    assert_read_model_is_right()


def test_the_version_of_an_entry_grows_with_every_change(filled):
    page = ActivityReportPage.objects.get()
    versions = [entry_of(page).version]
    for title in ("一", "二", "三"):
        publish(page, title=title)
        versions.append(entry_of(page).version)
    page.unpublish()
    page.refresh_from_db()
    publish(page)
    versions.append(entry_of(page).version)
    assert versions == sorted(set(versions))


def test_publishing_the_same_content_again_keeps_the_record_but_for_its_time(filled):
    page = ActivityReportPage.objects.get()
    before = entry_of(page)
    publish(page)
    after = entry_of(page)
    assert before.api.keys() == after.api.keys()
    differing = {name for name in after.api if after.api[name] != before.api[name]}
    assert differing <= {"updated_at"}


def test_a_scheduled_page_is_public_when_its_time_has_come(tree, time_machine):
    page = make_report(tree.unit, live=False)
    publish(page, go_live_at=timezone.now() + timedelta(hours=1))
    assert not is_public(page)
    assert_read_model_is_right()
    time_machine.move_to(datetime.now() + timedelta(hours=2))
    call_command("publish_scheduled", stdout=StringIO())
    assert is_public(page)
    assert_read_model_is_right()


def test_a_scheduled_change_of_a_live_page_waits_for_its_time(filled, time_machine):
    page = ActivityReportPage.objects.get()
    publish(page, title="下周的标题", go_live_at=timezone.now() + timedelta(hours=1))
    assert entry_of(page).title == "报道"
    assert_read_model_is_right()
    time_machine.move_to(datetime.now() + timedelta(hours=2))
    call_command("publish_scheduled", stdout=StringIO())
    assert entry_of(page).title == "下周的标题"
    assert_read_model_is_right()


def test_an_expired_page_is_withdrawn(tree, time_machine):
    page = make_report(tree.unit, expire_at=timezone.now() + timedelta(hours=1))
    assert is_public(page)
    time_machine.move_to(datetime.now() + timedelta(hours=2))
    call_command("publish_scheduled", stdout=StringIO())
    assert not is_public(page)
    assert_read_model_is_right()


def test_a_moved_record_gets_the_address_and_department_of_its_new_unit(filled):
    other = make_unit(filled.township, "司法所")
    page = ActivityReportPage.objects.get()
    page.move(fresh(other), pos="last-child")
    page.refresh_from_db()
    assert page.department == other.department
    assert entry_of(page).path.startswith(entry_of(other).path)
    assert_read_model_is_right()


def test_a_moved_folder_takes_its_records_along(filled):
    other = make_unit(filled.township, "司法所")
    YearFolderPage.objects.get().move(fresh(other), pos="last-child")
    assert entry_of(ActivityReportPage.objects.get()).department_id == other.department_id
    assert_read_model_is_right()


def test_a_moved_unit_takes_its_records_along(filled):
    elsewhere = make_township(filled.home, "双龙镇")
    filled.unit.move(fresh(elsewhere), pos="last-child")
    report = ActivityReportPage.objects.get()
    assert entry_of(report).path.startswith(entry_of(elsewhere).path)
    assert report.department == filled.unit.department
    assert_read_model_is_right()


@pytest.mark.django_db(transaction=True)
def test_a_move_and_what_it_makes_public_are_one_transaction(monkeypatch):
    tree = make_site_tree()
    report = make_report(folder_of(tree.unit))
    hidden = make_unit(tree.township, "保密办")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    folder, target = YearFolderPage.objects.get(), fresh(hidden)
    with monkeypatch.context() as broken:
        broken.setattr("wagtail.actions.move_page.post_page_move.send", fail)
        with pytest.raises(RuntimeError):
            folder.move(target, pos="last-child")
    assert not is_public(report)
    assert_read_model_is_right()


def test_moving_into_a_restricted_branch_hides_and_moving_out_shows(filled):
    hidden = make_unit(filled.township, "保密办")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    page = ActivityReportPage.objects.get()
    former = page.get_parent()
    page.move(fresh(hidden), pos="last-child")
    assert not is_public(page)
    assert_read_model_is_right()
    fresh(page).move(Page.objects.get(pk=former.pk), pos="last-child")
    assert is_public(page)
    assert_read_model_is_right()


def test_moving_in_the_admin_keeps_up_too(filled, administrator):
    other = make_unit(filled.township, "司法所")
    page = ActivityReportPage.objects.get()
    administrator.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]))
    page.refresh_from_db()
    assert page.department == other.department
    assert_read_model_is_right()


def test_reordering_siblings_changes_nothing_public(filled):
    versions = dict(PublicEntry.objects.values_list("pk", "version"))
    page = ActivityReportPage.objects.get()
    page.move(page.get_parent(), pos="first-child")
    assert dict(PublicEntry.objects.values_list("pk", "version")) == versions
    assert_read_model_is_right()


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("report", "login"),
        ("report", "password"),
        ("folder", "groups"),
        ("unit", "password"),
        ("township", "login"),
        ("home", "groups"),
    ],
)
def test_a_restriction_hides_a_branch_until_it_is_lifted(filled, where, kind):
    report = ActivityReportPage.objects.get()
    above = {
        "report": report,
        "folder": report.get_parent(),
        "unit": filled.unit,
        "township": filled.township,
        "home": filled.home,
    }
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=above[where].pk), restriction_type=kind, password="geheim"
    )
    restriction.groups.set([Group.objects.first()])
    assert not is_public(report)
    assert_read_model_is_right()
    restriction.delete()
    assert is_public(report)
    assert_read_model_is_right()


def test_a_restriction_moved_to_another_page_shows_the_first_again(filled):
    other = make_unit(filled.township, "司法所")
    restriction = PageViewRestriction.objects.create(page=filled.unit, restriction_type="login")
    restriction.page = Page.objects.get(pk=other.pk)
    restriction.save()
    assert is_public(filled.unit)
    assert not is_public(other)
    assert_read_model_is_right()


@pytest.mark.django_db(transaction=True)
def test_a_restriction_hides_what_is_being_published_below_it_at_that_moment(tree):
    written = threading.Event()
    # Has no entry of its own, whose withdrawal would wait.
    folder = folder_of(tree.unit)

    def publish() -> None:
        with transaction.atomic():
            make_report(folder, "竞态")
            written.set()
            time.sleep(1)  # the restriction is on its way meanwhile

    def restrict() -> None:
        written.wait()
        page = Page.objects.get(pk=folder.pk)
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    def alone(act) -> None:
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(alone, [publish, restrict]))
    page = ActivityReportPage.objects.get(title="竞态")
    assert not PublicEntry.objects.filter(pk=page.pk).exists()
    assert "竞态" not in Client().get(page.url).text


def test_a_restriction_set_in_the_admin_hides_the_branch(filled, administrator):
    address = reverse("wagtailadmin_pages:set_privacy", args=[filled.unit.pk])
    administrator.post(address, {"restriction_type": "password", "password": "geheim1"})
    assert not is_public(ActivityReportPage.objects.get())
    assert_read_model_is_right()
    administrator.post(address, {"restriction_type": "none"})
    assert is_public(ActivityReportPage.objects.get())
    assert_read_model_is_right()


def test_publishing_inside_a_restricted_branch_stays_hidden(tree):
    PageViewRestriction.objects.create(page=tree.unit, restriction_type="login")
    assert not is_public(make_report(tree.unit))
    assert_read_model_is_right()


def test_a_deleted_page_is_withdrawn(filled):
    ActivityReportPage.objects.get().delete()
    assert not PublicFacet.objects.filter(kind=EntryKind.REPORT).exists()
    assert_read_model_is_right()


@pytest.mark.parametrize("where", ["folder", "unit", "township", "home"])
def test_a_deleted_branch_is_withdrawn(filled, where):
    other = make_unit(filled.home, "司法局")
    make_report(other, "联合活动", co_organisers=[filled.unit.department])
    above = {"folder": YearFolderPage.objects.get(), "unit": filled.unit}
    above |= {"township": filled.township, "home": filled.home}
    Page.objects.get(pk=above[where].pk).delete()
    assert_nothing_to_rebuild()
    assert set(PublicFacet.objects.values_list("entry_id", flat=True)) <= set(
        Page.objects.values_list("pk", flat=True)
    )
    if where != "home":
        assert_read_model_is_right()


@pytest.mark.parametrize("where", ["report", "unit"])
def test_a_restricted_branch_can_be_deleted(filled, where):
    report = ActivityReportPage.objects.get()
    page = {"report": report, "unit": filled.unit}[where]
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")
    Page.objects.get(pk=page.pk).specific.delete()
    assert not is_public(report)
    assert_read_model_is_right()


def test_bulk_actions_of_the_admin_keep_up(filled, administrator):
    first, second = make_report(filled.unit), make_report(filled.unit)
    bulk(administrator, "unpublish", first, second)
    assert not is_public(first)
    assert_read_model_is_right()
    bulk(administrator, "publish", first, second)
    assert is_public(first)
    assert is_public(second)
    assert_read_model_is_right()
    other = make_unit(filled.township, "司法所")
    bulk(administrator, "move", first, second, chooser=other.pk)
    assert fresh(first).department == other.department
    assert_read_model_is_right()
    bulk(administrator, "delete", first, second)
    assert not is_public(first)
    assert_read_model_is_right()


def test_unpublishing_a_unit_with_all_below_in_the_admin(filled, administrator):
    address = reverse("wagtailadmin_pages:unpublish", args=[filled.unit.pk])
    administrator.post(address, {"include_descendants": "on"})
    assert not is_public(ActivityReportPage.objects.get())
    assert_read_model_is_right()


def test_unpublishing_a_unit_alone_leaves_its_records_public_without_the_link(filled):
    filled.unit.unpublish()
    entry = entry_of(ActivityReportPage.objects.get())
    assert entry.api["department"]["url"] is None
    assert "派出所" not in [place["title"] for place in entry.api["breadcrumb"]]
    assert_read_model_is_right()


def test_a_rollback_of_the_outer_transaction_takes_everything_back(filled):
    page = ActivityReportPage.objects.get()
    before = list(PublicTally.objects.order_by("pk").values())
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        publish(page, title="未提交")
        make_notice(filled.unit)
        raise RuntimeError
    assert entry_of(page).title == "报道"
    assert list(PublicTally.objects.order_by("pk").values()) == before
    assert_read_model_is_right()


@pytest.mark.parametrize("where", ["folder", "unit", "township"])
def test_a_new_slug_above_changes_the_addresses_below(filled, where):
    above = {"folder": YearFolderPage.objects.get(), "unit": filled.unit}
    above["township"] = filled.township
    page = fresh(above[where])
    page.slug = "elsewhere"
    page.save()
    assert "/elsewhere/" in entry_of(ActivityReportPage.objects.get()).path
    assert_read_model_is_right()


def test_a_new_slug_saved_on_a_plain_page_changes_the_addresses_below(filled):
    plain = Page.objects.get(pk=filled.unit.pk)
    plain.slug = "elsewhere"
    plain.save()
    assert "/elsewhere/" in entry_of(ActivityReportPage.objects.get()).path
    assert_read_model_is_right()


def test_two_pages_can_change_addresses(filled):
    first, second = make_report(filled.unit, "甲"), make_report(filled.unit, "乙")
    one, other = first.slug, second.slug
    for page, slug in ((first, "between"), (second, one), (first, other)):
        publish(page, slug=slug)
    assert entry_of(first).path.endswith(f"/{other}/")
    assert_read_model_is_right()


def test_a_new_title_of_a_unit_is_shown_by_its_records(filled):
    publish(fresh(filled.unit), title="新派出所")
    entry = entry_of(ActivityReportPage.objects.get())
    assert entry.api["breadcrumb"][-1]["title"] == "新派出所"
    assert_read_model_is_right()


def test_a_new_title_of_the_home_page_rewrites_no_record(filled):
    versions = dict(PublicEntry.objects.records().values_list("pk", "version"))
    publish(fresh(filled.home), title="永和县普法网")
    assert dict(PublicEntry.objects.records().values_list("pk", "version")) == versions
    assert_read_model_is_right()


def test_a_renamed_department_is_named_anew(filled):
    unit = Department.objects.get(pk=filled.unit.department_id)
    unit.name = "三教镇公安派出所"
    unit.save()
    assert "公安派出所" in entry_of(ActivityReportPage.objects.get()).card
    township = Department.objects.get(pk=filled.township.department_id)
    township.name = "三教街道"
    township.save()
    record = entry_of(ActivityReportPage.objects.get()).api
    assert record["township"]["name"] == record["co_organisers"][0]["name"] == "三教街道"
    assert_read_model_is_right()


def test_a_department_in_another_place_is_listed_there(filled):
    other = make_department("双龙镇", parent=filled.home.department)
    unit = Department.objects.get(pk=filled.unit.department_id)
    office = make_department("社区警务组", parent=unit)
    unit.parent = other
    unit.save()
    office.refresh_from_db()
    assert office.ancestor_ids == [filled.home.department_id, other.pk, unit.pk, office.pk]
    assert entry_of(ActivityReportPage.objects.get()).api["township"]["name"] == "双龙镇"
    assert_read_model_is_right()


def test_a_department_saved_unchanged_rewrites_nothing(filled):
    versions = dict(PublicEntry.objects.values_list("pk", "version"))
    for department in Department.objects.all():
        department.save()
    assert dict(PublicEntry.objects.values_list("pk", "version")) == versions


def test_a_renamed_law_is_named_anew(filled):
    law = Law.objects.get()
    law.short_name = "民法典（新）"
    law.save()
    assert "民法典（新）" in entry_of(ActivityReportPage.objects.get()).card
    assert_read_model_is_right()


def test_a_repealed_law_is_marked_everywhere(filled):
    law = Law.objects.get()
    law.status = "repealed"
    law.save()
    assert entry_of(ActivityReportPage.objects.get()).api["laws"][0]["status"] == "repealed"
    assert_read_model_is_right()


def test_a_deleted_law_is_left_out(filled):
    law = make_law("误登记的法")
    page = ActivityReportPage.objects.get()
    publish(page, laws=[*page.laws.all(), law])
    law.delete()
    assert len(entry_of(page).law_ids) == 1
    assert_read_model_is_right()


def test_a_renamed_and_a_deleted_village(filled):
    page = ActivityReportPage.objects.get()
    village = page.village
    village.name = "新枣林村"
    village.save()
    assert entry_of(page).api["village"]["name"] == "新枣林村"
    assert_read_model_is_right()
    village.delete()
    assert entry_of(page).api["village"] is None
    assert_read_model_is_right()


def test_words_of_the_vocabularies_renamed_and_deleted(filled):
    page = ActivityReportPage.objects.get()
    form, measure = make_term(Vocabulary.ACTIVITY_FORM), make_term(Vocabulary.MEASURE, unit="份")
    day = make_publicity_day()
    figures = [figure(measure, Decimal(30))]
    publish(page, forms=[form], publicity_day=day, figures=figures)
    place = make_publicity_site(filled.unit)
    for row, name in ((form, "院坝会"), (measure, "手册"), (day, "宪法日")):
        row.name = name
        row.save()
    place.site_kind.name = "法治公园"
    place.site_kind.save()
    record = entry_of(page).api
    assert record["forms"] == ["院坝会"]
    assert record["figures"][0]["label"] == "手册"
    assert record["publicity_day"]["name"] == "宪法日"
    assert "法治公园" in entry_of(place).card
    assert_read_model_is_right()
    form.delete()
    day.delete()
    assert entry_of(page).api["forms"] == []
    assert entry_of(page).api["publicity_day"] is None
    assert_read_model_is_right()


def test_a_photo_described_anew_and_deleted(filled):
    page, photo = ActivityReportPage.objects.get(), make_photo(alt_text="旧说明")
    publish(page, photos=photo_stream([photo, make_photo()]))
    photo.alt_text = "新说明"
    photo.save()
    assert entry_of(page).api["thumbnail"]["alt"] == "新说明"
    assert_read_model_is_right()
    photo.delete()
    assert len(entry_of(page).api["photos"]) == 1
    assert_read_model_is_right()


def test_a_deleted_document_leaves_the_name_of_the_attachment(filled):
    document = make_document()
    attachment = {"title": "清单样表", "document": document}
    page = make_notice(filled.unit, attachments=[("attachment", attachment)])
    assert entry_of(page).api["attachments"][0]["url"]
    document.delete()
    assert entry_of(page).api["attachments"] == [{"name": "清单样表", "url": None}]
    assert_read_model_is_right()


def test_reports_follow_the_list_whose_items_they_fulfil(filled):
    report = ActivityReportPage.objects.get()
    duty = report.list_items.get().page
    items = list(duty.items.all())
    items[0].content = "宣传民法典婚姻家庭编"
    publish(duty, items=items)
    assert entry_of(report).api["list_items"][0]["title"] == "宣传民法典婚姻家庭编"
    assert_read_model_is_right()
    duty.refresh_from_db()
    publish(duty, slug="duties")
    assert "/duties/" in entry_of(report).api["list_items"][0]["url"]
    assert_read_model_is_right()
    duty.refresh_from_db()
    duty.unpublish()
    assert entry_of(report).api["list_items"] == []
    assert_read_model_is_right()


def test_a_link_in_a_text_follows_the_page_it_leads_to(filled):
    target = make_notice(filled.unit, "被链接的通知")
    link = f'<p>见<a linktype="page" id="{target.pk}">通知</a>。</p>'
    page = make_notice(filled.unit, body=[("paragraph", link)])
    assert target.slug in entry_of(page).api["body"]
    publish(target, slug="renamed")
    assert "/renamed/" in entry_of(page).api["body"]
    assert_read_model_is_right()


def test_a_site_with_another_root_has_other_public_pages(filled):
    site = filled.site
    site.root_page = Page.objects.get(pk=filled.township.pk)
    site.save()
    assert not is_public(filled.home)
    assert entry_of(filled.township).path == "/"
    assert_read_model_is_right()
    site.root_page = Page.objects.get(pk=filled.home.pk)
    site.save()
    assert_read_model_is_right()


def test_a_second_site_gives_addresses_their_host_and_its_end_takes_it_away(filled):
    other = Site.objects.create(
        hostname="sanjiao.example.gov.cn", root_page=Page.objects.get(pk=filled.township.pk)
    )
    report = ActivityReportPage.objects.get()
    assert entry_of(report).url.startswith("http://sanjiao.example.gov.cn/")
    assert entry_of(report).site == other
    assert_nothing_to_rebuild()
    other.delete()
    assert entry_of(report).url.startswith("/san-jiao-zhen/")
    assert_read_model_is_right()


def test_a_deleted_site_leaves_nothing_public(filled):
    filled.site.delete()
    assert not PublicEntry.objects.exists()
    assert not PublicTally.objects.exists()


def test_a_home_page_at_another_place_in_the_tree_keeps_its_addresses(filled):
    root = Page.get_first_root_node()
    shelf = root.add_child(instance=Page(title="站群", slug="sites"))
    paths = dict(PublicEntry.objects.values_list("pk", "path"))
    filled.home.move(shelf, pos="last-child")
    assert dict(PublicEntry.objects.values_list("pk", "path")) == paths
    assert_read_model_is_right()


def test_tree_paths_may_shift_under_the_pages(filled):
    make_unit(filled.home, "司法局").move(fresh(filled.home), pos="first-child")
    report = ActivityReportPage.objects.get()
    PageViewRestriction.objects.create(page=fresh(filled.unit), restriction_type="login")
    assert not is_public(report)
    assert_read_model_is_right()


def test_a_copy_is_public_only_where_it_is_kept_live(filled):
    page = ActivityReportPage.objects.get()
    live = page.copy(update_attrs={"slug": "live-copy"})
    draft = page.copy(update_attrs={"slug": "draft-copy"}, keep_live=False)
    assert is_public(live)
    assert not is_public(draft)
    assert_read_model_is_right()


def test_a_copy_in_another_unit_belongs_to_it(filled):
    other = make_unit(filled.township, "司法所")
    copy = ActivityReportPage.objects.get().copy(to=fresh(other))
    assert entry_of(copy).department_id == other.department_id
    assert_read_model_is_right()


def test_a_recursive_copy_of_a_folder_is_public_under_its_new_unit(filled):
    other = make_unit(filled.township, "司法所")
    YearFolderPage.objects.get().copy(to=fresh(other), recursive=True)
    assert ActivityReportPage.objects.filter(department=other.department).count() == 1
    assert_read_model_is_right()


def test_an_alias_follows_its_page_and_belongs_to_the_unit_it_lies_in(filled):
    other = make_unit(filled.township, "司法所")
    page = ActivityReportPage.objects.get()
    alias = page.create_alias(parent=fresh(other), update_slug="alias")
    assert entry_of(alias).department_id == other.department_id
    assert_read_model_is_right()
    publish(page, title="新标题")
    assert entry_of(alias).title == "新标题"
    assert entry_of(alias).department_id == other.department_id
    assert_read_model_is_right()
    page.refresh_from_db()
    page.unpublish()
    assert not is_public(alias)
    assert_read_model_is_right()


def test_an_alias_made_a_page_of_its_own_stays_public(filled, administrator):
    page = ActivityReportPage.objects.get()
    alias = page.create_alias(update_slug="alias")
    administrator.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    publish(page, title="新标题")
    assert entry_of(alias).title == "报道"
    assert_read_model_is_right()


def test_a_page_reverted_to_an_older_revision_shows_it(filled):
    page = ActivityReportPage.objects.get()
    old = page.get_latest_revision()
    publish(page, title="新标题")
    old.publish()
    assert entry_of(page).title == "报道"
    assert_read_model_is_right()


def test_an_old_revision_published_after_a_move_belongs_to_the_new_unit(filled):
    page = ActivityReportPage.objects.get()
    old = page.get_latest_revision()
    other = make_unit(filled.township, "司法所")
    page.move(fresh(other), pos="last-child")
    old.refresh_from_db()
    old.publish()
    assert entry_of(page).department_id == other.department_id
    assert_read_model_is_right()


def test_a_page_made_without_a_revision_is_public_with_a_date_that_stays(tree, time_machine):
    unit = make_unit(tree.township)
    time_machine.move_to(datetime.now() + timedelta(days=3))
    assert entry_of(unit).published_at is not None
    assert_nothing_to_rebuild()


def test_listeners_hear_what_changed_inside_the_transaction(filled):
    heard: list[tuple[list[int], list[int], bool]] = []

    def listen(changed_ids: list[int], removed_ids: list[int], **kwargs: object) -> None:
        heard.append((changed_ids, removed_ids, transaction.get_connection().in_atomic_block))

    page = ActivityReportPage.objects.get()
    entry_changed.connect(listen)
    try:
        publish(page, title="新标题")
        page.unpublish()
    finally:
        entry_changed.disconnect(listen)
    assert ([page.pk], [], True) in heard
    assert ([], [page.pk], True) in heard


def test_every_change_gives_readers_a_new_stamp(filled):
    stamps = set()
    page, law = ActivityReportPage.objects.get(), Law.objects.get()
    for change in (lambda: publish(page), law.save, page.unpublish, filled.site.save):
        change()
        stamps.add(PublicState.objects.get().stamp)
    assert len(stamps) == 4


def test_rebuilding_mends_whatever_is_wrong(filled):
    page = ActivityReportPage.objects.get()
    wanted = entry_of(page).api
    PublicEntry.objects.filter(pk=page.pk).update(title="错", api={}, rank=1)
    PublicEntry.objects.filter(kind=EntryKind.CASE).delete()
    PublicFacet.objects.filter(kind=EntryKind.NOTICE).delete()
    PublicTally.objects.update(n=7)
    Page.objects.filter(title="阵地").update(live=False)
    changes = publication.rebuild()
    assert len(changes.removed) == len(changes.created) == 1
    assert len(changes.changed) == 2
    assert entry_of(page).api == wanted
    assert_read_model_is_right()


def test_rebuilding_mends_addresses_that_were_exchanged(filled):
    first, second = make_report(filled.unit), make_report(filled.unit)
    path, other = entry_of(first).path, entry_of(second).path
    PublicEntry.objects.filter(pk=first.pk).update(path="/x/")
    PublicEntry.objects.filter(pk=second.pk).update(path=path)
    PublicEntry.objects.filter(pk=first.pk).update(path=other)
    publication.rebuild()
    assert entry_of(first).path == path
    assert_read_model_is_right()


def test_rebuilding_an_empty_read_model_restores_it(filled):
    before = {entry.pk: entry.api for entry in PublicEntry.objects.all()}
    PublicEntry.objects.all().delete()
    PublicTally.objects.all().delete()
    publication.rebuild()
    # Breadcrumbs and links need the places above, which come first.
    assert {entry.pk: entry.api for entry in PublicEntry.objects.all()} == before
    assert_read_model_is_right()


def test_the_command_rebuilds_and_says_what_it_found(filled):
    def run(*options: str) -> str:
        out = StringIO()
        call_command("rebuild_public", *options, stdout=out)
        return out.getvalue()

    assert "没有需要改动" in run()
    PublicEntry.objects.filter(kind=EntryKind.REPORT).update(title="错")
    report = ActivityReportPage.objects.get()
    assert json.loads(run("--json"))["changed"] == [report.pk]
    PublicTally.objects.update(n=7)
    PublicEntry.objects.filter(kind=EntryKind.REPORT).update(title="错")
    assert "更正 1 条" in (said := run())
    assert "重新统计" in said
    assert_read_model_is_right()


def test_units_without_a_page_of_their_own_are_named_without_a_link(filled):
    office = make_department("社区警务组", parent=filled.unit.department)
    page = make_report(filled.unit, co_organisers=[office])
    assert entry_of(page).api["co_organisers"][0]["url"] is None
    assert UnitPage.objects.count() == 1
    assert_read_model_is_right()
