"""How good the search is: a corpus, queries with judged answers, and four measures.

A corpus is a file of JSON lines, one document each with `id`, `kind`, `title`, `body`, `date`
(2023-05-01) and `year`. Queries are `{"queries": [{"id", "cat", "q", "rel", "trap"}]}`: `rel` gives
the grade (1 to 3) of each document that is an answer, `trap` lists those that hold the letters of
the query but not its word.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from registers.seeding import read_shipped
from search.documents import SearchDocument
from search.engines.base import SearchEngine
from search.entities import Dictionary, Entity, EntityKind
from search.query import Filters, parse_query
from search.stages import find

RECALL_DEPTH, GAIN_DEPTH, TRAP_DEPTH = 50, 10, 20
RELEVANT = 2  # the lowest grade that a search must find; below it a find does no harm


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """One query with the grades of its answers and its traps, by ids of the corpus."""

    kind: str
    text: str
    grades: Mapping[str, int]
    traps: frozenset[str]

    @property
    def relevant(self) -> frozenset[str]:
        """The documents that should be found."""
        return frozenset(pk for pk, grade in self.grades.items() if grade >= RELEVANT)


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over `n` queries, each from 0 to 1.

    `recall50`: share of the relevant documents, of 50 at most, among the first 50. `ndcg10`: order
    of the first 10 by grade against the best order. `zero`: share of queries that find nothing.
    """

    n: int
    recall50: float
    ndcg10: float
    zero: float


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The measures of all queries and of each kind; `false_hit` is None without traps."""

    all: Measures | None
    false_hit: float | None
    cats: Mapping[str, Measures]

    def as_dict(self) -> dict[str, Any]:
        """The benchmark as JSON takes it."""
        return asdict(self)


def read_queries(path: Path) -> list[JudgedQuery]:
    """Read judged queries."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return [
        JudgedQuery(
            kind=str(query.get("cat", "")),
            text=query["q"],
            grades={str(pk): int(grade) for pk, grade in query.get("rel", {}).items()},
            traps=frozenset(map(str, query.get("trap") or ())),
        )
        for query in (content["queries"] if isinstance(content, dict) else content)
    ]


class Corpus:
    """The documents of a file, read anew with each pass, and the id each has in the index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ids: list[str] = []

    def documents(self) -> Iterator[SearchDocument]:
        """The documents, numbered from 1 in the order of the file."""
        self._ids.clear()
        with self._path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    row = json.loads(line)
                    self._ids.append(str(row["id"]))
                    yield _document(row, number=len(self._ids))

    def name(self, number: int) -> str:
        """The id in the corpus of the document with this number."""
        return self._ids[number - 1]

    def __len__(self) -> int:
        return len(self._ids)


def _document(row: Mapping[str, Any], *, number: int) -> SearchDocument:
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    return SearchDocument(
        id=number,
        version=1,
        kind=str(row.get("kind", ""))[:12],
        title=row["title"],
        url=f"/{number}/",
        body=row.get("body", ""),
        year=row.get("year") or (day.year if day else None),
        date=day,
        rank=(day.toordinal() if day else 0) * 10**10 + number,
    )


def read_names(path: Path) -> list[Entity]:
    """Read laws, departments and villages with all their names: `aliases.json` beside a corpus."""
    content = json.loads(path.read_text(encoding="utf-8"))
    laws = [
        Entity(EntityKind.LAW, pk, f"law-{pk}", row.get("key") or row["names"][0], (*row["names"],))
        for pk, row in enumerate(content.get("laws", ()), start=1)
    ]
    departments = [
        Entity(EntityKind.DEPARTMENT, pk, f"department-{pk}", row["names"][0], (*row["names"][1:],))
        for pk, row in enumerate(content.get("depts", ()), start=1)
    ]
    villages = [
        Entity(EntityKind.VILLAGE, pk, f"village-{pk}", name)
        for pk, name in enumerate(content.get("villages", ()), start=1)
    ]
    return [*laws, *departments, *villages]


def shipped_names() -> list[Entity]:
    """The laws every site begins with."""
    return [
        Entity(
            EntityKind.LAW,
            pk,
            row["slug"],
            row["short_name"],
            (row["full_name"], *row.get("aliases", ())),
        )
        for pk, row in enumerate(read_shipped("laws.json")["laws"], start=1)
    ]


def run(
    queries: Sequence[JudgedQuery],
    engine: SearchEngine,
    dictionary: Dictionary,
    name: Callable[[int], str],
) -> Benchmark:
    """Ask every query as a visitor would and measure the answers."""
    answers = [[name(pk) for pk in ask(query.text, engine, dictionary)] for query in queries]
    return measure(queries, answers)


def ask(text: str, engine: SearchEngine, dictionary: Dictionary) -> list[int]:
    """The numbers of the first documents that a query finds."""
    plan = parse_query(text, dictionary)
    _, found = find(
        plan, Filters(), start=0, size=RECALL_DEPTH, engine=engine, dictionary=dictionary
    )
    return [hit.id for hit in found.hits]


def measure(queries: Sequence[JudgedQuery], answers: Sequence[Sequence[str]]) -> Benchmark:
    """Judge each answer, best first; a query without relevant documents counts for traps only."""
    by_kind: dict[str, list[tuple[JudgedQuery, Sequence[str]]]] = defaultdict(list)
    for query, answer in zip(queries, answers, strict=True):
        if query.relevant:
            by_kind[query.kind].append((query, answer))
    trapped = [
        trapped_share(query, answer)
        for query, answer in zip(queries, answers, strict=True)
        if query.traps
    ]
    judged = [pair for pairs in by_kind.values() for pair in pairs]
    return Benchmark(
        all=_means(judged) if judged else None,
        false_hit=round(sum(trapped) / len(trapped), 4) if trapped else None,
        cats={kind: _means(pairs) for kind, pairs in sorted(by_kind.items())},
    )


def _means(judged: Sequence[tuple[JudgedQuery, Sequence[str]]]) -> Measures:
    def mean(values: Iterable[float]) -> float:
        return round(sum(values) / len(judged), 4)

    return Measures(
        n=len(judged),
        recall50=mean(recall(query, answer) for query, answer in judged),
        ndcg10=mean(gain(query, answer) for query, answer in judged),
        zero=mean(float(not answer) for _, answer in judged),
    )


def recall(query: JudgedQuery, answer: Sequence[str]) -> float:
    """The share of the relevant documents, of 50 at most, among the first 50 of the answer."""
    found = query.relevant.intersection(answer[:RECALL_DEPTH])
    return len(found) / min(RECALL_DEPTH, len(query.relevant))


def gain(query: JudgedQuery, answer: Sequence[str]) -> float:
    """The discounted gain of the first 10, as a share of the best possible."""
    best = sorted(query.grades.values(), reverse=True)[:GAIN_DEPTH]
    return _discounted(query.grades.get(pk, 0) for pk in answer[:GAIN_DEPTH]) / _discounted(best)


def _discounted(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def trapped_share(query: JudgedQuery, answer: Sequence[str]) -> float:
    """The share of traps among the first 20 of the answer."""
    first = answer[:TRAP_DEPTH]
    return sum(pk in query.traps for pk in first) / len(first) if first else 0.0
