"""One call to an allowed endpoint: its answer to a SELECT, within the caps."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from ..store import protocol
from . import unanswered
from .outward import Deadline, direct_opener
from .unanswered import UnansweredError

if TYPE_CHECKING:
    from http.client import HTTPResponse

_CHUNK = 65_536
_JSON_TYPES = frozenset({protocol.JSON, "application/json"})


@dataclass(frozen=True)
class Caps:
    """How much a call may take: seconds, bytes of the question and of the answer, rows, calls at once."""

    seconds: float = 20
    question: int = 1_000_000
    answer: int = 10_000_000
    rows: int = 10_000
    calls: int = 8


def caps_for(query_seconds: float) -> Caps:
    """Return the caps of a call in a query of so many seconds: it ends before the query does, which can tell of it."""
    return Caps(seconds=query_seconds * 2 / 3)


def called(endpoint: str, question: bytes, caps: Caps) -> bytes:
    """Return the endpoint's answer in SPARQL JSON, which an engine can read; raise `UnansweredError`."""
    with Deadline(caps.seconds) as deadline:
        try:
            return _answer(endpoint, question.decode(), deadline, caps)
        except (UnansweredError, OSError, HTTPException, ValueError) as error:
            # What is cut off at its end fails in some way or other.
            if deadline.is_over:
                raise unanswered.late(endpoint, caps.seconds) from error
            raise _reason(endpoint, error) from error


def _reason(endpoint: str, error: Exception) -> UnansweredError:
    if isinstance(error, UnansweredError):
        return error
    if isinstance(error, HTTPError):
        with error:
            return unanswered.refused(endpoint, error)
    return unanswered.unreached(endpoint, error)


class _Direct(SPARQLWrapper):
    """SPARQLWrapper through our opener instead of the one of the process."""

    def opened(self, deadline: Deadline) -> HTTPResponse:
        """Return the response to the question that is set."""
        response: HTTPResponse = direct_opener(deadline).open(self._createRequest(), timeout=deadline.left())
        return response


def _answer(endpoint: str, question: str, deadline: Deadline, caps: Caps) -> bytes:
    wrapper = _Direct(endpoint, agent="profgraph")
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    # Set past `setQuery`, which takes a query for an update when a comment before it says so.
    wrapper.queryString, wrapper.queryType = question, "SELECT"
    wrapper.setReturnFormat(JSON)
    wrapper.addCustomHttpHeader("Accept", protocol.JSON)
    with wrapper.opened(deadline) as response:
        media_type = response.headers.get_content_type()
        if media_type not in _JSON_TYPES:
            raise unanswered.no_result(endpoint, media_type)
        body, most = _whole(endpoint, response, caps.answer), response.headers.get("X-SPARQL-MaxRows", "")
    rows = _rows(endpoint, body)
    # Virtuoso cuts an answer without a word in it.
    if most.isdecimal() and rows >= int(most[:9]):
        raise unanswered.cut_short(endpoint, rows)
    if rows > caps.rows:
        raise unanswered.too_long(endpoint, caps.rows)
    return body


def _whole(endpoint: str, response: HTTPResponse, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > most:
                raise unanswered.too_large(endpoint, most)
    except IncompleteRead as error:
        raise unanswered.broken_off(endpoint, size) from error
    # `read1` says nothing of bytes that were promised and never came.
    if response.length:
        raise unanswered.broken_off(endpoint, size)
    return b"".join(parts)


def _rows(endpoint: str, body: bytes) -> int:
    """Return how many rows a result has, every one of which the engine can read."""
    count: int | None = None
    # What fails holds the engine's reader, which only this thread may let go.
    with suppress(SyntaxError, ValueError):
        count = _counted(body)
    if count is None:
        raise unanswered.unreadable(endpoint)
    return count


def _counted(body: bytes) -> int | None:
    result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    return sum(1 for _ in result) if isinstance(result, ox.QuerySolutions) else None
