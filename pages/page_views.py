"""Wagtail's page views where our rules differ: reviewers read what they may not edit."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import AddSubpageView, CreateView
from wagtail.admin.views.pages.history import (
    PageHistoryView,
    PageWorkflowHistoryViewMixin,
    WorkflowHistoryDetailView,
    WorkflowHistoryView,
)
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.views.pages.preview import ViewDraftView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsView
from wagtail.admin.views.pages.workflow import ConfirmWorkflowCancellationView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from pages.models.base import PufaPage
from pages.permissions import may_create, may_look
from pages.tree import existing_year_folder, is_filed_by_year, year_folder


class ReadablePageMixin:
    """Finds the page of a view that only shows something."""

    pk: Any
    request: HttpRequest

    def get_object(self, queryset: Any = None) -> Page:
        """Return the specific page. Raises PermissionDenied where the user may not look."""
        page = get_object_or_404(Page, pk=self.pk).specific
        if not may_look(self.request.user, page):
            raise PermissionDenied
        return page


class ReadableHistoryView(ReadablePageMixin, PageHistoryView):
    """Who changed the page when."""

    any_permission_required = ("add", "change", "delete", "lock")


class ReadableRevisionView(ReadablePageMixin, RevisionsView):
    """The page as it once was."""


class ReadableComparisonView(ReadablePageMixin, RevisionsCompareView):
    """What changed between two versions."""


class ReadableDraftView(ViewDraftView):
    """The page as it is going to be."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> Any:
        """Draw the newest draft. Raises PermissionDenied where the user may not look."""
        page = get_object_or_404(Page, pk=page_id).get_latest_revision_as_object()
        if not may_look(request.user, page):
            raise PermissionDenied
        return page.make_preview_request(request, page.default_preview_mode)


class ReadableWorkflowMixin:
    """Lets those who may look see the course of a review."""

    object: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer. Raises PermissionDenied where the user may not look."""
        if not may_look(request.user, self.object.specific):
            raise PermissionDenied
        # Past Wagtail's own check, which asks for the right to edit.
        return super(PageWorkflowHistoryViewMixin, self).dispatch(  # type: ignore[misc]
            request, *args, **kwargs
        )


class ReadableWorkflowHistoryView(ReadableWorkflowMixin, WorkflowHistoryView):
    """The reviews of a page."""


class ReadableWorkflowDetailView(ReadableWorkflowMixin, WorkflowHistoryDetailView):
    """The steps of one review."""


class DiscreetCancellationView(ConfirmWorkflowCancellationView):
    """What publishing a page would do to its review."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer. Raises PermissionDenied where the user may not look."""
        if not may_look(request.user, self.object.specific):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class CarefulCopyView(CopyView):
    """Copying, with an answer to a form whose target is missing."""

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> Any:
        """Copy the page. Raises Http404 for a target that does not exist."""
        target = request.POST.get("new_parent_page", "")
        if not target.isdecimal() or not Page.objects.filter(pk=target).exists():
            raise Http404
        return super().post(request, page_id, *args, **kwargs)


class OfferedSubpagesView(AddSubpageView):
    """The kinds of page that the user may make here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out kinds that are for administrators."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        creatable = {
            model._meta.model_name
            for model in type(self.parent_page).creatable_subpage_models()
            if may_create(self.request.user, model)
        }
        context["page_types"] = [kind for kind in self.page_types if kind[2] in creatable]
        return context


class FilingCreateView(CreateView):
    """Writing a page; what grows with time is filed by year when it is first saved."""

    parent_page: Page

    def post(self, request: HttpRequest) -> Any:
        """Check the form against the folder it goes into, where there is one already."""
        if is_filed_by_year(self.page_class, self.parent_page):
            self.parent_page = existing_year_folder(self.parent_page) or self.parent_page
        return super().post(request)

    def form_valid(self, form: Any) -> Any:
        """Save the page."""
        if is_filed_by_year(self.page_class, self.parent_page):
            self.parent_page = year_folder(self.parent_page)
        return super().form_valid(form)


class ReviewedPageViewSet(PageViewSet):
    """The admin's views of every page of this product."""

    model = PufaPage
    parent_models = (PufaPage,)
    filterset_class = GenericPageFilterSet
    add_view_class = FilingCreateView
    add_subpage_view_class = OfferedSubpagesView
    confirm_workflow_cancellation_view_class = DiscreetCancellationView
    copy_view_class = CarefulCopyView
    history_view_class = ReadableHistoryView
    revisions_view_class = ReadableRevisionView
    revisions_compare_view_class = ReadableComparisonView
    view_draft_view_class = ReadableDraftView
    workflow_history_view_class = ReadableWorkflowHistoryView
    workflow_history_detail_view_class = ReadableWorkflowDetailView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Let lists query the concrete model that all pages have."""
        common: dict[str, Any] = super().get_common_view_kwargs(**{"model": Page, **kwargs})
        return common
