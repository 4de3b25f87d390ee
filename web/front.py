"""What stands in front of the routing, from the network inwards: proxies, log and metrics, the gate, the cache."""

from __future__ import annotations

import re
from string import punctuation
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.middleware.proxy_fix import ProxyFix

from .caching import Caching
from .gate import Gate
from .watching import Watching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

    from .site import Site

_PREFIX = "HTTP_X_FORWARDED_PREFIX"
# Two slashes at the head of a link would name another host.
_OF_PREFIX = re.compile(r"(?:/[\w.~-]+)+/?", re.ASCII)


def front(app: Flask, site: Site) -> WSGIApplication:
    """Return the application of a site behind its layers."""
    layers = Watching(Gate(Caching(app, app.wsgi_app, site), site), site)
    inner = _behind(layers, site.settings.proxies)

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
