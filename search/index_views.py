"""The admin's screen about the search server."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from search import outbox
from search.index_state import index_state
from search.models import IndexTask
from search.permissions import may_tend_index

TITLE = "检索服务器"
RETRIED = "已重新排队 {} 个页面，稍后会再次写入。"
NOTHING_TO_RETRY = "没有需要重试的页面。"


@require_http_methods(["GET", "POST"])
def search_index(request: HttpRequest) -> HttpResponse:
    """Show queue and server; POST has refused pages tried again: the chosen one, or all."""
    if not may_tend_index(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _retry(request)
    return render(
        request,
        "pufa_admin/search_index.html",
        {"state": index_state(), "page_title": TITLE, "header_icon": "search"},
    )


def _retry(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("page", "")
    tasks = IndexTask.objects.filter(attempts__gt=0)
    if chosen.isdecimal():
        tasks = tasks.filter(pk=chosen[:18])
    number = outbox.retry(tasks.values_list("pk", flat=True), now=timezone.now())
    if number:
        messages.success(request, RETRIED.format(number))
    else:
        messages.info(request, NOTHING_TO_RETRY)
    return redirect("pufa_search_index")
