"""Places for queries that run at once, and the bounded queue before them."""

from __future__ import annotations

from threading import Condition, Lock
from time import monotonic
from typing import TYPE_CHECKING, Literal

from ...errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Callable

_RETRY = 2  # seconds

# Places that are taken, and queries that wait for one.
State = Literal["busy", "waiting"]


class Lane:
    """So many places, and so many that may wait for one."""

    def __init__(self, places: int, queue: int, tell: Callable[[State, int], object]) -> None:
        """Make the lane empty; it will `tell` how many are in each state whenever that changes."""
        self._places = places
        self._queue = queue
        self._tell = tell
        self._changed = Condition(Lock())
        self._inside = 0
        self._waiting = 0

    def enter(self, until: float) -> None:
        """Take a place until `leave`, waited for until a moment of the monotonic clock; raise `BusyError` without."""
        with self._changed:
            if not self._is_free():
                self._wait(until)
            self._inside += 1
            self._tell("busy", self._inside)

    def enter_now(self) -> bool:
        """Take a place if one is free; tell whether."""
        with self._changed:
            is_free = self._is_free()
            self._inside += is_free
            self._tell("busy", self._inside)
        return is_free

    def leave(self) -> None:
        """Give the place back."""
        with self._changed:
            self._inside -= 1
            self._tell("busy", self._inside)
            self._changed.notify()

    def _is_free(self) -> bool:
        return self._inside < self._places

    def _wait(self, until: float) -> None:
        if self._waiting >= self._queue:
            raise BusyError
        self._waiting += 1
        self._tell("waiting", self._waiting)
        try:
            if not self._changed.wait_for(self._is_free, max(until - monotonic(), 0)):
                raise BusyError
        finally:
            self._waiting -= 1
            self._tell("waiting", self._waiting)


class BusyError(LimitError):
    """There is no place for another query."""

    def __init__(self) -> None:
        super().__init__(
            ru="сейчас выполняются другие запросы; повторите через несколько секунд",
            en="other queries are running now; try again in a few seconds",
            retry_after=_RETRY,
        )
