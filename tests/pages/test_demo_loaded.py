import json
from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from wagtail.models import Page, Revision, Site, TaskState

from media.models import Photo
from pages import publication
from pages.demo.accounts import ACCOUNTS, accounts_file
from pages.demo.content import published_at, read_demo
from pages.demo.loader import load_demo
from pages.models import (
    ActivityReportPage,
    CaseExplanationPage,
    HomePage,
    PublicEntry,
    PublicitySitePage,
    ResponsibilityItem,
    SiteIdentity,
)
from registers.models import Department, Law

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the demonstration once for all tests here; each of them undoes its own changes."""
    # Passwords are written beside the data, which processes of one run share.
    own_folder = override_settings(VAR_DIR=tmp_path_factory.mktemp("var"))
    with own_folder, django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def demo():
    return read_demo()


def test_everything_in_the_file_becomes_a_page(loaded, demo):
    sites = sum(len(group["items"]) for group in demo["sites"])
    assert loaded.created["reports"] == len(demo["reports"]) + len(demo["pending"])
    assert loaded.created["lists"] == len(demo["lists"])
    assert loaded.created["cases"] == len(demo["cases"])
    assert loaded.created["notices"] == len(demo["notices"])
    assert PublicitySitePage.objects.count() == loaded.created["sites"] == sites
    assert ResponsibilityItem.objects.count() == sum(len(row["items"]) for row in demo["lists"])
    assert loaded.kept == {}


def test_the_public_sees_all_but_what_still_waits(demo):
    kinds = Counter(PublicEntry.objects.values_list("kind", flat=True))
    assert kinds["report"] == len(demo["reports"])
    assert kinds["section"] == 5
    assert kinds["township"] == 3
    assert kinds["unit"] >= 10
    assert kinds["home"] == 1


def test_drafts_wait_for_review_in_their_township(demo):
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    assert waiting.count() == len([row for row in demo["pending"] if row["state"] == "review"])
    assert ActivityReportPage.objects.not_live().count() == len(demo["pending"])


def test_a_second_run_changes_nothing():
    before = list(Revision.objects.order_by("pk").values_list("pk", "created_at"))
    versions = dict(PublicEntry.objects.values_list("pk", "version"))
    photos = Photo.objects.count()
    assert sum(load_demo().created.values()) == 0
    assert sum(load_demo(restore=True).created.values()) == 0
    assert list(Revision.objects.order_by("pk").values_list("pk", "created_at")) == before
    assert dict(PublicEntry.objects.values_list("pk", "version")) == versions
    assert Photo.objects.count() == photos


def test_the_read_model_made_anew_is_the_same():
    assert not publication.rebuild()


def test_pages_are_dated_as_they_were_published(demo):
    row = demo["reports"][0]
    page = ActivityReportPage.objects.get(slug=row["slug"])
    assert page.first_published_at == page.last_published_at == published_at(row)
    assert page.latest_revision == page.live_revision
    assert page.latest_revision.created_at == published_at(row)
    assert not page.has_unpublished_changes


def test_a_page_can_be_edited_and_published_as_any_other():
    page = ActivityReportPage.objects.get(slug="nianzhong-31-chang")
    page.title = "双龙镇2021年普法数字（更正）"
    page.save_revision().publish()
    assert PublicEntry.objects.get(pk=page.pk).title == page.title


def test_an_administrator_may_change_and_delete_without_the_next_run_undoing_it():
    CaseExplanationPage.objects.get(slug="loudao-chongdian").delete()
    Page.objects.filter(slug="caili-yuanbahui").update(title="改过的标题")
    load_demo()
    assert not CaseExplanationPage.objects.filter(slug="loudao-chongdian").exists()
    restored = load_demo(restore=True).created
    assert {kind: n for kind, n in restored.items() if n} == {"cases": 1}
    assert CaseExplanationPage.objects.filter(slug="loudao-chongdian").exists()
    assert Page.objects.get(slug="caili-yuanbahui").title == "改过的标题"


def test_records_are_found_by_law_and_by_department():
    law = Law.objects.get(short_name="反电信网络诈骗法")
    township = Department.objects.get(slug="sanjiaozhen")
    found = PublicEntry.objects.filter(
        facets__law=law.pk, facets__department=township.pk, facets__village=0
    )
    assert found.filter(kind="report").exists()
    assert found.filter(kind="list").exists()
    assert found.filter(kind="case").exists()


def test_a_joint_activity_stands_in_the_lists_of_all_who_took_part():
    entry = PublicEntry.objects.get(title__startswith="国家宪法日：三个镇")
    for slug in ("sifaju", "sanjiaozhen", "shuanglongzhen", "shuizhaizhen-sifasuo"):
        department = Department.objects.get(slug=slug)
        assert entry.facets.filter(department=department.pk).exists()


def test_figures_of_the_documents_are_public_as_they_were_written():
    entry = PublicEntry.objects.get(title__startswith="双龙镇2021年专场普法")
    assert [(f["text"], f["period"]) for f in entry.api["figures"]] == [
        ("31场次", "2021年全年"),
        ("6200余份", "2021年全年"),
    ]


def test_every_case_says_that_it_is_an_example():
    assert all(
        api["is_example"]
        for api in PublicEntry.objects.filter(kind="case").values_list("api", flat=True)
    )


def test_phone_numbers_of_the_lists_stay_inside():
    assert ResponsibilityItem.objects.exclude(phone="").exists()
    for api in PublicEntry.objects.values_list("api", flat=True):
        assert "内线" not in json.dumps(api, ensure_ascii=False)


def test_every_photo_on_a_page_has_alternative_text():
    for api in PublicEntry.objects.filter(kind__in=["report", "site"]).values_list(
        "api", flat=True
    ):
        assert api["photos"]
        assert all(photo["alt"].startswith("插画：") for photo in api["photos"])


def test_the_home_page_says_that_this_is_a_demonstration(client):
    home = HomePage.objects.get()
    site = Site.objects.get(is_default_site=True)
    assert site.root_page_id == home.pk
    assert "演示" in SiteIdentity.for_site(site).notice_line
    response = client.get("/")
    assert response.status_code == 200
    assert "三镇实际分属不同区县" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/dongtai/",
        "/qingdan/?department=sanjiaozhen",
        "/zhendi/?place=gongyuanshequ",
        "/sanjiaozhen/",
        "/shuizhaizhen/paichusuo/",
        "/shuanglongzhen/sifasuo/2026/caili-yuanbahui/",
    ],
)
def test_public_pages_of_the_demonstration_open(client, address):
    assert client.get(address).status_code == 200


def test_an_account_of_each_role_can_sign_in_with_the_password_that_was_written_down(client):
    lines = accounts_file().read_text(encoding="utf-8").splitlines()
    known = dict(line.split("\t")[:2] for line in lines)
    for account in ACCOUNTS:
        assert client.login(username=account.username, password=known[account.username])
        assert client.get("/admin/").status_code == 200
    assert accounts_file().stat().st_mode & 0o077 == 0
    assert get_user_model().objects.get(username="demo-sifasuo").groups.count() == 1


def test_the_command_tells_what_it_did_in_chinese_or_as_json():
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert out.getvalue() == "演示内容已在，未作改动。\n"
    out = StringIO()
    call_command("load_demo", json=True, stdout=out)
    assert json.loads(out.getvalue())["created"] == {}
