"""A pattern of a triple on its way between processes: each given term in a line of N-Triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from .frames import Frame

if TYPE_CHECKING:
    from ..convert import OxAnyTerm, OxTerm

_PLACES = ("subject", "predicate", "value")
_HOLDER = ox.NamedNode("urn:x-profgraph:pattern")


def to_pattern(*terms: OxAnyTerm | None) -> Frame:
    """Return the terms of a pattern; None matches everything."""
    lines = {place: f"{_HOLDER} {_HOLDER} {term} ." for place, term in zip(_PLACES, terms, strict=True) if term}
    return Frame({"ask": "triples", **lines})


def from_pattern(
    request: Frame,
) -> tuple[ox.NamedNode | ox.BlankNode | None, ox.NamedNode | None, OxTerm | None]:
    """Return the pattern as terms of the engine."""
    return tuple(_term(request.header.get(place)) for place in _PLACES)  # type: ignore[return-value]  # the client made it of terms that stand there


def _term(line: str | None) -> OxAnyTerm | None:
    return next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))).object if line else None
