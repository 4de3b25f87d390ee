"""Runs the rules on the triples of one version, in memory; no rule sees another version."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ..ontology.resources import ontology_graph, rules
from ..ontology.terms import ONTOLOGY
from ..store.convert import from_ox, to_ox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .graph.context import Triple


def inferred(asserted: frozenset[Triple]) -> frozenset[Triple]:
    """Return what the rules of `ontology/rules` conclude from `asserted`, without what is asserted already.

    The rules run once each, in the order of their names: a rule only reads what is asserted or what a rule
    before it concludes. Circles of references are safe, because property paths visit each node once.
    """
    memory = Store()
    memory.extend(_ontology())
    memory.extend(_quads(asserted))
    for _, text in rules():
        # Read to the end before writing: the query reads the store that it adds to.
        found = [Quad(one.subject, one.predicate, one.object) for one in memory.query(text)]
        memory.extend(found)
    everything = {
        (from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object))
        for quad in memory.quads_for_pattern(None, None, None, DefaultGraph())
    }
    return frozenset(everything - asserted)


def _quads(triples: Iterable[Triple]) -> list[Quad]:
    return [Quad(to_ox(subject), to_ox(predicate), to_ox(value)) for subject, predicate, value in triples]


@cache
def _ontology() -> tuple[Quad, ...]:
    name = NamedNode(ONTOLOGY)
    return tuple(
        Quad(to_ox(subject), to_ox(predicate), to_ox(value), name) for subject, predicate, value in ontology_graph()
    )
