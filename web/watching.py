"""What is told of every request when the last byte of its answer is handed over: counters, times, a line of the log."""

from __future__ import annotations

from time import perf_counter, time
from typing import TYPE_CHECKING

from .access_log import FORMATS, Line, moment
from .probes import PROBES
from .replies import header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _typeshed.wsgi import WSGIEnvironment

    from .exchange import Exchange
    from .replies import Reply
    from .site import Site


class Watching:
    """Counts, times and logs; it changes nothing."""

    def __init__(self, site: Site) -> None:
        self._settings = site.settings
        self._metrics = site.metrics
        self._format = FORMATS.get(site.settings.access_log)

    def tell(self, environ: WSGIEnvironment, exchange: Exchange, reply: Reply, size: int) -> None:
        """Tell of a request whose answer has ended, after so many bytes of its body."""
        seconds, method, path = perf_counter() - exchange.begun, environ["REQUEST_METHOD"], environ["PATH_INFO"]
        status = reply.status[:3]
        self._metrics.count(exchange.route, method, status, seconds)
        if self._format is None or path in PROBES:
            return
        line = Line(
            time=moment(time()),
            method=method,
            path=path,
            status=int(status),
            bytes=size,
            ms=round(seconds * 1000, 1),
            cache=exchange.cache,
            query=exchange.query_hash,
            type=header(reply, "Content-Type") or "",
            client=environ.get("REMOTE_ADDR", "-") if self._settings.log_clients else None,
        )
        try:
            environ["wsgi.errors"].write(f"{self._format(line)}\n")
        except OSError:
            # A full disk under the log is no reason not to answer.
            return


class Counted:
    """A body that is passed on in pieces; the server closes it when it ends, or when its reader has gone."""

    def __init__(self, body: Iterable[bytes], ended: Callable[[int], None]) -> None:
        self._body = body
        self._pieces = iter(body)
        self._ended = ended
        self._sent = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = next(self._pieces)
        self._sent += len(piece)
        return piece

    def close(self) -> None:
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._ended(self._sent)
