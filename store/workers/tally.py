"""What has happened to the queries of a pool, counted, and told to whoever watches."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from .lanes import State

Event = Literal["queries", "slow", "timeouts", "kills", "failures", "refusals"]


class Watcher(Protocol):
    """Who is told what happens in a pool, as it happens, by any thread."""

    def counted(self, event: str) -> None:
        """Hear that something has happened to a query."""

    def changed(self, lane: str, state: State, count: int) -> None:
        """Hear how many queries are in this state in a lane now."""


class Tally:
    """The counts of one pool, from its beginning."""

    def __init__(self, watcher: Watcher | None = None) -> None:
        self._watcher = watcher
        self._lock = Lock()
        self._counts: Counter[Event] = Counter()

    def __getitem__(self, event: Event) -> int:
        """Return how often it has happened."""
        return self._counts[event]

    def count(self, event: Event) -> None:
        """Count one more."""
        with self._lock:
            self._counts[event] += 1
        if self._watcher is not None:
            self._watcher.counted(event)

    def tell(self, lane: str, state: State, count: int) -> None:
        """Tell how many queries are in this state in a lane now."""
        if self._watcher is not None:
            self._watcher.changed(lane, state, count)
