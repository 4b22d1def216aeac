"""The filters of a section page: read from the address, offered in the form."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import Http404, QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages import listing
from pages.addresses import with_query
from pages.listing import ListFilter
from registers.models import Department, Law, Village

OPTIONS_SECONDS = 60
MAX_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class ChosenFilters:
    """What a visitor chose, with the names to show."""

    wanted: ListFilter
    values: dict[str, str]
    labels: dict[str, str]
    is_impossible: bool = False

    def address(self, path: str, **changes: object) -> str:
        """Return the address of this list with `changes` to its query."""
        return with_query(path, **{**self.values, **changes})

    def active(self, path: str) -> list[dict[str, str]]:
        """Return the chosen filters, each with the address of the list without it."""
        return [
            {"label": label, "remove_url": self.address(path, **{name: None})}
            for name, label in self.labels.items()
        ]


def read_filters(kind: str, query: QueryDict) -> ChosenFilters:
    """Return the filters in `query`; an unknown value means an empty list, not an error."""
    values = {
        name: value
        for name in ("law", "department", "year", "place")
        if (value := query.get(name, "").replace("\0", "").strip()[:80])
    }
    labels: dict[str, str] = {}
    ids = {"law": 0, "department": 0, "place": 0}
    is_impossible = False
    for name, model in (("law", Law), ("department", Department), ("place", Village)):
        if name not in values:
            continue
        row = model._default_manager.filter(slug=values[name]).first()
        ids[name] = row.pk if row else 0
        labels[name] = _label(row) if row else f"“{values[name]}”（没有此项）"
        is_impossible = is_impossible or row is None
    year = read_year(values.get("year"))
    if "year" in values:
        labels["year"] = f"{year}年" if year else f"“{values['year']}”（没有此项）"
        is_impossible = is_impossible or year is None
    wanted = ListFilter(kind, ids["law"], ids["department"], ids["place"], year)
    return ChosenFilters(wanted, values, labels, is_impossible)


def read_year(text: str | None) -> int | None:
    """Return the year written in `text`, None where it is none that a record can have."""
    if text and text.isascii() and text.isdecimal() and len(text) == 4 and text > "0000":
        return int(text)
    return None


def read_page_number(query: QueryDict) -> int:
    """Return the page asked for, 1 by default; raise 404 for what is no page number."""
    text = query.get("page", "1").strip() or "1"
    if not (text.isascii() and text.isdecimal() and len(text) <= 7):
        raise Http404("没有这一页")
    number = int(text)
    if not 1 <= number <= MAX_PAGE:
        raise Http404("没有这一页")
    return number


def filter_fields(
    kind: str, chosen: ChosenFilters, years: list[tuple[int, int]]
) -> list[dict[str, Any]]:
    """Return the fields of the filter form, each with its options as ready HTML."""
    offered = _offered(kind)
    fields = [
        ("law", "法律法规", offered["law"]),
        ("department", "单位", offered["department"]),
        ("year", "年份", [(str(year), f"{year}年（{n}）") for year, n in years]),
        ("place", "村（社区）", offered["place"]),
    ]
    return [
        {
            "name": name,
            "label": label,
            "value": chosen.values.get(name, ""),
            "options_html": _options_html(options, chosen.values.get(name, "")),
        }
        for name, label, options in fields
    ]


def _offered(kind: str) -> dict[str, list[tuple[str, str]]]:
    key = f"pufa-filters-{kind}"
    offered: dict[str, list[tuple[str, str]]] | None = cache.get(key)
    if offered is None:
        laws = Law.objects.filter(pk__in=listing.laws_in_use(kind)).order_by("id")
        departments = Department.objects.filter(pk__in=listing.departments_in_use(kind))
        villages = Village.objects.filter(pk__in=listing.villages_in_use(kind))
        offered = {
            "law": list(laws.values_list("slug", "short_name")),
            "department": [
                (d.slug, "　" * (len(d.ancestor_ids) - 1) + d.label)
                for d in in_tree_order(departments)
            ],
            "place": [
                (v.slug, f"{v.name}（{v.township.label}）")
                for v in villages.select_related("township")
            ],
        }
        cache.set(key, offered, OPTIONS_SECONDS)
    return offered


def in_tree_order(departments: Any) -> list[Department]:
    """Return departments so that each follows its parent."""
    rows: list[Department] = list(departments)
    order = {row.pk: (row.sort_order, row.pk) for row in rows}
    return sorted(rows, key=lambda row: [order.get(pk, (0, pk)) for pk in row.ancestor_ids])


def _options_html(options: list[tuple[str, str]], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, format_html(" {}", "selected") if value == chosen else "", label)
            for value, label in options
        ),
    )


def _label(row: Law | Department | Village) -> str:
    if isinstance(row, Law):
        return row.short_name
    return row.label if isinstance(row, Department) else row.name
