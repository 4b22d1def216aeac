"""Search over a judged corpus of public pages: how good, how quick, how quickly indexed.

Measured for the engine of the run's database and for Elasticsearch, each against a plain index of
the same texts on the same server: its `match` for the time of a search, its bulk requests for the
time of indexing. Without the server only the quality is measured, without the generator of the
large corpus only a short one.

BENCH_DOCS lists the numbers of documents (20000,100000), BENCH_CORPUS the folder of the generator.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.test import override_settings

from pages.models import PublicEntry
from search import benchmark
from search.benchmark import Benchmark, JudgedQuery
from search.dictionary import build_dictionary
from search.documents import SearchDocument, build_document
from search.engines import database_engine
from search.engines.base import SearchEngine
from search.entities import Dictionary
from search.query import PAGE_SIZE, Filters, parse_query
from search.stages import find
from tests.bench.bulk_county import tend_database
from tests.bench.figure import Figure
from tests.bench.searchable_county import SearchableCounty, make_searchable_county
from tests.bench.short_corpus import write_short_corpus
from tests.services import NotInstalledError, elasticsearch

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SIZES = [int(size) for size in os.environ.get("BENCH_DOCS", "20000").split(",")]
GENERATOR = Path(
    os.environ.get("BENCH_CORPUS", settings.BASE_DIR.parent / "shared" / "search_bench")
)
ROUNDS = 7
WARM_UP = 5  # rounds before anything is measured: a server compiles what it does often
SMALL = 20_000
PLAIN = "plain"
RECALL, ORDER, ORDER_ON_SERVER, SYNONYM_ORDER, QUESTION_RECALL = 0.97, 0.95, 0.96, 0.85, 0.85
FALSE_HITS, APART, THROUGHPUT, SLOWEST = 0.01, 0.02, 0.25, 60
# p50 and p95 against those of the plain match, up to SMALL documents and beyond.
TIMES = {
    "elasticsearch": ((1.3, 1.3), (1.3, 1.3)),
    "sqlite": ((1.2, 4), (2, 5)),
    "postgresql": ((1.5, 4), (3, 6)),
}

Ask = Callable[[str], Any]


def figures() -> Iterator[Figure]:
    """Yield quality at the first size, then times at every size."""
    with tempfile.TemporaryDirectory(prefix="pufa-bench-") as name, _server() as server:
        documents, queries, sizes = _corpus(Path(name))
        county = make_searchable_county(documents.with_name("aliases.json"))
        dictionary = build_dictionary()
        engines = _engines(dictionary, server)
        judged = benchmark.read_queries(queries)
        for size in sizes:
            county.fill(documents, size)
            yield from _indexing(engines, server, size)
            if size == sizes[0]:
                yield from _quality(engines, judged, dictionary, county)
            if server:
                yield from _times(engines, server, judged, dictionary, size)


def _corpus(folder: Path) -> tuple[Path, Path, list[int]]:
    """Documents, judged queries and the numbers of documents to measure with."""
    if not (GENERATOR / "gen.py").exists():
        documents, queries = write_short_corpus(folder)
        return documents, queries, [len(documents.read_text(encoding="utf-8").splitlines())]
    documents, queries = folder / "docs.jsonl", folder / "queries.json"
    _generate("docs", "--n", str(max(SIZES)), "--out", str(documents))
    _generate("judge", "--docs", str(documents), "--n", str(SIZES[0]), "--out", str(queries))
    _generate("alias", "--out", str(folder / "aliases.json"))
    return documents, queries, SIZES


def _generate(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, str(GENERATOR / "gen.py"), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _server() -> Iterator["Elasticsearch | None"]:
    """The client of a server of this run, where the server is installed."""
    try:
        running = elasticsearch()
        nodes = running.__enter__()
    except NotInstalledError as error:
        sys.stderr.write(f"{error}\n")
        yield None
        return
    try:
        from search.engines.elastic_client import client

        options = {"ELASTICSEARCH_URLS": (nodes[0].url,), "REPLICAS": 0, "TIMEOUT": 60}
        with override_settings(PUFA_SEARCH=options):
            yield client()
    finally:
        running.__exit__(None, None, None)


def _engines(dictionary: Dictionary, server: "Elasticsearch | None") -> list[SearchEngine]:
    engines: list[SearchEngine] = [type(database_engine())(lambda: dictionary)]
    if server:
        from search.engines.elasticsearch import ElasticsearchEngine

        engines.append(ElasticsearchEngine(lambda: dictionary, index="bench"))
    for engine in engines:
        engine.clear()
    return engines


def _indexing(
    engines: Sequence[SearchEngine], server: "Elasticsearch | None", size: int
) -> Iterator[Figure]:
    """Index what is new and yield documents a second, against the plain index."""
    new = [
        build_document(entry)
        for entry in PublicEntry.objects.filter(api__has_key="kind_label")
        .prefetch_related("facets")
        .order_by("pk")[engines[0].count() :]
    ]
    plain = _seconds(lambda: _write_plain(server, new)) if server else None
    for engine in engines:
        with transaction.atomic():
            seconds = _seconds(lambda engine=engine: engine.replace(new))
        if plain:
            yield Figure(
                name=f"search: {engine.name}, indexing to {size} against plain bulk",
                value=plain / seconds,
                goal=THROUGHPUT,
                unit="×",
                better="higher",
            )
    if server:
        server.options(request_timeout=120).indices.forcemerge(index=f"bench,{PLAIN}")
        server.indices.refresh(index=f"bench,{PLAIN}")
    tend_database()


def _write_plain(server: "Elasticsearch", documents: Sequence[SearchDocument]) -> None:
    from elasticsearch.helpers import bulk

    if not server.indices.exists(index=PLAIN):
        text = {"type": "text", "analyzer": "standard"}
        server.indices.create(
            index=PLAIN,
            settings={"number_of_replicas": 0},
            mappings={"properties": {"title": {"type": "text", "index": False}, "text": text}},
        )
    actions = (
        {
            "_index": PLAIN,
            "_id": str(document.id),
            "title": document.title,
            "text": f"{document.title}\n{document.body}",
        }
        for document in documents
    )
    bulk(server, actions)


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _quality(
    engines: Sequence[SearchEngine],
    judged: Sequence[JudgedQuery],
    dictionary: Dictionary,
    county: SearchableCounty,
) -> Iterator[Figure]:
    results = {
        engine.name: benchmark.run(
            judged, engine, dictionary, lambda pk: county.names.get(pk, f"page {pk}")
        )
        for engine in engines
    }
    for name, result in results.items():
        yield from _measures(name, result)
    if len(results) > 1:
        orders = [result.all.ndcg10 for result in results.values() if result.all]
        yield Figure(name="search: engines apart", value=max(orders) - min(orders), goal=APART)


def _measures(name: str, result: Benchmark) -> Iterator[Figure]:
    assert result.all is not None
    order = ORDER_ON_SERVER if name == "elasticsearch" else ORDER
    higher = [("recall@50", result.all.recall50, RECALL), ("nDCG@10", result.all.ndcg10, order)]
    if synonym := result.cats.get("synonym"):
        higher.append(("synonym nDCG@10", synonym.ndcg10, SYNONYM_ORDER))
    if question := result.cats.get("question"):
        higher.append(("question recall@50", question.recall50, QUESTION_RECALL))
    for measure, value, goal in higher:
        yield Figure(name=f"search: {name}, {measure}", value=value, goal=goal, better="higher")
    yield Figure(name=f"search: {name}, nothing found", value=result.all.zero, goal=0)
    yield Figure(name=f"search: {name}, false hits", value=result.false_hit or 0, goal=FALSE_HITS)


def _times(
    engines: Sequence[SearchEngine],
    server: "Elasticsearch",
    judged: Sequence[JudgedQuery],
    dictionary: Dictionary,
    size: int,
) -> Iterator[Figure]:
    texts = [query.text for query in judged]
    asked = {engine.name: _asker(engine, dictionary) for engine in engines}
    seconds = _measured({PLAIN: lambda text: _match(server, text), **asked}, texts)
    plain = seconds.pop(PLAIN)
    for name, times in seconds.items():
        half, most = TIMES[name][0 if size <= SMALL else 1]
        ratios = {
            "p50": (median(times) / median(plain), half),
            "p95": (_p95(times) / _p95(plain), most),
            "slowest against p50": (max(times) / median(plain), SLOWEST),
        }
        for measure, (value, goal) in ratios.items():
            yield Figure(
                name=f"search: {name}, {size} documents, {measure}",
                value=value,
                goal=goal,
                unit="×",
            )


def _asker(engine: SearchEngine, dictionary: Dictionary) -> Ask:
    """Ask as a visitor does: the plan, the first page of hits and all counts."""

    def ask(text: str) -> None:
        plan = parse_query(text, dictionary)
        find(plan, Filters(), start=0, size=PAGE_SIZE, engine=engine, dictionary=dictionary)

    return ask


def _match(server: "Elasticsearch", text: str) -> None:
    server.search(index=PLAIN, query={"match": {"text": text}}, size=PAGE_SIZE)


def _measured(asked: dict[str, Ask], texts: Sequence[str]) -> dict[str, list[float]]:
    """The usual time of each text, everybody asked in turn so that a busy machine is fair."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in texts] for name in asked}
    for number in range(WARM_UP + ROUNDS):
        for place, text in enumerate(texts):
            for name, ask in asked.items():
                seconds = _seconds(lambda ask=ask, text=text: ask(text))
                if number >= WARM_UP:
                    times[name][place].append(seconds)
    return {name: [median(each) for each in found] for name, found in times.items()}


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]
