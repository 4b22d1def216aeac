"""The circuit breaker by a clock of its own."""

import threading

import pytest

from search.breaker import CircuitBreaker, CircuitOpenError
from search.engines import SearchRefusedError, SearchServerError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> CircuitBreaker:
    return CircuitBreaker(failures=3, within=30, pause=5, clock=clock)


def fail(breaker: CircuitBreaker) -> None:
    with pytest.raises(SearchServerError) as raised, breaker.attempt():
        raise SearchServerError
    assert not isinstance(raised.value, CircuitOpenError)


def turn_away(breaker: CircuitBreaker) -> None:
    with pytest.raises(SearchRefusedError), breaker.attempt():
        raise SearchRefusedError


def is_refused(breaker: CircuitBreaker) -> bool:
    try:
        with breaker.attempt():
            return False
    except CircuitOpenError:
        return True


def test_three_failures_open_it_two_do_not(breaker):
    fail(breaker)
    fail(breaker)
    assert not is_refused(breaker)
    fail(breaker)
    assert is_refused(breaker)


def test_requests_that_are_refused_close_the_way_for_nobody(breaker, clock):
    for _ in range(5):
        turn_away(breaker)
    assert not is_refused(breaker)
    for _ in range(3):
        fail(breaker)
    clock.now = 5.0
    turn_away(breaker)  # who refuses is there
    assert not breaker.is_open


def test_failures_far_apart_do_not_open_it(breaker, clock):
    for _ in range(5):
        fail(breaker)
        clock.now += 16
    assert not is_refused(breaker)


def test_one_probe_after_the_pause_closes_it(breaker, clock):
    for _ in range(3):
        fail(breaker)
    clock.now = 4.9
    assert is_refused(breaker)
    clock.now = 5.0
    with breaker.attempt():
        assert is_refused(breaker)  # one at a time
    assert not is_refused(breaker)
    assert not breaker.is_open


def test_a_failed_probe_opens_it_for_another_pause(breaker, clock):
    for _ in range(3):
        fail(breaker)
    clock.now = 5.0
    fail(breaker)
    clock.now = 9.9
    assert is_refused(breaker)
    clock.now = 10.0
    assert not is_refused(breaker)


def test_a_probe_that_ends_otherwise_lets_another_one_try(breaker, clock):
    for _ in range(3):
        fail(breaker)
    clock.now = 5.0
    with pytest.raises(ZeroDivisionError), breaker.attempt():
        _ = 1 / 0
    assert is_refused(breaker)
    clock.now = 10.0
    assert not is_refused(breaker)


def test_callers_that_wait_for_the_server_keep_nobody_waiting(breaker):
    entered, leave = threading.Event(), threading.Event()

    def wait() -> None:
        with breaker.attempt():
            entered.set()
            leave.wait(5)

    waiting = threading.Thread(target=wait)
    waiting.start()
    entered.wait(5)
    try:
        assert not is_refused(breaker)
    finally:
        leave.set()
        waiting.join()
