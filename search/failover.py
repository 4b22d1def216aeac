"""Who answers a visitor: the search server, or the database where the server cannot.

An answer comes whole from one of the two, never part from each.
"""

import logging
from collections.abc import Callable

from pages.models.public import PublicEntry
from search import outbox
from search.breaker import CircuitBreaker, CircuitOpenError
from search.engines import (
    SearchEngine,
    SearchRefusedError,
    SearchServerError,
    database_engine,
    server_engine,
)
from search.query import Plan
from search.results import Found
from search.settings import SearchSettings

logger = logging.getLogger(__name__)

SERVER_IS_DOWN = "检索服务器暂时不可用，当前结果由数据库提供。"

Question = Callable[[SearchEngine], tuple[Plan, Found]]

breaker = CircuitBreaker()


def ask(question: Question) -> tuple[Plan, Found]:
    """Put a question to the server, or else to the database; the plan's notes say if it is down.

    What the server answers before it was told of every change is not used, so that a page withdrawn
    a moment ago is neither shown nor counted; the database answers then, without a word.
    """
    server = server_engine()
    if server is None or outbox.is_behind():
        return question(database_engine())
    try:
        with breaker.attempt():
            plan, found = question(server.within(SearchSettings.read().timeout))
    except SearchServerError as error:
        if isinstance(error, SearchRefusedError):
            logger.error("The search server refused a question: %s", error)
        elif not isinstance(error, CircuitOpenError):
            logger.warning("The search server did not answer: %s", error)
        plan, found = question(database_engine())
        return plan.with_note(SERVER_IS_DOWN), found
    # Something may have changed while the server was asked.
    if outbox.is_behind() or not _is_current(found):
        return question(database_engine())
    return plan, found


def _is_current(found: Found) -> bool:
    """Whether every page the server found is public in the very version that it found."""
    versions = {hit.id: hit.version for hit in found.hits}
    if not versions:
        return True
    public = PublicEntry.objects.filter(pk__in=versions).values_list("pk", "version")
    return dict(public) == versions
