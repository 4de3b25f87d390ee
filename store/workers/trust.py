"""Whether what was found to be quick may go on being taken for quick."""

from __future__ import annotations

import math
from collections import deque
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 3
_MINUTE = 60
_PAUSE = 600
# So many times the limit is more than a collection of garbage takes, or data that are read for the first time.
_FAR_BEYOND = 10


class Trust:
    """It ends with three long queries within a minute, or one that is far too long, for ten minutes; for any thread.

    What a long query took of the processor is asked for only when one was long by the clock, for a minute: on a busy
    machine any is, and to ask the system costs a short query a fortieth of its time.
    """

    def __init__(self, most_seconds: float, now: Callable[[], float] = monotonic) -> None:
        self._most_seconds = most_seconds
        self._now = now
        self._lock = Lock()
        self._long: deque[float] = deque(maxlen=_MOST)
        self._ended_until = self._wary_until = -math.inf

    @property
    def lasts(self) -> bool:
        """Tell whether there is trust."""
        return self._now() >= self._ended_until

    @property
    def is_wary(self) -> bool:
        """Tell whether it is to be told what the next query takes of the processor."""
        return self._now() < self._wary_until

    def took(self, by_clock: float, of_processor: float | None) -> None:
        """Take notice of what a query took, in seconds; of the processor only where that was measured."""
        if by_clock <= self._most_seconds:
            return
        now = self._now()
        with self._lock:
            self._wary_until = now + _MINUTE
            if of_processor is None or of_processor <= self._most_seconds:
                return
            self._long.append(now)
            has_three = len(self._long) == _MOST and now - self._long[0] <= _MINUTE
            if has_three or of_processor > _FAR_BEYOND * self._most_seconds:
                self._long.clear()
                self._ended_until = now + _PAUSE
