from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from pages.models.public import PublicEntry
from search import renaming
from search.engines import SearchNameTakenError, SearchServerError, server_engine
from search.indexing import rebuild_database
from search.rebuilding import RebuildRefusedError, RebuildRunningError, rebuild_server


class Command(BaseCommand):
    help = "重新建立公众检索的索引（期间检索照常可用；中断后再次运行会接着做）。"

    def handle(self, *args: Any, **options: Any) -> None:
        renaming.work_off()
        total = PublicEntry.objects.count()
        done = rebuild_database(tell=lambda number: self._tell("数据库", number, total))
        self.stdout.write(f"数据库：已写入 {done.indexed} 条，移除 {done.removed} 条。")
        engine = server_engine()
        if engine is None:
            return
        try:
            built = rebuild_server(
                engine, tell=lambda number, total: self._tell("检索服务器", number, total)
            )
        except RebuildRunningError as error:
            until = f"{localtime(error.until):%H:%M:%S}" if error.until else "两分钟"
            raise CommandError(
                "另一个 rebuild_search 正在建立检索服务器的索引，请等它完成；"
                f"如果它已被强行终止，{until} 之后再运行即可接着做。"
            ) from error
        except SearchNameTakenError as error:
            raise CommandError(
                f"检索服务器上有一个索引就叫 {error}，这个名称要留给别名：没有建立新索引。"
                f"请确认其中没有别人的数据后删除它（DELETE /{error}），"
                "或者用环境变量 PUFA_SEARCH_INDEX 换一个名称，再运行一次。"
            ) from error
        except SearchServerError as error:
            raise CommandError(
                f"检索服务器没有完成：{error}。原有索引不受影响；服务器恢复后再次运行即可接着做。"
            ) from error
        except RebuildRefusedError as error:
            raise CommandError(
                f"检索服务器拒绝了太多页面，没有启用新索引，原有索引不受影响：{error}"
            ) from error
        if built.is_resumed:
            self.stdout.write("检索服务器：接着上次中断的地方完成。")
        self.stdout.write(f"检索服务器：已启用新索引 {built.name}。")
        for name in built.dropped:
            self.stdout.write(f"检索服务器：已删除旧索引 {name}。")
        if built.reconciled.left:
            self.stdout.write(f"还有 {len(built.reconciled.left)} 条不一致，已列入待写入。")

    def _tell(self, place: str, done: int, total: int) -> None:
        share = 100 * done // max(1, total)
        self.stdout.write(f"{place}：{done} / {total}（{share}%）")
        self.stdout.flush()
