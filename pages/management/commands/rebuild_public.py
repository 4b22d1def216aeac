"""`manage.py rebuild_public`: make the public read model anew and tell what was wrong with it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pages import publication


class Command(BaseCommand):
    help = "重新生成全部公开条目，并报告与原有内容的差异；没有差异说明公开内容完整无误。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args: Any, **options: Any) -> None:
        changes = publication.rebuild(progress=None if options["json"] else self._report_progress)
        if options["json"]:
            account = {
                "created": changes.created,
                "changed": changes.changed,
                "removed": changes.removed,
                "tallies_mended": changes.tallies_mended,
            }
            self.stdout.write(json.dumps(account))
            return
        if not changes:
            self.stdout.write("公开内容完整无误，没有需要改动的条目。")
            return
        self.stdout.write(
            f"已补上 {len(changes.created)} 条，更正 {len(changes.changed)} 条，"
            f"撤下 {len(changes.removed)} 条。"
        )
        if changes.tallies_mended:
            self.stdout.write("已重新统计各栏目的条数。")

    def _report_progress(self, done: int, total: int) -> None:
        self.stdout.write(f"已检查 {done} / {total} 页")
        self.stdout.flush()
