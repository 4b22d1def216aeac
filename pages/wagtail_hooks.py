"""What this package adds to the admin; every rule is asked of `pages.permissions`."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from pages import admin_views
from pages.models.organisation import TownshipPage, UnitPage
from pages.models.publicity_site import PublicitySitePage
from pages.models.record import RecordPage
from pages.permissions import hidden_menu_items, may_download, may_publish_without_review, units_of
from pages.tree import year_folder

REVIEW_FIRST = "内容须经审核后发布：请点“提交审核”。只有管理员可以直接发布。"


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Addresses of our own admin screens."""
    return [
        path("pufa/report/", admin_views.write_report, name="pufa_write_report"),
        path("pufa/lists/", admin_views.own_lists, name="pufa_own_lists"),
    ]


class UnitMenuItem(MenuItem):
    """A menu entry for those who work in a unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user belongs to a unit."""
        return bool(units_of(request.user))


@hooks.register("register_admin_menu_item")
def write_report_menu_item() -> MenuItem:
    """The thing a unit does most often."""
    return UnitMenuItem(
        "写活动报道", reverse("pufa_write_report"), name="pufa-report", icon_name="edit", order=50
    )


@hooks.register("register_admin_menu_item")
def own_lists_menu_item() -> MenuItem:
    """A unit's responsibility lists."""
    return UnitMenuItem(
        "我的清单", reverse("pufa_own_lists"), name="pufa-lists", icon_name="list-ul", order=60
    )


@hooks.register("construct_main_menu")
def keep_menu_short(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what the user's work does not need."""
    hidden = hidden_menu_items(request.user)
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("construct_page_action_menu")
def offer_review_instead_of_publishing(
    menu_items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Do not offer what the rules refuse."""
    page = context.get("page")
    if page is not None and not may_publish_without_review(request.user, page):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_publish_page")
def refuse_publishing_without_review(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send the user back to the form; what was typed is kept as a draft."""
    if may_publish_without_review(request.user, page):
        return None
    messages.error(request, REVIEW_FIRST)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_bulk_publishing_without_review(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> HttpResponse | None:
    """Bulk publishing goes no other way than single publishing."""
    if action_type != "publish" or not issubclass(action_class_instance.model, Page):
        return None
    if all(may_publish_without_review(request.user, page) for page in objects):
        return None
    messages.error(request, REVIEW_FIRST)
    return redirect(action_class_instance.next_url)


@hooks.register("before_create_page")
def file_records_by_year(
    request: HttpRequest, parent_page: Page, page_class: type[Page]
) -> HttpResponse | None:
    """Records that grow with time go into this year's folder of their unit."""
    is_dated = issubclass(page_class, RecordPage) and not issubclass(page_class, PublicitySitePage)
    parent = parent_page.specific
    if not is_dated or not isinstance(parent, UnitPage | TownshipPage):
        return None
    return redirect(
        "wagtailadmin_pages:add",
        page_class._meta.app_label,
        page_class._meta.model_name,
        year_folder(parent).pk,
    )


@hooks.register("before_serve_document")
def keep_unpublished_files_inside(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A file that no public page offers is only for those who work with it."""
    if may_download(request.user, document):
        return None
    raise Http404("没有这个文件")
