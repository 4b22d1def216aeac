"""Photos and files that public pages show: nobody changes them past the review."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from pages.file_forms import DOCUMENT_IS_PUBLIC, PHOTO_IS_PUBLIC
from tests import factories
from tests.pages.offices import Offices, fill_offices, make_offices

pytestmark = pytest.mark.django_db

REFUSED, TAKEN = "refused", "taken"
WHO = {"editor A": REFUSED, "colleague": REFUSED, "publisher": TAKEN, "admin": TAKEN}


@pytest.fixture
def offices() -> Offices:
    offices = make_offices()
    fill_offices(offices)
    return offices


def show(offices: Offices) -> None:
    """Put unit A's photo and document on a public page."""
    factories.make_notice(
        offices.folder(offices.unit_a),
        "公告",
        attachments=[
            ("attachment", {"title": "附件", "document": offices.documents["A"]}),
        ],
    )
    factories.make_report(
        offices.folder(offices.unit_a),
        "有照片",
        photos=factories.photo_stream([offices.photos["A"]]),
    )


def client_of(offices: Offices, who: str) -> Client:
    client = Client()
    client.force_login(offices.people[who])
    return client


def red_jpeg() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (60, 40), (255, 0, 0)).save(content, "JPEG")
    return SimpleUploadedFile("red.jpg", content.getvalue(), "image/jpeg")


def change_photo(offices: Offices, who: str, **fields) -> str:
    photo = offices.photos["A"]
    form = {"title": "新题", "collection": photo.collection_id, "tags": "", "description": ""}
    url = reverse("wagtailimages:edit", args=[photo.pk])
    answer = client_of(offices, who).post(url, {**form, "alt_text": "", "credit": "", **fields})
    photo.refresh_from_db()
    if answer.status_code == 302:
        return TAKEN
    assert PHOTO_IS_PUBLIC in answer.content.decode()
    return REFUSED


def change_document(offices: Offices, who: str, **fields) -> str:
    document = offices.documents["A"]
    form = {"title": "新题", "collection": document.collection_id, "tags": ""}
    url = reverse("wagtaildocs:edit", args=[document.pk])
    answer = client_of(offices, who).post(url, {**form, **fields})
    document.refresh_from_db()
    if answer.status_code == 302:
        return TAKEN
    assert DOCUMENT_IS_PUBLIC in answer.content.decode()
    return REFUSED


@pytest.mark.parametrize(("who", "outcome"), WHO.items())
def test_the_file_of_a_public_photo_changes_through_review_alone(who, outcome, offices):
    show(offices)
    before = offices.photos["A"].file.name
    assert change_photo(offices, who, file=red_jpeg()) == outcome
    assert (offices.photos["A"].file.name == before) == (outcome == REFUSED)


@pytest.mark.parametrize("field", ["alt_text", "credit"])
@pytest.mark.parametrize(("who", "outcome"), WHO.items())
def test_public_texts_of_a_photo_change_through_review_alone(field, who, outcome, offices):
    show(offices)
    assert change_photo(offices, who, **{field: "未经审核"}) == outcome
    assert (getattr(offices.photos["A"], field) == "") == (outcome == REFUSED)


def test_texts_of_a_public_photo_do_not_change_where_several_are_uploaded_either(offices):
    show(offices)
    photo = offices.photos["A"]
    form = {"title": "新题", "collection": photo.collection_id, "alt_text": "未经审核"}
    answer = client_of(offices, "editor A").post(
        reverse("wagtailimages:edit_multiple", args=[photo.pk]),
        {f"image-{photo.pk}-{name}": value for name, value in form.items()},
    )
    assert PHOTO_IS_PUBLIC in answer.json()["form"]
    photo.refresh_from_db()
    assert photo.alt_text == ""


@pytest.mark.parametrize(("who", "outcome"), WHO.items())
def test_the_file_of_a_public_document_changes_through_review_alone(who, outcome, offices):
    show(offices)
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4 not reviewed", "application/pdf")
    assert change_document(offices, who, file=file) == outcome
    content = Client().get(offices.documents["A"].url).getvalue()
    assert (b"not reviewed" in content) == (outcome == TAKEN)


def test_what_stays_inside_of_a_public_file_can_be_changed(offices):
    show(offices)
    assert change_photo(offices, "editor A", title="内部名称") == TAKEN
    assert change_document(offices, "editor A", title="内部名称") == TAKEN


def test_files_that_nobody_sees_can_be_changed(offices):
    assert change_photo(offices, "editor A", file=red_jpeg(), alt_text="讲解") == TAKEN
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4 new", "application/pdf")
    assert change_document(offices, "editor A", file=file) == TAKEN
