"""What the queries of a service may use, and how many of them at once."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024**2


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes for one query, places for all of them.

    `memory` is what a query may allocate beyond an idle worker, `answer` the serialised result, `patience` the seconds
    in which a query is quick; `quick` and `slow` count queries that run at once, `quick_queue` and `slow_queue` those
    that wait for their turn.
    """

    seconds: float = 30
    memory: int = 1024 * MEGABYTE
    answer: int = 256 * MEGABYTE
    patience: float = 0.1
    quick: int = 2
    slow: int = 1
    quick_queue: int = 64
    slow_queue: int = 16
