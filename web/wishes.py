"""The name of what a reader asks for: requests of one name have one answer as long as the data are the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.http import parse_etags
from werkzeug.wrappers import Request

from .negotiation import language_for, may_name_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from _typeshed.wsgi import WSGIEnvironment

    from ..errors import Language
    from .readers import Reader
    from .site import Site

_LONGEST_BODY = 100_000
QUERIES = ("/sparql", "/sparql/")
_FILES = "/static/"
_ROOMS = ("ontology", "store", "shapes", "queries", "comparison", "web")
_DIGITS = 32
# Between the version of the data, which a tag begins with, and what names the request.
MARK = "-"


class Wish(NamedTuple):
    """An anonymous read: its name, and its tag (RFC 9110) where it has one; `is_met` when the reader has the answer.

    `body` is what a POST has sent.
    """

    key: str
    version: str
    reader: Reader
    tag: str | None
    is_met: bool
    body: bytes


def read_wish(environ: WSGIEnvironment, reader: Reader, site: Site) -> Wish | None:
    """Return what is wished; None where an answer may not be kept. A body of a query is read and put back."""
    method = environ["REQUEST_METHOD"]
    # What its reader may call off is nobody else's: it neither waits for another's query nor is waited for.
    is_own = "HTTP_AUTHORIZATION" in environ or "HTTP_PROFGRAPH_QUERY" in environ
    if is_own or not (method in {"GET", "HEAD"} or _is_short_query(environ)):
        return None
    # Files of the program do not depend on the data, which may be far away.
    version = "" if environ["PATH_INFO"].startswith(_FILES) else site.recent_version()
    if version is None:
        return None
    body = _body(environ) if method == "POST" else b""
    key = _digest(
        *(version, program(), site.settings.default_graph, site.settings.base),
        *(reader.name, environ["PATH_INFO"], environ.get("QUERY_STRING")),
        *(environ.get("CONTENT_TYPE") if method == "POST" else None, body, _language_for(environ, reader)),
    )
    named = f"{key}-{reader.encoding}"
    # By its beginning a writer says which data it has read.
    tag = None if method == "POST" else f"{version}{MARK}{named}" if version else named
    is_met = tag is not None and _holds(environ.get("HTTP_IF_NONE_MATCH"), tag)
    return Wish(key, version, reader, tag, is_met, body)


def _holds(tags: str | None, tag: str) -> bool:
    return tags is not None and tag in parse_etags(tags).as_set(include_weak=True)


def _language_for(environ: WSGIEnvironment, reader: Reader) -> Language:
    if may_name_language(environ.get("QUERY_STRING", "")):
        return language_for(Request(environ, populate_request=False))
    return reader.language


@cache
def program() -> str:
    """Return the name of what turns data into answers: another release has other answers to the same data."""
    found = hashlib.sha256()
    for room in _ROOMS:
        for path in _files(files("profgraph") / room):
            found.update(path.read_bytes())
    return found.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry)
        elif entry.is_file():
            yield entry


def _is_short_query(environ: WSGIEnvironment) -> bool:
    length = environ.get("CONTENT_LENGTH") or ""
    is_query = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] in QUERIES
    # What is said to be compressed is refused, whatever it is.
    is_plain = "HTTP_CONTENT_ENCODING" not in environ
    return is_query and is_plain and length.isdecimal() and int(length) <= _LONGEST_BODY


def _body(environ: WSGIEnvironment) -> bytes:
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = BytesIO(body)
    return body


def _digest(*parts: object) -> str:
    """Return a name that nobody can make two wishes for."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
