"""Titles of public pages by a piece of them, one quick look-up in the site's own database."""
# ruff: noqa: S608 - only names of tables are put into the statements

from django.db import connections, router

from pages.models.public import PublicEntry
from search.characters import IS_HAN
from search.chinese import grams
from search.engines.sqlite import FTS_TABLE
from search.models import IndexedDocument

_ENTRY = PublicEntry._meta.db_table
_DOCUMENT = IndexedDocument._meta.db_table
_MOST_TOKENS = 20
# What PostgreSQL reads before the newest are chosen: of very many titles that share a piece, only
# the newest and some others, so that a common piece costs no more than a rare one.
_READ = 300


def titles(compacted: str, *, size: int) -> list[tuple[str, str, str]]:
    """Title, address and kind of public pages whose title may hold the text, newest first.

    `compacted` is as `chinese.compact` gives it, not empty; its last word may be unfinished.
    """
    connection = connections[router.db_for_read(IndexedDocument)]
    is_sqlite = connection.vendor == "sqlite"
    statement, values = (_of_sqlite if is_sqlite else _of_postgresql)(compacted, size)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.title, e.url, e.kind "
            f"FROM {_ENTRY} e WHERE e.page_id IN ({statement}) ORDER BY e.page_id DESC LIMIT %s",
            [*values, size],
        )
        return list(cursor.fetchall())


def _of_sqlite(compacted: str, size: int) -> tuple[str, list[str | int]]:
    terms = (
        f'title_tokens : "{token}"'
        if len(token) == 1 and IS_HAN.match(token)
        else f'title_grams : "{token}"{" *" if is_prefix else ""}'
        for token, is_prefix in _tokens(compacted)
    )
    found = f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s"
    return found, [" AND ".join(f"({term})" for term in terms), size]


def _of_postgresql(compacted: str, size: int) -> tuple[str, list[str | int]]:
    query = " & ".join(
        f"'{token}'"
        if len(token) == 1 and IS_HAN.match(token)
        else f"'_{token}'{':*' if is_prefix else ''}"
        for token, is_prefix in _tokens(compacted)
    )
    matches = "title_words @@ %s::tsquery"
    newest = f"SELECT id, title_words FROM {_DOCUMENT} ORDER BY id DESC LIMIT %s"
    found = (
        f"(SELECT id FROM {_DOCUMENT} WHERE {matches} LIMIT %s) "
        f"UNION SELECT id FROM ({newest}) newest WHERE {matches}"
    )
    return found, [query, _READ, _READ, query]


def _tokens(compacted: str) -> list[tuple[str, bool]]:
    """The tokens a title has that holds the text, each with whether it may go on."""
    found = grams(compacted)[:_MOST_TOKENS]
    last = len(found) - 1
    return [
        (token, number == last and not IS_HAN.match(token)) for number, token in enumerate(found)
    ]
