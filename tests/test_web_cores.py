"""Requests of one web process run on one core, and what they start on all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest
from profgraph.settings import Settings
from profgraph.store.workers.cores import cores, on_all_cores
from profgraph.web.cores import OnOneCore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SHOWN = "import os; print(*sorted(os.sched_getaffinity(0)))"
# A thread held to one core from before it starts a worker, whose cores are shown before a query, in its first moment
# and when it takes long, after those of the processes that workers come from.
WORKING = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from profgraph.store.workers.cores import cores
from profgraph.store.workers.process import WorkerProcess
from profgraph.store.workers.worker import Post, Task

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

def started(process):
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in path.read_text().split():
            yield int(child)
            yield from started(child)

def show(worker):
    sources = set(started(os.getpid())) - {worker}
    print({tuple(sorted(os.sched_getaffinity(one))) for one in sources}, sorted(os.sched_getaffinity(worker)))

def work(folder):
    os.sched_setaffinity(0, {min(cores())})
    worker = WorkerProcess(Post(folder, 2**30, False))
    assert worker.is_ready(240)
    show(worker._process.pid)
    worker.give(Task(ENDLESS, ("text/csv",), "union", (), (), 1000))
    show(worker._process.pid)
    assert not worker.has_replied(0.1)
    show(worker._process.pid)
    worker.kill()

if __name__ == "__main__":
    with ThreadPoolExecutor(1) as threads:
        threads.submit(work, Path(sys.argv[1])).result()
"""
# With one core there is no choice, and all is as it was.
CORES = cores()
ONE = min(len(CORES), 1)


def cores_of(work: Callable[[], object]) -> OnOneCore:
    """Return the layer around an application that does this work."""

    def application(_environ: WSGIEnvironment, _started: StartResponse) -> list[bytes]:
        return [str(work()).encode()]

    return OnOneCore(application)


def asked(layer: OnOneCore) -> str:
    """Return what one request is answered, in a thread of its own."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: b"".join(layer({}, lambda *_: lambda _: None)).decode()).result()


def started() -> list[int]:
    """Return the cores of a program that is started here."""
    found = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, check=True)
    return [int(core) for core in found.stdout.split()]


def test_processes_of_one_server_have_a_core_each_as_long_as_there_are() -> None:
    with ExitStack() as running:
        *held, last = [
            asked(running.enter_context(closing(cores_of(lambda: sorted(os.sched_getaffinity(0))))))
            for _ in range(len(CORES) + 1)
        ]
    assert sorted(held) == sorted(str([core]) for core in CORES)
    assert last == str(sorted(CORES))
    assert os.sched_getaffinity(0) == CORES


def test_a_core_is_free_again_when_its_process_has_ended() -> None:
    program = f"from profgraph.web.cores import _claim; print([_claim() is None for _ in range({len(CORES)})])"
    claims = [subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True) for _ in "ab"]
    assert {claim.stdout.strip() for claim in claims} == {str([len(CORES) < 2] * len(CORES))}


def test_servers_of_one_number_do_not_all_take_one_core() -> None:
    taken = set()
    for _ in range(64 * len(CORES)):
        with closing(cores_of(lambda: sorted(os.sched_getaffinity(0)))) as layer:
            taken.add(asked(layer))
    assert taken == {str([core]) for core in CORES}


def changed(work: Callable[[], object]) -> object:
    """Return what a new thread does, where this process was given other cores than it began with."""
    os.sched_setaffinity(0, {max(CORES)})
    try:
        with ThreadPoolExecutor(1) as threads:
            return threads.submit(work).result()
    finally:
        os.sched_setaffinity(0, CORES)


def test_cores_that_are_taken_away_while_the_server_runs_are_left() -> None:
    with ExitStack() as running:
        layers = [running.enter_context(closing(cores_of(lambda: sorted(os.sched_getaffinity(0))))) for _ in CORES]
        assert changed(lambda: {asked(layer) for layer in layers}) == {str([max(CORES)])}

    def work() -> int:
        with on_all_cores():
            return len(started())

    assert changed(work) == 1


def test_what_the_system_refuses_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(thread: int, wanted: object) -> None:
        raise OSError(errno.EINVAL, f"no such cores for {thread}: {wanted}")

    def work() -> tuple[int, ...]:
        os.sched_setaffinity(0, {min(CORES)})
        with monkeypatch.context() as system, closing(cores_of(lambda: 1)) as layer:
            system.setattr(os, "sched_setaffinity", refused)
            with on_all_cores():
                inside = len(started())
            return inside, int(asked(layer))

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(work).result() == (1, 1)


@pytest.mark.parametrize("loose", [False, True])
def test_what_a_request_starts_runs_where_it_is_let(*, loose: bool) -> None:
    def work() -> tuple[int, int]:
        with ExitStack() as block:
            if loose:
                block.enter_context(on_all_cores())
            return len(started()), len(os.sched_getaffinity(0))

    def whole() -> tuple[object, ...]:
        return *work(), len(os.sched_getaffinity(0))

    inside = len(CORES) if loose else ONE
    with closing(cores_of(whole)) as layer:
        assert asked(layer) == str((inside, inside, ONE))


def test_where_the_system_holds_no_thread_to_a_core_none_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sched_getaffinity", "sched_setaffinity"):
        monkeypatch.delattr(os, name)
    assert cores() == frozenset()
    assert Settings("folder").workers == os.cpu_count()
    with closing(cores_of(lambda: 1)) as layer, on_all_cores():
        assert asked(layer) == "1"


def test_workers_leave_the_core_of_requests_for_a_moment_and_run_on_all_otherwise(folder: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", WORKING, str(folder)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    everywhere, others = sorted(CORES), sorted(CORES - {min(CORES)}) or sorted(CORES)
    assert found == [f"{ {tuple(everywhere)} } {held}" for held in (everywhere, others, everywhere)]
