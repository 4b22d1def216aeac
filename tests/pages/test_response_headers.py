"""What browsers are told of public pages, of the admin's and of a fault."""

import pytest
from django.test import Client

from pages.models import PublicEntry
from pages.response_headers import CONTENT_POLICY, ERROR_PAGE_POLICY, FEATURE_POLICY
from tests.factories import make_notice, make_photo, make_report, photo_stream

pytestmark = pytest.mark.django_db

POLICY = "Content-Security-Policy"


@pytest.mark.parametrize("path", ["/", "/laws/", "/reports/", "/nowhere/", "/search/?q=法"])
def test_public_pages_take_their_parts_from_the_site_alone(path, tree, client):
    answer = client.get(path)
    assert answer[POLICY] == CONTENT_POLICY
    assert answer["Permissions-Policy"] == FEATURE_POLICY
    assert "unsafe" not in answer[POLICY]


@pytest.mark.parametrize("path", ["/", "/laws/", "/nowhere/"])
def test_nothing_of_a_public_page_stands_in_what_the_policy_refuses(path, tree, client):
    text = client.get(path).text
    for refused in ("<style", " style=", " onclick=", " onload=", "<script>"):
        assert refused not in text


def test_the_admin_keeps_the_scripts_of_its_own_pages(tree, admin_client):
    answer = admin_client.get("/admin/")
    assert POLICY not in answer
    assert answer["Permissions-Policy"] == FEATURE_POLICY


def test_a_photo_keeps_its_stricter_policy(tree, client):
    make_report(tree.unit, photos=photo_stream([make_photo()]))
    url = PublicEntry.objects.get(kind="report").api["photos"][0]["url"]
    assert client.get(url)[POLICY] == "default-src 'none'"


def test_the_page_of_a_fault_brings_its_style(tree):
    make_notice(tree.unit)
    entry = PublicEntry.objects.get(kind="notice")
    PublicEntry.objects.filter(pk=entry.pk).update(api={})
    answer = Client(raise_request_exception=False).get(entry.url)
    assert answer.status_code == 500
    assert answer[POLICY] == ERROR_PAGE_POLICY
