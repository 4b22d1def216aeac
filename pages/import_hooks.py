"""What the import of documents adds to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from pages import import_views
from pages.document_import import may_import
from pages.document_import.action import LOG_ACTION

MOST_REPAIRS_SHOWN = 30


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    """Addresses of the import screens."""
    return [
        path("pufa/import/", import_views.upload_documents, name="pufa_import"),
        path("pufa/import/confirm/", import_views.confirm_import, name="pufa_confirm_import"),
    ]


class ImportMenuItem(MenuItem):
    """A menu entry for those who have a place to file documents in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may import."""
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    """Documents that already exist need not be typed again."""
    return ImportMenuItem(
        "导入文件", reverse("pufa_import"), name="pufa-import", icon_name="upload", order=70
    )


@hooks.register("register_log_actions")
def import_log_action(actions: Any) -> None:
    """The history of an imported page says which file it came from and what was repaired."""

    @actions.register_action(LOG_ACTION)
    class ImportFormatter(LogFormatter):
        label = "导入文件"

        def format_message(self, log_entry: Any) -> str:
            """Name the file and count the repairs."""
            data = log_entry.data
            return f"由文件“{data.get('file', '')}”导入，整理 {len(data.get('repairs', []))} 处"

        def format_comment(self, log_entry: Any) -> str:
            """List the repairs, the first ones of many."""
            repairs = [
                f"{repair['kind']}：{repair['before'][:60]}"
                + (f" → {repair['after'][:60]}" if repair["after"] else "")
                for repair in log_entry.data.get("repairs", [])[:MOST_REPAIRS_SHOWN]
            ]
            return "；".join(repairs)
