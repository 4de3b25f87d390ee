"""Queries by the SPARQL protocol whose answer is data, answered before the routing; the views have all the rest.

What is read, negotiated, admitted and evaluated here is so by the functions of the views. Nothing is refused here: a
request that has to be refused, or asks for a page or a file, is left to the views, and an error to their handlers.
"""

from __future__ import annotations

from functools import lru_cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING, get_args

from werkzeug.utils import get_content_type
from werkzeug.wsgi import FileWrapper

from ..errors import ProfGraphError
from ..queries.rendering import XLSX
from ..store.admission import Form, bounded
from .admission import admitted_at
from .asked import QUERY, asked_in
from .delivery import BLOCK
from .evaluating import evaluated, offered_for
from .exchange import exchange_of, hash_of
from .fields import body_fields, fields_of, is_read
from .headers import of_every_answer
from .negotiation import ALIASES, HTML, is_language, ranked_for, remembered
from .replies import MOST_WHOLE, Reply, cut_short, encoded
from .wishes import QUERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from _typeshed.wsgi import WSGIEnvironment

    from ..store.protocol import Serialised
    from .asked import Asked
    from .site import Site
    from .wishes import Wish

# A longer one takes the time of the routing many times over, and is not read twice.
_LONGEST = 10_000
_OK = f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}"


def prompt_reply(environ: WSGIEnvironment, asked: Asked, wish: Wish, site: Site) -> Reply | None:
    """Return the answer to a bounded query, which is sooner there than who else asks the same; None to all others."""
    text = asked.query or ""
    if site.pool is None or asked.default_graphs or asked.named_graphs:
        return None
    query = bounded(text)
    media_type = None if query is None else _BEST[query.form](environ.get("HTTP_ACCEPT", ""))
    if query is None or media_type is None:
        return None
    written = ALIASES.get(media_type, media_type)
    body = site.pool.at_hand(query, written, site.settings.default_graph, wish.version)
    if body is None:
        return None
    path = environ["PATH_INFO"]
    reply = Reply(_OK, _headers(media_type, path, len(body)), body, path, hash_of(text), is_lasting=True)
    return reply if wish.reader.encoding == "identity" else encoded(reply, wish.reader.encoding)


def direct_reply(environ: WSGIEnvironment, asked: Asked, wish: Wish, site: Site) -> Reply | None:
    """Return the answer to a query; None where the views have to answer, with what went wrong as the refusal."""
    try:
        base = wish.reader.origin.address(environ["PATH_INFO"])
        admitted = admitted_at(site, base, asked.query or "")
    except ProfGraphError:
        # Nothing is done yet: the views refuse it, in the order of their checks.
        return None
    accept = environ.get("HTTP_ACCEPT", "")
    media_type = _BEST[admitted.form or "DESCRIBE"](accept)
    if media_type is None:
        return None
    exchange = exchange_of(environ)
    exchange.route, exchange.is_volatile = environ["PATH_INFO"], admitted.is_volatile
    exchange.query_hash = hash_of(asked.query or "")
    try:
        return _replied(evaluated(site, asked, admitted, media_type), media_type, environ["PATH_INFO"])
    except Exception as error:  # noqa: BLE001  (raised again where every error is answered)
        exchange.refusal = error
        return None


def asked_directly(environ: WSGIEnvironment, body: bytes) -> Asked | None:
    """Return what is asked where it is a query and nothing else; None of all else, and of what is not well formed."""
    if environ["PATH_INFO"] not in QUERIES:
        return None
    try:
        return _asked(environ, body)
    except ProfGraphError:
        return None


def _asked(environ: WSGIEnvironment, body: bytes) -> Asked | None:
    """Return what is asked where it is a query and nothing else; raise `ProfGraphError` where it is not well formed."""
    fields = fields_of(environ.get("QUERY_STRING", "").encode("latin-1"))
    if environ["REQUEST_METHOD"] == "POST":
        content_type = environ.get("CONTENT_TYPE", "")
        if not is_read(content_type, QUERY):
            return None
        fields = (*fields, *body_fields(body, content_type, "query"))
    asked = asked_in(fields)
    if len(fields) > 1 and not all(is_language(value) for name, value in fields if name == "lang"):
        return None
    is_plain = asked.question is None and asked.download is None
    return asked if is_plain and asked.query and asked.query.strip() and len(asked.query) <= _LONGEST else None


def _best(accept: str, *, offered: Sequence[str]) -> str | None:
    """Return the type that the reader likes best; None for who accepts none or prefers a page or a workbook."""
    best = next(iter(ranked_for(accept, (*offered, HTML))), HTML)
    return None if best in {HTML, XLSX} else best


_BEST: Mapping[Form, Callable[[str], str | None]] = {
    form: remembered(partial(_best, offered=offered_for(form))) for form in get_args(Form)
}


def _replied(answer: Serialised, media_type: str, path: str) -> Reply:
    if answer.file is None:
        return Reply(_OK, _headers(media_type, path, len(answer.body)), answer.body)
    if answer.size > MOST_WHOLE:
        return Reply(_OK, _headers(media_type, path, answer.size), FileWrapper(answer.file, BLOCK))
    body = answer.whole()
    if len(body) != answer.size:
        raise cut_short()
    return Reply(_OK, _headers(media_type, path, answer.size), body)


def _headers(media_type: str, path: str, size: int) -> tuple[tuple[str, str], ...]:
    first, others = _lasting_headers(media_type, path)
    return (first, ("Content-Length", str(size)), *others)


@lru_cache(maxsize=100)
def _lasting_headers(media_type: str, path: str) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
    others = {"Cache-Control": "no-cache", **of_every_answer(media_type, path)}
    return ("Content-Type", get_content_type(media_type, "utf-8")), tuple(others.items())
