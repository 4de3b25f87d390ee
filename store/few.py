"""An answer of few triples and bytes, whole in memory; None in the place of a larger one, which is given up early."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

import pyoxigraph as ox

from .engine_words import ENGINE_PREFIXES
from .evaluation import graph_bytes, results_format

if TYPE_CHECKING:
    from typing import BinaryIO


class Few(NamedTuple):
    """How many triples, and how many bytes of a table, are few."""

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
    if isinstance(result, ox.QueryTriples):
        triples = list(islice(result, few.triples + 1))
        return None if len(triples) > few.triples else graph_bytes(list(dict.fromkeys(triples)), media_type)
    if isinstance(result, ox.QueryBoolean):
        return result.serialize(format=results_format(media_type))
    return _table_of_few(result, media_type, few.size)


def _table_of_few(result: ox.QuerySolutions, media_type: str, most: int) -> bytes | None:
    taken = _Taken(most)
    try:
        result.serialize(cast("BinaryIO", taken), results_format(media_type))
    except OverflowError:
        return None
    return taken.whole


class _Taken:
    """Takes what the engine writes, which is one piece as a rule: `io`'s own classes take longer to make than that."""

    __slots__ = ("_most", "whole")

    def __init__(self, most: int) -> None:
        self._most = most
        self.whole = b""

    def write(self, piece: bytes) -> int:
        """Take a piece; raise `OverflowError`, which ends the query, beyond the most."""
        self.whole += piece
        if len(self.whole) > self._most:
            raise OverflowError
        return len(piece)

    def flush(self) -> None:
        """Do nothing: all is taken."""
