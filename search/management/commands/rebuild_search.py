from typing import Any

from django.core.management.base import BaseCommand

from search.actions import rebuild


class Command(BaseCommand):
    help = "重新建立公众检索的索引（期间检索照常可用）。"

    def handle(self, *args: Any, **options: Any) -> None:
        done = rebuild(tell=self._tell if options["verbosity"] > 1 else None)
        self.stdout.write(f"已写入 {done.indexed} 条，移除 {done.removed} 条。")

    def _tell(self, number: int) -> None:
        self.stdout.write(f"已写入 {number} 条……")
