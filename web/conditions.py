"""What a write asks of the data as they are before it: `If-Match`, `If-None-Match`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from ..store.writing.protocol import Condition
from .wishes import MARK

if TYPE_CHECKING:
    from werkzeug.datastructures import ETags

_ANY = "*"


def condition() -> Condition:
    """Return what the headers of the current request ask."""
    return Condition(_versions("If-Match", request.if_match), _versions("If-None-Match", request.if_none_match))


def _versions(header: str, tags: ETags) -> tuple[str, ...] | None:
    """Return the versions of the data that the tags begin with, "*" for any; None where there is no such header.

    A weak tag counts: what a writer must not lose is the data, however they are written down or compressed.
    """
    if header not in request.headers:
        return None
    if tags.star_tag:
        return (_ANY,)
    return tuple(sorted(tag.partition(MARK)[0] for tag in tags.as_set(include_weak=True)))
