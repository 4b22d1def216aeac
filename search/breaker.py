"""A circuit breaker: stops asking a server that fails, and asks again after a pause."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from search.engines.base import SearchRefusedError, SearchServerError


class CircuitOpenError(SearchServerError):
    """The server failed a moment ago and is not asked."""


class CircuitBreaker:
    """Opens after `failures` within `within` seconds; after `pause` seconds one caller may try.

    For all threads of one process. The lock is never held while the server is asked: callers who
    wait for a hanging server never keep others waiting.
    """

    def __init__(
        self,
        *,
        failures: int = 3,
        within: float = 30.0,
        pause: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._within = within
        self._pause = pause
        self._clock = clock
        self._lock = Lock()
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether the server is left alone at present."""
        return self._asked_again_at is not None

    def close(self) -> None:
        """Forget all failures."""
        with self._lock:
            self._failed_at: deque[float] = deque(maxlen=self._most)
            self._asked_again_at: float | None = None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Ask the server inside; raises CircuitOpenError where it should not be asked.

        A refusal of one request is an answer: whoever knows one that is refused closes the way
        to the server for nobody.
        """
        is_probe = self._enter()
        try:
            yield
        except SearchRefusedError:
            if is_probe:
                self.close()
            raise
        except SearchServerError:
            self._fail()
            raise
        if is_probe:
            self.close()

    def _enter(self) -> bool:
        with self._lock:
            if self._asked_again_at is None:
                return False
            now = self._clock()
            if now < self._asked_again_at:
                raise CircuitOpenError
            # The next one may try when this one should have come back, whatever became of it.
            self._asked_again_at = now + self._pause
            return True

    def _fail(self) -> None:
        with self._lock:
            now = self._clock()
            self._failed_at.append(now)
            is_often = (
                len(self._failed_at) == self._most and now - self._failed_at[0] <= self._within
            )
            if is_often or self._asked_again_at is not None:
                self._asked_again_at = now + self._pause
