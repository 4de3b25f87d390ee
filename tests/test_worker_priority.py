"""The order in which processes get the processor: requests, then queries, then slow queries."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from profgraph.store.workers.niceness import QUERY, SLOW
from profgraph.store.workers.process import WorkerProcess
from profgraph.store.workers.worker import Post

if TYPE_CHECKING:
    from pathlib import Path

MOST = 19


def niceness(process: int = 0) -> int:
    return os.getpriority(os.PRIO_PROCESS, process)


def test_a_worker_stands_behind_the_service_and_further_behind_while_its_query_is_slow(folder: Path) -> None:
    worker = WorkerProcess(Post(folder, 2**30, networked=False))
    try:
        assert worker.is_ready(240)
        found = [niceness(worker.pid)]
        worker.step_back()
        found.append(niceness(worker.pid))
        is_back = worker.step_forward()
        found.append(niceness(worker.pid))
    finally:
        worker.kill()
    usual, slow = min(niceness() + QUERY, MOST), min(niceness() + SLOW, MOST)
    assert found == [usual, slow, usual if is_back else slow]
