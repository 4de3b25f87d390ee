"""Answers as they are held before the routing: whole in memory, or too large for that and passed through."""

from __future__ import annotations

import gzip
from http import HTTPStatus
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from .exchange import exchange_of
from .problems import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

    from .readers import Encoding

# Larger answers are files of a query's worker or of a package: they stay on the disk.
MOST_WHOLE = 4_000_000
_BODILESS = ("204", "304")
_LEAST_COMPRESSED = 1_000
# Above it the answer gets smaller by some hundredths, and the time doubles.
_LEVEL = 5
_TEXTS = frozenset({"application/json", "application/xml", "application/n-triples", "image/svg+xml"})


class Reply(NamedTuple):
    """A status line, headers and a body; `is_lasting` where it holds as long as the data are the same."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | Iterable[bytes]
    route: str = ""
    query_hash: str = "-"
    is_lasting: bool = False

    @property
    def size(self) -> int | None:
        """Return about how many bytes it takes in memory; None where its body is not there."""
        if not isinstance(self.body, bytes):
            return None
        return len(self.body) + sum(map(len, chain.from_iterable(self.headers)))


def header(reply: Reply, name: str) -> str | None:
    """Return the first header of this name, in the letters in which HTTP's own documents write it, as our views do."""
    for one, value in reply.headers:
        if one == name:
            return value
    return None


def passed(app: WSGIApplication, environ: WSGIEnvironment) -> Reply:
    """Return the application's answer as it comes."""
    chunks, status, headers = run_wsgi_app(app, environ)
    return Reply(status, tuple(headers), chunks)


def answered(app: WSGIApplication, environ: WSGIEnvironment) -> Reply:
    """Return the application's answer, whole where it says that it is small."""
    chunks, status, headers = run_wsgi_app(app, environ)
    length = 0 if status[:3] in _BODILESS else headers.get("Content-Length", type=int)
    if length is None or length > MOST_WHOLE:
        return Reply(status, tuple(headers), chunks)
    try:
        body = b"".join(chunks)
    finally:
        closed(chunks)
    if len(body) != length and environ["REQUEST_METHOD"] != "HEAD":
        # Nothing is sent yet: a cut answer becomes an error, never a short 200.
        exchange_of(environ).refusal = cut_short()
        return answered(app, environ)
    return Reply(status, tuple(headers), body)


def encoded(reply: Reply, encoding: Encoding) -> Reply:
    """Return the reply in this encoding, as it is where that gains nothing."""
    if not isinstance(reply.body, bytes):
        return reply
    present = header(reply, "Content-Encoding")
    if present == encoding:
        return reply
    if encoding == "identity":
        return reply if present is None else _with_body(reply, gzip.decompress(reply.body), None)
    if len(reply.body) < _LEAST_COMPRESSED or present is not None or not _is_text(header(reply, "Content-Type")):
        return reply
    return _with_body(reply, gzip.compress(reply.body, _LEVEL, mtime=0), "gzip")


def tagged(reply: Reply, tag: str | None) -> list[tuple[str, str]]:
    """Return the headers of a reply that has this tag, and is asked about each time it is used again."""
    if tag is None:
        return [*reply.headers]
    # Weak, for equal answers may list their rows in another order.
    named = ("ETag", f'W/"{tag}"')
    if header(reply, "Cache-Control") is None:
        return [*reply.headers, named, ("Cache-Control", "no-cache")]
    return [*reply.headers, named]


def closed(body: bytes | Iterable[bytes]) -> bytes:
    """Return no body in the place of one that nobody reads."""
    if close := getattr(body, "close", None):
        close()
    return b""


def _with_body(reply: Reply, body: bytes, encoding: Encoding | None) -> Reply:
    headers = Headers(reply.headers)
    headers.remove("Content-Encoding")
    headers["Content-Length"] = str(len(body))
    if encoding:
        headers["Content-Encoding"] = encoding
    return reply._replace(headers=tuple(headers), body=body)


def _is_text(content_type: str | None) -> bool:
    media_type = (content_type or "").partition(";")[0].strip().lower()
    return media_type.startswith("text/") or media_type.endswith(("+json", "+xml")) or media_type in _TEXTS


def cut_short() -> RequestError:
    """Return the error for an answer with fewer bytes than it says."""
    return RequestError(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        ru="ответ не дочитан до конца; повторите запрос",
        en="the answer could not be read to its end; send the request again",
    )
