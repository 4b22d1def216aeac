"""Which photos and documents the public may have: those a public page shows."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from pages.models.public import PublicEntry


def shown_on_public_pages(files: QuerySet[Any]) -> QuerySet[Any]:
    """Return the photos or documents among `files` that a public page refers to."""
    public = PublicEntry.objects.annotate(text_id=Cast("pk", CharField())).values("text_id")
    shown = _references_to(files.model).filter(object_id__in=public)
    return files.filter(
        pk__in=shown.annotate(file_id=Cast("to_object_id", BigIntegerField())).values("file_id")
    )


def is_public(file: Any) -> bool:
    """Whether a public page offers this photo or document."""
    references = _references_to(type(file)).filter(to_object_id=str(file.pk))
    pages = [int(pk) for pk in references.values_list("object_id", flat=True)]
    return PublicEntry.objects.filter(pk__in=pages).exists()


def public_pages_showing(file: Any) -> list[Page]:
    """Return the public pages that offer this photo or document."""
    references = _references_to(type(file)).filter(to_object_id=str(file.pk))
    ids = {int(pk) for pk in references.values_list("object_id", flat=True)}
    return list(Page.objects.filter(public_entry__in=ids).specific())


def _references_to(model: type[Any]) -> QuerySet[ReferenceIndex]:
    references: QuerySet[ReferenceIndex] = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
    )
    return references
