import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import renaming
from search.engines import SearchServerError, server_engine
from search.reconcile import Differences, Reconciled, reconcile_database, reconcile_server

PLACES = {"database": "数据库", "server": "检索服务器"}
KINDS = {
    "missing": "缺少",
    "surplus": "多出（已不公开）",
    "behind": "过时",
    "ahead": "版本比数据库新",
}
MOST_SHOWN = 20


class Command(BaseCommand):
    help = "比较公开内容与检索索引（数据库、检索服务器），改正差异并逐项列出。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        renamed = renaming.work_off()
        if renamed and not options["json"]:
            self.stdout.write(f"名称改动：已重新分析 {renamed} 个页面。")
        done = {"database": reconcile_database()}
        engine = server_engine()
        try:
            if engine is not None:
                done["server"] = reconcile_server(engine)
        except SearchServerError as error:
            raise CommandError(f"检索服务器不可用，无法比较：{error}") from error
        finally:
            if options["json"]:
                account = {place: asdict(result) for place, result in done.items()}
                self.stdout.write(json.dumps(account, ensure_ascii=False, indent=2))
            else:
                for place, result in done.items():
                    self._write(PLACES[place], result)
        if any(result.left for result in done.values()):
            raise CommandError("仍有差异；未能写入的页面已列入待写入，会自动重试。")

    def _write(self, place: str, result: Reconciled) -> None:
        if not result.found:
            self.stdout.write(f"{place}：一致。")
            return
        self.stdout.write(f"{place}：发现 {len(result.found)} 处差异，余 {len(result.left)} 处。")
        for line in _lines(result.found):
            self.stdout.write(f"  {line}")
        for pk, error in result.failed.items():
            self.stdout.write(f"  页面 {pk} 未能写入：{error}")


def _lines(found: Differences) -> list[str]:
    lines = []
    for kind, label in KINDS.items():
        ids = getattr(found, kind)
        if ids:
            shown = "、".join(map(str, ids[:MOST_SHOWN]))
            more = f" 等 {len(ids)} 个" if len(ids) > MOST_SHOWN else ""
            lines.append(f"{label}：页面 {shown}{more}")
    return lines
