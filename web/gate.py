"""The gate that lets in only as many requests as can be answered, of each client and of all together."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from .buckets import Buckets, client
from .probes import PROBES
from .problems import RequestError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from .exchange import Exchange
    from .site import Site

# Each request holds a thread of the server, also while its reader is slow; what is left over answers the probes.
THREADS = 64
_PLACES = THREADS - 4
# A body that never comes holds its place: such requests must not shut out those that only read.
_BODIES = 40
_SECONDS_TO_RETRY = 2


class Gate:
    """Lets requests in, or notes why the application is to refuse them."""

    def __init__(self, site: Site) -> None:
        self._metrics = site.metrics
        self._buckets = _buckets(site)
        self._lock = Lock()
        self._inside = 0
        self._sending = 0

    def enter(self, environ: WSGIEnvironment, exchange: Exchange) -> None:
        """Note the place that the request has until it leaves, or its refusal, with the time to come back after."""
        if environ["PATH_INFO"] in PROBES:
            return
        if self._buckets is not None:
            wait = self._buckets.wait(client(environ.get("REMOTE_ADDR", "")), monotonic())
            if wait:
                self._metrics.rate_limited.inc()
                exchange.refusal = _too_many(ceil(wait))
                return
        is_sending = _has_body(environ)
        with self._lock:
            is_let_in = self._inside < _PLACES and not (is_sending and self._sending >= _BODIES)
            if is_let_in:
                exchange.place = "sending" if is_sending else "reading"
                self._inside += 1
                self._sending += is_sending
        if not is_let_in:
            self._metrics.crowded_out.inc()
            exchange.refusal = _crowded(_BODIES if is_sending else _PLACES)

    def leave(self, exchange: Exchange) -> None:
        """Give the place back, if the request has one."""
        if exchange.place is None:
            return
        with self._lock:
            self._inside -= 1
            self._sending -= exchange.place == "sending"
        exchange.place = None


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
