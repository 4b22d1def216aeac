"""Public pages that are not in the page tree."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from pages import public_places
from pages.addresses import law_url
from pages.filters import in_tree_order
from pages.kept import kept, public_stamp
from pages.listing import totals_by_law, totals_by_village
from pages.models.public import EntryKind
from pages.place_pages import record_groups
from pages.shell import Reading, draw, page_context, section_urls, shell_of
from registers.models import Department, Law, Village


@require_safe
def law_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public about one law."""
    law = kept(public_stamp(request), ("law", slug), lambda: _described(slug))
    breadcrumb = [_home(request), {"title": "法律法规", "url": shell_of(request)["laws_url"]}]
    return draw(
        request,
        "pages/law.html",
        page_context(
            request,
            breadcrumb=breadcrumb,
            law=law,
            groups=record_groups(request, f"law={slug}", law_id=law["id"]),
            days=law["days"],
        ),
    )


@require_safe
def law_index(request: HttpRequest) -> HttpResponse:
    """All laws of the register, by level, with the number of records about each."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:60]
    groups: dict[str, list[dict[str, Any]]] = {}
    for law in kept(public_stamp(request), "laws", _all_laws):
        if not query or any(query in name for name in law["names"]):
            groups.setdefault(law["level_label"], []).append(law)
    return draw(
        request,
        "pages/laws.html",
        page_context(
            request,
            breadcrumb=[_home(request)],
            query=query,
            groups=[{"label": label, "laws": laws} for label, laws in groups.items()],
        ),
    )


@require_safe
def unit_index(request: HttpRequest) -> HttpResponse:
    """All units by township."""
    urls = public_places.department_urls(request)
    departments = kept(public_stamp(request), "departments", _all_departments)
    return draw(
        request,
        "pages/units.html",
        page_context(
            request,
            breadcrumb=[_home(request)],
            units=[{**department, "url": urls.get(department["id"])} for department in departments],
        ),
    )


@require_safe
def village_index(request: HttpRequest) -> HttpResponse:
    """All villages and communities by township, each with its activities."""
    sections = section_urls(request)
    townships = kept(public_stamp(request), "villages", _all_villages)
    return draw(
        request,
        "pages/villages.html",
        page_context(
            request,
            breadcrumb=[_home(request)],
            groups=[
                {
                    "township": township,
                    "villages": [
                        {
                            **village,
                            "url": f"{sections.get(EntryKind.REPORT, '')}?place={village['slug']}",
                            "sites_url": f"{sections.get(EntryKind.SITE, '')}"
                            f"?place={village['slug']}",
                        }
                        for village in villages
                    ],
                }
                for township, villages in townships.items()
            ],
        ),
    )


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """All sections, townships and units on one page."""
    places = sorted(public_places.public_places(request), key=lambda place: place.path.split("/"))
    return draw(
        request,
        "pages/site_map.html",
        page_context(
            request,
            breadcrumb=[_home(request)],
            places=[
                {
                    "kind": place.kind,
                    "title": place.title,
                    "url": place.url,
                    "depth": place.path.count("/") - 1,
                }
                for place in places
            ],
        ),
    )


@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """Keep the visitor's type size or reading mode and go back to the page."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    chosen = Reading.of(request).changed(size=request.GET.get("size"), view=request.GET.get("view"))
    chosen.keep_in(response)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, with ways on."""
    return draw(request, "pages/404.html", page_context(request), status=404)


def _home(request: HttpRequest) -> dict[str, str]:
    return {"title": "首页", "url": shell_of(request)["home_url"]}


def _all_laws() -> list[dict[str, Any]]:
    totals = totals_by_law()
    return [
        {
            "short_name": law.short_name,
            "full_name": law.full_name,
            "names": [law.full_name, law.short_name, *(a.name for a in law.aliases.all())],
            "url": law_url(law),
            "level_label": law.get_level_display(),
            "status_label": law.get_status_display(),
            "is_repealed": law.is_repealed,
            "total": totals.get(law.pk, 0),
        }
        for law in Law.objects.prefetch_related("aliases")
    ]


def _all_departments() -> list[dict[str, Any]]:
    return [
        {
            "id": department.pk,
            "name": department.name,
            "short_name": department.label,
            "depth": len(department.ancestor_ids) - 1,
            "level": department.level,
        }
        for department in in_tree_order(Department.objects.within_tree().active())
    ]


def _all_villages() -> dict[str, list[dict[str, Any]]]:
    totals = totals_by_village(EntryKind.REPORT)
    site_totals = totals_by_village(EntryKind.SITE)
    townships: dict[str, list[dict[str, Any]]] = {}
    for village in Village.objects.filter(is_active=True).select_related("township"):
        townships.setdefault(village.township.name, []).append(
            {
                "name": village.name,
                "slug": village.slug,
                "total": totals.get(village.pk, 0),
                "site_total": site_totals.get(village.pk, 0),
            }
        )
    return townships


def _described(slug: str) -> dict[str, Any]:
    law = Law.objects.filter(slug=slug).select_related("successor").first()
    if law is None:
        raise Http404("没有这部法律")
    dates = [
        (label, getattr(law, f"{name}_on"))
        for name, label in (
            ("adopted", "通过"),
            ("changed", law.change_type or "最近修改"),
            ("effective", "施行"),
            ("latest_effective", "最近生效"),
            ("repealed", "废止"),
        )
    ]
    successor = law.successor
    return {
        "id": law.pk,
        "short_name": law.short_name,
        "full_name": law.full_name,
        "slug": law.slug,
        "level_label": law.get_level_display(),
        "status_label": law.get_status_display(),
        "is_repealed": law.is_repealed,
        "successor": {"short_name": successor.short_name, "url": law_url(successor)}
        if successor
        else None,
        "dates": [
            {"label": label, "value": f"{value:%Y-%m-%d}", "note": ""}
            for label, value in dates
            if value
        ],
        "article_count": law.article_count,
        "aliases": [alias.name for alias in law.aliases.all()],
        "days": [
            {"name": day.name, "rule_text": day.rule_text}
            for day in law.publicity_days.filter(is_active=True)
        ],
    }
