"""Records are filed in a folder of their year, made when the first one is saved."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages.models import ActivityReportPage
from pages.models.organisation import YearFolderPage
from pages.tree import year_folder
from tests import factories
from tests.pages.admin_forms import report_form
from tests.pages.offices import Offices, make_offices

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices(time_machine) -> Offices:
    time_machine.move_to("2026-11-22 10:00", tick=True)
    return make_offices()


def add(offices: Offices, kind: str = "activityreportpage", **form):
    client = Client()
    client.force_login(offices.people["editor A"])
    url = reverse("wagtailadmin_pages:add", args=["pufa_pages", kind, offices.unit_a.pk])
    return client.post(url, report_form(**form)) if form else client.get(url)


def test_the_form_opens_without_making_a_folder(offices):
    assert add(offices).status_code == 200
    assert not YearFolderPage.objects.exists()


def test_the_first_record_makes_the_folder_and_the_second_joins_it(offices):
    for title in ("第一次", "第二次"):
        add(offices, title=title, slug="")
    folder = YearFolderPage.objects.get()
    assert (folder.title, folder.slug, folder.year) == ("2026年", "2026", 2026)
    assert folder.is_child_of(offices.unit_a)
    titles = ActivityReportPage.objects.child_of(folder).values_list("draft_title", flat=True)
    assert sorted(titles) == ["第一次", "第二次"]


def test_a_form_that_cannot_be_saved_makes_no_folder(offices):
    assert add(offices, title="没有日期", slug="", start_on="不是日期").status_code == 200
    assert not YearFolderPage.objects.exists()


def test_an_address_taken_in_the_folder_is_told_at_its_field(offices):
    add(offices, title="第一次", slug="")
    taken = ActivityReportPage.objects.get().slug
    client = Client()
    client.force_login(offices.people["admin"])
    url = reverse(
        "wagtailadmin_pages:add", args=["pufa_pages", "activityreportpage", offices.unit_a.pk]
    )
    answer = client.post(url, report_form(title="第二次", slug=taken))
    assert answer.status_code == 200
    assert ActivityReportPage.objects.count() == 1


def test_a_page_at_the_address_of_the_year_stands_in_nobodys_way(offices):
    taken = factories.make_publicity_site(factories.fresh(offices.unit_a), "2026")
    assert taken.slug == "2026"
    assert add(offices, title="第一次", slug="").status_code == 302
    assert YearFolderPage.objects.get().slug == "2026-2"
    assert year_folder(factories.fresh(offices.unit_a)).slug == "2026-2"


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_first_at_the_same_moment_all_find_one_folder(offices):
    barrier = threading.Barrier(4)

    def ask(number: int) -> int:
        unit = factories.fresh(offices.unit_b)
        barrier.wait()
        try:
            return year_folder(unit, 2031).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(ask, range(4)))) == 1
    assert YearFolderPage.objects.filter(year=2031).count() == 1
    assert Page.find_problems() == ([], [], [], [], [])
