"""What an index on the search server looks like, and which of several is in use.

Tokens come ready from the analysis; the server only splits them at spaces. No plugin and no
module is needed that some distribution of Elasticsearch lacks. An alias names the index in use;
each index is called after the alias and the moment it was begun.

Nothing is ever written but through an alias: for a name that is lost the server would make an index
of its own, with fields nobody defined. So each index has an alias to be written through as well.
"""

from __future__ import annotations

import inspect
import json
import sys
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.dsl import Boolean, Date, Document, Integer, Keyword, Long, MetaField, Text

from search.analysis_version import analysis_version
from search.characters import IS_HAN
from search.documents import IndexedText, SearchDocument
from search.engines.base import SearchIndexMissingError, SearchNameTakenError
from search.engines.elastic_client import server_errors, unhurried
from search.facets import facet_codes
from search.settings import SearchSettings

_MADE = "%Y%m%d%H%M%S%f"
# Days are counted from here when newer documents gain a little.
_FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC).toordinal()


def _tokens(**options: Any) -> Text:
    return Text(analyzer="whitespace", **options)


def _marks() -> Text:
    # Found or not: how often and in how long a text says nothing.
    return _tokens(norms=False, index_options="docs")


class IndexedPage(Document):
    """One public page, or the mark that one is public no more.

    `letters` holds the compact text sign by sign, so that a phrase is found letter by letter.
    `day` counts days, `rank` is the order of every list.
    """

    is_public = Boolean()
    kind = Keyword(index=False, doc_values=False)
    url = Keyword(index=False, doc_values=False)
    title = Text(index=False)
    body = Text(index=False)
    source = Keyword(index=False, doc_values=False)
    date = Date()
    rank = Long(index=False)
    day = Integer(index=False)
    codes = Keyword(eager_global_ordinals=True)
    gone_at = Date()
    title_tokens = _tokens()
    label_tokens = _tokens()
    body_tokens = _tokens()
    title_grams = _marks()
    grams = _marks()
    letters = _tokens(norms=False)

    class Meta:
        dynamic = MetaField("strict")
        # What was only split for the index need not be kept a second time.
        source = MetaField(
            excludes=[
                "title_tokens",
                "label_tokens",
                "body_tokens",
                "title_grams",
                "grams",
                "letters",
            ]
        )


def new_name(alias: str) -> str:
    """The name of an index begun now."""
    return f"{alias}-{datetime.now(tz=UTC).strftime(_MADE)}"


def writing_alias(name: str) -> str:
    """The alias through which this very index is written, whether in use or not."""
    return f"{name}-writing"


def create(client: Elasticsearch, name: str, settings: SearchSettings) -> None:
    """Make an empty index beside those that exist."""
    with server_errors():
        unhurried(client).indices.create(
            index=name, aliases={writing_alias(name): {}}, **definition(settings)
        )


def definition(settings: SearchSettings) -> dict[str, Any]:
    """Mappings and settings of a new index."""
    return {
        "mappings": {
            **IndexedPage._doc_type.mapping.to_dict(),
            "_meta": {"fingerprint": fingerprint(settings)},
        },
        "settings": {
            "number_of_shards": settings.shards,
            "number_of_replicas": settings.replicas,
            "refresh_interval": "1s",
        },
    }


def fingerprint(settings: SearchSettings) -> str:
    """The same value for indexes that hold the same of a document; kept in the index itself."""
    return _fingerprint(settings.shards, analysis_version())


@lru_cache(maxsize=8)
def _fingerprint(shards: int, analysis: str) -> str:
    here = inspect.getsource(sys.modules[__name__])
    mapping = json.dumps(IndexedPage._doc_type.mapping.to_dict(), sort_keys=True)
    return sha256("\0".join([str(shards), analysis, mapping, here]).encode()).hexdigest()


def is_ours(client: Elasticsearch, name: str, settings: SearchSettings) -> bool:
    """Whether this code made the index, and would make it the same way now."""
    with server_errors():
        mappings = client.indices.get_mapping(index=name)[name]["mappings"]
        held: object = mappings.get("_meta", {}).get("fingerprint")
        return held == fingerprint(settings)


def check_name(client: Elasticsearch, alias: str) -> None:
    """Raise SearchNameTakenError where an index bears the name that the alias must have."""
    with server_errors():
        found = client.indices.get(index=alias, ignore_unavailable=True, features="aliases")
    if alias in found:
        raise SearchNameTakenError(alias)


def in_use(client: Elasticsearch, alias: str) -> str | None:
    """The name of the index that answers under the alias, if any does."""
    with server_errors():
        try:
            return next(iter(client.indices.get_alias(name=alias)), None)
        except NotFoundError:
            return None


def builds(client: Elasticsearch, alias: str) -> list[str]:
    """Every index made for the alias, oldest first, the one in use included."""
    with server_errors():
        found = client.indices.get(index=f"{alias}-*", expand_wildcards="open", features="settings")
        ending = len(alias) + 1
        return sorted(name for name in found if name[ending:].isdigit())


def put_in_use(client: Elasticsearch, alias: str, name: str, settings: SearchSettings) -> None:
    """Let the alias mean this index from one moment to the next; it must be one of ours."""
    if not is_ours(client, name, settings):
        raise SearchIndexMissingError(f"{name} was made by other code, or by the server itself.")
    actions: list[dict[str, Any]] = [
        {"remove": {"index": other, "alias": alias}}
        for other in [in_use(client, alias)]
        if other is not None and other != name
    ]
    actions.append({"add": {"index": name, "alias": alias, "is_write_index": True}})
    with server_errors():
        unhurried(client).indices.update_aliases(actions=actions)


def drop(client: Elasticsearch, name: str) -> None:
    """Remove an index; none of that name is no error."""
    with server_errors():
        unhurried(client).indices.delete(index=name, ignore_unavailable=True)


def source_of(document: SearchDocument, text: IndexedText) -> dict[str, Any]:
    """What is sent for a public document."""
    return {
        "is_public": True,
        "kind": document.kind,
        "url": document.url,
        "title": document.title,
        "body": document.body,
        "source": document.source,
        "date": document.date.isoformat() if document.date else None,
        "rank": document.rank,
        "day": max(0, document.date.toordinal() - _FIRST_DAY) if document.date else 0,
        "codes": facet_codes(document),
        "title_tokens": text.title,
        "label_tokens": text.labels,
        "body_tokens": text.body,
        "title_grams": text.title_grams,
        "grams": text.grams,
        "letters": [letters(line) for line in text.compact.split("\n")],
    }


def tombstone(now: datetime) -> dict[str, Any]:
    """What is sent for a page that is public no more: found by nothing, but with a version."""
    return {"is_public": False, "gone_at": now.isoformat()}


def letters(compacted: str) -> str:
    """Compact text with every Chinese character as a token of its own."""
    return " ".join(IS_HAN.sub(r" \g<0> ", compacted).split())
