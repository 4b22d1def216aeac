"""Who may do what: every action of the admin for every role, on unit A's and unit B's records."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, reverse
from django.utils import timezone
from PIL import Image
from wagtail.admin import urls as admin_urls
from wagtail.admin.urls.pages import urlpatterns as page_urls
from wagtail.documents.models import Document
from wagtail.models import Page, PageLogEntry

from media.models import Photo
from media.public_copies import copy_url
from pages.models import ActivityReportPage, PublicEntry, Role, UnitPage
from pages.roles import collection_of, department_group, ensure_roles
from registers.models import Law, Vocabulary
from tests import factories
from tests.pages.admin_forms import report_form
from tests.pages.offices import Offices, fill_offices, make_offices, make_record

A = {"editor A", "colleague"}
OWNER = {"editor A"}
B = {"editor B"}
TOWN = {"publisher"}
COUNTY = {"reviewer"}
ADMIN = {"admin"}
LOOKERS = A | TOWN | COUNTY | ADMIN
WRITERS = A | TOWN | ADMIN
IN_CHARGE = TOWN | ADMIN
STAFF = A | B | TOWN | {"other publisher"} | COUNTY | ADMIN
NOBODY: set[str] = set()
ROLES = ["anonymous", "editor A", "editor B", "publisher", "reviewer", "admin"]
NEIGHBOURS = ["colleague", "other publisher"]


@dataclass(frozen=True)
class Action:
    """Something to try.

    It worked if `worked` says so; without it, if the answer leads to `leads_to` or is a page that
    shows `shows`.
    """

    name: str
    allowed: set[str]
    url: Callable[[Offices], str]
    data: Callable[[Offices], dict[str, Any]] | None = None
    worked: Callable[[Offices], bool] | None = None
    shows: Callable[[Offices], str] | None = None
    leads_to: str = ""
    covers: tuple[str, ...] = ()
    before: Callable[[Offices], Any] | None = None

    def try_it(self, client: Client, offices: Offices) -> bool:
        if self.before:
            self.before(offices)
        url = self.url(offices)
        answer = client.get(url) if self.data is None else client.post(url, self.data(offices))
        assert answer.status_code < 500
        if self.worked:
            return self.worked(offices)
        if self.leads_to:
            return self.leads_to in answer.get("Location", "")
        shown = self.shows(offices) if self.shows else ""
        return is_in(answer, shown) and answer.status_code == 200


def text_of(answer: Any) -> str:
    if not answer.streaming:
        return str(answer.content.decode(errors="replace"))
    body = b"".join(answer)
    for close in answer._resource_closers:
        close()
    return body.decode(errors="replace")


def is_in(answer: Any, text: str) -> bool:
    """Whether the answer holds the text, plain or as JSON writes it."""
    body = text_of(answer)
    return text in body or json.dumps(text)[1:-1] in body


def page_url(name: str, key: str = "draft A", *more: Any) -> Callable[[Offices], str]:
    def url(offices: Offices) -> str:
        extra = [part(offices) if callable(part) else part for part in more]
        return reverse(f"wagtailadmin_pages:{name}", args=[offices.records[key].pk, *extra])

    return url


def newest_revision(key: str) -> Callable[[Offices], int]:
    return lambda offices: offices.records[key].latest_revision_id


def first_revision(key: str) -> Callable[[Offices], int]:
    return lambda offices: offices.records[key].revisions.order_by("pk").first().pk


def task_state(key: str) -> Callable[[Offices], int]:
    return lambda offices: offices.records[key].current_workflow_task_state.pk


def workflow_state(key: str) -> Callable[[Offices], int]:
    return lambda offices: offices.records[key].current_workflow_state.pk


def folder(letter: str) -> Callable[[Offices], int]:
    return lambda offices: offices.records[f"draft {letter}"].get_parent().pk


def stored(offices: Offices, key: str) -> ActivityReportPage:
    return ActivityReportPage.objects.get(pk=offices.records[key].pk)


def exists(key: str) -> Callable[[Offices], bool]:
    return lambda o: ActivityReportPage.objects.filter(pk=o.records[key].pk).exists()


def is_gone(key: str) -> Callable[[Offices], bool]:
    return lambda offices: not exists(key)(offices)


def is_live(key: str) -> Callable[[Offices], bool]:
    return lambda offices: stored(offices, key).live


def is_withdrawn(key: str) -> Callable[[Offices], bool]:
    return lambda offices: not is_live(key)(offices)


def lies_below(key: str, letter: str) -> Callable[[Offices], bool]:
    return lambda offices: stored(offices, key).get_parent().pk == folder(letter)(offices)


def has_title(title: str) -> Callable[[Offices], bool]:
    return lambda offices: Page.objects.filter(draft_title=title).exists()


def has_live_title(title: str) -> Callable[[Offices], bool]:
    return lambda offices: Page.objects.filter(title=title, live=True).exists()


def is_at(key: str, step: int) -> Callable[[Offices], bool]:
    """Whether the review of the record is at its first or second step."""

    def look(offices: Offices) -> bool:
        state = stored(offices, key).current_workflow_state
        tasks = [task.pk for task in state.workflow.tasks] if state else []
        return bool(state) and state.current_task_state.task_id == tasks[step - 1]

    return look


def is_returned(key: str) -> Callable[[Offices], bool]:
    def look(offices: Offices) -> bool:
        state = stored(offices, key).current_workflow_state
        return bool(state) and state.status == "needs_changes"

    return look


def title_of(key: str) -> Callable[[Offices], str]:
    return lambda offices: offices.records[key].draft_title


def form(**fields: Any) -> Callable[[Offices], dict[str, Any]]:
    return lambda offices: report_form(**fields)


def nothing(offices: Offices) -> dict[str, Any]:
    return {}


def plan(offices: Offices) -> None:
    """Let the live record of A have a version that waits for its day."""
    record = stored(offices, "live A")
    record.go_live_at = timezone.now() + timedelta(days=3)
    record.save_revision().publish(skip_permission_checks=True)
    offices.records["live A"].refresh_from_db()


def lock(offices: Offices) -> None:
    record = stored(offices, "draft A")
    record.locked, record.locked_by = True, offices.people["admin"]
    record.save()


def bulk(action: str, *keys: str) -> Callable[[Offices], str]:
    def url(offices: Offices) -> str:
        ids = "&".join(f"id={offices.records[key].pk}" for key in keys)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        return f"{address}?{ids}&next=/admin/"

    return url


def copy_form(letter: str, **more: Any) -> Callable[[Offices], dict[str, Any]]:
    return lambda offices: {
        "new_title": "副本",
        "new_slug": "fuben",
        "new_parent_page": folder(letter)(offices),
        **more,
    }


def add_url(view: str = "add", letter: str = "A") -> Callable[[Offices], str]:
    return lambda offices: reverse(
        f"wagtailadmin_pages:{view}",
        args=["pufa_pages", "activityreportpage", folder(letter)(offices)],
    )


def unit_form(offices: Offices) -> dict[str, Any]:
    department = factories.make_department("新所", parent=offices.township.department)
    return {
        **report_form(title="新所", slug="xinsuo"),
        "department": department.pk,
        "intro-count": "0",
    }


READING = [
    Action("read the draft", LOOKERS, page_url("view_draft"), covers=("view_draft",)),
    Action("read the history", LOOKERS, page_url("history"), covers=("history",)),
    Action("filter the history", LOOKERS, page_url("history_results"), covers=("history_results",)),
    Action(
        "read a version",
        LOOKERS,
        page_url("revisions_view", "draft A", newest_revision("draft A")),
        covers=("revisions_view",),
    ),
    Action(
        "compare versions",
        LOOKERS,
        page_url("revisions_compare", "draft A", "earliest", "latest"),
        covers=("revisions_compare",),
    ),
    Action(
        "read the course of reviews",
        LOOKERS,
        page_url("workflow_history", "half A"),
        covers=("workflow_history",),
    ),
    Action(
        "read the steps of a review",
        LOOKERS,
        page_url("workflow_history_detail", "half A", workflow_state("half A")),
        covers=("workflow_history_detail",),
    ),
    Action(
        "ask what publishing does to a review",
        LOOKERS,
        page_url("confirm_workflow_cancellation", "half A"),
        covers=("confirm_workflow_cancellation",),
    ),
    Action("see where it is used", WRITERS, page_url("usage"), covers=("usage",)),
    Action(
        "see it in the tree",
        LOOKERS,
        lambda o: reverse("wagtailadmin_explore", args=[folder("A")(o)]),
        shows=title_of("draft A"),
    ),
    Action(
        "see it in the tree's results",
        LOOKERS,
        lambda o: reverse("wagtailadmin_explore_results", args=[folder("A")(o)]),
        shows=title_of("draft A"),
    ),
    Action(
        "find it",
        LOOKERS,
        lambda o: reverse("wagtailadmin_pages:search") + "?q=draft",
        shows=title_of("draft A"),
        covers=("search",),
    ),
    Action(
        "find it in results",
        LOOKERS,
        lambda o: reverse("wagtailadmin_pages:search_results") + "?q=draft",
        shows=title_of("draft A"),
        covers=("search_results",),
    ),
    Action(
        "see it among its kind",
        LOOKERS,
        lambda o: reverse("wagtailadmin_pages:type_use", args=["pufa_pages", "activityreportpage"]),
        shows=title_of("draft A"),
        covers=("type_use",),
    ),
    Action(
        "see it among its kind's results",
        LOOKERS,
        lambda o: reverse(
            "wagtailadmin_pages:type_use_results", args=["pufa_pages", "activityreportpage"]
        ),
        shows=title_of("draft A"),
        covers=("type_use_results",),
    ),
    Action(
        "see it in the chooser",
        LOOKERS,
        lambda o: reverse("wagtailadmin_choose_page_child", args=[folder("A")(o)]),
        shows=title_of("draft A"),
    ),
    Action(
        "open the chooser at it",
        LOOKERS,
        lambda o: reverse("wagtailadmin_choose_page_child", args=[o.records["draft A"].pk]),
    ),
    Action(
        "find it in the chooser",
        LOOKERS,
        lambda o: reverse("wagtailadmin_choose_page_search") + "?q=draft",
        shows=title_of("draft A"),
    ),
    Action(
        "choose it by its id",
        LOOKERS,
        lambda o: (
            reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={o.records['draft A'].pk}"
        ),
        shows=lambda o: f'"id": {o.records["draft A"].pk}',
    ),
    Action(
        "read it through the admin's API",
        LOOKERS,
        lambda o: reverse("wagtailadmin_api:pages:detail", args=[o.records["draft A"].pk]),
    ),
    Action(
        "read of it in the log",
        LOOKERS,
        lambda o: reverse("wagtailadmin_reports:site_history"),
        shows=title_of("draft A"),
    ),
    Action(
        "read the published page",
        {*ROLES, *NEIGHBOURS},
        lambda o: o.records["live A"].url,
        shows=title_of("live A"),
    ),
    Action(
        "read the hidden page",
        LOOKERS,
        lambda o: o.records["hidden A"].url,
        shows=title_of("hidden A"),
    ),
]

WRITING = [
    Action(
        "open the kinds of page",
        WRITERS,
        lambda o: reverse("wagtailadmin_pages:add_subpage", args=[o.unit_a.pk]),
        covers=("add_subpage",),
    ),
    Action("open a new form", WRITERS, add_url(), covers=("add",)),
    Action(
        "write a record",
        WRITERS,
        add_url(),
        data=form(title="新写", slug="xinxie"),
        worked=has_title("新写"),
    ),
    Action(
        "preview a new record",
        WRITERS,
        add_url("preview_on_add"),
        data=form(),
        covers=("preview_on_add",),
    ),
    Action(
        "choose a place of the own unit",
        A | IN_CHARGE,
        lambda o: reverse(
            "wagtailadmin_pages:choose_parent", args=["pufa_pages", "activityreportpage"]
        ),
        data=lambda o: {"parent_page": folder("A")(o)},
        leads_to="/add/pufa_pages/activityreportpage/",
        covers=("choose_parent",),
    ),
    Action("open the form", WRITERS, page_url("edit"), covers=("edit",)),
    Action("open the form in the second step", LOOKERS, page_url("edit", "half A")),
    Action(
        "change a draft",
        WRITERS,
        page_url("edit"),
        data=form(title="改过", slug="gaiguo"),
        worked=has_title("改过"),
    ),
    Action(
        "change what the township reviews",
        ADMIN,
        page_url("edit", "submitted A"),
        data=form(title="改过", slug="gaiguo"),
        worked=has_title("改过"),
    ),
    Action(
        "change what the county reviews",
        ADMIN,
        page_url("edit", "half A"),
        data=form(title="改过", slug="gaiguo"),
        worked=has_title("改过"),
    ),
    Action(
        "preview a change",
        WRITERS,
        page_url("preview_on_edit"),
        data=form(),
        covers=("preview_on_edit",),
    ),
    Action(
        "open an earlier version",
        WRITERS,
        page_url("revisions_revert", "draft A", first_revision("draft A")),
        covers=("revisions_revert",),
    ),
    Action(
        "submit for review",
        WRITERS,
        page_url("edit"),
        data=form(title="改过", slug="gaiguo", **{"action-submit": "1"}),
        worked=is_at("draft A", 1),
    ),
    Action(
        "write and submit",
        WRITERS,
        add_url(),
        data=form(title="新写", slug="xinxie", **{"action-submit": "1"}),
        worked=lambda o: Page.objects.filter(
            draft_title="新写", _workflow_states__status="in_progress"
        ).exists(),
    ),
    Action(
        "make a unit",
        ADMIN,
        lambda o: reverse("wagtailadmin_pages:add", args=["pufa_pages", "unitpage", o.township.pk]),
        data=unit_form,
        worked=has_title("新所"),
    ),
    Action(
        "rewrite the introduction of the unit",
        WRITERS,
        lambda o: reverse("wagtailadmin_pages:edit", args=[o.unit_a.pk]),
        data=lambda o: {
            **report_form(title="甲所改", slug="x"),
            "intro-count": "0",
            "department": o.unit_a.department_id,
        },
        worked=has_title("甲所改"),
    ),
    Action(
        "copy within the unit",
        WRITERS,
        page_url("copy"),
        data=copy_form("A"),
        worked=has_title("副本"),
        covers=("copy",),
    ),
    Action(
        "copy to another unit",
        IN_CHARGE,
        page_url("copy"),
        data=copy_form("B"),
        worked=has_title("副本"),
    ),
    Action(
        "copy and publish the copy",
        NOBODY,
        page_url("copy", "live A"),
        data=copy_form("B", publish_copies="on"),
        worked=has_live_title("副本"),
    ),
    Action(
        "make a second life copy",
        NOBODY,
        page_url("copy", "live A"),
        data=copy_form("B", alias="on"),
        worked=lambda o: Page.objects.filter(alias_of__isnull=False).exists(),
    ),
    Action(
        "convert a record as if it were an alias",
        NOBODY,
        page_url("convert_alias", "live A"),
        covers=("convert_alias",),
    ),
]

DECIDING = [
    Action(
        "approve the first step",
        IN_CHARGE,
        page_url("workflow_action", "submitted A", "approve", task_state("submitted A")),
        data=nothing,
        worked=is_at("submitted A", 2),
        covers=("workflow_action",),
    ),
    Action(
        "approve the second step",
        COUNTY | ADMIN,
        page_url("workflow_action", "half A", "approve", task_state("half A")),
        data=nothing,
        worked=is_live("half A"),
    ),
    Action(
        "return from the first step",
        IN_CHARGE,
        page_url("workflow_action", "submitted A", "reject", task_state("submitted A")),
        data=lambda o: {"comment": "请补充"},
        worked=is_returned("submitted A"),
    ),
    Action(
        "return from the second step",
        COUNTY | ADMIN,
        page_url("workflow_action", "half A", "reject", task_state("half A")),
        data=lambda o: {"comment": "请补充"},
        worked=is_returned("half A"),
    ),
    Action(
        "open the first review",
        IN_CHARGE,
        lambda o: reverse("pufa_review", args=[o.records["submitted A"].pk]),
    ),
    Action(
        "decide the second review",
        COUNTY | ADMIN,
        lambda o: reverse("pufa_review", args=[o.records["half A"].pk]),
        data=lambda o: {"decision": "approve", "state": task_state("half A")(o), "comment": ""},
        worked=is_live("half A"),
    ),
    Action(
        "give a comment for a decision",
        IN_CHARGE,
        page_url(
            "collect_workflow_action_data", "submitted A", "approve", task_state("submitted A")
        ),
        covers=("collect_workflow_action_data",),
    ),
    Action(
        "preview what is under review",
        IN_CHARGE,
        page_url(
            "workflow_preview",
            "submitted A",
            lambda o: o.records["submitted A"].current_workflow_task.pk,
        ),
        covers=("workflow_preview",),
    ),
    Action(
        "publish without review",
        ADMIN,
        page_url("edit"),
        data=form(title="直接", **{"action-publish": "1"}),
        worked=is_live("draft A"),
    ),
    Action(
        "write and publish without review",
        ADMIN,
        add_url(),
        data=form(title="直接", slug="zhijie", **{"action-publish": "1"}),
        worked=has_live_title("直接"),
    ),
    Action(
        "publish an earlier version",
        ADMIN,
        page_url("revisions_revert", "draft A", first_revision("draft A")),
        data=form(title="直接", **{"action-publish": "1"}),
        worked=is_live("draft A"),
    ),
    Action(
        "publish through the admin's API",
        ADMIN,
        lambda o: reverse(
            "wagtailadmin_api:pages:action", args=[o.records["draft A"].pk, "publish"]
        ),
        data=nothing,
        worked=is_live("draft A"),
    ),
    Action(
        "publish drafts of two units at once",
        ADMIN,
        bulk("publish", "draft A", "draft B"),
        data=nothing,
        worked=is_live("draft A"),
    ),
    Action(
        "withdraw a published page",
        IN_CHARGE,
        page_url("unpublish", "live A"),
        data=nothing,
        worked=is_withdrawn("live A"),
        covers=("unpublish",),
    ),
    Action(
        "withdraw pages of two units at once",
        IN_CHARGE,
        bulk("unpublish", "live A", "live B"),
        data=nothing,
        worked=is_withdrawn("live A"),
    ),
    Action(
        "withdraw the unit",
        ADMIN,
        lambda o: reverse("wagtailadmin_pages:unpublish", args=[o.unit_a.pk]),
        data=nothing,
        worked=lambda o: not UnitPage.objects.get(pk=o.unit_a.pk).live,
    ),
    Action(
        "plan the day of publication",
        IN_CHARGE,
        page_url("edit"),
        data=form(go_live_at="2030-01-01 00:00"),
        worked=lambda o: (
            stored(o, "draft A").get_latest_revision_as_object().go_live_at is not None
        ),
    ),
    Action(
        "call a planned publication off",
        IN_CHARGE,
        page_url("revisions_unschedule", "live A", newest_revision("live A")),
        data=nothing,
        worked=lambda o: not stored(o, "live A").approved_schedule,
        before=plan,
        covers=("revisions_unschedule",),
    ),
    Action(
        "open the privacy of a page",
        IN_CHARGE,
        page_url("set_privacy", "live A"),
    ),
    Action(
        "hide a published page",
        IN_CHARGE,
        page_url("set_privacy", "live A"),
        data=lambda o: {"restriction_type": "password", "password": "secret-word", "groups": []},
        worked=lambda o: o.records["live A"].get_view_restrictions().exists(),
        covers=("set_privacy",),
    ),
    Action(
        "delete an own draft",
        OWNER | IN_CHARGE,
        page_url("delete"),
        data=nothing,
        worked=is_gone("draft A"),
        covers=("delete",),
    ),
    Action(
        "delete what is under review",
        IN_CHARGE,
        page_url("delete", "submitted A"),
        data=nothing,
        worked=is_gone("submitted A"),
    ),
    Action(
        "delete a published page",
        IN_CHARGE,
        page_url("delete", "live A"),
        data=nothing,
        worked=is_gone("live A"),
    ),
    Action(
        "delete drafts of two units at once",
        OWNER | IN_CHARGE,
        bulk("delete", "draft A", "draft B"),
        data=nothing,
        worked=is_gone("draft A"),
    ),
    Action(
        "delete the unit",
        ADMIN,
        lambda o: reverse("wagtailadmin_pages:delete", args=[o.unit_a.pk]),
        data=nothing,
        worked=lambda o: not UnitPage.objects.filter(pk=o.unit_a.pk).exists(),
    ),
    Action("choose a new place", OWNER | IN_CHARGE, page_url("move"), covers=("move",)),
    Action(
        "move a draft to another unit",
        IN_CHARGE,
        page_url("move_confirm", "draft A", folder("B")),
        data=nothing,
        worked=lies_below("draft A", "B"),
        covers=("move_confirm",),
    ),
    Action(
        "move a published page to another unit",
        IN_CHARGE,
        page_url("move_confirm", "live A", folder("B")),
        data=nothing,
        worked=lies_below("live A", "B"),
    ),
    Action(
        "move drafts of two units at once",
        IN_CHARGE,
        bulk("move", "draft A", "draft B"),
        data=lambda o: {"chooser": o.unit_b.pk},
        worked=lambda o: stored(o, "draft A").get_parent().pk == o.unit_b.pk,
    ),
    Action(
        "move a record to another township",
        ADMIN,
        lambda o: reverse(
            "wagtailadmin_pages:move_confirm",
            args=[o.records["draft A"].pk, o.other_township.pk],
        ),
        data=nothing,
        worked=lambda o: stored(o, "draft A").get_parent().pk == o.other_township.pk,
    ),
    Action(
        "move the unit to another township",
        ADMIN,
        lambda o: reverse(
            "wagtailadmin_pages:move_confirm", args=[o.unit_a.pk, o.other_township.pk]
        ),
        data=nothing,
        worked=lambda o: UnitPage.objects.get(pk=o.unit_a.pk).is_descendant_of(o.other_township),
    ),
    Action(
        "order pages by hand",
        ADMIN,
        page_url("set_page_position", "draft A"),
        data=nothing,
        covers=("set_page_position",),
    ),
    Action(
        "lock a draft",
        TOWN | COUNTY | ADMIN,
        page_url("lock"),
        data=nothing,
        worked=lambda o: stored(o, "draft A").locked,
        covers=("lock",),
    ),
    Action(
        "unlock a draft somebody locked",
        IN_CHARGE,
        page_url("unlock"),
        data=nothing,
        worked=lambda o: not stored(o, "draft A").locked,
        before=lock,
        covers=("unlock",),
    ),
]


def photo_url(name: str, *more: Any) -> Callable[[Offices], str]:
    return lambda offices: reverse(name, args=[offices.photos["A"].pk, *more])


def photo_form(offices: Offices) -> dict[str, Any]:
    return {
        "title": "新题",
        "collection": collection_of(offices.unit_a).pk,
        "tags": "",
        "description": "",
        "alt_text": "",
        "credit": "",
    }


def upload_form(offices: Offices) -> dict[str, Any]:
    file = SimpleUploadedFile("p.jpg", jpeg(), content_type="image/jpeg")
    return {**photo_form(offices), "file": file}


def jpeg() -> bytes:
    content = BytesIO()
    Image.new("RGB", (60, 40)).save(content, "JPEG")
    return content.getvalue()


FILES = [
    Action(
        "see the photo in the chooser",
        LOOKERS,
        lambda o: reverse("wagtailimages_chooser:choose"),
        shows=lambda o: o.photos["A"].title,
    ),
    Action("choose the photo", LOOKERS, photo_url("wagtailimages_chooser:chosen")),
    Action(
        "choose several photos",
        LOOKERS,
        lambda o: reverse("wagtailimages_chooser:chosen_multiple") + f"?id={o.photos['A'].pk}",
        shows=lambda o: o.photos["A"].title,
    ),
    Action(
        "choose a format of the photo", LOOKERS, photo_url("wagtailimages_chooser:select_format")
    ),
    Action(
        "see the photo in the admin's API",
        LOOKERS,
        lambda o: reverse("wagtailadmin_api:images:detail", args=[o.photos["A"].pk]),
    ),
    Action("open the photo", WRITERS, photo_url("wagtailimages:edit")),
    Action(
        "describe the photo",
        WRITERS,
        photo_url("wagtailimages:edit"),
        data=photo_form,
        worked=lambda o: Photo.objects.filter(title="新题").exists(),
    ),
    Action(
        "look at the photo in another size", WRITERS, photo_url("wagtailimages:preview", "width-20")
    ),
    Action(
        "see the photo before it is public",
        LOOKERS,
        lambda o: copy_url(o.photos["A"].pk, "width-400|format-webp"),
    ),
    Action("see where the photo is used", WRITERS, photo_url("wagtailimages:image_usage")),
    Action(
        "upload to the unit",
        WRITERS,
        lambda o: reverse("wagtailimages:add"),
        data=upload_form,
        worked=lambda o: Photo.objects.filter(
            title="新题", collection=collection_of(o.unit_a)
        ).exists(),
    ),
    Action(
        "delete photos of two units at once",
        WRITERS,
        lambda o: (
            reverse("wagtail_bulk_action", args=["pufa_media", "photo", "delete"])
            + f"?id={o.photos['A'].pk}&id={o.photos['B'].pk}"
        ),
        data=nothing,
        worked=lambda o: not Photo.objects.filter(pk=o.photos["A"].pk).exists(),
    ),
    Action(
        "choose the document",
        LOOKERS,
        lambda o: reverse("wagtaildocs_chooser:chosen", args=[o.documents["A"].pk]),
    ),
    Action(
        "see the document in the admin's API",
        LOOKERS,
        lambda o: reverse("wagtailadmin_api:documents:detail", args=[o.documents["A"].pk]),
    ),
    Action("download a document no page offers", LOOKERS, lambda o: o.documents["A"].url),
    Action(
        "open the document",
        WRITERS,
        lambda o: reverse("wagtaildocs:edit", args=[o.documents["A"].pk]),
    ),
    Action(
        "delete the document",
        WRITERS,
        lambda o: reverse("wagtaildocs:delete", args=[o.documents["A"].pk]),
        data=nothing,
        worked=lambda o: not Document.objects.filter(pk=o.documents["A"].pk).exists(),
    ),
]

LAW_KEEPERS = TOWN | {"other publisher"} | COUNTY | ADMIN


def law_url(view: str) -> Callable[[Offices], str]:
    return lambda offices: reverse(
        f"wagtailsnippets_pufa_registers_law:{view}", args=[Law.objects.get().pk]
    )


def register_url(name: str, view: str) -> Callable[[Offices], str]:
    """A screen of the register; of its first row where it is about one."""
    screen = f"wagtailsnippets_pufa_registers_{name}:{view}"

    def url(offices: Offices) -> str:
        model = apps.get_model("pufa_registers", name)
        row = model.objects.order_by("pk").first()
        return reverse(screen, args=[] if view in ("list", "add") else [row.pk])

    return url


SITE = [
    Action(
        "read the register of laws",
        STAFF,
        lambda o: reverse("wagtailsnippets_pufa_registers_law:list"),
        shows=lambda o: "测试法",
    ),
    Action("read one law", STAFF, law_url("inspect")),
    Action("open a law's form", LAW_KEEPERS, law_url("edit")),
    Action("copy a law", LAW_KEEPERS, law_url("copy")),
    Action("delete a law", ADMIN, law_url("delete")),
    *(
        Action(
            f"{verb} in the register of {name}s",
            STAFF if verb == "read" else ADMIN,
            register_url(name, view),
        )
        for name in ("department", "village", "term", "publicityday")
        for verb, view in (
            ("read", "list"),
            ("add", "add"),
            ("change", "edit"),
            ("copy", "copy"),
            ("delete", "delete"),
        )
    ),
    *(
        Action(f"open {name}", ADMIN, lambda o, name=name: reverse(name))
        for name in (
            "wagtailusers_users:index",
            "wagtailusers_users:add",
            "wagtailusers_groups:index",
            "wagtailadmin_collections:index",
            "wagtailadmin_workflows:index",
            "wagtailadmin_workflows:task_index",
            "wagtailredirects:index",
            "wagtailsites:index",
        )
    ),
    Action(
        "open the site's identity",
        ADMIN,
        lambda o: reverse("wagtailsettings:edit", args=["pufa_pages", "siteidentity", 1]),
    ),
]

ACTIONS = [*READING, *WRITING, *DECIDING, *FILES, *SITE]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Offices]:
    """One set of offices for all tests here; what a test does is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        offices = make_offices()
        fill_offices(offices)
        factories.make_law("测试法")
        factories.make_village(offices.township.department)
        factories.make_term(Vocabulary.SITE_KIND)
        factories.make_publicity_day()
        yield offices
        transaction.set_rollback(True)


