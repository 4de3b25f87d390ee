"""Equal requests at the same time are computed once; an error is shared with those who wait, and not kept."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response, abort
from profgraph.settings import Settings
from profgraph.web.app import create_app
from profgraph.web.exchange import note_volatile
from profgraph.web.flights import Flights

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Counted

READERS = 6


@pytest.fixture
def app(folder: Path) -> Flask:
    app = create_app(Settings(store=str(folder)))
    app.register_error_handler(503, lambda error: Response(error.name, 503))
    return app


@dataclass
class Slow:
    """A view that waits until it is let go, and how often it was entered."""

    behave: Callable[[int], Response]
    gone: Event = field(default_factory=Event)
    times: int = 0
    lock: Lock = field(default_factory=Lock)

    def __call__(self) -> Response:
        """Answer in the way of the test."""
        with self.lock:
            self.times += 1
            number = self.times
        assert self.gone.wait(60)
        return self.behave(number)


def lasting(number: int) -> Response:
    return Response(str(number))


def failing(number: int) -> Response:
    abort(503 if number else 500)


def volatile(number: int) -> Response:
    note_volatile()
    return Response(str(number))


@pytest.mark.parametrize(
    ("behave", "times", "answers", "later"),
    [
        (lasting, 1, {(200, "1")}, 0),
        (failing, 1, {(503, "Service Unavailable")}, 1),
        # Nobody waits twice for what cannot be shared.
        (volatile, READERS, {(200, str(number + 1)) for number in range(READERS)}, 1),
    ],
)
def test_equal_misses_are_computed_once(
    behave: Callable[[int], Response],
    times: int,
    answers: set[tuple[int, str]],
    later: int,
    app: Flask,
    counted: Counted,
) -> None:
    slow = Slow(behave)
    app.add_url_rule("/slow", view_func=slow, endpoint="slow")
    with ThreadPoolExecutor(READERS) as pool:
        asked = [pool.submit(lambda: app.test_client().get("/slow")) for _ in range(READERS)]
        try:
            wait_for(lambda: counted(app.test_client())["profgraph_flight_waits_total"] == READERS - 1)
        finally:
            slow.gone.set()
        found = {(one.result().status_code, one.result().text) for one in asked}
    assert (slow.times, found) == (times, answers)
    app.test_client().get("/slow")
    assert slow.times == times + later
    assert counted(app.test_client())["profgraph_flight_waits_total"] == READERS - 1


def test_the_others_may_want_another_encoding(app: Flask, counted: Counted) -> None:
    slow = Slow(lambda number: Response(str(number) * 5000))
    app.add_url_rule("/slow", view_func=slow, endpoint="slow")
    encodings = ("gzip", "identity", "gzip", "identity")
    with ThreadPoolExecutor(len(encodings)) as pool:
        asked = [
            pool.submit(lambda one: app.test_client().get("/slow", headers={"Accept-Encoding": one}), encoding)
            for encoding in encodings
        ]
        try:
            wait_for(lambda: counted(app.test_client())["profgraph_flight_waits_total"] == len(encodings) - 1)
        finally:
            slow.gone.set()
        found = [one.result().headers.get("Content-Encoding", "identity") for one in asked]
    assert (slow.times, found) == (1, list(encodings))


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "the others do not wait"
        time.sleep(0.01)


def test_a_fault_leaves_nobody_waiting(app: Flask) -> None:
    app.testing = True

    @app.get("/fault")
    def fault() -> str:
        """Fail as a fault of the program does."""
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            app.test_client().get("/fault")


@pytest.mark.parametrize("fails", [False, True])
def test_who_waits_in_vain_does_the_work_itself(*, fails: bool) -> None:
    waits, entered, gone = Event(), Event(), Event()
    flights: Flights[str] = Flights(lambda _: True, longest_wait=60 if fails else 0.05, on_wait=waits.set)

    def first() -> str:
        entered.set()
        assert gone.wait(60)
        if fails:
            raise ZeroDivisionError
        return "first"

    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(flights.once, "key", first)
        assert entered.wait(60)
        other = pool.submit(flights.once, "key", lambda: "second")
        assert waits.wait(60)
        if fails:
            gone.set()
        assert other.result(60) == ("second", False)
        gone.set()
        assert isinstance(leader.exception(60), ZeroDivisionError) is fails
    assert flights.once("key", lambda: "third") == ("third", False)
