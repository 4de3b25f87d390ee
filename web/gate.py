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
# A reader may send a body for as long as he likes, so that bodies have no more than a part of the places.
BODIES = 20
_SECONDS_TO_RETRY = 2


class Gate:
    """WSGI middleware that refuses with a problem document of the application."""

    def __init__(self, inner: WSGIApplication, site: Site) -> None:
        self._inner = inner
        self._metrics = site.metrics
        self._buckets = Buckets(site.settings.rate) if site.settings.rate else None
        self._places = BoundedSemaphore(_PLACES)
        self._bodies = BoundedSemaphore(BODIES)

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
        if not _has_body(environ):
            return _placed(self._inner, self._places, self._refused, environ, start_response)
        placed = partial(_placed, self._inner, self._places, self._refused)
        return _placed(placed, self._bodies, self._refused, environ, start_response)

    def _refused(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._metrics.crowded_out.inc()
        exchange_of(environ).refusal = _crowded()
        return self._inner(environ, start_response)


def _has_body(environ: WSGIEnvironment) -> bool:
    return environ.get("CONTENT_LENGTH") not in {None, "", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def _placed(
    inner: WSGIApplication,
    places: BoundedSemaphore,
    refused: WSGIApplication,
    environ: WSGIEnvironment,
    start_response: StartResponse,
) -> Iterable[bytes]:
    """Answer from a place that is held until the whole answer is handed over; refuse where there is none."""
    if not places.acquire(blocking=False):
        return refused(environ, start_response)
    try:
        body = inner(environ, start_response)
    except BaseException:
        places.release()
        raise
    if isinstance(body, list):
        places.release()
        return body
    return ClosingIterator(body, places.release)


def _too_many(seconds: int) -> RequestError:
    return RequestError(
        HTTPStatus.TOO_MANY_REQUESTS,
        ru=f"запросов с вашего адреса больше, чем здесь можно за минуту; повторите через {seconds} с",
        en=f"your address sends more requests than it may in a minute here; try again in {seconds} s",
        retry_after=seconds,
    )


def _crowded() -> RequestError:
    return RequestError(
        HTTPStatus.SERVICE_UNAVAILABLE,
        ru=f"сейчас принимается слишком много других запросов; повторите через {_SECONDS_TO_RETRY} с",
        en=f"too many other requests are being taken now; try again in {_SECONDS_TO_RETRY} s",
        retry_after=_SECONDS_TO_RETRY,
    )
