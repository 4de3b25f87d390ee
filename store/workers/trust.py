"""Whether what was found to be quick may go on being taken for quick."""

from __future__ import annotations

from collections import deque
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 3
_WITHIN = 60
_PAUSE = 600
# To ask the system for the time of a thread costs a short query a hundredth of its own.
_TIMED = 8


class Trust:
    """It lasts until three queries within a minute took long, and comes back ten minutes later; for any thread.

    One in eight is timed. One that took long may have met what is nobody's fault: a collection of garbage.
    """

    def __init__(self, most_seconds: float, now: Callable[[], float] = monotonic) -> None:
        self._most_seconds = most_seconds
        self._now = now
        self._long: deque[float] = deque(maxlen=_MOST)
        self._until: float | None = None
        self._count = count()

    @property
    def lasts(self) -> bool:
        """Tell whether there is trust."""
        if self._until is None:
            return True
        if self._now() < self._until:
            return False
        self._until = None
        return True

    def is_timed(self) -> bool:
        """Tell whether the next query is one of those that are timed."""
        return next(self._count) % _TIMED == 0

    def took(self, seconds: float) -> None:
        """Take notice of a query that took so many seconds."""
        if seconds <= self._most_seconds:
            return
        now = self._now()
        self._long.append(now)
        if len(self._long) == _MOST and now - self._long[0] <= _WITHIN:
            self._long.clear()
            self._until = now + _PAUSE
