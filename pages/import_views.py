"""The import screens: upload documents, confirm what they become."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile as SentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Page, UploadedFile

from exchange.documents import DocumentError
from pages.document_import import (
    ImportRefused,
    ImportRegisters,
    import_document,
    may_import,
    places_for,
    propose_recognised,
)
from pages.document_import.uploads import (
    MOST_FILES,
    discard_old_uploads,
    discard_upload,
    keep_upload,
    pending_uploads,
    read_upload,
)
from pages.import_forms import DISCARD, TAKE, ConfirmForm, UploadForm

NO_PLACE = "您还没有加入任何单位的用户组，不能导入文件，请联系管理员。"
GONE = "有一份上传的文件已不在，请重新上传。"
TOO_MANY = f"一次最多上传 {MOST_FILES} 个文件，请分几次上传。"


def upload_documents(request: HttpRequest) -> HttpResponse:
    """Take files and lead on to what they would become."""
    if not may_import(request.user):
        messages.error(request, NO_PLACE)
        return redirect("wagtailadmin_home")
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        discard_old_uploads(now=timezone.now())
        if _keep(request, form.cleaned_data["documents"]):
            return redirect("pufa_confirm_import")
        return redirect("pufa_import")
    return render(
        request,
        "pufa_admin/import.html",
        {
            "form": form,
            "waiting": len(pending_uploads(request.user)),
            "page_title": "导入文件",
            "header_icon": "upload",
        },
    )


def confirm_import(request: HttpRequest) -> HttpResponse:
    """Show what the uploaded documents would become, and make the drafts."""
    if not may_import(request.user):
        messages.error(request, NO_PLACE)
        return redirect("wagtailadmin_home")
    waiting = _proposed(request)
    if request.method == "POST":
        waiting = [
            (upload, form) for upload, form in waiting if not _is_settled(request, upload, form)
        ]
        if all(form.is_valid() for _, form in waiting):
            return redirect("pufa_confirm_import" if waiting else "pufa_import")
    if not waiting:
        return redirect("pufa_import")
    return render(
        request,
        "pufa_admin/import_confirm.html",
        {
            "waiting": [(form.proposal.file_name, form) for _, form in waiting],
            "page_title": "导入文件",
            "page_subtitle": "核对后存为草稿",
            "header_icon": "upload",
        },
    )


def _keep(request: HttpRequest, files: Iterable[SentFile]) -> int:
    """Keep the readable files, say which are not, and return how many were kept."""
    kept = 0
    for number, file in enumerate(files, start=1):
        if number > MOST_FILES:
            messages.error(request, TOO_MANY)
            break
        try:
            keep_upload(file=file, user=request.user)
            kept += 1
        except DocumentError as error:
            messages.error(request, f"{file.name}：{error}")
    return kept


def _proposed(request: HttpRequest) -> list[tuple[UploadedFile, ConfirmForm]]:
    """Return the uploads with their forms; files that are gone are dropped with a word."""
    places = places_for(request.user)
    registers = ImportRegisters.load()
    proposed: list[tuple[UploadedFile, ConfirmForm]] = []
    for upload in pending_uploads(request.user):
        prefix = f"upload{upload.pk}"
        is_answered = f"{prefix}-decision" in request.POST
        try:
            file = read_upload(upload)
        except (DocumentError, OSError):
            messages.error(request, GONE)
            discard_upload(upload)
            continue
        proposal = propose_recognised(file, user=request.user, registers=registers)
        form = ConfirmForm(
            request.POST if is_answered else None,
            prefix=prefix,
            proposal=proposal,
            places=places,
            user=request.user,
        )
        proposed.append((upload, form))
    return proposed


def _is_settled(request: HttpRequest, upload: UploadedFile, form: ConfirmForm) -> bool:
    """Carry out a decision; return whether nothing is left to decide."""
    if not form.is_valid():
        return False
    cleaned = form.cleaned_data
    if cleaned["decision"] == TAKE:
        try:
            outcome = import_document(
                proposal=form.confirmed_proposal(cleaned),
                user=request.user,
                confirm_issuers=bool(cleaned.get("confirm_issuers")),
            )
        except ImportRefused as refused:
            _add_errors(form, refused.problems)
            return False
        _tell(request, outcome.page, outcome.is_new, outcome.warnings)
    if cleaned["decision"] in (TAKE, DISCARD):
        discard_upload(upload)
        return True
    return False


def _add_errors(form: ConfirmForm, problems: dict[str, Any]) -> None:
    for field, problem in problems.items():
        form.add_error(field if field in form.fields else None, problem)


def _tell(request: HttpRequest, page: Page, is_new: bool, warnings: tuple[str, ...]) -> None:
    said = "已存为草稿，请检查后提交审核" if is_new else "以前已经导入，没有改动"
    buttons = []
    if page.permissions_for_user(request.user).can_edit():
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        buttons.append(messages.button(edit, "打开"))
    messages.success(request, f"《{page.title}》{said}。", buttons=buttons)
    for sentence in warnings:
        messages.warning(request, sentence)
