"""The cores that this process may use, all of which go to what a thread starts that is itself held to one."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# None where the system holds no thread to a core.
CORES = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else frozenset[int]()


@contextmanager
def on_all_cores() -> Iterator[None]:
    """Let what this thread starts meanwhile run anywhere."""
    held = os.sched_getaffinity(0) if CORES else CORES
    if held == CORES:
        yield
        return
    os.sched_setaffinity(0, CORES)
    try:
        yield
    finally:
        os.sched_setaffinity(0, held)
