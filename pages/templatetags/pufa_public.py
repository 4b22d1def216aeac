"""Template tags and filters of the public pages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from pages.addresses import site_root
from pages.sharing import Share, breadcrumb_json

register = template.Library()
register.simple_tag(site_root)

IDEOGRAPHIC_SPACE = "\u3000"


def _as_moment(value: object) -> datetime | None:
    """The local moment meant by a datetime or its ISO text; None if it is neither."""
    if isinstance(value, str):
        try:
            # A bare day would pass for the midnight it begins with.
            value = None if parse_date(value) else parse_datetime(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _as_day(value: object) -> date | None:
    """The day meant by a date, a datetime or the ISO text of either; None if it is none."""
    moment = _as_moment(value)
    if moment is not None:
        return moment.date()
    if isinstance(value, str):
        try:
            value = parse_date(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


@register.filter
def minute(value: object) -> str:
    """A moment to the minute, as "2023年7月28日 17:14"; a bare day stays a day."""
    moment = _as_moment(value)
    if moment is None:
        return day(value)
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


@register.filter
def day(value: object) -> str:
    """A day as "2023年7月28日"; text that is no date is given back as it is."""
    found = _as_day(value)
    if found is None:
        return "" if value is None else str(value)
    return f"{found.year}年{found.month}月{found.day}日"


@register.filter
def iso_day(value: object) -> str:
    """A day as the `datetime` attribute wants it, "2023-07-28"; empty if it is no date."""
    found = _as_day(value)
    return found.isoformat() if found else ""


@register.filter
def indented(label: str, depth: int | None) -> str:
    """A label moved in by `depth` full-width spaces, to show its place in a tree."""
    return IDEOGRAPHIC_SPACE * (depth or 0) + str(label)


@register.filter
def of_kind(links: Sequence[Mapping[str, Any]] | None, kind: str) -> str:
    """The address of the section that lists records of `kind`; empty if there is none."""
    return next((str(link["url"]) for link in links or [] if link.get("kind") == kind), "")


@register.filter
def nested(rows: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """Rows in tree order, each with its `depth`, as a tree of nodes with `children`."""
    roots: list[dict[str, Any]] = []
    open_nodes: list[dict[str, Any]] = []
    for row in rows or []:
        node = {**row, "children": []}
        while open_nodes and open_nodes[-1]["depth"] >= node["depth"]:
            open_nodes.pop()
        (open_nodes[-1]["children"] if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


@register.filter
def leaves(nodes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The nodes of one level of a tree that have nothing below them."""
    return [node for node in nodes if not node["children"]]


@register.filter
def branches(nodes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The nodes of one level of a tree that have something below them."""
    return [node for node in nodes if node["children"]]


@register.filter
def list_items(cards: Sequence[str]) -> SafeString:
    """Cards as they were prepared at publishing, each as an item of a list."""
    return mark_safe("".join(f"<li>{card}</li>\n" for card in cards))  # noqa: S308


@register.filter
def medium_size(photo: Mapping[str, Any]) -> Mapping[str, Any]:
    """The size of a photo to load where `srcset` is not understood: about 800 px wide."""
    sizes: Sequence[Mapping[str, Any]] = photo.get("sizes") or []
    if not sizes:
        return photo
    return min(sizes, key=lambda size: abs(size["width"] - 800))


@register.filter
def srcset(photo: Mapping[str, Any]) -> str:
    """All sizes of a photo as one `srcset` value; each width once."""
    by_width = {size["width"]: size["url"] for size in photo.get("sizes") or []}
    return ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))


@register.simple_tag(takes_context=True)
def reading_url(context: Context, **choice: str) -> str:
    """The address that keeps one reading choice (`view` or `size`) and leads back here."""
    request: Any = context.get("request")
    address = (context.get("shell") or {}).get("reading_url", "")
    if request is None:
        return f"{address}?{urlencode(choice)}"
    if not hasattr(request, "pufa_way_back"):  # the same for every choice on the page
        request.pufa_way_back = urlencode({"next": request.get_full_path()})
    return f"{address}?{urlencode(choice)}&{request.pufa_way_back}"


@register.simple_tag
def printed_at() -> str:
    """The moment at which a page is drawn, as it is printed at its foot."""
    now = timezone.localtime()
    return f"{now.year}年{now.month}月{now.day}日 {now:%H:%M}"


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> str:
    """The full address of this page, printed at the end of a page on paper."""
    meta = context.get("meta") or {}
    if meta.get("Url"):
        return str(meta["Url"])
    request = context.get("request")
    return request.build_absolute_uri() if request is not None else ""


@register.simple_tag(takes_context=True)
def share_tags(context: Context) -> SafeString:
    """The page's one address, its Open Graph properties and the way to it."""
    shared: Share = context["share"]
    properties = shared.properties(context["shell"]["site_name"]).items()
    tags = [
        format_html('<link rel="canonical" href="{}">', shared.url),
        *(format_html('<meta property="{}" content="{}">', *pair) for pair in properties),
    ]
    if context["breadcrumb"]:
        way = breadcrumb_json(context["request"], context["breadcrumb"], shared)
        script = f'<script type="application/ld+json">{way}</script>'
        tags.append(mark_safe(script))  # noqa: S308 - made safe by breadcrumb_json
    return SafeString("\n".join(tags))


@register.simple_tag
def meta_tags(meta: Mapping[str, object] | None) -> SafeString:
    """One `<meta>` element for each name with a value; a sequence gives one for each entry."""
    pairs: list[tuple[str, object]] = []
    for name, content in (meta or {}).items():
        values = content if isinstance(content, (list, tuple)) else [content]
        pairs += [(name, value) for value in values if value not in (None, "")]
    return format_html_join("\n", '<meta name="{}" content="{}">', pairs)
