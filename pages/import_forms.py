"""The forms of the import screens."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from exchange.documents import DocumentKind
from pages.document_import import (
    ImportProposal,
    confirmed,
    place_label,
    problems_of,
    user_may_register,
)

TAKE, LATER, DISCARD = "take", "later", "discard"
LONGEST_NUMBER = 60


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field of the browser that takes several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """The files that were sent; empty ones are left to the reader, which names them."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files. Raises ValidationError where there is none."""
        files = [file for file in data or [] if file]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class UploadForm(forms.Form):
    """The files; they are read one by one, so that a bad one is named."""

    documents = SeveralFilesField(
        label="选择文件",
        help_text="可以一次选多个 .docx、.txt、.html 文件。",
        widget=SeveralFilesInput(attrs={"accept": ".docx,.txt,.html,.htm"}),
        error_messages={"required": "请先选择文件。"},
    )


class ConfirmForm(forms.Form):
    """What becomes of one document, filled with the proposal."""

    decision = forms.ChoiceField(
        label="处理",
        choices=[(TAKE, "存为草稿"), (LATER, "以后再说"), (DISCARD, "不要了")],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label="种类",
        choices=[(kind.value, kind.label) for kind in DocumentKind],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label="放在哪个单位之下", required=False)
    title = forms.CharField(
        label="标题",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    document_number = forms.CharField(
        label="文号",
        required=False,
        max_length=LONGEST_NUMBER,
        error_messages={"max_length": f"文号请控制在 {LONGEST_NUMBER} 字以内。"},
    )
    issued_on = forms.DateField(
        label="成文日期",
        required=False,
        widget=AdminDateInput,
        error_messages={"invalid": "请按 2024-05-06 的格式填写日期。"},
    )
    start_on = forms.DateField(
        label="活动日期",
        required=False,
        widget=AdminDateInput,
        error_messages={"invalid": "请按 2024-05-06 的格式填写日期。"},
    )
    confirm_issuers = forms.BooleanField(label="登记为其他发文机关", required=False)

    def __init__(
        self, *args: Any, proposal: ImportProposal, places: list[Page], user: Any, **kwargs: Any
    ) -> None:
        page = proposal.place.page
        own = {str(place.pk): place for place in places}
        proposed = str(page.pk) if page and str(page.pk) in own else ""
        kwargs["initial"] = {
            "decision": LATER if proposal.existing else TAKE,
            "kind": proposal.kind.value,
            "place": proposed or (next(iter(own)) if len(own) == 1 else ""),
            "title": proposal.title,
            "document_number": proposal.document_number,
            "issued_on": proposal.issued_on,
            "start_on": proposal.start_on,
        }
        super().__init__(*args, **kwargs)
        self.proposal, self.user, self._places = proposal, user, own
        field = self.fields["place"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *((pk, place_label(own[pk])) for pk in own)]
        if not proposal.unknown_issuers or not user_may_register(user):
            del self.fields["confirm_issuers"]

    def clean(self) -> dict[str, Any]:
        """Ask the rules of the import; nothing is asked of what is not taken."""
        cleaned = super().clean() or {}
        if self.errors or cleaned.get("decision") != TAKE:
            return cleaned
        problems = problems_of(
            self.confirmed_proposal(cleaned),
            user=self.user,
            publish=False,
            confirm_issuers=bool(cleaned.get("confirm_issuers")),
        )
        for field, problem in problems.items():
            self.add_error(field if field in self.fields else None, problem)
        return cleaned

    def confirmed_proposal(self, cleaned: dict[str, Any]) -> ImportProposal:
        """Return the proposal with what the form says."""
        return confirmed(
            self.proposal,
            kind=DocumentKind(cleaned["kind"]),
            page=self._places.get(cleaned["place"]),
            title=" ".join(cleaned["title"].split()),
            document_number=cleaned["document_number"],
            issued_on=cleaned["issued_on"],
            start_on=cleaned["start_on"],
        )
