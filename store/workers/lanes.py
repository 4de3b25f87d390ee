"""Places for queries that run at once, and the bounded queue before them."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock, Semaphore
from time import monotonic
from typing import TYPE_CHECKING

from ...errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator

_RETRY = 2  # seconds


class Lane:
    """So many places, and so many that may wait for one."""

    def __init__(self, places: int, queue: int) -> None:
        self._free = Semaphore(places)
        self._places = places
        self._queue = queue
        self._counting = Lock()
        self._inside = 0
        self._waiting = 0

    @property
    def busy(self) -> int:
        """Return how many places are taken."""
        return self._inside

    @property
    def waiting(self) -> int:
        """Return how many wait."""
        return self._waiting

    @contextmanager
    def place(self, until: float) -> Iterator[None]:
        """Hold a place, waited for until a moment of the monotonic clock; raise `BusyError` where there is none."""
        self.enter(until)
        try:
            yield
        finally:
            self.leave()

    def enter(self, until: float) -> None:
        """Take a place, as `place` does, until `leave`."""
        if self.enter_now():
            return
        with self._counting:
            if self._waiting >= self._queue:
                raise BusyError
            self._waiting += 1
        try:
            if not self._free.acquire(timeout=max(until - monotonic(), 0)):
                raise BusyError
        finally:
            with self._counting:
                self._waiting -= 1
        self._count(1)

    def enter_now(self) -> bool:
        """Take a place if one is free; tell whether."""
        if not self._free.acquire(blocking=False):
            return False
        self._count(1)
        return True

    def leave(self) -> None:
        """Give the place back."""
        self._count(-1)
        self._free.release()

    def _count(self, change: int) -> None:
        with self._counting:
            self._inside += change


class BusyError(LimitError):
    """There is no place for another query."""

    def __init__(self) -> None:
        super().__init__(
            ru="сейчас выполняются другие запросы; повторите через несколько секунд",
            en="other queries are running now; try again in a few seconds",
            retry_after=_RETRY,
        )
