"""The graphs of one version: how they are replaced in the store and removed from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..ontology.terms import DCTERMS, RDFS
from ..store.changes import Changes
from .shared import shared_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib import URIRef

    from ..store.protocol import Quad, Triple
    from ..store.writing.protocol import Reading

KINDS = ("asserted", "inferred", "report", "source")


@dataclass(frozen=True)
class VersionGraphs:
    """Everything that one version adds to the store, but for the nodes that versions share."""

    version: URIRef
    triples: Mapping[str, frozenset[Triple]]


def replacement(reading: Reading, graphs: VersionGraphs, *, instead_of: Iterable[URIRef] = ()) -> Changes:
    """Return the changes after which the store holds exactly `graphs` of that version, and none `instead_of` it.

    A version that gives way to another one leaves a pointer to it.
    """
    given_up = tuple(instead_of)
    remove: set[Quad] = set()
    for version in (graphs.version, *given_up):
        for kind in KINDS:
            graph = reading.minter.graph(kind, version)
            remove |= {(*triple, graph) for triple in reading.graph(graph)}
    add: set[Quad] = {
        (*triple, reading.minter.graph(kind, graphs.version)) for kind in KINDS for triple in graphs.triples[kind]
    }
    replaced = frozenset(reading.minter.graph("asserted", version) for version in (graphs.version, *given_up))
    before = frozenset((s, p, o) for s, p, o, graph in remove if graph in replaced)
    shared = shared_changes(reading, replaced, before, graphs.triples["asserted"])
    pointers = _pointers(given_up, graphs.version, before, reading.minter.graph("registry"))
    return Changes(
        remove=frozenset(remove - add) | shared.remove,
        add=frozenset(add - remove) | shared.add | pointers,
    )


def removal(reading: Reading, version: URIRef) -> Changes:
    """Return the changes after which nothing of the version is left, and nothing points to it."""
    gone = replacement(reading, VersionGraphs(version, dict.fromkeys(KINDS, frozenset())))
    return Changes(remove=gone.remove | pointers_to(reading, version), add=gone.add)


def pointers_to(reading: Reading, version: URIRef) -> frozenset[Quad]:
    """Return what the registry says of editions that gave way to the version."""
    registry = reading.minter.graph("registry")
    pointing = {subject for subject, _, _, _ in reading.triples(None, DCTERMS.isReplacedBy, version)}
    found = (quad for subject in pointing for quad in reading.triples(subject, None, None))
    return frozenset(quad for quad in found if quad[3] == registry)


def _pointers(given_up: Iterable[URIRef], version: URIRef, before: frozenset[Triple], registry: URIRef) -> set[Quad]:
    """Return what stays of editions that gave way: their labels, and the edition that replaces them."""
    left = set(given_up)
    labels = {(node, link, label, registry) for node, link, label in before if node in left and link == RDFS.label}
    return labels | {(other, DCTERMS.isReplacedBy, version, registry) for other in left}
