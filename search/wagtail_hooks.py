"""Adds what the search needs to the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search import index_views
from search.permissions import may_tend_index
from search.viewsets import SynonymViewSet

register_snippet(SynonymViewSet)


@hooks.register("register_admin_urls")
def index_urls() -> list[URLPattern]:
    """The address of the screen about the search server."""
    return [path("pufa/search-index/", index_views.search_index, name="pufa_search_index")]


class SearchIndexMenuItem(MenuItem):
    """A menu entry for those who look after the search."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return may_tend_index(request.user)


@hooks.register("register_settings_menu_item")
def search_index_menu_item() -> MenuItem:
    """What the search server was told and what it refused."""
    return SearchIndexMenuItem(
        index_views.TITLE,
        reverse("pufa_search_index"),
        name="pufa-search-index",
        icon_name="search",
        order=710,
    )
