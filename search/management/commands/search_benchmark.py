import argparse
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import benchmark
from search.engines import elastic_index
from search.engines.base import SearchEngine, SearchServerError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.postgres import PostgresEngine
from search.engines.sqlite import SqliteEngine
from search.entities import Dictionary, Entity
from search.scratch_database import WrongDatabaseError, scratch_database, tend_database
from search.settings import SearchSettings
from search.synonyms import SYNONYMS

ALIASES = "aliases.json"
_PATIENCE = 3600  # seconds: what is measured is the answers, not the time they take


class Command(BaseCommand):
    help = "用一组文档和带评判的搜索词衡量检索质量；在单独的索引里进行，不触及网站的索引和名册。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--docs", type=_file, required=True, help="文档，每行一个 JSON")
        parser.add_argument("--queries", type=_file, required=True, help="搜索词及评判，JSON")
        parser.add_argument(
            "--engine", choices=["sqlite", "postgres", "elasticsearch"], required=True
        )
        parser.add_argument(
            "--aliases",
            type=_file,
            help=f"法律、单位、村的名称，JSON；不写时用文档旁的 {ALIASES}，没有则用系统自带的法律",
        )
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        corpus = benchmark.Corpus(options["docs"])
        dictionary = Dictionary(_names(options["docs"], options["aliases"]), 0, SYNONYMS)
        queries = benchmark.read_queries(options["queries"])
        try:
            with _index(options["engine"], dictionary) as engine:
                engine.replace(corpus.documents())
                result = benchmark.run(queries, _settled(engine), dictionary, corpus.name)
        except WrongDatabaseError:
            raise CommandError(
                "postgres 需要 PostgreSQL 数据库，而网站用的是另一种："
                "请设置环境变量 DATABASE_URL，如 postgres://用户:密码@主机:5432/数据库。"
            ) from None
        except SearchServerError as error:
            raise CommandError(
                f"检索服务器没有应答：请检查环境变量 ELASTICSEARCH_URL（{error}）。"
            ) from error
        if options["json"]:
            whole = {"engine": options["engine"], "docs": len(corpus), **result.as_dict()}
            self.stdout.write(json.dumps(whole, ensure_ascii=False))
        else:
            self._write(result, len(corpus))

    def _write(self, result: benchmark.Benchmark, n_documents: int) -> None:
        self.stdout.write(f"{n_documents} 篇文档")
        self.stdout.write(_line("类别", "条数", "查全率@50", "nDCG@10", "无结果"))
        for kind, measures in result.cats.items():
            self.stdout.write(_measured(kind, measures))
        if result.all:
            self.stdout.write(_measured("全部", result.all))
        if result.false_hit is not None:
            self.stdout.write(f"误中：{result.false_hit:.3f}")


@contextmanager
def _index(name: str, dictionary: Dictionary) -> Iterator[SearchEngine]:
    """An empty engine with an index of its own."""
    with scratch_database("postgresql" if name == "postgres" else "sqlite"):
        if name == "elasticsearch":
            with _server_index(dictionary) as engine:
                yield engine
        else:
            engines = {"sqlite": SqliteEngine, "postgres": PostgresEngine}
            yield engines[name](lambda: dictionary)


@contextmanager
def _server_index(dictionary: Dictionary) -> Iterator[SearchEngine]:
    alias = SearchSettings.read().index_name
    engine = ElasticsearchEngine(
        lambda: dictionary, index=f"{alias}-benchmark-{secrets.token_hex(6)}"
    )
    engine.clear()
    try:
        yield engine
    finally:
        elastic_index.drop(engine.client, engine.index)


def _settled(engine: SearchEngine) -> SearchEngine:
    """The engine with everything written to be found, as quickly as on a site in use."""
    if isinstance(engine, ElasticsearchEngine):
        engine.refresh()
        return engine.within(_PATIENCE)
    tend_database()
    return engine


def _names(documents: Path, given: Path | None) -> list[Entity]:
    beside = documents.with_name(ALIASES)
    path = given or (beside if beside.exists() else None)
    return benchmark.read_names(path) if path else benchmark.shipped_names()


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"没有文件 {text}")
    return path


def _measured(kind: str, measures: benchmark.Measures) -> str:
    values = (measures.recall50, measures.ndcg10, measures.zero)
    return _line(kind, str(measures.n), *(f"{value:.3f}" for value in values))


def _line(kind: str, *values: str) -> str:
    width = 16 - sum(not character.isascii() for character in kind)
    cells = (
        f"{value:>{12 - sum(not character.isascii() for character in value)}}" for value in values
    )
    return f"{kind:<{width}}{''.join(cells)}"
