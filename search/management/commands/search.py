import html
import json
import re
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.actions import search
from search.query import LONGEST_PAGE, SearchRequest
from search.results import SearchResults

_MARK = re.compile("</?mark>")


class Command(BaseCommand):
    help = "在终端里检索已公开的内容。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", nargs="*", help="要找的词；不写时按新旧列出全部")
        parser.add_argument("--law", action="append", default=[], help="法律的网址名（可多次）")
        parser.add_argument(
            "--department", action="append", default=[], help="单位的网址名，含下级"
        )
        parser.add_argument("--kind", action="append", default=[], help="类型，如 report、case")
        parser.add_argument("--year", action="append", default=[], help="年份，如 2023")
        parser.add_argument("--page", type=int, default=1, help="第几页")
        parser.add_argument("--size", type=int, default=10, help="每页几条")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = search(
            SearchRequest(
                q=" ".join(options["query"]),
                laws=tuple(options["law"]),
                departments=tuple(options["department"]),
                kinds=tuple(options["kind"]),
                years=tuple(options["year"]),
                page=max(1, options["page"]),
                page_size=min(max(1, options["size"]), LONGEST_PAGE),
            )
        )
        if options["json"]:
            text = json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str)
            self.stdout.write(text)
        else:
            self._write(found)

    def _write(self, found: SearchResults) -> None:
        for note in found.notes:
            self.stdout.write(note)
        if found.recognised:
            names = "、".join(entity.name for entity in found.recognised)
            self.stdout.write(f"识别为：{names}")
        self.stdout.write(f"共 {found.total} 条，第 {found.page}/{found.pages} 页")
        for hit in found.hits:
            date = f"{hit.date:%Y-%m-%d}" if hit.date else ""
            self.stdout.write(
                f"\n{_plain(hit.title)}\n  {date} {hit.kind_label} {hit.source}  {hit.url}"
            )
            self.stdout.write(f"  {_plain(hit.excerpt)}")


def _plain(marked: str) -> str:
    return html.unescape(_MARK.sub("", marked))
