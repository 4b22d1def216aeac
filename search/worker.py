"""The loop that tells the search server what the outbox holds."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from search import renaming
from search.engines import SearchServerError, server_engine
from search.indexing import Worked, forget_gone, work_once

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
LONGEST_PAUSE = 10.0  # seconds between two attempts to reach a server that is down
SWEEP_EVERY = timedelta(hours=6)


def work_off() -> int:
    """Write everything that is due now; returns the number of pages the server has taken."""
    engine = server_engine()
    if engine is None:
        return 0
    renaming.work_off()
    written = 0
    while (worked := work_once(engine)).taken:
        written += worked.written
    return written


def run(stop: Event, *, tell: Callable[[Worked], None] | None = None) -> None:
    """Work until `stop` is set; neither server nor database being away ends it."""
    pause = POLL_SECONDS
    swept_at = timezone.now()
    while not stop.is_set():
        close_old_connections()
        engine = server_engine()
        if engine is None:
            return
        try:
            renamed = renaming.work_off(most=renaming.AT_ONCE)
            worked = work_once(engine)
            if timezone.now() - swept_at > SWEEP_EVERY:
                swept_at = timezone.now()
                forget_gone(engine)
        except SearchServerError as error:
            logger.warning("The search server did not answer: %s", error)
            stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            continue
        except DatabaseError as error:
            logger.warning("The database did not answer: %s", error)
            connections.close_all()
            stop.wait(POLL_SECONDS)
            continue
        pause = POLL_SECONDS
        if tell and worked.taken:
            tell(worked)
        if not worked.taken and not renamed:
            stop.wait(POLL_SECONDS)
