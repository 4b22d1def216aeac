"""Search on a server of Elasticsearch, 8.x or 9.x, alone or as a cluster."""

import datetime
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.dictionary import current_dictionary
from search.documents import SearchDocument, index_text
from search.engines import elastic_index
from search.engines.base import SearchIndexMissingError, SearchServerError
from search.engines.elastic_client import (
    client,
    patient,
    reading_answer,
    server_errors,
    unhurried,
)
from search.engines.elastic_query import (
    GONE,
    PUBLIC,
    Query,
    all_of,
    having,
    matching,
    search_query,
    text_query,
    unit_query,
)
from search.entities import Dictionary
from search.facets import counts_by_facet, wanted_codes
from search.query import Filters, Plan, Unit
from search.results import FacetCounts, Found, StoredHit
from search.settings import SearchSettings
from search.vocabulary import forget, learn

_SHOWN = ["kind", "title", "body", "url", "source", "date"]
_MOST_CODES = 10_000
_CODES = {"codes": {"terms": {"field": "codes", "size": _MOST_CODES}}}
_PAGE = 10_000
_CHUNK = 500
_NOBODY = 0  # no page has this id
_REMOVED = "检索服务器刚刚删除过这个页面，稍后才接受写入。"
_BUSY = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Written:
    """What a server did not take: refused items by id, and ids it holds in a newer version."""

    failed: Mapping[int, str] = field(default_factory=dict)
    newer: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the server counted before it was asked for."""

    matched: Mapping[Plan, int]
    frequencies: Mapping[Unit, int]


class ElasticsearchEngine:
    """Keeps the documents in the index that the site's alias names, or in `index`.

    `refresh` makes every write visible at once, which costs the server much: for tests and
    benches.
    """

    name = "elasticsearch"

    def __init__(
        self,
        dictionary: Callable[[], Dictionary] = current_dictionary,
        *,
        index: str | None = None,
        refresh: bool = False,
    ) -> None:
        self._dictionary = dictionary
        self._settings = SearchSettings.read()
        self._index = index
        self._refresh = refresh
        self._until: float | None = None
        self._known: _Known | None = None

    @property
    def alias(self) -> str:
        """The name under which the index in use is found."""
        return self._settings.index_name

    @property
    def index(self) -> str:
        """The index or alias that is asked."""
        return self._index or self.alias

    @property
    def _written(self) -> str:
        """The alias that is written to."""
        return elastic_index.writing_alias(self._index) if self._index else self.alias

    @property
    def client(self) -> Elasticsearch:
        """The connection to the server."""
        return client()

    @property
    def _asking(self) -> Elasticsearch:
        """The connection for a question that somebody waits for."""
        if self._until is None:
            return self.client
        left = self._until - time.monotonic()
        if left <= 0:
            raise SearchServerError("The search server took too long.")
        return patient(self.client, left)

    # ------------------------------------------------------------------ writing

    def replace(self, documents: Iterable[SearchDocument]) -> None:
        """Store the documents; an older version never replaces a newer one."""
        _raise_refused(self.write(documents, {}))

    def remove(self, ids: Iterable[int]) -> None:
        """Forget these documents; unknown ids are no error."""
        held = self._versions_of(list(ids))
        _raise_refused(self.write((), {pk: version + 1 for pk, version in held.items()}))

    def write(self, documents: Iterable[SearchDocument], gone: Mapping[int, int]) -> Written:
        """Store documents and mark pages as gone, each unless the index holds it newer.

        `gone` gives each page's id the version from which it is gone. The mark stays in the index
        as a document of its own, so that a write that comes late never brings a page back.

        Raises SearchRefusedError where a request was refused as a whole; some of the others may
        have been written.
        """
        failed: dict[int, str] = {}
        newer: list[int] = []
        with server_errors():
            for is_ok, item in streaming_bulk(
                unhurried(self.client),
                self._actions(documents, gone),
                chunk_size=_CHUNK,
                max_chunk_bytes=self._settings.bulk_bytes,
                raise_on_error=False,
                require_alias=True,
            ):
                answer = item["index"]
                if is_ok:
                    continue
                if _is_servers_fault(answer):
                    raise SearchServerError(_reason(answer))
                if answer["status"] == 409:
                    newer.append(int(answer["_id"]))
                elif answer["error"].get("type") == "index_not_found_exception":
                    raise SearchIndexMissingError(answer["error"].get("reason", ""))
                else:
                    failed[int(answer["_id"])] = _reason(answer)
            if self._refresh:
                self.refresh()
        held = self._versions_of(newer)
        # Removed by other hands a moment ago: the server still remembers the version, for a minute.
        failed |= {pk: _REMOVED for pk in newer if pk not in held}
        return Written(failed, held)

    def try_writing(self) -> None:
        """Write the least there is to write; raises SearchServerError if not even that is taken."""
        _raise_refused(self.write((), {_NOBODY: 1}))

    def clear(self) -> None:
        """Forget everything, the words of past texts too."""
        if self._index is None:
            old = self.in_use()
            self.put_in_use(self.create())
            if old is not None:
                self.drop(old)
        else:
            self.drop(self._index)
            self.create(self._index)
        forget()

    def create(self, name: str = "") -> str:
        """Make an empty index beside the one in use and return its name."""
        name = name or self.new_name()
        elastic_index.create(self.client, name, self._settings)
        return name

    def fingerprint(self) -> str:
        """The same value as long as an index begun now would hold the same."""
        return elastic_index.fingerprint(self._settings)

    def is_ours(self, name: str) -> bool:
        """Whether an index begun now would be made as this one was."""
        return elastic_index.is_ours(self.client, name, self._settings)

    def check_name(self) -> None:
        """Raise SearchNameTakenError where another index bears the name of our alias."""
        elastic_index.check_name(self.client, self.alias)

    def new_name(self) -> str:
        """The name of an index begun now."""
        return elastic_index.new_name(self.alias)

    def in_use(self) -> str | None:
        """The index that answers the site, if there is any."""
        return elastic_index.in_use(self.client, self.alias)

    def builds(self) -> list[str]:
        """Every index made for this site, oldest first, the one in use included."""
        return elastic_index.builds(self.client, self.alias)

    def put_in_use(self, name: str) -> None:
        """Let this index answer the site from one moment to the next.

        Raises SearchIndexMissingError where it is not as we would make it.
        """
        elastic_index.put_in_use(self.client, self.alias, name, self._settings)

    def drop(self, name: str) -> None:
        """Remove an index; none of that name is no error."""
        elastic_index.drop(self.client, name)

    def refresh(self) -> None:
        """Let everything written so far be found."""
        with server_errors():
            unhurried(self.client).indices.refresh(index=self.index)

    def within(self, seconds: float) -> "ElasticsearchEngine":
        """The same engine for one visitor: all its questions together take no longer than this."""
        engine = copy(self)
        engine._until = time.monotonic() + seconds
        return engine

    def at(self, index: str) -> "ElasticsearchEngine":
        """The same engine on another index."""
        return ElasticsearchEngine(self._dictionary, index=index, refresh=self._refresh)

    def sweep(self, gone_before: datetime.datetime) -> int:
        """Take out the marks of pages gone before this moment; return their number."""
        query = all_of([GONE, {"range": {"gone_at": {"lt": gone_before.isoformat()}}}])
        old = [
            {"_op_type": "delete", "_index": self._written, "_id": pk}
            for pk, _ in self._scan(query)
        ]
        with server_errors():
            writing = unhurried(self.client)
            return sum(is_ok for is_ok, _ in streaming_bulk(writing, old, raise_on_error=False))

    def _actions(
        self, documents: Iterable[SearchDocument], gone: Mapping[int, int]
    ) -> Iterator[dict[str, Any]]:
        dictionary = None
        for document in documents:
            dictionary = dictionary or self._dictionary()
            text = index_text(document, dictionary)
            learn(text.heard)
            source = elastic_index.source_of(document, text)
            yield self._action(document.id, document.version, source)
        mark = elastic_index.tombstone(datetime.datetime.now(tz=datetime.UTC))
        for pk, version in gone.items():
            yield self._action(pk, version, mark)

    def _action(self, pk: int, version: int, source: dict[str, Any]) -> dict[str, Any]:
        return {
            "_op_type": "index",
            "_index": self._written,
            "_id": str(pk),
            "version": version,
            "version_type": "external_gte",
            "_source": source,
        }

    # ------------------------------------------------------------------- asking

    def search(self, plan: Plan, filters: Filters, *, start: int, size: int) -> Found:
        """Find what the plan asks for: `size` hits from index `start`, best first."""
        if plan.finds_nothing:
            return Found()
        answer = self._answer(_body(plan, filters, start=start, size=size))
        with reading_answer():
            return _found(answer, filters)

    def counting(self, plans: Sequence[Plan], units: Sequence[Unit]) -> "ElasticsearchEngine":
        """The same engine for the rest of one search; it has all this counted in one request."""
        answer = self._answer(_counts(*map(matching, plans), *map(unit_query, units)))
        engine = copy(self)
        with reading_answer():
            numbers = _numbers(answer)
            engine._known = _Known(
                matched=dict(zip(plans, numbers, strict=False)),
                frequencies=dict(zip(units, numbers[len(plans) :], strict=True)),
            )
        return engine

    def finds_none(self, plan: Plan) -> bool:
        """Whether it is known already that nothing matches the plan."""
        return self._known is not None and self._known.matched.get(plan) == 0

    def count(self) -> int:
        """How many documents are stored."""
        with server_errors():
            found = self.client.count(index=self.index, query=PUBLIC)
        number: int = found["count"]
        return number

    def ids_and_versions(self) -> Mapping[int, int]:
        """The version of each document stored."""
        return dict(self._scan(PUBLIC))

    def frequencies(self, units: Sequence[Unit], *, most: int) -> list[int]:
        """How many documents hold each of these units; counting stops at `most`."""
        known = dict(self._known.frequencies) if self._known else {}
        unknown = [unit for unit in dict.fromkeys(units) if unit not in known]
        if unknown:
            answer = self._answer(_counts(*map(unit_query, unknown)))
            with reading_answer():
                known.update(zip(unknown, _numbers(answer), strict=True))
        return [min(most, known[unit]) for unit in units]

    def ids_with_text(self, texts: Sequence[str]) -> list[int]:
        """Documents whose text holds any of these, letter by letter."""
        return [pk for pk, _ in self._scan(text_query(texts))] if texts else []

    def _answer(self, body: dict[str, Any]) -> Mapping[str, Any]:
        with server_errors():
            answer: Mapping[str, Any] = self._asking.search(
                index=self.index, body=body, allow_partial_search_results=False
            ).body
        return answer

    def _versions_of(self, ids: Sequence[int]) -> dict[int, int]:
        """The versions of those of these pages that the index knows, gone ones included."""
        if not ids:
            return {}
        with server_errors():
            found = unhurried(self.client).mget(
                index=self.index, ids=[str(pk) for pk in ids], source=False
            )
        _raise_failed(found["docs"])
        return {int(item["_id"]): item["_version"] for item in found["docs"] if item.get("found")}

    def _scan(self, query: Query) -> Iterator[tuple[int, int]]:
        """Ids and versions of everything that the query finds, as of one moment."""
        asking = unhurried(self.client)
        with server_errors():
            moment = asking.open_point_in_time(index=self.index, keep_alive="1m")["id"]
            after = None
            try:
                while True:
                    hits = asking.search(
                        pit={"id": moment, "keep_alive": "1m"},
                        query=query,
                        size=_PAGE,
                        sort=["_shard_doc"],
                        search_after=after,
                        source=False,
                        version=True,
                        track_total_hits=False,
                    )["hits"]["hits"]
                    for hit in hits:
                        yield int(hit["_id"]), hit["_version"]
                    if len(hits) < _PAGE:
                        return
                    after = hits[-1]["sort"]
            finally:
                asking.close_point_in_time(id=moment)


def _body(plan: Plan, filters: Filters, *, start: int, size: int) -> dict[str, Any]:
    """One search as the server takes it: a page of hits and the counts of every facet value."""
    best_first = [] if plan.by_date or not (plan.segments or plan.phrases) else ["_score"]
    body = {
        "query": search_query(plan),
        "sort": [*best_first, {"rank": "desc"}],
        "track_total_hits": True,
        "version": True,
        "from": start,
        "size": size,
    }
    chosen = {letter: having(codes) for letter, codes in wanted_codes(filters).items()}
    if not chosen:
        return {**body, "aggs": _CODES}
    within_all = all_of(list(chosen.values()))
    return {
        **body,
        "post_filter": within_all,
        "aggs": {
            "matched": {"filter": {"match_all": {}}},
            "all": {"filter": within_all, "aggs": _CODES},
            **{f"but_{letter}": _counted_without(letter, chosen) for letter in chosen},
        },
    }


def _counts(*found: Query) -> dict[str, Any]:
    """Counts what each of these finds of what is public."""
    return {
        "size": 0,
        "track_total_hits": False,
        "query": PUBLIC,
        "aggs": {"each": {"filters": {"filters": found}}},
    }


def _numbers(answer: Mapping[str, Any]) -> list[int]:
    return [bucket["doc_count"] for bucket in answer["aggregations"]["each"]["buckets"]]


def _counted_without(letter: str, chosen: Mapping[str, Query]) -> dict[str, Any]:
    """The counts of one filter's values: as if nothing of that filter were chosen."""
    others = all_of([found for other, found in chosen.items() if other != letter])
    own = {"terms": {"field": "codes", "size": _MOST_CODES, "include": f"{letter}.*"}}
    return {"filter": others, "aggs": {"codes": own}}


