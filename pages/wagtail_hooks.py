"""What this package adds to the admin; every rule is asked of `pages.permissions`."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.query import PageQuerySet

from pages import (
    admin_views,
    import_hooks,  # noqa: F401 - registers its hooks
    review_views,
)
from pages.admin_api import OwnDocumentsAPIViewSet, OwnPhotosAPIViewSet
from pages.bulk_actions import discreet_actions
from pages.models.record import RecordPage
from pages.page_views import ReviewedPageViewSet
from pages.permissions import (
    hidden_menu_items,
    may_create,
    may_download,
    may_look,
    may_publish_without_review,
    visible_pages,
    workplaces_of,
)
from pages.review_hints import hints_for
from pages.today import TodayPanel

REVIEW_FIRST = "内容须经审核后发布：已保存为草稿，请点“提交审核”。只有管理员可以不经审核直接发布。"
AFTER_WAGTAILS_OWN = 1


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Addresses of our own admin screens."""
    return [
        path("pufa/report/", admin_views.write_report, name="pufa_write_report"),
        path("pufa/lists/", admin_views.own_lists, name="pufa_own_lists"),
        path("pufa/review/<int:page_id>/", review_views.review, name="pufa_review"),
        path("pufa/choices/<slug:kind>/", admin_views.offered_choices, name="pufa_choices"),
        path(
            "pufa/choices/items/<int:place_id>/",
            admin_views.offered_items,
            name="pufa_item_choices",
        ),
    ]


@hooks.register("register_admin_viewset")
def page_viewset() -> ReviewedPageViewSet:
    """Our views of pages."""
    return ReviewedPageViewSet()


@hooks.register("construct_admin_api", order=AFTER_WAGTAILS_OWN)
def keep_files_in_their_collections(router: Any) -> None:
    """The admin's API shows nobody the photos and files of other units."""
    router.register_endpoint("images", OwnPhotosAPIViewSet)
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)


for action in discreet_actions():
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAILS_OWN)


# The menu and the first screen


class WorkplaceMenuItem(MenuItem):
    """A menu entry for those who write records."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user belongs to a unit or township."""
        return bool(workplaces_of(request.user))


@hooks.register("register_admin_menu_item")
def today_menu_item() -> MenuItem:
    """What there is to do."""
    return MenuItem(
        "今天", reverse("wagtailadmin_home"), name="pufa-today", icon_name="home", order=40
    )


@hooks.register("register_admin_menu_item")
def write_report_menu_item() -> MenuItem:
    """The thing a unit does most often."""
    return WorkplaceMenuItem(
        "写活动报道", reverse("pufa_write_report"), name="pufa-report", icon_name="edit", order=50
    )


@hooks.register("register_admin_menu_item")
def own_lists_menu_item() -> MenuItem:
    """A unit's responsibility lists."""
    return WorkplaceMenuItem(
        "我的清单", reverse("pufa_own_lists"), name="pufa-lists", icon_name="list-ul", order=60
    )


@hooks.register("construct_main_menu")
def keep_menu_short(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what the user's work does not need, and call photos by their name."""
    hidden = hidden_menu_items(request.user)
    menu_items[:] = [item for item in menu_items if item.name not in hidden]
    for item in menu_items:
        if item.name == "images":
            item.label = "照片"


@hooks.register("construct_help_menu")
def leave_out_the_outside_world(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's own pages, in English, cannot be reached from a closed network."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith(("http:", "https:"))]


@hooks.register("construct_homepage_panels")
def begin_with_today(request: HttpRequest, panels: list[Component]) -> None:
    """One panel in the users' order of work instead of Wagtail's lists."""
    panels[:] = [TodayPanel()]


@hooks.register("construct_homepage_summary_items", order=AFTER_WAGTAILS_OWN)
def leave_out_counts(request: HttpRequest, items: list[Component]) -> None:
    """Numbers of pages and images are nothing to do."""
    items.clear()


@hooks.register("insert_global_admin_css")
def admin_style() -> str:
    """The style of our own screens and fields."""
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_words() -> str:
    """Chinese for what Wagtail's scripts have none for."""
    return format_html('<script src="{}"></script>', static("pages/admin_words.js"))


@hooks.register("insert_editor_js")
def editor_script() -> str:
    """What our forms do beside Wagtail's own."""
    return format_html(
        '<script src="{}" data-photos="{}" data-chosen="{}" data-upload="{}"></script>',
        static("pages/admin_editor.js"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen_multiple"),
        reverse("wagtailimages:add_multiple"),
    )


# Writing and publishing


@hooks.register("construct_page_action_menu")
def lead_to_the_review(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Who opens what waits for their decision finds the way to it first, who writes to submit.

    Drafts are saved while somebody types, so that handing in is what is left to do.
    """
    menu_items.sort(key=lambda item: item.name != "action-submit")
    item = review_views.ReviewMenuItem(order=-1)
    if item.is_shown(context):
        menu_items.insert(0, item)


@hooks.register("before_create_page")
def make_only_own_kinds(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Pages that stand for a place are made by administrators. Raises PermissionDenied."""
    if not may_create(request.user, page_class):
        raise PermissionDenied


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_to_think_over(request: HttpRequest, page: Page) -> None:
    """Tell of doubtful laws, nameless photos, and of a wish to publish that needs a review."""
    if not request.accepts("text/html"):  # saved by the form itself while somebody types
        return
    if isinstance(page, RecordPage):
        for sentence in hints_for(page):
            messages.warning(request, sentence)
    if request.POST.get("action-publish") and not may_publish_without_review(request.user, page):
        messages.error(request, REVIEW_FIRST)


# Seeing


@hooks.register("on_serve_page", order=-AFTER_WAGTAILS_OWN)
def show_restricted_pages_to_colleagues(serve: Callable[..., HttpResponse]) -> Any:
    """Who may read a page's drafts may read it when it is hidden from visitors."""

    def serve_or_ask(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        user = request.user
        is_colleague = user.is_authenticated and page.get_view_restrictions().exists()
        if not is_colleague or not may_look(user, page):
            return serve(page, request, args, kwargs)
        response: HttpResponse = page.serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return serve_or_ask


@hooks.register("construct_page_chooser_queryset")
def offer_visible_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The chooser tells nobody the titles of other units' drafts."""
    match = request.resolver_match
    parent_id = match.kwargs.get("parent_page_id") if match else None
    if parent_id:
        parent = Page.objects.filter(pk=parent_id, depth__gt=1)
        if parent.exists() and not visible_pages(request.user, parent).exists():
            raise PermissionDenied
    return visible_pages(request.user, pages)


@hooks.register("before_serve_document")
def keep_unpublished_files_inside(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A file that no public page offers is only for those who work with it."""
    if may_download(request.user, document):
        return None
    raise Http404("没有这个文件")
