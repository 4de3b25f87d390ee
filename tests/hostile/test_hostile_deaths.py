"""Deaths in the middle: no answer of a killed worker is cut short, a stopped server leaves nobody."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.store.protocol import GRAPH_TYPES, RESULT_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from conftest import Answer, Server, Serving

LONG = "x" * 2000
ROWS = f'SELECT * {{ ?a ?b ?c . VALUES ?n {{ 1 2 }} VALUES ?x {{ "{LONG}" }} }}'
GRAPH = f'CONSTRUCT {{ ?a ?b ?text }} {{ ?a ?b ?c . BIND(CONCAT(STR(?c), "{LONG}") AS ?text) }}'
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MEGABYTE = 1024**2
TRIES = 8


def written(worker: int) -> int:
    """Return the bytes of the answer that a worker has in its file without a name."""
    most = 0
    with suppress(OSError):
        for descriptor in Path(f"/proc/{worker}/fd").iterdir():
            with suppress(OSError):
                if str(descriptor.readlink()).endswith("(deleted)"):
                    most = max(most, descriptor.stat().st_size)
    return most


def killed_within(server: Server, asked: Future[Answer]) -> bool:
    """Kill the worker that has written a megabyte; tell whether there was one before the answer came."""
    while not asked.done():
        workers = server.workers()
        # Listing the processes of the machine takes longer than writing a few megabytes.
        for worker in sorted(workers) * 20:
            if written(worker) >= MEGABYTE:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                return True
    return False


@pytest.fixture(scope="module")
def patient(served: Serving) -> Iterator[Server]:
    """Yield a server that gives a query time to write its answer on a busy machine too."""
    with served(PROFGRAPH_QUERY_SECONDS="55") as one:
        yield one


@pytest.mark.parametrize("media_type", [*RESULT_TYPES, *GRAPH_TYPES])
def test_promise_c_a_worker_killed_after_a_megabyte_is_never_a_cut_answer(patient: Server, media_type: str) -> None:
    text = ROWS if media_type in RESULT_TYPES else GRAPH
    statuses = []
    with ThreadPoolExecutor(1) as client:
        for one in range(TRIES):
            asked = client.submit(patient.query, f"{text} # {one}", media_type)
            was_killed = killed_within(patient, asked)
            # An answer that is shorter than its Content-Length would raise here.
            statuses.append(asked.result().status)
            if was_killed and statuses[-1] != 200:
                break
    # Where the kill came after the last byte, the answer was whole.
    assert statuses == [*[200] * (len(statuses) - 1), 503]
    assert patient.valid()


def test_promise_a_the_death_of_every_worker_is_survived(server: Server, until: Callable[..., None]) -> None:
    assert server.valid()
    for _ in range(5):
        workers = server.workers()
        for worker in workers:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        until(lambda workers=workers: not server.left(workers))
        assert server.valid()
        assert {server.query(f"ASK {{}} # {one}").status for one in range(5)} == {200}


def test_promise_a_a_dead_web_process_is_started_anew(served: Serving, until: Callable[..., None]) -> None:
    with served() as server:
        assert server.valid()
        (web,) = server.webs()
        os.kill(web, signal.SIGKILL)
        until(lambda: answers(server))
        until(lambda: not server.left({web}))


def answers(server: Server) -> bool:
    """Tell whether the server answers, or does not listen yet."""
    try:
        return server.valid()
    except (OSError, HTTPException):
        return False


def test_a_stop_while_queries_run_is_soon_and_leaves_no_process(served: Serving, until: Callable[..., None]) -> None:
    with served(PROFGRAPH_QUERY_SECONDS="55") as server, ThreadPoolExecutor(5) as crowd:
        assert server.valid()
        asked = [crowd.submit(outcome, server, f"{ENDLESS} LIMIT {3000 + one}") for one in range(5)]
        until(lambda: server.metric("profgraph_slow_queries_total") >= 1)
        below = server.below()
        begun = time.monotonic()
        server.process.terminate()
        assert server.process.wait(120) == 0
        # Long before the queries would have ended.
        assert time.monotonic() - begun < 40
        assert {one.result() for one in asked} <= {503, "closed"}
    until(lambda: not server.left(below))


def outcome(server: Server, text: str) -> int | str:
    """Return the status that a query is answered with, or that the connection was closed without one."""
    try:
        return server.query(text).status
    except (OSError, HTTPException):
        return "closed"
