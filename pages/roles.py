"""Gives each unit, township and county its groups, permissions, collection and review."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from pages.models.organisation import HomePage, OrganisationPage, TownshipPage, UnitPage
from pages.models.roles import DepartmentGroup, IndependentReviewTask, Role
from registers.models import Department

PAGE_PERMISSIONS = {
    Role.EDITOR: ["add_page", "change_page"],
    Role.PUBLISHER: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    Role.REVIEWER: ["lock_page"],
}
FILE_PERMISSIONS = {
    Role.EDITOR: [
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    ],
    Role.PUBLISHER: [
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    ],
    Role.REVIEWER: ["choose_image", "choose_document"],
}
READ_REGISTERS = [
    f"view_{model}" for model in ("law", "department", "village", "term", "publicityday")
]
# Whoever reviews keeps the laws that records cite. Departments, villages, words and days shape the
# pages of the whole county: those are for administrators.
KEEP_LAWS = ["add_law", "change_law"]
REGISTER_PERMISSIONS = {
    Role.EDITOR: READ_REGISTERS,
    Role.PUBLISHER: [*READ_REGISTERS, *KEEP_LAWS],
    Role.REVIEWER: [*READ_REGISTERS, *KEEP_LAWS],
}
ROLE_OF_PAGE: dict[type[OrganisationPage], Role] = {
    UnitPage: Role.EDITOR,
    TownshipPage: Role.PUBLISHER,
    HomePage: Role.REVIEWER,
}


def ensure_roles(page: OrganisationPage) -> Group:
    """Return the group that works on `page`, made with its permissions where missing.

    Running it again changes nothing. A township or county page also gets its review.
    """
    role = ROLE_OF_PAGE[type(page)]
    with transaction.atomic():
        group = _group(page.department, role)
        for codename in PAGE_PERMISSIONS[role]:
            GroupPagePermission.objects.get_or_create(
                group=group, page=Page(pk=page.pk), permission=_permission("wagtailcore", codename)
            )
        collection = _collection(page)
        for codename in FILE_PERMISSIONS[role]:
            # Wagtail keeps the permissions of photos with its own image model.
            app = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(app, codename)
            )
        if isinstance(page, TownshipPage | HomePage):
            _ensure_review(page, group)
    return group


def department_group(department: Department, role: Role) -> Group | None:
    """Return the group with `role` in `department`."""
    found = DepartmentGroup.objects.filter(department=department, role=role).first()
    return found.group if found else None


def collection_of(page: OrganisationPage) -> Collection:
    """Return the collection that keeps the photos and files of `page`'s department."""
    return _collection(page)


def _group(department: Department, role: Role) -> Group:
    found = DepartmentGroup.objects.filter(department=department, role=role).first()
    if found:
        return found.group
    group = Group.objects.create(name=f"{department.name}·{role.label}（{department.pk}）")
    DepartmentGroup.objects.create(department=department, role=role, group=group)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="pufa_registers", codename__in=REGISTER_PERMISSIONS[role]
        )
    )
    return group


def _collection(page: OrganisationPage) -> Collection:
    parent_page = page.get_parent().specific
    parent = (
        _collection(parent_page)
        if isinstance(parent_page, OrganisationPage)
        else Collection.get_first_root_node()
    )
    name = f"{page.department.name}（{page.department_id}）"
    found = parent.get_children().filter(name=name).first()
    if found is None:
        parent = Collection.objects.get(pk=parent.pk)
        found = parent.add_child(instance=Collection(name=name))
    return found


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _ensure_review(page: TownshipPage | HomePage, group: Group) -> None:
    if WorkflowPage.objects.filter(page_id=page.pk).exists():
        return
    department = page.department
    if isinstance(page, HomePage):
        workflow = Workflow.objects.create(name=f"{department.name}审核")
        _add_task(workflow, f"{department.name}审核", group)
    else:
        workflow = Workflow.objects.create(name=f"{department.name}初审、县级审核")
        _add_task(workflow, f"{department.name}初审", group)
        home = page.get_parent().specific
        if isinstance(home, HomePage):
            _add_task(workflow, f"{home.department.name}审核", ensure_roles(home))
    WorkflowPage.objects.create(page_id=page.pk, workflow=workflow)


def _add_task(workflow: Workflow, name: str, group: Group) -> None:
    task = IndependentReviewTask.objects.filter(name=name).first()
    if task is None:
        task = IndependentReviewTask.objects.create(name=name)
        task.groups.add(group)
    WorkflowTask.objects.create(
        workflow=workflow, task=task, sort_order=workflow.workflow_tasks.count()
    )
