"""Short ways in the admin to what a unit does most often."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pages.models.activity_report import ActivityReportPage
from pages.models.responsibility_list import ResponsibilityListPage
from pages.permissions import units_of
from pages.tree import year_folder


def write_report(request: HttpRequest) -> HttpResponse:
    """Open a new report in the user's unit."""
    units = units_of(request.user)
    if not units:
        messages.warning(request, "您还没有加入任何单位的用户组，请联系管理员。")
        return redirect("wagtailadmin_home")
    model = ActivityReportPage._meta
    return redirect(
        "wagtailadmin_pages:add", model.app_label, model.model_name, year_folder(units[0]).pk
    )


def own_lists(request: HttpRequest) -> HttpResponse:
    """Open the unit's newest list, or a new one where it has none."""
    units = units_of(request.user)
    if not units:
        messages.warning(request, "您还没有加入任何单位的用户组，请联系管理员。")
        return redirect("wagtailadmin_home")
    newest = (
        ResponsibilityListPage.objects.filter(department=units[0].department)
        .order_by("-year")
        .first()
    )
    if newest is not None:
        return redirect("wagtailadmin_pages:edit", newest.pk)
    model = ResponsibilityListPage._meta
    return redirect(
        "wagtailadmin_pages:add", model.app_label, model.model_name, year_folder(units[0]).pk
    )
