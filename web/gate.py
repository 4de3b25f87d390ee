"""The layer that lets in only as many requests as can be answered, of each client and of all together."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from math import ceil
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from werkzeug.wsgi import ClosingIterator

from .buckets import Buckets, client
from .exchange import exchange_of
from .probes import PROBES
from .problems import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from .site import Site

# Each request holds a thread of the server, also while its reader is slow; what is left over answers the probes.
THREADS = 64
_PLACES = THREADS - 4
# A body that never comes holds its place: such requests must not shut out those that only read.
_BODIES = 40
_SECONDS_TO_RETRY = 2


class Gate:
    """WSGI middleware that refuses with a problem document of the application."""

    def __init__(self, inner: WSGIApplication, site: Site) -> None:
        self._inner = inner
        self._metrics = site.metrics
        self._buckets = _buckets(site)
        self._lock = Lock()
        self._inside = 0
        self._with_body = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on, or have it refused with the time to come back after."""
        if environ["PATH_INFO"] in PROBES:
            return self._inner(environ, start_response)
        if self._buckets is not None:
            wait = self._buckets.wait(client(environ.get("REMOTE_ADDR", "")), monotonic())
            if wait:
                self._metrics.rate_limited.inc()
                exchange_of(environ).refusal = _too_many(ceil(wait))
                return self._inner(environ, start_response)
        return self._placed(environ, start_response)

    def _placed(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        has_body = _has_body(environ)
        if not self._enter(has_body=has_body):
            self._metrics.crowded_out.inc()
            exchange_of(environ).refusal = _crowded(_BODIES if has_body else _PLACES)
            return self._inner(environ, start_response)
        try:
            body = self._inner(environ, start_response)
        except BaseException:
            self._leave(has_body=has_body)
            raise
        if isinstance(body, list):
            self._leave(has_body=has_body)
            return body
        return ClosingIterator(body, partial(self._leave, has_body=has_body))

    def _enter(self, *, has_body: bool) -> bool:
        with self._lock:
            if self._inside >= _PLACES or (has_body and self._with_body >= _BODIES):
                return False
            self._inside += 1
            self._with_body += has_body
        return True

    def _leave(self, *, has_body: bool) -> None:
        with self._lock:
            self._inside -= 1
            self._with_body -= has_body


def _buckets(site: Site) -> Buckets | None:
    if not site.settings.rate:
        return None
    return Buckets(site.settings.rate, site.shared / "rates" if site.shared else None)


def _has_body(environ: WSGIEnvironment) -> bool:
    return environ.get("CONTENT_LENGTH", "") not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def _too_many(seconds: int) -> RequestError:
    return RequestError(
        HTTPStatus.TOO_MANY_REQUESTS,
        ru=f"запросов с вашего адреса больше, чем здесь можно за минуту; повторите через {seconds} с",
        en=f"your address sends more requests than it may in a minute here; try again in {seconds} s",
        retry_after=seconds,
    )


def _crowded(others: int) -> RequestError:
    return RequestError(
        HTTPStatus.SERVICE_UNAVAILABLE,
        ru=f"сейчас отвечаем на {others} других запросов; повторите через {_SECONDS_TO_RETRY} с",
        en=f"{others} other requests are being answered now; try again in {_SECONDS_TO_RETRY} s",
        retry_after=_SECONDS_TO_RETRY,
    )
