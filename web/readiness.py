"""Whether queries are answered: one probe at a time asks, so that probes never hold the threads of all others."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from ..errors import ProfGraphError

if TYPE_CHECKING:
    from collections.abc import Callable

    Outcome = str | ProfGraphError | None


class Readiness:
    """The latest outcome of asking, for those who come while another asks; any thread may use it."""

    def __init__(self, fresh_seconds: float) -> None:
        self._fresh_seconds = fresh_seconds
        self._asking = Lock()
        self._latest: Outcome = None
        self._known_at = float("-inf")

    def told(self, ask: Callable[[], str | None]) -> str | None:
        """Return the data version by which queries are answered; raise the `ProfGraphError` that they end in.

        Whoever comes while another asks has the outcome before that one if it is fresh, else waits for that one.
        """
        if self._asking.acquire(blocking=False):
            try:
                self._latest, self._known_at = _outcome(ask), monotonic()
            finally:
                self._asking.release()
        elif monotonic() - self._known_at > self._fresh_seconds:
            with self._asking:
                pass
        latest = self._latest
        if isinstance(latest, ProfGraphError):
            raise latest
        return latest


def _outcome(ask: Callable[[], str | None]) -> Outcome:
    try:
        return ask()
    except ProfGraphError as error:
        return error
