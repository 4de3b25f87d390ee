"""Answers that hold as long as the data are the same: the latest asked for, within a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from .replies import encoded

if TYPE_CHECKING:
    from .metrics import Metrics
    from .readers import Encoding
    from .replies import Reply

# One answer must not drive out all the others.
_MOST_SHARE = 8
_PER_ENTRY = 600
_MOST_APART = 1_000


class Cache:
    """Replies of one data version, by the name of the wish and the encoding; any thread may use it."""

    def __init__(self, most_bytes: int, metrics: Metrics) -> None:
        self._most = most_bytes
        self._metrics = metrics
        self._lock = Lock()
        self._version = ""
        self._held = 0
        self._replies: OrderedDict[tuple[str, Encoding], Reply] = OrderedDict()
        self._apart: OrderedDict[str, None] = OrderedDict()

    def turn_to(self, version: str) -> None:
        """Drop everything that was said of other data."""
        if version == self._version:
            return
        with self._lock:
            if version == self._version:
                return
            self._version = version
            self._replies.clear()
            self._apart.clear()
            self._held = 0
            self._measure()

    def get(self, key: str, encoding: Encoding) -> Reply | None:
        """Return the reply, re-encoded from the other encoding if need be; None when it is not held."""
        if not self._most:
            return None
        with self._lock:
            found = self._replies.get((key, encoding))
            if found is not None:
                self._replies.move_to_end((key, encoding))
                return found
            other = self._replies.get((key, "identity" if encoding == "gzip" else "gzip"))
        if other is None:
            return None
        reply = encoded(other, encoding)
        self.put("", key, encoding, reply)
        return reply

    def put(self, version: str, key: str, encoding: Encoding, reply: Reply) -> None:
        """Hold the reply if it is small enough and the data are still the same; "" is a version of no data."""
        size = reply.size if self._most else None
        if size is None or (size + _PER_ENTRY) * _MOST_SHARE > self._most:
            return
        with self._lock:
            if version not in {"", self._version} or (key, encoding) in self._replies:
                return
            self._replies[key, encoding] = reply
            self._held += size + _PER_ENTRY
            while self._held > self._most:
                _, oldest = self._replies.popitem(last=False)
                self._held -= (oldest.size or 0) + _PER_ENTRY
            self._measure()

    def set_apart(self, key: str) -> None:
        """Remember that answers to this wish cannot be shared, so that nobody waits for another's."""
        with self._lock:
            self._apart[key] = None
            if len(self._apart) > _MOST_APART:
                self._apart.popitem(last=False)

    def is_apart(self, key: str) -> bool:
        """Tell whether answers to this wish were found not to be shareable."""
        with self._lock:
            return key in self._apart

    def _measure(self) -> None:
        self._metrics.cache_bytes.set(self._held)
        self._metrics.cache_entries.set(len(self._replies))
