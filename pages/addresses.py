"""Addresses of public pages that are not in the page tree."""

from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from registers.models import Law


def site_root() -> str:
    """Return the address that all others of the site begin with; it ends with a slash."""
    return get_script_prefix()


def law_url(law: Law) -> str:
    """Return the address of everything about one law."""
    return reverse("law", args=[law.slug])


def with_query(path: str, **values: object) -> str:
    """Return `path` with those `values` that are not empty as its query."""
    query = urlencode({name: value for name, value in values.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path
