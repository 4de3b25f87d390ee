"""Who asks, as far as answers depend on it: where the request came to, and what its headers prefer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from werkzeug.http import parse_accept_header

from .addressing import Origin, origin_of
from .negotiation import language_accepted, ranks

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from ..errors import Language

Encoding = Literal["gzip", "identity"]

_LONGEST_KEPT = 600


class Reader(NamedTuple):
    """What many requests have in common; readers of one `name` have one answer, in one language and encoding."""

    name: str
    origin: Origin
    encoding: Encoding
    language: Language


def reader_of(environ: WSGIEnvironment) -> Reader:
    """Return who asks."""
    accept, encoding = environ.get("HTTP_ACCEPT", ""), environ.get("HTTP_ACCEPT_ENCODING", "")
    host, language = environ.get("HTTP_HOST"), environ.get("HTTP_ACCEPT_LANGUAGE", "")
    root, scheme = environ.get("SCRIPT_NAME", ""), environ["wsgi.url_scheme"]
    server = environ.get("SERVER_NAME"), environ.get("SERVER_PORT")
    is_short = len(accept) + len(encoding) + len(language) + len(host or "") + len(root) <= _LONGEST_KEPT
    # Clients send the same with each request; what strangers can fill the memory with is short.
    return (_kept if is_short else _reader)(accept, encoding, language, scheme, host, server, root)


def _reader(
    accept: str,
    encoding: str,
    language: str,
    scheme: str,
    host: str | None,
    server: tuple[str | None, str | None],
    root: str,
) -> Reader:
    origin = origin_of(scheme, host, server, root)
    return Reader(
        name=repr((*origin, ranks(accept))),
        origin=origin,
        encoding=_best_encoding(encoding),
        language=language_accepted(language),
    )


_kept = lru_cache(maxsize=1_000)(_reader)


def _best_encoding(accept: str) -> Encoding:
    accepted = parse_accept_header(accept)
    return "gzip" if 0 < accepted.quality("gzip") >= accepted.quality("identity") else "identity"
