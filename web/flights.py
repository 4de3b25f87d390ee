"""Equal work at the same time is done once: the first does it, the others wait for what comes of it."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")


class Flights(Generic[Made]):
    """Work under way, by name; `can_share` tells whether what came of it will do for the others too."""

    def __init__(
        self, can_share: Callable[[Made], bool], *, longest_wait: float, on_wait: Callable[[], object]
    ) -> None:
        self._can_share = can_share
        self._on_wait = on_wait
        self._longest_wait = longest_wait
        self._lock = Lock()
        # Most have nobody who waits for them: only who does makes what it waits for.
        self._under_way: dict[str, Future[Made | None] | None] = {}

    def once(self, key: str, work: Callable[[], Made]) -> tuple[Made, bool]:
        """Return what came of the work, and whether another thread did it."""
        with self._lock:
            leads = key not in self._under_way
            future = self._under_way.setdefault(key, None)
            if not leads and future is None:
                future = self._under_way[key] = Future()
        if future is None:
            return self._led(key, work), False
        self._on_wait()
        try:
            made = future.result(self._longest_wait)
        except TimeoutError:
            made = None
        return (work(), False) if made is None else (made, True)

    def _led(self, key: str, work: Callable[[], Made]) -> Made:
        shared: Made | None = None
        try:
            made = work()
            shared = made if self._can_share(made) else None
            return made
        finally:
            with self._lock:
                future = self._under_way.pop(key)
            if future is not None:
                future.set_result(shared)
