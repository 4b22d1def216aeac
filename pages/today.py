"""What a user of the admin has to do today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState, get_default_page_content_type

from pages.calendar import coming_days
from pages.models.roles import IndependentReviewTask
from pages.permissions import workplaces_of

SHOWN = 10
RECENT = 6


@dataclass(frozen=True, slots=True)
class InReview:
    """A page on its way through review, for the list of who waits for it."""

    page: Page
    state: TaskState

    @property
    def step(self) -> str:
        """Where it is."""
        return str(self.state.task.name)


def waiting_for(user: Any) -> list[InReview]:
    """Return what `user` can review now, the oldest first."""
    tasks = IndependentReviewTask.objects.filter(active=True)
    if not user.is_superuser:
        tasks = tasks.filter(groups__user=user).distinct()
    found: list[TaskState] = []
    for task in tasks:
        found += (
            task.get_task_states_user_can_moderate(user)
            .select_related("revision", "task", "workflow_state__requested_by")
            .order_by("started_at")[:SHOWN]
        )
    oldest = sorted(found, key=lambda state: state.started_at)[:SHOWN]
    ids = [int(state.revision.object_id) for state in oldest]
    pages = Page.objects.specific(defer=True).in_bulk(ids)
    return [
        InReview(pages[page_id], state)
        for page_id, state in zip(ids, oldest, strict=True)
        if page_id in pages
    ]


def own_reviews(user: Any, status: str) -> list[InReview]:
    """Return the reviews in `status` that `user` or a colleague of the same unit began."""
    own = Q(requested_by=user)
    for place in workplaces_of(user):
        below = Page.objects.descendant_of(place).values("pk")
        own |= Q(page_id__in=below)
    states = (
        WorkflowState.objects.filter(
            status=status, base_content_type=get_default_page_content_type()
        )
        .annotate(page_id=Cast("object_id", IntegerField()))
        .filter(own)
        .select_related("current_task_state__task", "current_task_state__finished_by")
        .order_by("-current_task_state__started_at")[:SHOWN]
    )
    pages = Page.objects.in_bulk([state.page_id for state in states])
    return [
        InReview(pages[state.page_id], state.current_task_state)
        for state in states
        if state.page_id in pages and state.current_task_state
    ]


def recent_pages(user: Any) -> list[Page]:
    """Return the pages `user` made and touched last."""
    own = Page.objects.filter(owner=user).order_by("-latest_revision_created_at")
    return list(own.prefetch_workflow_states().annotate_approved_schedule()[:RECENT])


class TodayPanel(Component):
    """The first thing on the admin's first page."""

    name = "pufa_today"
    template_name = "pufa_admin/today.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is returned, waits, is under review, was written, and what day is near."""
        request = parent_context["request"]
        user = request.user
        places = workplaces_of(user)
        waiting = waiting_for(user)
        to_decide = {one.page.pk for one in waiting}
        on_the_way = own_reviews(user, WorkflowState.STATUS_IN_PROGRESS) if places else []
        return {
            "request": request,
            "places": places,
            "returned": own_reviews(user, WorkflowState.STATUS_NEEDS_CHANGES) if places else [],
            "waiting": waiting,
            "under_review": [one for one in on_the_way if one.page.pk not in to_decide],
            "recent": recent_pages(user),
            "days": coming_days(timezone.localdate()),
        }
