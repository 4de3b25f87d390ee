"""The order in which processes get the processor: requests, then queries, then slow queries."""

from __future__ import annotations

import multiprocessing
import os
from contextlib import closing
from typing import TYPE_CHECKING

from profgraph.store.workers.process import WorkerProcess
from profgraph.store.workers.worker import Post

if TYPE_CHECKING:
    from pathlib import Path

MOST = 19


def niceness(process: int = 0) -> int:
    return os.getpriority(os.PRIO_PROCESS, process)


class Ended(WorkerProcess):
    """A worker that is killed at the end of a block."""

    def close(self) -> None:
        self.kill()


def test_a_worker_stands_behind_the_service_and_further_behind_while_its_query_is_slow(folder: Path) -> None:
    others = set(multiprocessing.active_children())
    with closing(Ended(Post(folder, 2**30, networked=False))) as worker:
        assert worker.is_ready(240)
        (process,) = set(multiprocessing.active_children()) - others
        found = [niceness(process.pid or 0)]
        worker.step_back()
        found.append(niceness(process.pid or 0))
        is_back = worker.step_forward()
        found.append(niceness(process.pid or 0))
    usual, slow = min(niceness() + 5, MOST), min(niceness() + 15, MOST)
    assert found == [usual, slow, usual if is_back else slow]
