"""The layer that lets in only as many requests as can be answered, of each client and of all together."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from math import ceil
from threading import BoundedSemaphore
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
        self._buckets = Buckets(site.settings.rate) if site.settings.rate else None
        self._places = BoundedSemaphore(_PLACES)
        self._bodies = BoundedSemaphore(_BODIES)

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
        if not self._enter(environ):
            self._metrics.crowded_out.inc()
            exchange_of(environ).refusal = _crowded(_BODIES if _has_body(environ) else _PLACES)
            return self._inner(environ, start_response)
        leave = partial(self._leave, has_body=_has_body(environ))
        try:
            body = self._inner(environ, start_response)
        except BaseException:
            leave()
            raise
        if isinstance(body, list):
            leave()
            return body
        return ClosingIterator(body, leave)

    def _enter(self, environ: WSGIEnvironment) -> bool:
        has_body = _has_body(environ)
        if has_body and not self._bodies.acquire(blocking=False):
            return False
        if self._places.acquire(blocking=False):
            return True
        if has_body:
            self._bodies.release()
        return False

    def _leave(self, *, has_body: bool) -> None:
        self._places.release()
        if has_body:
            self._bodies.release()


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
