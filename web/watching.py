"""The layer around all others: counts, times and logs every request when its last byte is handed over."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from .access_log import FORMATS, Line
from .exchange import exchange_of
from .probes import PROBES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from .site import Site


class Watching:
    """WSGI middleware that changes nothing."""

    def __init__(self, inner: WSGIApplication, site: Site) -> None:
        self._inner = inner
        self._settings = site.settings
        self._metrics = site.metrics
        self._format = FORMATS.get(site.settings.access_log)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on, and tell of it when its answer ends."""
        begun, watch = perf_counter(), _Watch()

        def started(status: str, headers: list[tuple[str, str]], *rest: object) -> Callable[[bytes], object]:
            watch.status = int(status.partition(" ")[0])
            watch.media_type = next((value for name, value in headers if name == "Content-Type"), "")
            return start_response(status, headers, *rest)  # type: ignore[arg-type]  # exc_info, passed as it came

        try:
            body = self._inner(environ, started)
        except BaseException:
            self._tell(environ, watch, begun)
            raise
        if isinstance(body, list):
            watch.sent = sum(map(len, body))
            self._tell(environ, watch, begun)
            return body
        return _Counted(body, watch, lambda: self._tell(environ, watch, begun))

    def _tell(self, environ: WSGIEnvironment, watch: _Watch, begun: float) -> None:
        seconds, exchange = perf_counter() - begun, exchange_of(environ)
        self._metrics.count(exchange.route, environ["REQUEST_METHOD"], str(watch.status), seconds)
        if self._format is None or environ["PATH_INFO"] in PROBES:
            return
        line = Line(
            time=datetime.now(UTC).isoformat(timespec="milliseconds"),
            method=environ["REQUEST_METHOD"],
            path=environ["PATH_INFO"],
            status=watch.status,
            bytes=watch.sent,
            ms=round(seconds * 1000, 1),
            cache=exchange.cache,
            query=exchange.query_hash,
            type=watch.media_type,
            client=environ.get("REMOTE_ADDR", "-") if self._settings.log_clients else None,
        )
        # A full disk under the log is no reason not to answer.
        with suppress(OSError):
            environ["wsgi.errors"].write(f"{self._format(line)}\n")


class _Watch:
    """What is known of an answer so far; an application that fails before its status line has failed."""

    status = 500
    media_type = ""
    sent = 0


class _Counted:
    """A body that is passed on in pieces; the server closes it when it ends, or when its reader has gone."""

    def __init__(self, body: Iterable[bytes], watch: _Watch, tell: Callable[[], None]) -> None:
        self._body = body
        self._pieces = iter(body)
        self._watch = watch
        self._tell = tell

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = next(self._pieces)
        self._watch.sent += len(piece)
        return piece

    def close(self) -> None:
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._tell()