@pytest.fixture
def offices(built: Offices, db: None, uploads: Path) -> Offices:
    for record in built.records.values():
        record.refresh_from_db()
    for file in (*built.photos.values(), *built.documents.values()):
        path = Path(file.file.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg())
    return built


def client_of(offices: Offices, role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(offices.people[role])
    return client


CASES = [(action, role) for action in ACTIONS for role in ROLES]
CASES += [(action, role) for action in [*WRITING, *DECIDING] for role in NEIGHBOURS]


@pytest.mark.parametrize(
    ("action", "role"), CASES, ids=[f"{action.name}: {role}" for action, role in CASES]
)
def test_only_the_right_roles_can(action, role, offices):
    assert action.try_it(client_of(offices, role), offices) == (role in action.allowed)


@pytest.mark.parametrize("role", ["retired", "stranger"])
def test_nobody_without_a_working_account_and_a_group_can(role, offices):
    client = client_of(offices, role)
    tried = [action for action in ACTIONS if "anonymous" not in action.allowed]
    assert [action.name for action in tried if action.try_it(client, offices)] == []


def test_every_page_view_of_the_admin_is_tried():
    tried = {name for action in ACTIONS for name in action.covers}
    only_redirects = {"revisions_index"}
    assert {pattern.name for pattern in page_urls} - only_redirects == tried


@pytest.mark.parametrize("action", WRITING[:1] + WRITING[5:6] + DECIDING[:1], ids=lambda a: a.name)
def test_rights_end_with_the_group_during_a_session(action, offices):
    client = client_of(offices, "publisher")
    assert client.get("/admin/").status_code == 200
    offices.people["publisher"].groups.clear()
    assert not action.try_it(client, offices)


@pytest.mark.parametrize("action", ["publish", "unpublish", "move", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_bulk_actions_neither_touch_nor_name_what_is_not_theirs(action, method, offices):
    state = "live" if action == "unpublish" else "draft"
    own, foreign = f"{state} A", f"{state} B"
    client = client_of(offices, "editor A")
    url = bulk(action, own, foreign)(offices)
    before = stored(offices, foreign)
    answer = getattr(client, method)(url, {"chooser": offices.unit_a.pk})
    assert title_of(foreign)(offices) not in answer.content.decode()
    assert stored(offices, foreign).path == before.path
    assert stored(offices, foreign).live == before.live


def test_bulk_deletion_of_a_mixture_takes_the_own_draft_alone(offices):
    client_of(offices, "editor A").post(bulk("delete", "draft A", "draft B")(offices))
    assert not exists("draft A")(offices)
    assert exists("draft B")(offices)


def test_bulk_actions_do_not_name_photos_of_others(offices):
    url = reverse("wagtail_bulk_action", args=["pufa_media", "photo", "delete"])
    ids = "&".join(f"id={photo.pk}" for photo in offices.photos.values())
    body = client_of(offices, "editor A").get(f"{url}?{ids}").content.decode()
    assert "A照片" in body
    assert "B照片" not in body


def test_a_photo_cannot_be_put_into_the_collection_of_another_unit(offices):
    client = client_of(offices, "editor A")
    foreign = collection_of(offices.unit_b)
    client.post(
        photo_url("wagtailimages:edit")(offices), {**photo_form(offices), "collection": foreign.pk}
    )
    assert Photo.objects.get(pk=offices.photos["A"].pk).collection != foreign


def test_a_state_of_another_page_in_the_address_approves_nothing(offices):
    """The address names a page the user may decide on, the state belongs to own work."""
    publisher = offices.people["publisher"]
    own = make_record(
        offices.folder(offices.unit_a),
        "自己写的",
        user=publisher,
        state="submitted",
        offices=offices,
    )
    state = own.current_workflow_task_state
    page = offices.records["submitted A"]
    for action in ("approve", "reject"):
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
        client_of(offices, "publisher").post(url, {"comment": "没有问题"})
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_a_version_of_another_page_in_the_address_is_not_found(offices):
    foreign = offices.records["draft B"].latest_revision_id
    for view in ("revisions_view", "revisions_revert", "revisions_unschedule"):
        url = page_url(view, "draft A", foreign)(offices)
        answer = client_of(offices, "editor A").get(url)
        assert title_of("draft B")(offices) not in answer.content.decode()
        assert answer.status_code != 200


def test_a_moved_record_belongs_to_its_new_unit(offices):
    url = page_url("move_confirm", "live A", folder("B"))(offices)
    client_of(offices, "publisher").post(url)
    assert stored(offices, "live A").department == offices.unit_b.department
    entry = PublicEntry.objects.get(pk=offices.records["live A"].pk)
    assert entry.department == offices.unit_b.department


def test_publishing_without_review_is_in_the_log(offices):
    page_url_ = page_url("edit")(offices)
    client_of(offices, "admin").post(page_url_, report_form(**{"action-publish": "1"}))
    entry = PageLogEntry.objects.get(page=offices.records["draft A"], action="wagtail.publish")
    assert entry.user == offices.people["admin"]


def test_titles_of_other_units_appear_nowhere_in_the_admin(offices):
    """Walk through every screen of the admin that needs no id."""
    client = client_of(offices, "editor A")
    hidden = [offices.records[f"{state} B"].draft_title for state in ("draft", "half", "hidden")]
    hidden += [offices.photos["B"].title, offices.documents["B"].title]
    walked = 0
    for url in plain_addresses():
        answer = client.get(url)
        body = text_of(answer)
        walked += answer.status_code == 200
        assert [title for title in hidden if title in body] == [], url
    assert walked > 40


def plain_addresses() -> list[str]:
    """The addresses of the admin without parts to fill in."""
    skipped = {"wagtailadmin_logout", "wagtailadmin_error_test"}
    found = []

    def walk(patterns: list[Any], namespace: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                walk(pattern.url_patterns, inner)
            elif pattern.name and pattern.name not in skipped:
                with suppress(NoReverseMatch):
                    found.append(reverse(namespace + pattern.name))

    walk(admin_urls.urlpatterns, "")
    return sorted({url for url in found if url.startswith("/admin/")})


def test_a_unit_gets_its_group_once(offices):
    groups = Group.objects.count()
    ensure_roles(offices.unit_a)
    ensure_roles(offices.home)
    assert Group.objects.count() == groups
    assert department_group(offices.unit_a.department, Role.EDITOR) is not None


def test_a_second_list_of_the_same_year_cannot_come_by_copy_or_move(offices):
    lists = {
        letter: factories.make_list(
            offices.folder(unit), f"{letter}清单", owner=offices.people["admin"]
        )
        for letter, unit in (("A", offices.unit_a), ("B", offices.unit_b))
    }
    client = client_of(offices, "publisher")
    copy = client.post(
        reverse("wagtailadmin_pages:copy", args=[lists["A"].pk]), copy_form("B")(offices)
    )
    assert "每个单位每年只有一份清单" in copy.content.decode()
    move = reverse("wagtailadmin_pages:move_confirm", args=[lists["A"].pk, folder("B")(offices)])
    client.post(move)
    lists["A"].refresh_from_db()
    assert lists["A"].get_parent().pk == folder("A")(offices)


def test_a_copy_without_a_target_is_answered(offices):
    for target in ({}, {"new_parent_page": "x"}, {"new_parent_page": "999999"}):
        answer = client_of(offices, "editor A").post(page_url("copy")(offices), target)
        assert answer.status_code == 404


def test_the_unit_of_a_page_stays_the_same(offices):
    url = reverse("wagtailadmin_pages:edit", args=[offices.unit_a.pk])
    other = factories.make_department("另一单位", parent=offices.township.department)
    data = {**report_form(title="甲所", slug="jiasuo"), "intro-count": "0", "department": other.pk}
    answer = client_of(offices, "admin").post(url, data)
    assert "页面建好后不能更换单位" in answer.content.decode()
