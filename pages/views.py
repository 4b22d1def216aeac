"""Public pages that are not in the page tree."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from pages.addresses import law_url
from pages.filters import in_tree_order
from pages.listing import totals_by_law, totals_by_village
from pages.models.public import RECORD_KINDS, EntryKind, PublicEntry
from pages.serving import department_groups, page_context
from pages.shell import Reading
from registers.models import Department, Law, Village


@require_safe
def law_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public about one law."""
    law = get_object_or_404(Law.objects.select_related("successor"), slug=slug)
    return render(
        request,
        "pages/law.html",
        page_context(
            request,
            breadcrumb=[_home(request), {"title": "法律法规", "url": "../"}],
            law=_described(law),
            groups=department_groups(request, law={"id": law.pk, "slug": law.slug}),
            days=[
                {"name": day.name, "rule_text": day.rule_text}
                for day in law.publicity_days.filter(is_active=True)
            ],
        ),
    )


@require_safe
def law_index(request: HttpRequest) -> HttpResponse:
    """All laws of the register, by level, with the number of records about each."""
    totals = totals_by_law()
    query = request.GET.get("q", "").replace("\0", "").strip()[:60]
    groups: dict[str, list[dict[str, Any]]] = {}
    for law in Law.objects.prefetch_related("aliases"):
        names = [law.full_name, law.short_name, *(alias.name for alias in law.aliases.all())]
        if query and not any(query in name for name in names):
            continue
        groups.setdefault(law.get_level_display(), []).append(
            {
                "short_name": law.short_name,
                "full_name": law.full_name,
                "url": law_url(law),
                "status_label": law.get_status_display(),
                "is_repealed": law.is_repealed,
                "total": totals.get(law.pk, 0),
            }
        )
    return render(
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
    urls = dict(
        PublicEntry.objects.filter(
            kind__in=[EntryKind.UNIT, EntryKind.TOWNSHIP, EntryKind.HOME]
        ).values_list("department_id", "url")
    )
    departments = in_tree_order(Department.objects.within_tree().active())
    return render(
        request,
        "pages/units.html",
        page_context(
            request,
            breadcrumb=[_home(request)],
            units=[
                {
                    "name": department.name,
                    "short_name": department.label,
                    "url": urls.get(department.pk),
                    "depth": len(department.ancestor_ids) - 1,
                    "level": department.level,
                }
                for department in departments
            ],
        ),
    )


@require_safe
def village_index(request: HttpRequest) -> HttpResponse:
    """All villages and communities by township, each with its activities."""
    totals = totals_by_village(EntryKind.REPORT)
    site_totals = totals_by_village(EntryKind.SITE)
    context = page_context(request, breadcrumb=[_home(request)])
    sections = {link.get("kind"): link["url"] for link in context["shell"]["nav"]}
    groups: dict[str, list[dict[str, Any]]] = {}
    for village in Village.objects.filter(is_active=True).select_related("township"):
        groups.setdefault(village.township.name, []).append(
            {
                "name": village.name,
                "total": totals.get(village.pk, 0),
                "url": f"{sections.get('report', '')}?place={village.slug}",
                "site_total": site_totals.get(village.pk, 0),
                "sites_url": f"{sections.get('site', '')}?place={village.slug}",
            }
        )
    context["groups"] = [
        {"township": township, "villages": villages} for township, villages in groups.items()
    ]
    return render(request, "pages/villages.html", context)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """All sections, townships and units on one page."""
    places = (
        PublicEntry.objects.exclude(kind__in=[*RECORD_KINDS, EntryKind.OTHER])
        .order_by("path")
        .values_list("kind", "title", "url", "path")
    )
    return render(
        request,
        "pages/site_map.html",
        page_context(
            request,
            breadcrumb=[_home(request)],
            places=[
                {"kind": kind, "title": title, "url": url, "depth": max(0, path.count("/") - 2)}
                for kind, title, url, path in places
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
    return render(request, "pages/404.html", page_context(request), status=404)


def _home(request: HttpRequest) -> dict[str, str]:
    from pages.shell import shell_of

    return {"title": "首页", "url": shell_of(request)["home_url"]}


def _described(law: Law) -> dict[str, Any]:
    dates = [
        (label, getattr(law, f"{name}_on"), getattr(law, f"{name}_source"))
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
            for label, value, _source in dates
            if value
        ],
        "article_count": law.article_count,
        "aliases": [alias.name for alias in law.aliases.all()],
    }
