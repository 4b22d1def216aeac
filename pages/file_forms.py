"""Forms of photos and documents: what the public sees of them changes through review alone."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from media.forms import WholePhotoForm
from pages.permissions import may_change_what_shows

PHOTO_IS_PUBLIC = (
    "这张照片正在公开页面上展示，不能直接更换或修改。请上传一张新照片，在页面中换用它，再提交审核。"
)
DOCUMENT_IS_PUBLIC = (
    "这个文件正在公开页面上提供下载，不能直接更换。请上传一个新文件，在页面中换用它，再提交审核。"
)


class ReviewedFileMixin:
    """Refuses changes to what public pages show of a file, but for those in charge of the pages."""

    shown_fields: tuple[str, ...] = ()
    refusal = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_user = kwargs.get("user")

    def clean(self) -> Any:
        """Check the form and name the fields that may not change."""
        cleaned = super().clean()  # type: ignore[misc]
        form: Any = self
        touched = [name for name in self.shown_fields if name in form.changed_data]
        if touched and form.instance.pk and not self._may_change(form.instance):
            for name in touched:
                form.add_error(name, self.refusal)
        return cleaned

    def _may_change(self, file: Any) -> bool:
        return self.for_user is None or may_change_what_shows(self.for_user, file)


class PhotoForm(ReviewedFileMixin, WholePhotoForm):
    """A photo; its title stays inside."""

    shown_fields = ("file", "alt_text", "credit")
    refusal = PHOTO_IS_PUBLIC


class DocumentForm(ReviewedFileMixin, BaseDocumentForm):
    """A document; pages call it by a title of their own."""

    shown_fields = ("file",)
    refusal = DOCUMENT_IS_PUBLIC