def _found(answer: Mapping[str, Any], filters: Filters) -> Found:
    total = answer["hits"]["total"]["value"]
    matched, counts = _counted(answer["aggregations"], filters, total)
    hits = tuple(_hit(hit) for hit in answer["hits"]["hits"])
    return Found(hits=hits, total=total, matched=matched, counts=counts)


def _counted(answer: Mapping[str, Any], filters: Filters, total: int) -> tuple[int, FacetCounts]:
    """How many match without the filters, and the counts of every facet value."""
    if "codes" in answer:
        return total, counts_by_facet(_codes(answer))
    counts = _codes(answer["all"])
    for letter in wanted_codes(filters):
        for code in [code for code in counts if code[0] == letter]:
            del counts[code]
        counts.update(_codes(answer[f"but_{letter}"]))
    return answer["matched"]["doc_count"], counts_by_facet(counts)


def _codes(answer: Mapping[str, Any]) -> Counter[str]:
    return Counter({bucket["key"]: bucket["doc_count"] for bucket in answer["codes"]["buckets"]})


def _hit(hit: Mapping[str, Any]) -> StoredHit:
    shown = hit["_source"]
    date = shown["date"]
    return StoredHit(
        **{name: shown[name] for name in _SHOWN if name != "date"},
        id=int(hit["_id"]),
        version=hit["_version"],
        date=datetime.date.fromisoformat(date) if date else None,
    )


def _reason(answer: Mapping[str, Any]) -> str:
    error = answer["error"]
    return str(error.get("reason") if isinstance(error, Mapping) else error)


def _is_servers_fault(answer: Mapping[str, Any]) -> bool:
    """Whether an item was refused for what the server is going through, not for what it is."""
    error = answer.get("error")
    kind = error.get("type") if isinstance(error, Mapping) else ""
    return kind == "cluster_block_exception" or answer["status"] in _BUSY


def _raise_refused(written: Written) -> None:
    if written.failed:
        raise SearchServerError("; ".join(written.failed.values()))


def _raise_failed(answers: Iterable[Mapping[str, Any]]) -> None:
    for answer in answers:
        if "error" in answer:
            if answer["error"].get("type") == "index_not_found_exception":
                raise SearchIndexMissingError(_reason(answer))
            raise SearchServerError(_reason(answer))
