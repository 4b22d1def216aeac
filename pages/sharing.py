"""What a public page tells search engines and those who pass on its address."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

LOCALE = "zh_CN"


@dataclass(frozen=True, slots=True)
class Share:
    """Name, description, one address and picture of a page; addresses are complete."""

    title: str
    description: str
    url: str
    is_article: bool = False
    image: str = ""

    def properties(self, site_name: str) -> dict[str, str]:
        """Return the Open Graph properties of the page."""
        told = {
            "og:title": self.title,
            "og:description": self.description,
            "og:type": "article" if self.is_article else "website",
            "og:url": self.url,
            "og:image": self.image,
            "og:site_name": site_name,
            "og:locale": LOCALE,
        }
        return {name: value for name, value in told.items() if value}


def share(request: HttpRequest, title: str, description: str, address: str) -> Share:
    """Return what is told of a page that gathers others, at its one `address`."""
    return Share(title, description or title, request.build_absolute_uri(address))


def share_of_record(request: HttpRequest, record: Mapping[str, Any]) -> Share:
    """Return what is told of a public record; photos of public records are public."""
    photo = record["thumbnail"] or {}
    image = photo.get("wide_url") or photo.get("url") or ""
    return Share(
        title=record["title"],
        description=record["summary"] or record["title"],
        url=request.build_absolute_uri(record["url"]),
        is_article=True,
        image=request.build_absolute_uri(image) if image else "",
    )


def breadcrumb_json(
    request: HttpRequest, breadcrumb: Sequence[Mapping[str, str]], shared: Share
) -> str:
    """Return the way to a page as schema.org's BreadcrumbList, safe inside a script element."""
    steps = [(place["title"], request.build_absolute_uri(place["url"])) for place in breadcrumb]
    steps.append((shared.title, shared.url))
    text = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": str(name), "item": url}
                for number, (name, url) in enumerate(steps, start=1)
            ],
        },
        ensure_ascii=False,
    )
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
