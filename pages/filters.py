"""The filters of a section page: read from the address, offered in the form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest, QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from pages import listing
from pages.addresses import with_query
from pages.kept import kept, public_stamp
from pages.listing import ListFilter
from registers.models import Department, Law, Village

MAX_PAGE_DIGITS = 7
FIELDS = {"law": "法律法规", "department": "单位", "year": "年份", "place": "村（社区）"}


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

    def page_addresses(self, path: str) -> Callable[[int], str]:
        """Return how the addresses of this list's pages are made from their numbers."""
        start = self.address(path)
        mark = "&" if self.values else "?"
        return lambda number: f"{start}{mark}page={number}"

    def active(self, path: str) -> list[dict[str, str]]:
        """Return the chosen filters, each with the address of the list without it."""
        return [
            {"label": label, "remove_url": self.address(path, **{name: None})}
            for name, label in self.labels.items()
        ]


class Named(NamedTuple):
    """A row of a register: its name, and as an option among others."""

    id: int
    label: str
    option: str


def read_filters(request: HttpRequest, kind: str) -> ChosenFilters:
    """Return the filters in the address; an unknown value means an empty list, not an error."""
    values = {
        name: value
        for name in FIELDS
        if (value := request.GET.get(name, "").replace("\0", "").strip()[:80])
    }
    ids: dict[str, int] = {}
    labels: dict[str, str] = {}
    for name in REGISTERS:
        if name in values and (row := _register(request, name).get(values[name])):
            ids[name], labels[name] = row.id, row.label
    year = read_year(values.get("year"))
    if year:
        labels["year"] = f"{year}年"
    return ChosenFilters(
        wanted=ListFilter(
            kind, ids.get("law", 0), ids.get("department", 0), ids.get("place", 0), year
        ),
        values=values,
        labels={name: labels.get(name, f"“{value}”（没有此项）") for name, value in values.items()},
        is_impossible=labels.keys() != values.keys(),
    )


def read_year(text: str | None) -> int | None:
    """Return the year written in `text`, None where it is none that a record can have."""
    if text and text.isascii() and text.isdecimal() and len(text) == 4 and text > "0000":
        return int(text)
    return None


def read_page_number(query: QueryDict) -> int:
    """Return the page asked for, 1 by default; 0, which no list has, for what is no number."""
    text = query.get("page", "1").strip() or "1"
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_PAGE_DIGITS):
        return 0
    return int(text)


def filter_fields(
    request: HttpRequest, kind: str, chosen: ChosenFilters, years: list[tuple[int, int]]
) -> list[dict[str, Any]]:
    """Return the fields of the filter form that offer a choice, each with its options as HTML."""
    offered = kept(public_stamp(request), ("options", kind), lambda: _offered(request, kind))
    options = {**offered, "year": _options((year, f"{year}年（{n}）") for year, n in years)}
    return [
        {
            "name": name,
            "label": label,
            "value": chosen.values.get(name, ""),
            "options_html": _with_choice(options[name], chosen.values.get(name, "")),
        }
        for name, label in FIELDS.items()
        if options[name]
    ]


def in_tree_order(departments: Any) -> list[Department]:
    """Return departments so that each follows its parent."""
    rows: list[Department] = list(departments)
    order = {row.pk: (row.sort_order, row.pk) for row in rows}
    return sorted(rows, key=lambda row: [order.get(pk, (0, pk)) for pk in row.ancestor_ids])


def _register(request: HttpRequest, name: str) -> dict[str, Named]:
    return kept(public_stamp(request), ("register", name), REGISTERS[name])


def _laws() -> dict[str, Named]:
    names = {
        row.slug: (row.pk, row.named_with_state)
        for row in Law.objects.order_by("id").only("id", "slug", "short_name", "status")
    }
    return {slug: Named(pk, name, name) for slug, (pk, name) in names.items()}


def _departments() -> dict[str, Named]:
    return {
        row.slug: Named(row.pk, row.name, "　" * (len(row.ancestor_ids) - 1) + row.name)
        for row in in_tree_order(Department.objects.all())
    }


def _villages() -> dict[str, Named]:
    return {
        row.slug: Named(row.pk, row.name, f"{row.name}（{row.township.label}）")
        for row in Village.objects.select_related("township")
    }


REGISTERS: dict[str, Callable[[], dict[str, Named]]] = {
    "law": _laws,
    "department": _departments,
    "place": _villages,
}


def _offered(request: HttpRequest, kind: str) -> dict[str, SafeString]:
    used = listing.in_use(kind)
    ids = {"law": used.laws, "department": used.departments, "place": used.villages}
    return {
        name: _options(
            (slug, row.option)
            for slug, row in _register(request, name).items()
            if row.id in ids[name]
        )
        for name in REGISTERS
    }


def _options(rows: Iterable[tuple[Any, str]]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', rows)


def _with_choice(options: SafeString, value: str) -> SafeString:
    # The options are kept ready between requests; only the choice differs from one to the next.
    if not value.replace("-", "").isalnum():
        return options
    mark = f'<option value="{value}"'
    return mark_safe(options.replace(mark, f"{mark} selected", 1))  # noqa: S308
