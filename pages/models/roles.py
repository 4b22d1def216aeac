"""Who works where: one group for each department and role, and the review that keeps them apart."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, Group
from django.db import models
from wagtail.models import AbstractGroupApprovalTask, TaskState

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


class IndependentReviewTask(AbstractGroupApprovalTask):
    """A review step that nobody can take on own work, nor twice on the same submission."""

    class Meta:
        verbose_name = "独立审核"
        verbose_name_plural = "独立审核"

    def locked_for_user(self, obj: Any, user: AbstractBaseUser) -> bool:
        """While under review only an administrator changes the text."""
        return not getattr(user, "is_superuser", False)

    def get_actions(self, obj: Any, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        """Return what `user` may do with a submission of `obj`; nothing with own work."""
        if self.is_own_work(obj, user):
            return []
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        return actions

    def get_task_states_user_can_moderate(
        self, user: AbstractBaseUser, **kwargs: Any
    ) -> models.QuerySet[TaskState]:
        """Return the submissions waiting here that others handed in."""
        waiting: models.QuerySet[TaskState] = super().get_task_states_user_can_moderate(user)
        return waiting.exclude(workflow_state__requested_by=user).exclude(
            workflow_state__task_states__finished_by=user
        )

    @staticmethod
    def is_own_work(obj: Any, user: AbstractBaseUser) -> bool:
        """Whether `user` wrote, submitted or already reviewed what is under review."""
        state = obj.current_workflow_state
        if state is not None:
            if state.requested_by_id == user.pk:
                return True
            if state.task_states.filter(
                finished_by=user, status=TaskState.STATUS_APPROVED
            ).exists():
                return True
        unpublished = obj.revisions.all()
        if obj.live_revision_id:
            unpublished = unpublished.filter(pk__gt=obj.live_revision_id)
        authors = set(unpublished.values_list("user_id", flat=True))
        return user.pk in authors or (not obj.live and obj.owner_id == user.pk)

    @classmethod
    def get_description(cls) -> str:
        """Say in the workflow form what this step does."""
        return "所选用户组的成员审核；撰写、提交或已审核过的人不能再审核。"
