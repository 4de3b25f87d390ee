"""A deadline of a process that is heard: whether it answers, hangs or stops amid its words, it is over then."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess


@contextmanager
def killed_after(process: BaseProcess, seconds: float) -> Iterator[Event]:
    """End the process when the time of the block is over; give what is set then.

    Who waits for the first byte of an answer only would wait for the rest of it for ever.
    """
    over = Event()

    def end() -> None:
        over.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
        timer.join()
