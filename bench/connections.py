"""Raw keep-alive connections for the benches: little of the measured time is the client's own."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 1 << 20
_START = 30


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
    """One connection to a server on loopback, used by one thread."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, request: bytes) -> tuple[int, int]:
        """Send a request; return the status and how many bytes of body came, all of them read."""
        self._socket.sendall(request)
        read = bytearray()
        while (end := read.find(b"\r\n\r\n")) < 0:
            self._more(read)
        head = bytes(read[:end]).lower()
        del read[: end + 4]
        status = int(head[9:12])
        if b"transfer-encoding: chunked" in head:
            return status, self._chunks(read)
        length = int(head.partition(b"content-length:")[2].partition(b"\r")[0])
        while len(read) < length:
            self._more(read)
        return status, length

    def _chunks(self, read: bytearray) -> int:
        total, at = 0, 0
        while True:
            while (end := read.find(b"\r\n", at)) < 0:
                self._more(read)
            size = int(bytes(read[at:end]).partition(b";")[0], 16)
            at = end + 2 + size + 2
            while len(read) < at:
                self._more(read)
            if not size:
                return total
            total += size

    def _more(self, read: bytearray) -> None:
        data = self._socket.recv(_BLOCK)
        if not data:
            message = "the server ended the connection within an answer"
            raise ConnectionError(message)
        read += data


def timed(port: int, clients: int, seconds: float, request: Callable[[], bytes]) -> Timed:
    """Return the times of so many clients that ask one request after the other for so long; every one must be a 200."""
    times: list[float] = []
    together = Barrier(clients + 1)

    def run() -> None:
        with Connection(port) as connection:
            together.wait()
            until = time.perf_counter() + seconds
            while (begun := time.perf_counter()) < until:
                _answered(connection, request())
                times.append(time.perf_counter() - begun)

    with ThreadPoolExecutor(clients) as pool:
        running = [pool.submit(run) for _ in range(clients)]
        together.wait(_START)
        begun = time.perf_counter()
        for one in running:
            # What went wrong in a client goes wrong here.
            one.result()
    return Timed(tuple(times), time.perf_counter() - begun)


def _answered(connection: Connection, request: bytes) -> None:
    status, _ = connection.ask(request)
    if status != 200:
        message = f"the server answered {status}"
        raise ConnectionError(message)
