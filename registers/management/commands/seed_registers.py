"""`manage.py seed_registers`: make the shipped laws, publicity days and terms that are missing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from registers.seeding import seed_registers

KINDS = {"laws": "法律法规", "publicity_days": "普法节点", "terms": "词表用词"}


class Command(BaseCommand):
    help = "补齐系统自带的法律法规、普法节点和词表用词；已有的内容不会改动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args: Any, **options: Any) -> None:
        report = seed_registers()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict()))
            return
        for kind, label in KINDS.items():
            self.stdout.write(
                f"{label}：新增 {report.created[kind]} 条，已有 {report.kept[kind]} 条未改动。"
            )
