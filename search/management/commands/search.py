import html
import json
import re
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search.actions import search
from search.query import LONGEST_PAGE, SearchRequest
from search.request import FACET_FIELDS, SORT_BY_DATE
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
        parser.add_argument("--place", action="append", default=[], help="村（社区）的网址名")
        parser.add_argument("--form", action="append", default=[], help="活动形式的网址名")
        parser.add_argument("--audience", action="append", default=[], help="普法对象的网址名")
        parser.add_argument("--day", action="append", default=[], help="普法节点的网址名")
        parser.add_argument(
            "--sort", choices=["relevance", "date"], default="relevance", help="排列次序"
        )
        parser.add_argument("--exact", action="store_true", help="不改正笔误，按原词检索")
        parser.add_argument("--page", type=int, default=1, help="第几页")
        parser.add_argument("--size", type=int, default=10, help="每页几条")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen: dict[str, Any] = {
            field: tuple(options[name]) for name, field in FACET_FIELDS.items()
        }
        found = search(
            SearchRequest(
                q=" ".join(options["query"]),
                **chosen,
                by_date=options["sort"] == SORT_BY_DATE,
                as_written=options["exact"],
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
        if found.answered:
            self.stdout.write(f"没有找到原词，已按“{found.answered}”搜索。")
        if found.meant:
            self.stdout.write(f"您是不是要找：{found.meant}")
        if found.recognised:
            entities = {entity for name in found.recognised for entity in name.entities}
            names = "、".join(sorted(entity.name for entity in entities))
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
