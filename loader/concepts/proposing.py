"""Which likely pairs are worth a person's time: those on which nothing was decided, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .likeness import Concept, likely_pairs
from .matches import ordered, proposed
from .merging import representatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rdflib import URIRef

    from ...ontology.terms import Minter
    from .matches import Match


def proposals(concepts: Iterable[Concept], held: Sequence[Match], tool: str, *, above: float) -> list[Match]:
    """Return the pairs of concepts that may be one, the surest first, without those that were decided."""
    one_for = representatives(held)
    settled = {_ends(match.key, one_for) for match in held}
    found = (proposed(pair, tool) for pair in likely_pairs(concepts, above))
    return [match for match in found if _is_open(_ends(match.key, one_for), settled)]


def concepts_of_kind(wordings: Mapping[URIRef, str], kind: str | None, minter: Minter) -> list[Concept]:
    """Return the concepts of a kind, or of all kinds."""
    found = (Concept(iri, minter.concept_name(iri).partition("/")[0], label) for iri, label in wordings.items())
    return [concept for concept in found if kind in {None, concept.kind}]


def _is_open(ends: tuple[URIRef, URIRef], settled: set[tuple[URIRef, URIRef]]) -> bool:
    return ends[0] != ends[1] and ends not in settled


def _ends(pair: tuple[URIRef, URIRef], one_for: Mapping[URIRef, URIRef]) -> tuple[URIRef, URIRef]:
    """Return the pair of those that stand for the two."""
    return ordered(one_for.get(pair[0], pair[0]), one_for.get(pair[1], pair[1]))
