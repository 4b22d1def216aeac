"""`manage.py load_demo`: fill an empty site with the demonstration."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.demo.accounts import accounts_file
from pages.demo.content import DemoDataError
from pages.demo.loader import load_demo

KINDS = {
    "departments": "单位",
    "villages": "村社区",
    "units": "频道和单位页",
    "lists": "责任清单",
    "reports": "活动报道",
    "cases": "案例",
    "sites": "阵地",
    "notices": "公告",
    "photos": "插画",
    "accounts": "演示账号",
}


class Command(BaseCommand):
    help = "在空站点上载入示例县的演示内容；已经载入的，再运行不作改动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--restore", action="store_true", help="补回被删除的演示内容")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_demo(restore=options["restore"])
        except DemoDataError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
            return
        if report.refused:
            self.stdout.write(report.refused)
            return
        made = [
            f"{label} {report.created[kind]}"
            for kind, label in KINDS.items()
            if report.created.get(kind)
        ]
        self.stdout.write(
            f"演示内容：新增{'、'.join(made)}。" if made else "演示内容已在，未作改动。"
        )
        if report.created.get("accounts"):
            self.stdout.write(f"演示账号和密码写在 {accounts_file()}。")
