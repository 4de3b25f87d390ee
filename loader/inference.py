"""Runs the rules on the triples of one version, in memory; no rule sees another version."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ..ontology.resources import ontology_graph, rules
from ..ontology.terms import ONTOLOGY
from ..store.convert import from_ox_triple, to_ox_triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple as OxTriple

    from ..store.protocol import Triple


def inferred(asserted: frozenset[Triple]) -> frozenset[Triple]:
    """Return what the rules of `ontology/rules` conclude from `asserted`, without what is asserted already.

    The rules run once each, in the order of their names: a rule only reads what is asserted or what a rule
    before it concludes. Circles of references are safe, because property paths visit each node once.
    """
    return frozenset(map(from_ox_triple, concluded(_quads(asserted, DefaultGraph()), rules())))


def concluded(stated: Iterable[Quad], texts: Iterable[tuple[str, str]]) -> set[OxTriple]:
    """Return what rules (name and text), run once each in this order, conclude from `stated` beside it."""
    memory = Store()
    memory.extend(_ontology())
    given = list(stated)
    memory.extend(given)
    known = {quad.triple for quad in given}
    found: set[OxTriple] = set()
    for _, text in texts:
        # Read to the end before writing: the query reads the store that it adds to.
        new = set(cast("Iterable[OxTriple]", memory.query(text))) - known
        memory.extend([Quad(one.subject, one.predicate, one.object) for one in new])
        found |= new
        known |= new
    return found


def _quads(triples: Iterable[Triple], graph: NamedNode | DefaultGraph) -> list[Quad]:
    found = map(to_ox_triple, triples)
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in found]


@cache
def _ontology() -> tuple[Quad, ...]:
    # Parsed from our own file: rdflib's graph promises less of its terms than RDF does.
    triples = cast("Iterable[Triple]", ontology_graph())
    return tuple(_quads(triples, NamedNode(ONTOLOGY)))
