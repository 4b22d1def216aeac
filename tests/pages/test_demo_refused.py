from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Page

from pages.demo import loader
from pages.demo.content import DemoDataError
from pages.demo.loader import load_demo
from pages.models import HomePage
from registers.models import Department

pytestmark = pytest.mark.django_db


def test_a_site_with_a_home_page_of_its_own_is_left_alone():
    county = Department.objects.create(name="真实县", level="county")
    home = HomePage(title="真实县普法网", department=county)
    Page.get_first_root_node().add_child(instance=home)
    report = load_demo()
    assert "真实县普法网" in report.refused
    assert report.created == {}
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "没有载入" in out.getvalue()
    assert Department.objects.count() == 1


def test_a_slip_in_the_data_file_leaves_nothing_half_done(monkeypatch):
    demo = loader.read_demo()
    demo["lists"][0]["items"][0]["laws"] = ["没有这部法"]
    demo["lists"] = demo["lists"][:1]
    monkeypatch.setattr(loader, "read_demo", lambda: demo)
    with pytest.raises(DemoDataError, match="没有这部法"):
        load_demo()
    assert not HomePage.objects.exists()
    assert not Department.objects.exists()
