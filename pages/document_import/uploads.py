"""Files between their upload and the confirmation, kept where no visitor reaches them."""

from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import UploadedFile

from exchange.documents import SourceDocument, read_document
from pages.models.notice import NoticePage

MOST_FILES = 20
KEPT_FOR = timedelta(days=2)
_LONGEST_STEM = 80
_TOKEN_LENGTH = len(uuid4().hex)


@transaction.atomic
def keep_upload(*, name: str, content: bytes, user: Any) -> UploadedFile:
    """Keep a document until its user confirms what becomes of it.

    Raises:
        DocumentError: It cannot be read.
    """
    read_document(name, content)
    path = PurePath(name)
    kept_name = f"{uuid4().hex}_{path.stem[:_LONGEST_STEM]}{path.suffix}"
    upload = UploadedFile(for_content_type=_content_type(), uploaded_by_user=user)
    upload.file.save(kept_name, ContentFile(content))
    return upload


def pending_uploads(user: Any) -> list[UploadedFile]:
    """Return what `user` uploaded and has not decided on, the oldest first."""
    own = UploadedFile.objects.filter(for_content_type=_content_type(), uploaded_by_user=user)
    return list(own.order_by("pk"))


def read_upload(upload: UploadedFile) -> SourceDocument:
    """Return the document of an upload under the name it came with.

    Raises:
        DocumentError: It cannot be read.
        OSError: The file is gone.
    """
    with upload.file.open("rb") as file:
        return read_document(upload_name(upload), file.read())


def upload_name(upload: UploadedFile) -> str:
    """Return the name of the file as it was uploaded, odd characters aside."""
    return PurePath(upload.file.name).name[_TOKEN_LENGTH + 1 :]


def discard_upload(upload: UploadedFile) -> None:
    """Remove an upload with its file."""
    upload.file.delete(save=False)
    upload.delete()


def discard_old_uploads(*, now: datetime) -> None:
    """Remove the uploads that nobody came back to."""
    for upload in UploadedFile.objects.filter(for_content_type=_content_type()):
        if upload.file.storage.exists(upload.file.name):
            age = now - upload.file.storage.get_created_time(upload.file.name)
            if age <= KEPT_FOR:
                continue
        discard_upload(upload)


def _content_type() -> ContentType:
    return ContentType.objects.get_for_model(NoticePage)
