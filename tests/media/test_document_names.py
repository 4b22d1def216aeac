"""A document is stored and downloaded under a name that tells nothing."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection

from media.neutral_names import is_neutral, neutral_name

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "extension"),
    [("张三.pdf", ".pdf"), ("a.PDF", ".pdf"), ("a", ""), ("a.身份证", ""), ("a.b c", ""), ("", "")],
)
def test_of_the_name_the_extension_alone_is_kept(name, extension):
    made = neutral_name(name)
    assert is_neutral(made)
    assert made.endswith(extension)
    assert len(made) == len("attachment-") + 12 + len(extension)


def content_of(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return file.read()


def upload(title: str, client) -> None:
    file = SimpleUploadedFile("张三.pdf", b"%PDF-1.4 a", "application/pdf")
    data = {"title": title, "collection": Collection.get_first_root_node().pk, "files[]": file}
    client.post(reverse("wagtaildocs:add_multiple"), data)


def test_an_uploaded_document_keeps_its_name_in_its_title(admin_client):
    upload("张三.pdf", admin_client)
    document = Document.objects.get()
    assert document.title == "张三.pdf"
    assert is_neutral(document.filename)
    assert content_of(document) == b"%PDF-1.4 a"


def test_a_document_stored_under_its_own_name_is_stored_anew(django_capture_on_commit_callbacks):
    document = Document.objects.create(title="方案", file=ContentFile(b"a", name="a.pdf"))
    storage = document.file.storage
    former = storage.save("documents/张三.pdf", ContentFile(b"%PDF-1.4 a"))
    Document.objects.filter(pk=document.pk).update(file=former)
    document = Document.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        document.save()
    document = Document.objects.get()
    assert is_neutral(document.filename)
    assert content_of(document) == b"%PDF-1.4 a"
    assert not storage.exists(former)


def test_a_neutral_name_stays(admin_client):
    document = Document.objects.create(title="a", file=ContentFile(b"a", name="张三.pdf"))
    name = document.filename
    document.title = "b"
    document.save()
    assert document.filename == name
