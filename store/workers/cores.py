"""The cores that this process may use: which of them a thread is held to, and how it shares one."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def cores() -> frozenset[int]:
    """Return the cores of the first thread of this process, which is never held; none where the system holds none.

    They are asked for each time: whoever runs the machine may change them while the process lives.
    """
    return _cores_of(os.getpid())


def other_cores() -> frozenset[int]:
    """Return the cores that this thread is not held to."""
    return cores() - _cores_of(0)


@contextmanager
def on_all_cores() -> Iterator[None]:
    """Let what this thread starts meanwhile run anywhere."""
    held, everywhere = _cores_of(0), cores()
    if held == everywhere:
        yield
        return
    hold_to(everywhere)
    try:
        yield
    finally:
        hold_to(held)


def hold_to(some: frozenset[int], process: int = 0) -> None:
    """Have this thread, or another process, run on some cores; where they are taken away, on those that it has."""
    with suppress(OSError):
        os.sched_setaffinity(process, some)


def give_way() -> None:
    """Let another thread that wants this core have it first."""
    if hasattr(os, "sched_yield"):
        os.sched_yield()


def _cores_of(thread: int) -> frozenset[int]:
    return frozenset(os.sched_getaffinity(thread)) if hasattr(os, "sched_setaffinity") else frozenset()
