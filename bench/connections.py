"""Raw keep-alive connections for the benches: little of the measured time is the client's own."""

from __future__ import annotations

import selectors
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 1 << 20
_CHUNKED = -1


@dataclass(frozen=True)
class Timed:
    """The seconds of each request of one round, and those of the whole round."""

    each: tuple[float, ...]
    whole: float

    @property
    def rate(self) -> float:
        """Return the requests a second."""
        return len(self.each) / self.whole


class Connection:
    """One connection to a server on loopback, used by one thread; its answers come as the server sends them."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = bytearray()
        self._status = 0
        self._length = 0
        self._at = 0
        self._begun = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def fileno(self) -> int:
        """Return the descriptor, to be waited for."""
        return self._socket.fileno()

    def ask(self, request: bytes) -> int:
        """Send a request; return the status when all of the answer has come."""
        self.send(request)
        while self.taken() is None:
            pass
        return self._status

    def send(self, request: bytes) -> None:
        """Send a request, when the answer to the one before has come."""
        self._read.clear()
        self._status = self._at = 0
        self._begun = time.perf_counter()
        self._socket.sendall(request)

    def taken(self) -> float | None:
        """Take what has come, at least one byte; return the seconds since the request where the answer is whole."""
        data = self._socket.recv(_BLOCK)
        if not data:
            message = "the server ended the connection within an answer"
            raise ConnectionError(message)
        self._read += data
        return time.perf_counter() - self._begun if self._is_whole() else None

    def require_success(self) -> None:
        """Raise `ConnectionError` where the answer is no 200."""
        if self._status != 200:
            message = f"the server answered {self._status}"
            raise ConnectionError(message)

    def _is_whole(self) -> bool:
        if not self._status and not self._has_head():
            return False
        return self._has_chunks() if self._length == _CHUNKED else len(self._read) >= self._at + self._length

    def _has_head(self) -> bool:
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._read[:end]).lower()
        self._status, self._at = int(head[9:12]), end + 4
        if b"transfer-encoding: chunked" in head:
            self._length = _CHUNKED
        else:
            self._length = int(head.partition(b"content-length:")[2].partition(b"\r")[0])
        return True

    def _has_chunks(self) -> bool:
        while (end := self._read.find(b"\r\n", self._at)) >= 0:
            size = int(bytes(self._read[self._at : end]).partition(b";")[0], 16)
            after = end + 2 + size + 2
            if len(self._read) < after:
                return False
            self._at = after
            if not size:
                return True
        return False


def timed(port: int, clients: int, seconds: float, request: Callable[[], bytes]) -> Timed:
    """Return the times of so many clients that ask one request after the other for so long; every one must be a 200.

    One thread drives them all: threads would hinder each other at the interpreter's lock, by a factor of three from
    one run to the next, and what they lose is lost to the faster server.
    """
    times: list[float] = []
    with ExitStack() as open_ones, selectors.DefaultSelector() as ready:
        asking = [open_ones.enter_context(Connection(port)) for _ in range(clients)]
        begun = time.perf_counter()
        until = begun + seconds
        for one in asking:
            ready.register(one, selectors.EVENT_READ)
            one.send(request())
        while ready.get_map():
            for key, _ in ready.select():
                one = key.fileobj
                if not isinstance(one, Connection) or (taken := one.taken()) is None:
                    continue
                one.require_success()
                times.append(taken)
                if time.perf_counter() < until:
                    one.send(request())
                else:
                    ready.unregister(one)
        return Timed(tuple(times), time.perf_counter() - begun)
