"""Short ways in the admin to what a unit does most often, and the choices of its pickers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.models import Page

from pages import choices
from pages.models.activity_report import ActivityReportPage
from pages.models.organisation import OrganisationPage
from pages.models.responsibility_list import ResponsibilityListPage
from pages.permissions import visible_pages, workplaces_of
from pages.tree import owning_department

NO_WORKPLACE = "您还没有加入任何单位的用户组，请联系管理员。"


def write_report(request: HttpRequest) -> HttpResponse:
    """Open a new report in the user's unit."""
    places = workplaces_of(request.user)
    if not places:
        messages.warning(request, NO_WORKPLACE)
        return redirect("wagtailadmin_home")
    return _new_record(ActivityReportPage, places[0])


def own_lists(request: HttpRequest) -> HttpResponse:
    """Open the unit's newest list, or a new one where it has none."""
    places = workplaces_of(request.user)
    if not places:
        messages.warning(request, NO_WORKPLACE)
        return redirect("wagtailadmin_home")
    own = ResponsibilityListPage.objects.filter(department=places[0].department)
    newest = own.order_by("-year").first()
    if newest is not None:
        return redirect("wagtailadmin_pages:edit", newest.pk)
    return _new_record(ResponsibilityListPage, places[0])


def offered_choices(request: HttpRequest, kind: str) -> JsonResponse:
    """Answer with all laws or departments. Raises Http404 for anything else."""
    offered = {"laws": choices.law_choices, "departments": choices.department_choices}
    if kind not in offered:
        raise Http404
    return JsonResponse(choices.as_json(offered[kind]()))


def offered_items(request: HttpRequest, place_id: int) -> JsonResponse:
    """Answer with the list items that a report below the page `place_id` may fulfil."""
    place = get_object_or_404(Page, pk=place_id)
    if not place.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    department = owning_department(place)
    if department is None:
        raise Http404
    return JsonResponse(choices.as_json(choices.item_choices(department)))


class ChosenVisiblePagesView(ChosenMultipleView):
    """Wagtail's answer to a choice of pages, for pages the user may know of."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the chosen pages; ids of hidden ones are passed over."""
        wanted = [key for key in request.GET.getlist("id") if key.isdecimal()]
        shown = visible_pages(request.user, Page.objects.filter(pk__in=wanted))
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in shown.values_list("pk", flat=True)])
        request.GET = query  # type: ignore[assignment]
        response: HttpResponse = super().get(request)
        return response


chosen_pages = never_cache(require_admin_access(ChosenVisiblePagesView.as_view()))


def _new_record(kind: type[Page], place: OrganisationPage) -> HttpResponse:
    return redirect(
        "wagtailadmin_pages:add",
        kind._meta.app_label,
        kind._meta.model_name,
        place.pk,
    )
