"""Public pages that are not in the page tree."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from pages import public_places
from pages.addresses import law_url, site_root, with_query
from pages.articles import Article
from pages.citations import cards_citing
from pages.filters import in_tree_order
from pages.kept import kept, public_stamp
from pages.listing import totals_by_law, totals_by_village
from pages.models.public import EntryKind
from pages.place_pages import record_groups
from pages.response_headers import ERROR_PAGE_POLICY
from pages.sharing import share
from pages.shell import Reading, draw, page_context, section_urls, shell_of
from registers.models import Department, Law, Village

CITING_CASES = 6


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
            share=share(
                request,
                law["full_name"],
                f"《{law['short_name']}》的普法责任清单、普法动态、以案释法和普法阵地。",
                law["url"],
            ),
            groups=record_groups(request, f"law={slug}", law_id=law["id"]),
            days=law["days"],
            **_cited(request, law),
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
            share=share(
                request,
                "按法律找",
                "选一部法律，看它的责任清单、普法动态、以案释法和普法阵地。",
                reverse("laws"),
            ),
            query=query,
            groups=[{"label": label, "laws": laws} for label, laws in groups.items()],
        ),
    )


@require_safe
def unit_index(request: HttpRequest) -> HttpResponse:
    """All units that have a page, by township."""
    urls = public_places.department_urls(request)
    departments = kept(public_stamp(request), "departments", _all_departments)
    return draw(
        request,
        "pages/units.html",
        page_context(
            request,
            breadcrumb=[_home(request)],
            share=share(
                request,
                "按单位找",
                "谁执法，谁普法。每个单位的责任清单、动态和案例都在它的页面上。",
                reverse("units"),
            ),
            units=public_places.with_page(departments, urls),
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
            share=share(
                request,
                "按村社区找",
                "先找乡镇，再找村或社区，看那里办过的普法活动和建好的阵地。",
                reverse("villages"),
            ),
            groups=[
                {
                    "township": township["name"],
                    "villages": [
                        _with_addresses(village, sections) for village in township["villages"]
                    ],
                }
                for township in townships
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
            share=share(request, "网站地图", "全部栏目、乡镇和单位。", reverse("site_map")),
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
        back = site_root()
    response = redirect(back)
    chosen = Reading.of(request).changed(size=request.GET.get("size"), view=request.GET.get("view"))
    chosen.keep_in(response)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, with ways on."""
    return draw(request, "pages/404.html", page_context(request), status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something of ours failed, without asking anything that may have failed."""
    response: HttpResponse = server_error(request, template_name="pages/500.html")
    response["Content-Security-Policy"] = ERROR_PAGE_POLICY
    return response


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
            "ancestor_ids": department.ancestor_ids,
            "depth": len(department.ancestor_ids) - 1,
            "level": department.level,
        }
        for department in in_tree_order(Department.objects.within_tree().active())
    ]


def _all_villages() -> list[dict[str, Any]]:
    totals = totals_by_village(EntryKind.REPORT)
    site_totals = totals_by_village(EntryKind.SITE)
    townships: dict[int, dict[str, Any]] = {}
    for village in Village.objects.filter(is_active=True).select_related("township"):
        named = {"name": village.township.label, "villages": []}
        townships.setdefault(village.township_id, named)["villages"].append(
            {
                "name": village.name,
                "slug": village.slug,
                "total": totals.get(village.pk, 0),
                "site_total": site_totals.get(village.pk, 0),
            }
        )
    return list(townships.values())


def _with_addresses(village: dict[str, Any], sections: dict[str, str]) -> dict[str, Any]:
    """Return a village with where its activities and sites are, empty where it has none."""
    reports, sites = (
        with_query(sections[kind], place=village["slug"]) if total and kind in sections else ""
        for kind, total in (
            (EntryKind.REPORT, village["total"]),
            (EntryKind.SITE, village["site_total"]),
        )
    )
    return {**village, "url": reports or sites, "reports_url": reports, "sites_url": sites}


def _cited(request: HttpRequest, law: dict[str, Any]) -> dict[str, Any]:
    """Return the article that was asked for and the cases that cite it, nothing for no article."""
    article = Article.read(request.GET.get("article", ""), last=law["article_count"])
    if article is None:
        return {}
    cards = cards_citing(law["id"], article, count=CITING_CASES)
    return {"article": str(article), "citing_cards": cards}


def _described(slug: str) -> dict[str, Any]:
    law = Law.objects.filter(slug=slug).select_related("successor").first()
    if law is None:
        raise Http404("没有这部法律")
    successor = law.successor
    return {
        "id": law.pk,
        "short_name": law.short_name,
        "full_name": law.full_name,
        "slug": law.slug,
        "url": law_url(law),
        "text_source": law.text_source,
        "level_label": law.get_level_display(),
        "status_label": law.get_status_display(),
        "is_repealed": law.is_repealed,
        "successor": {"short_name": successor.short_name, "url": law_url(successor)}
        if successor
        else None,
        "dates": [
            {"label": label, "value": f"{value:%Y-%m-%d}", "note": ""}
            for label, value in law.told_dates
        ],
        "article_count": law.article_count,
        "aliases": [alias.name for alias in law.aliases.all()],
        "days": [
            {"name": day.name, "rule_text": day.rule_text}
            for day in law.publicity_days.filter(is_active=True)
        ],
    }
