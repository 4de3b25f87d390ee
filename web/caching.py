"""Answers from memory, or computed, equal misses once; encoded, and with their tags decided on (ETag, 304)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException

from .addressing import unusable
from .cache import Cache
from .direct import asked_directly, direct_reply, prompt_reply
from .dumps import is_download
from .exchange import exchange_of
from .flights import Flights
from .headers import of_every_answer
from .probes import PROBES
from .readers import reader_of
from .replies import Reply, answered, encoded, header, passed
from .wishes import read_wish

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment
    from flask import Flask

    from .asked import Asked
    from .exchange import Exchange
    from .site import Site
    from .wishes import Wish

# Longer than a query may take: whoever waited in vain computes the answer itself.
_LONGEST_WAIT = 60
_NOT_MODIFIED = f"{HTTPStatus.NOT_MODIFIED.value} {HTTPStatus.NOT_MODIFIED.phrase}"
# What a view would decide tags and parts by: that is done here.
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE")
_OF_CONDITIONS = ("ETag", "Last-Modified", "Accept-Ranges")


class Caching:
    """Replies from memory, else of the application."""

    def __init__(self, app: Flask, inner: WSGIApplication, site: Site) -> None:
        self._app = app
        self._inner = inner
        self._site = site
        self._metrics = site.metrics
        self._cache = Cache(site.settings.cache_bytes, site.metrics)
        self._flights: Flights[Reply] = Flights(
            _is_shareable, longest_wait=_LONGEST_WAIT, on_wait=site.metrics.flight_waits.inc
        )

    def reply(self, environ: WSGIEnvironment, exchange: Exchange) -> Reply:
        """Return the reply from memory where that is right, else by the application."""
        reader, path = reader_of(environ), environ["PATH_INFO"]
        is_probe = path in PROBES
        if not reader.origin.host and not is_probe:
            # RFC 9112, 3.2; what it names would lead to another host, and stay in the memory.
            exchange.refusal = exchange.refusal or unusable()
        if is_download(path):
            return passed(self._inner, environ)
        is_apart = exchange.refusal is not None or is_probe
        wish = None if is_apart else read_wish(environ, reader, self._site)
        if wish is None:
            return encoded(self._unnamed(environ), reader.encoding)
        if wish.version:
            self._cache.turn_to(wish.version)
        reply = self._known(wish, environ, exchange) or self._made(wish, environ, exchange)
        exchange.route, exchange.query_hash = reply.route, reply.query_hash
        exchange.tag = wish.tag if reply.is_lasting else None
        return reply

    def _known(self, wish: Wish, environ: WSGIEnvironment, exchange: Exchange) -> Reply | None:
        """Return what needs no computing: a reply that is held, or that the reader has the answer already."""
        held = self._cache.get(wish.key, wish.reader.encoding)
        if held is not None or wish.is_met:
            self._metrics.cache_hits.inc()
        if wish.is_met:
            exchange.cache = "unchanged"
            # The tag is named by the data and the request: whoever has it has the answer.
            route, query_hash = (held.route, held.query_hash) if held else (self._route(environ), "-")
            return Reply(_NOT_MODIFIED, _bare_headers(environ), b"", route, query_hash, is_lasting=True)
        exchange.cache = "hit"
        return held

    def _made(self, wish: Wish, environ: WSGIEnvironment, exchange: Exchange) -> Reply:
        asked = asked_directly(environ, wish.body)
        reply = asked and prompt_reply(environ, asked, wish, self._site)
        if not reply:
            return self._computed(wish, environ, asked)
        self._metrics.cache_misses.inc()
        exchange.cache = "miss"
        self._cache.put(wish.version, wish.key, wish.reader.encoding, reply)
        return reply

    def _computed(self, wish: Wish, environ: WSGIEnvironment, asked: Asked | None) -> Reply:
        if self._cache.is_apart(wish.key):
            reply, is_shared = self._evaluated(wish, environ, asked), False
        else:
            reply, is_shared = self._flights.once(wish.key, lambda: self._evaluated(wish, environ, asked))
        if not is_shared:
            return reply
        exchange_of(environ).cache = "shared"
        # Whoever computed it may have asked for another encoding.
        return encoded(reply, wish.reader.encoding)

    def _evaluated(self, wish: Wish, environ: WSGIEnvironment, asked: Asked | None) -> Reply:
        exchange = exchange_of(environ)
        # Another thread may have put it there since this one looked.
        if held := self._cache.get(wish.key, wish.reader.encoding):
            return held
        self._metrics.cache_misses.inc()
        exchange.cache = "miss"
        method, begun = environ["REQUEST_METHOD"], self._site.publication()
        reply = (asked and direct_reply(environ, asked, wish, self._site)) or self._unnamed(
            {**environ, "REQUEST_METHOD": "GET" if method == "HEAD" else method}
        )
        # Data published meanwhile must not be kept under the name of the old ones, even where these are back by now.
        is_same = not wish.version or (self._site.data_version(), self._site.publication()) == (wish.version, begun)
        is_lasting = is_same and not exchange.is_volatile and _may_be_kept(reply)
        reply = Reply(reply.status, reply.headers, reply.body, exchange.route, exchange.query_hash, is_lasting)
        if not _is_shareable(reply):
            self._cache.set_apart(wish.key)
        reply = encoded(reply, wish.reader.encoding)
        if is_lasting:
            self._cache.put(wish.version, wish.key, wish.reader.encoding, reply)
        return reply

    def _unnamed(self, environ: WSGIEnvironment) -> Reply:
        """Return the application's reply; tags of reads are decided here, so the views do not see conditions."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return answered(self._inner, environ)
        reply = answered(self._inner, {name: value for name, value in environ.items() if name not in _CONDITIONS})
        kept = tuple((name, value) for name, value in reply.headers if name not in _OF_CONDITIONS)
        return reply._replace(headers=kept)

    def _route(self, environ: WSGIEnvironment) -> str:
        try:
            rule, _ = self._app.url_map.bind_to_environ(environ).match(return_rule=True)
        except HTTPException:
            return ""
        return rule.rule


def _is_shareable(reply: Reply) -> bool:
    """Tell whether equal requests that wait may have it too: an error as well, for it would be theirs."""
    return isinstance(reply.body, bytes) and (reply.is_lasting or not reply.status.startswith("200"))


def _may_be_kept(reply: Reply) -> bool:
    if not reply.status.startswith("200") or header(reply, "Set-Cookie") is not None:
        return False
    parts = {part.strip() for part in (header(reply, "Cache-Control") or "").split(",")}
    return parts.isdisjoint({"no-store", "private"})


def _bare_headers(environ: WSGIEnvironment) -> tuple[tuple[str, str], ...]:
    return tuple({**of_every_answer("", environ["PATH_INFO"]), "Cache-Control": "no-cache"}.items())
