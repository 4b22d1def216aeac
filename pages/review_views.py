"""The screen on which a submission is read and decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page

from pages.models.record import RecordPage
from pages.permissions import may_look
from pages.review_hints import hints_for

OWN_WORK = "自己撰写、提交或审核过另一环节的内容，须由他人审核。"
NOT_WAITING = "《{}》现在不在审核中，可能已由他人处理。"
CHANGED = "您查看之后内容又有变动，请重新查看后再审核。"
NOT_YOURS = "《{}》现在由其他环节审核。"


class ReviewForm(forms.Form):
    """A decision on the version that was read."""

    decision = forms.ChoiceField(
        choices=[("approve", "审核通过"), ("reject", "退回修改")],
        error_messages={"required": "请选择“审核通过”或“退回修改”。"},
    )
    comment = forms.CharField(
        label="审核意见", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    state = forms.IntegerField()

    def clean(self) -> dict[str, Any]:
        """Who returns a submission says why."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "reject" and not cleaned.get("comment"):
            self.add_error("comment", "请写明退回理由，撰写人才知道怎样修改。")
        return cleaned


class ReviewMenuItem(ActionMenuItem):
    """Leads from the locked form of a page to its review."""

    name = "action-review"
    label = "去审核"
    icon_name = "check"
    template_name = "pufa_admin/review_menu_item.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether the user has a decision to make."""
        page = context.get("page")
        task = page.current_workflow_task if page else None
        return bool(task and task.get_actions(page, context["request"].user))

    def get_url(self, context: dict[str, Any]) -> str:
        """The review of the page."""
        return reverse("pufa_review", args=[context["page"].pk])


def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the submission and take the decision."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_look(request.user, page):
        raise PermissionDenied
    state = page.current_workflow_task_state
    reason = _reason_against(page, state, request.user)
    if reason:
        messages.warning(request, reason)
        return redirect("wagtailadmin_home")
    form = ReviewForm(request.POST or None, initial={"state": state.pk})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["state"] == state.pk:
            return _decide(request, page, state, form.cleaned_data)
        messages.error(request, CHANGED)
        return redirect("pufa_review", page.pk)
    draft = page.get_latest_revision_as_object()
    return render(
        request,
        "pufa_admin/review.html",
        {
            "page": draft,
            "form": form,
            "state": state,
            "submitted_by": state.workflow_state.requested_by,
            "warnings": hints_for(draft) if isinstance(draft, RecordPage) else [],
            "page_title": "审核",
            "page_subtitle": page.get_admin_display_title(),
            "header_icon": "check",
        },
    )


def _reason_against(page: Page, state: Any, user: Any) -> str:
    if state is None:
        return NOT_WAITING.format(page.get_admin_display_title())
    task = state.task.specific
    if task.get_actions(page, user):
        return ""
    is_reviewer = user.is_superuser or task.groups.filter(user=user).exists()
    return OWN_WORK if is_reviewer else NOT_YOURS.format(page.get_admin_display_title())


def _decide(request: HttpRequest, page: Page, state: Any, decided: dict[str, Any]) -> HttpResponse:
    state.task.specific.on_action(
        state, request.user, decided["decision"], comment=decided["comment"]
    )
    page.refresh_from_db()
    title = page.get_admin_display_title()
    if decided["decision"] == "reject":
        messages.success(request, f"《{title}》已退回修改。")
    elif page.live and not page.has_unpublished_changes:
        messages.success(request, f"《{title}》已审核通过并发布。")
    else:
        messages.success(request, f"《{title}》已审核通过，转入下一环节。")
    return redirect("wagtailadmin_home")
