"""What stands in front of the routing: the gate, the memory of answers, and what is told of each request."""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from string import punctuation
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.middleware.proxy_fix import ProxyFix

from .caching import Caching
from .exchange import exchange_of
from .gate import Gate
from .replies import Reply, closed, tagged
from .watching import Counted, Watching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

    from .exchange import Exchange
    from .site import Site

_PREFIX = "HTTP_X_FORWARDED_PREFIX"
# Two slashes at the head of a link would name another host.
_OF_PREFIX = re.compile(r"(?:/[\w.~-]+)+/?", re.ASCII)
_FAILED = HTTPStatus.INTERNAL_SERVER_ERROR
_NOT_ANSWERED = Reply(f"{_FAILED.value} {_FAILED.phrase}", (), b"")


class Front:
    """The WSGI application around that of Flask; its steps call one another: nested layers take longer."""

    def __init__(self, app: Flask, site: Site) -> None:
        self._gate = Gate(site)
        self._caching = Caching(app, app.wsgi_app, site)
        self._watching = Watching(site)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the request in or refuse it, answer it from memory or by the application, and tell of it at its end."""
        exchange = exchange_of(environ)
        self._gate.enter(environ, exchange)
        try:
            reply = self._caching.reply(environ, exchange)
            start_response(reply.status, tagged(reply, exchange.tag))
            body = closed(reply.body) if environ["REQUEST_METHOD"] == "HEAD" else reply.body
        except BaseException:
            self._end(environ, exchange, _NOT_ANSWERED, 0)
            raise
        if not isinstance(body, bytes):
            return Counted(body, partial(self._end, environ, exchange, reply))
        self._end(environ, exchange, reply, len(body))
        # A list is sent without keeping this thread while the reader is slow.
        return [body]

    def _end(self, environ: WSGIEnvironment, exchange: Exchange, reply: Reply, size: int) -> None:
        self._gate.leave(exchange)
        self._watching.tell(environ, exchange, reply, size)


def front(app: Flask, site: Site) -> WSGIApplication:
    """Return the application of a site as the network meets it."""
    inner = _behind(Front(app, site), site.settings.proxies)

    def outermost(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            # Flask takes bare bytes for UTF-8 and fails; encoded ones are read, or refused, as what they are.
            environ["QUERY_STRING"] = quote(query, safe=punctuation, encoding="latin-1")
        return inner(environ, start_response)

    return outermost


def _behind(inner: WSGIApplication, proxies: int) -> WSGIApplication:
    """Return the application as it is seen through this many trusted proxies; through none, nobody's word counts."""
    if not proxies:
        return inner
    # The client's address is what the outermost of them saw; the rest is said by the nearest, and never by the client.
    fixed = ProxyFix(inner, x_for=proxies, x_proto=1, x_host=1, x_prefix=1)

    def through(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        said = environ.get(_PREFIX, "").rpartition(",")[2].strip()
        if not _OF_PREFIX.fullmatch(said):
            environ.pop(_PREFIX, None)
        return fixed(environ, start_response)

    return through
