"""Who works where: one group for each department and role, and the review that keeps them apart."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from registers.models import Department


class Role(models.TextChoices):
    """What a group may do in its department's branch of the page tree."""

    EDITOR = "editor", "编辑"
    PUBLISHER = "publisher", "乡镇审核"
    REVIEWER = "reviewer", "县级审核"


class DepartmentGroup(models.Model):
    """The group whose members have one role in one department."""

    department = models.ForeignKey(
        Department, verbose_name="单位", on_delete=models.CASCADE, related_name="groups"
    )
    role = models.CharField("角色", max_length=12, choices=Role.choices)
    group = models.OneToOneField(Group, verbose_name="用户组", on_delete=models.CASCADE)

    class Meta:
        verbose_name = "单位用户组"
        verbose_name_plural = "单位用户组"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["department", "role"], name="pufa_department_role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}·{self.get_role_display()}"


class ReturnForm(TaskStateCommentForm):
    """Asks why a submission goes back."""

    comment = forms.CharField(
        label="退回理由",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "请写明退回理由，撰写人才知道怎样修改。"},
    )


class IndependentReviewTask(AbstractGroupApprovalTask):
    """A review step that nobody can take on own work, nor beside another step."""

    class Meta:
        verbose_name = "独立审核"
        verbose_name_plural = "独立审核"

    def start(self, workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> Any:
        """Begin this step, or an earlier one where the text has changed since its approval."""
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj: Any, user: AbstractBaseUser) -> bool:
        """While under review only an administrator changes the text."""
        return not getattr(user, "is_superuser", False)

    def get_actions(self, obj: Any, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        """Return what `user` may do with a submission of `obj`; nothing with own work."""
        if not super().get_actions(obj, user) or self.is_own_work(obj, user):
            return []
        return [
            ("reject", "退回修改", True),
            ("approve", "审核通过", False),
            ("approve", "审核通过并附意见", True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Ask for a reason where a submission is returned."""
        return ReturnForm if action == "reject" else TaskStateCommentForm

    def on_action(
        self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **kwargs: Any
    ) -> None:
        """Approve or return the submission. Raises PermissionDenied unless `user` may.

        The views have checked the page their address names, which need not be the page that the
        state in the same address belongs to.
        """
        obj = task_state.revision.content_object
        if action_name not in {name for name, *_ in self.get_actions(obj, user)}:
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(
        self, user: AbstractBaseUser, **kwargs: Any
    ) -> models.QuerySet[TaskState]:
        """Return the submissions waiting here that `user` has no part in."""
        waiting: models.QuerySet[TaskState] = super().get_task_states_user_can_moderate(user)
        approved_elsewhere = TaskState.objects.filter(
            workflow_state=OuterRef("workflow_state"),
            finished_by=user,
            status=TaskState.STATUS_APPROVED,
        ).exclude(task=self)
        return waiting.exclude(
            Q(workflow_state__requested_by=user)
            | Q(revision__user=user)
            | Exists(approved_elsewhere)
        )

    def is_own_work(self, obj: Any, user: AbstractBaseUser) -> bool:
        """Whether `user` wrote or submitted what is under review, or took another of its steps."""
        state = obj.current_workflow_state
        if state is not None:
            if state.requested_by_id == user.pk:
                return True
            approved = state.task_states.filter(
                finished_by=user, status=TaskState.STATUS_APPROVED
            ).exclude(task=self)
            if approved.exists():
                return True
        unpublished = obj.revisions.all()
        if obj.live_revision_id:
            unpublished = unpublished.filter(pk__gt=obj.live_revision_id)
        authors = set(unpublished.values_list("user_id", flat=True))
        return user.pk in authors or (not obj.live and obj.owner_id == user.pk)

    @classmethod
    def get_description(cls) -> str:
        """Say in the workflow form what this step does."""
        return "所选用户组的成员审核；撰写、提交或审核过另一环节的人不能审核。"
