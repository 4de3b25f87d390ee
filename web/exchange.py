"""What the views and what stands before the routing tell each other about one request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from flask import Flask

_KEY = "profgraph.exchange"
_HASH_DIGITS = 12

# Found in the cache; computed; computed by an equal request at the same time; the reader has it already; not cacheable.
CacheState = Literal["hit", "miss", "shared", "unchanged", "-"]


# Where a request stands among those that are answered at a time; one whose body is yet to come may stand long.
Place = Literal["reading", "sending"]


@dataclass(slots=True)
class Exchange:
    """One request: which rule answers it, the hash of its query, whether its answer lasts as long as the data do.

    A `refusal` is what went wrong before the routing: the application answers with it and does nothing else. The `tag`
    is the name of the answer that it has as long as the data are the same.
    """

    route: str = ""
    query_hash: str = "-"
    is_volatile: bool = False
    cache: CacheState = "-"
    refusal: Exception | None = None
    place: Place | None = None
    tag: str | None = None
    begun: float = field(default_factory=perf_counter)


def exchange_of(environ: WSGIEnvironment) -> Exchange:
    """Return the notes on a request, new ones when there are none."""
    exchange = environ.get(_KEY)
    if exchange is None:
        exchange = environ[_KEY] = Exchange()
    if not isinstance(exchange, Exchange):
        raise TypeError(f"not an exchange: {exchange!r}")
    return exchange


def note_query(text: str) -> None:
    """Note what the current request asks."""
    exchange_of(request.environ).query_hash = hash_of(text)


def hash_of(text: str) -> str:
    """Return by what a query is known in the log."""
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]


def note_volatile() -> None:
    """Note that the current request may have another answer at any time, though the data are the same."""
    exchange_of(request.environ).is_volatile = True


def register(app: Flask) -> None:
    """Make the application note the rule of each request, and answer with a refusal that was decided before it."""
    app.before_request(_note_route)


def _note_route() -> None:
    exchange = exchange_of(request.environ)
    exchange.route = request.url_rule.rule if request.url_rule else ""
    if exchange.refusal is not None:
        raise exchange.refusal
