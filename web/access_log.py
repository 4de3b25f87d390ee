"""One line for each request: what was asked for and what came of it, but no query, no token and no reader."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..settings import AccessLog

# What may stand in a line as it is: nothing that ends a line, a word or a string.
_PLAIN = "/:;=+,.~*()[]@!'"
_LONGEST = 500
# What strangers can fill the memory with is short.
_LONGEST_KEPT = 100


class Line(NamedTuple):
    """A request and its answer; `query` is the beginning of the hash of its text, `client` is kept out by default."""

    time: str
    method: str
    path: str
    status: int
    bytes: int
    ms: float
    cache: str
    query: str
    type: str
    client: str | None = None


def moment(seconds: float) -> str:
    """Return a time since the epoch as the lines have it: in UTC, to the millisecond."""
    whole = int(seconds)
    return f"{_second(whole)}.{int((seconds - whole) * 1000):03}+00:00"


@lru_cache(maxsize=2)
def _second(whole: int) -> str:
    # Of many requests in a second it is written once.
    return datetime.fromtimestamp(whole, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def as_text(line: Line) -> str:
    """Return the line as `key=value` pairs."""
    # Of every request: by its names in a loop it takes five times as long.
    time, method, path, status, sent, ms, cache, query, media_type, client = line
    named = f"time={time} method={_written(method)} path={_written(path)} status={status} bytes={sent} ms={ms} "
    noted = f"{named}cache={cache} query={query} type={_written(media_type)}"
    return noted if client is None else f"{noted} client={_written(client)}"


def as_json(line: Line) -> str:
    """Return the line as a JSON object."""
    fields = {name: value for name, value in line._asdict().items() if value is not None}
    return json.dumps({name: _written(value) if isinstance(value, str) else value for name, value in fields.items()})


FORMATS: Mapping[AccessLog, Callable[[Line], str]] = {"text": as_text, "json": as_json}


def _written(value: str) -> str:
    if len(value) > _LONGEST_KEPT:
        return _quoted(value[:_LONGEST])
    return _kept(value)


def _quoted(value: str) -> str:
    return quote(value, _PLAIN) or "-"


_kept = lru_cache(maxsize=1_000)(_quoted)
