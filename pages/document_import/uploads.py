"""Documents between their upload and the confirmation, kept where no visitor reaches them.

What is kept is not the file but what was recognised in it: a file is unpacked and read once.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import UploadedFile

from exchange.documents import RecognisedFile, check_file, read_document
from exchange.documents.storing import from_json, to_json
from pages.models.notice import NoticePage

MOST_FILES = 20
KEPT_FOR = timedelta(days=2)


@transaction.atomic
def keep_upload(*, file: File, user: Any) -> UploadedFile:
    """Keep a document until its user confirms what becomes of it.

    Raises:
        DocumentError: It is too large or cannot be read.
    """
    name = str(file.name)
    check_file(name, file.size)
    recognised = RecognisedFile.of(read_document(name, file.read()))
    upload = UploadedFile(for_content_type=_content_type(), uploaded_by_user=user)
    # The name a document came with may be longer than a file system takes.
    upload.file.save(f"{uuid4().hex}.json", ContentFile(to_json(recognised).encode("ascii")))
    return upload


def pending_uploads(user: Any) -> list[UploadedFile]:
    """Return what `user` uploaded and has not decided on, the oldest first."""
    own = UploadedFile.objects.filter(for_content_type=_content_type(), uploaded_by_user=user)
    return list(own.order_by("pk"))


def read_upload(upload: UploadedFile) -> RecognisedFile:
    """Return the document of an upload under the name it came with.

    Raises:
        DocumentError: What is kept can no longer be understood.
        OSError: The file is gone.
    """
    with upload.file.open("rb") as file:
        return from_json(file.read())


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
