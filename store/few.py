"""An answer of few triples and bytes, whole in memory; None in the place of a larger one, which is given up early."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from .engine_words import ENGINE_PREFIXES
from .evaluation import graph_bytes, results_format

if TYPE_CHECKING:
    from typing import BinaryIO


@dataclass(frozen=True)
class Few:
    """How many triples, and how many bytes, are few."""

    triples: int
    size: int


def answer_of_few(engine: ox.Store, text: str, media_type: str, few: Few, *, union: bool) -> bytes | None:
    """Return the answer to a query in a media type that it has; None where it is more than a few.

    Raise what the engine raises: finding the words for that takes longer than a short query.
    """
    try:
        # A text that declares its prefixes is read faster where the engine is told of no others.
        result = engine.query(text, use_default_graph_as_union=union)
    except SyntaxError:
        result = engine.query(text, prefixes=ENGINE_PREFIXES, use_default_graph_as_union=union)
    try:
        if isinstance(result, ox.QueryTriples):
            return _graph(result, media_type, few)
        if isinstance(result, ox.QuerySolutions):
            return _table(result, media_type, few.size)
        return result.serialize(format=results_format(media_type))
    except _TooMuchError:
        return None


def _graph(result: ox.QueryTriples, media_type: str, few: Few) -> bytes:
    triples: dict[ox.Triple, None] = {}
    size = 0
    for triple in result:
        triples[triple] = None
        size += _letters(triple.object)
        if len(triples) > few.triples or size > few.size:
            raise _TooMuchError
    written = graph_bytes(list(triples), media_type)
    if len(written) > few.size:
        raise _TooMuchError
    return written


def _letters(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> int:
    return _letters(value.object) if isinstance(value, ox.Triple) else len(value.value)


def _table(result: ox.QuerySolutions, media_type: str, most: int) -> bytes:
    taken = _Taken(most)
    result.serialize(cast("BinaryIO", taken), results_format(media_type))
    return taken.whole


class _TooMuchError(Exception):
    """The answer is more than a few."""


class _Taken:
    """Takes what the engine writes, pieces of 8 KB; `io`'s own classes take longer to make than a short query."""

    __slots__ = ("_most", "whole")

    def __init__(self, most: int) -> None:
        self._most = most
        self.whole = b""

    def write(self, piece: bytes) -> int:
        """Take a piece; raise `_TooMuchError`, which ends the query, beyond the most."""
        self.whole += piece
        if len(self.whole) > self._most:
            raise _TooMuchError
        return len(piece)

    def flush(self) -> None:
        """Do nothing: all is taken."""
