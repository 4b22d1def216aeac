"""Which photos and documents the public may have: those a public page shows."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from pages.models.public import PublicEntry


def shown_on_public_pages(files: QuerySet[Any]) -> QuerySet[Any]:
    """Return the photos or documents among `files` that a public page refers to."""
    public = PublicEntry.objects.annotate(text_id=Cast("pk", CharField())).values("text_id")
    shown = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(files.model),
        object_id__in=public,
    )
    return files.annotate(text_id=Cast("pk", CharField())).filter(
        text_id__in=shown.values("to_object_id")
    )


def is_public(file: Any) -> bool:
    """Whether a public page offers this photo or document."""
    return shown_on_public_pages(type(file)._default_manager.filter(pk=file.pk)).exists()
