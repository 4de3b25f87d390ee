"""Who watches a pool: it is told what happens there, as it happens, by any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from .lanes import State

Event = Literal["queries", "slow", "timeouts", "kills", "failures", "refusals"]


class Watcher(Protocol):
    """Counts the queries of a pool, or shows where they are."""

    def counted(self, event: Event) -> None:
        """Hear that something has happened to a query."""

    def changed(self, lane: str, state: State, count: int) -> None:
        """Hear how many queries are in this state in a lane now."""


class Unwatched:
    """Is told, and lets it pass."""

    def counted(self, event: Event) -> None:
        """Hear that something has happened to a query."""

    def changed(self, lane: str, state: State, count: int) -> None:
        """Hear how many queries are in this state in a lane now."""
