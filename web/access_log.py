"""One line for each request: what was asked for and what came of it, but no query, no token and no reader."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..settings import AccessLog

# What may stand in a line as it is: nothing that ends a line, a word or a string.
_PLAIN = "/:;=+,.~*()[]@!'"
_LONGEST = 500
# What `quote` would leave as it is.
_IS_PLAIN = re.compile(rf"[\w\-{re.escape(_PLAIN)}]+", re.ASCII)


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


def as_text(line: Line) -> str:
    """Return the line as `key=value` pairs."""
    return " ".join([f"{name}={value}" for name, value in _fields(line).items()])


def as_json(line: Line) -> str:
    """Return the line as a JSON object."""
    return json.dumps(_fields(line))


FORMATS: Mapping[AccessLog, Callable[[Line], str]] = {"text": as_text, "json": as_json}


def _fields(line: Line) -> dict[str, object]:
    return {
        name: _written(value[:_LONGEST]) if isinstance(value, str) else value
        for name, value in line._asdict().items()
        if value is not None
    }


def _written(value: str) -> str:
    return value if _IS_PLAIN.fullmatch(value) else quote(value, _PLAIN) or "-"
