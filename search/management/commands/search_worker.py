import signal
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import worker
from search.engines import SearchServerError, has_server
from search.indexing import Worked

ENDING = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    help = "把公开内容的改动写入检索服务器；一直运行，收到 SIGTERM 后写完手头的再退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="写完现有的改动就退出")

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_server():
            raise CommandError("没有设置检索服务器（ELASTICSEARCH_URL），无需运行。")
        if options["once"]:
            try:
                self.stdout.write(f"已写入 {worker.work_off()} 页。")
            except SearchServerError as error:
                raise CommandError(f"检索服务器不可用，改动仍在等待写入：{error}") from error
            return
        stop = Event()

        def finish(number: int, frame: FrameType | None) -> None:
            stop.set()

        before = {number: signal.signal(number, finish) for number in ENDING}
        try:
            worker.run(stop, tell=self._tell if options["verbosity"] > 1 else None)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _tell(self, worked: Worked) -> None:
        self.stdout.write(f"已写入 {worked.written} 页，失败 {len(worked.failed or ())} 页。")
        self.stdout.flush()
