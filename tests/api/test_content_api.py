"""Wagtail's API v2: public content with the fields of each page type, and nothing else."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from media.models import Photo
from pages.models import ActivityReportPage, PublicEntry
from tests.factories import make_photo, make_report, make_site_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return make_site_tree()


def reports(client, query=""):
    answer = client.get(f"/api/v2/pages/?type=pufa_pages.ActivityReportPage{query}")
    assert answer.status_code == 200
    return answer.json()["items"]


def test_a_report_is_listed_with_its_own_fields(tree, client):
    report = make_report(tree.unit, title="赶集日宣讲", place="老街广场")
    (item,) = reports(client, "&fields=place,date,department,photos")
    assert item["place"] == "老街广场"
    assert item["date"] == report.start_on.isoformat()
    assert item["department"]["id"] == report.department_id
    assert item["photos"] == []


def test_restricted_and_unpublished_pages_are_not_in_the_api(tree, client):
    hidden = make_report(tree.unit, title="内部")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    make_report(tree.unit, title="撤下").unpublish()
    assert reports(client) == []
    assert client.get(f"/api/v2/pages/{hidden.pk}/").status_code == 404


def test_the_list_costs_the_same_queries_for_one_report_and_for_ten(
    tree, client, django_assert_max_num_queries
):
    for number in range(10):
        make_report(tree.unit, title=f"第{number}次宣讲")
    with django_assert_max_num_queries(12):
        assert len(reports(client, "&fields=place,laws,photos")) == 10


@pytest.mark.parametrize(
    "query",
    [
        "pages/?first_published_at=abc",
        "pages/?offset=99999999999999999999",
        "documents/?offset=99999999999999999999",
        "pages/?search=法&search_operator=foo",
        "images/?search=a",
        "pages/?limit=-1",
        "pages/?type=nothing.Here",
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_a_reason(tree, client, query):
    answer = client.get(f"/api/v2/{query}")
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_documents_can_be_searched(tree, client):
    assert client.get("/api/v2/documents/?search=方案").status_code == 200


def published_photo(tree) -> Photo:
    photo = make_photo()
    report = make_report(tree.unit, title="有照片")
    report = ActivityReportPage.objects.get(pk=report.pk)
    report.photos = [("photo", {"image": photo, "caption": "现场", "alt": "", "credit": ""})]
    report.save_revision().publish()
    return photo


def test_a_photo_is_public_as_long_as_a_public_page_shows_it(tree):
    photo, visitor = published_photo(tree), Client()
    entry = PublicEntry.objects.get(kind="report")
    address = entry.api["photos"][0]["url"]
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == "inline"
    assert [item["id"] for item in visitor.get("/api/v2/images/").json()["items"]] == [photo.pk]
    entry.page.specific.unpublish()
    assert visitor.get(address).status_code == 404
    assert visitor.get("/api/v2/images/").json()["items"] == []


def test_the_admins_own_copies_are_not_for_visitors(tree, admin_client):
    copy = make_photo().get_rendition("max-165x165")
    assert Client().get(copy.url).status_code == 404
    assert admin_client.get(copy.url).status_code == 200
    too_long = Client().get("/uploads/images/" + "a" * 5000, follow=True)
    assert too_long.status_code == 404
