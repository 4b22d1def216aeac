"""Wagtail's API v2: public content with the fields of each page type, and nothing else."""

import json
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.api.v2.serializers import DocumentSerializer
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from api.urls import router
from api.views import NOT_UNDERSTOOD, ClearAnswers
from media.models import Photo
from pages.models import ActivityReportPage, PublicEntry
from tests.factories import make_document, make_notice, make_photo, make_report

pytestmark = pytest.mark.django_db

ADDRESS_KEYS = ("html_url", "detail_url", "download_url")


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
        "documents/?search=a",
        "pages/?limit=-1",
        "pages/?type=nothing.Here",
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_a_reason(tree, client, query):
    answer = client.get(f"/api/v2/{query}")
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize("query", ["pages/find/?id=abc", "documents/find/?id=%00"])
def test_what_no_filter_can_read_is_refused_in_chinese_alone(tree, client, query):
    answer = client.get(f"/api/v2/{query}")
    assert answer.status_code == 400
    assert answer.json() == {"message": NOT_UNDERSTOOD}


class FaultySerializer(DocumentSerializer):
    def to_representation(self, instance):
        raise ValueError("a fault of ours")


class FaultyDocuments(ClearAnswers, DocumentsAPIViewSet):
    base_serializer_class = FaultySerializer


def test_a_fault_of_ours_is_not_blamed_on_the_query(tree, rf):
    make_document()
    request = rf.get("/api/v2/documents/")
    request.wagtailapi_router = router
    with pytest.raises(ValueError, match="a fault of ours"):
        FaultyDocuments.as_view({"get": "listing_view"})(request)


SECRET = "张三身份证扫描"


def published_document(tree, **fields) -> Document:
    file = ContentFile(b"%PDF-1.4", name=f"{SECRET}.PDF")
    document = Document.objects.create(title=f"{SECRET}.PDF", file=file, **fields)
    attachments = [("attachment", {"title": "实施方案", "document": document})]
    make_notice(tree.unit, attachments=attachments)
    return document


def test_a_public_document_tells_nothing_of_the_name_it_was_uploaded_under(tree, client):
    document = published_document(tree)
    document.tags.add(SECRET)
    for query in ("", "?fields=*", f"{document.pk}/", f"{document.pk}/?fields=*"):
        answer = client.get(f"/api/v2/documents/{query}")
        assert answer.status_code == 200
        assert SECRET not in unquote(json.dumps(answer.json(), ensure_ascii=False))
    (item,) = client.get("/api/v2/documents/").json()["items"]
    served = client.get(item["meta"]["download_url"])
    assert served.getvalue() == b"%PDF-1.4"
    assert SECRET not in unquote(str(served.headers))
    page = client.get(PublicEntry.objects.get(kind="notice").url).text
    assert "实施方案" in page
    assert SECRET not in unquote(page)


@pytest.mark.parametrize("query", ["search=张三", "title=张三", "order=title", "tags=张三"])
def test_documents_are_not_found_by_what_stays_inside(query, tree, client):
    published_document(tree)
    assert client.get(f"/api/v2/documents/?{query}").status_code == 400


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


def addresses_in(answer: object) -> list[str]:
    """Every address in an answer, however deep."""
    if isinstance(answer, dict):
        own = [answer[key] for key in ADDRESS_KEYS if answer.get(key)]
        return own + [url for value in answer.values() for url in addresses_in(value)]
    if isinstance(answer, list):
        return [url for value in answer for url in addresses_in(value)]
    return []


def test_addresses_carry_the_host_and_port_that_were_asked(tree, client, settings):
    settings.ALLOWED_HOSTS = ["pufa.example"]
    report = make_report(tree.unit)
    make_notice(
        tree.unit, attachments=[("attachment", {"title": "甲", "document": make_document()})]
    )
    photo = published_photo(tree)
    here = {"HTTP_HOST": "pufa.example:8123"}
    for path in ("pages/", f"pages/{report.pk}/", f"images/{photo.pk}/", "documents/"):
        found = addresses_in(client.get(f"/api/v2/{path}", **here).json())
        assert found, path
        for url in found:
            assert url.startswith("http://pufa.example:8123/"), url
            answer = client.get(url.removeprefix("http://pufa.example:8123"), **here)
            assert answer.status_code == 200
            assert answer.getvalue()


def test_the_parent_of_a_page_is_told_with_both_addresses(tree, client):
    parent = client.get(f"/api/v2/pages/{tree.unit.pk}/").json()["meta"]["parent"]
    assert parent["meta"]["html_url"] == f"http://testserver{tree.township.get_url()}"
    assert parent["meta"]["detail_url"] == f"http://testserver/api/v2/pages/{tree.township.pk}/"


def test_a_page_found_by_its_path_is_at_the_host_that_was_asked(tree, client):
    answer = client.get("/api/v2/pages/find/?html_path=/&fields=title", HTTP_HOST="testserver:8123")
    assert answer["Location"] == f"/api/v2/pages/{tree.home.pk}/?fields=title"
    assert client.get(answer["Location"]).json()["title"] == tree.home.title
