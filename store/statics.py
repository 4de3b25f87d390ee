"""The graphs that come with the program and are in every store: ontology, alignments, classifiers, crosswalks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from .changes import Net, as_stored, refuse_second_graph
from .description import with_counts
from .digests import GraphDigest, recorded
from .imports import beside_imports, is_imported
from .transactions import committed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib import URIRef

    from ..ontology.terms import Minter

_FAMILIES = ("ontology", "alignment", "classifier", "correspondence")


def install(
    store: ox.Store, minter: Minter, graphs: Mapping[URIRef, tuple[ox.Triple, ...]], meta: ox.NamedNode
) -> None:
    """Bring the store's static graphs to this release, in one transaction."""
    wanted = {graph: quads for graph, quads in beside_imports(as_quads(graphs), store).items() if quads}
    digests = {graph: GraphDigest().changed(add=quads) for graph, quads in wanted.items()}
    held = {graph: digest for graph, digest in recorded(store, meta).items() if is_static(graph, minter)}
    outdated = sorted(graph for graph, digest in held.items() if digests.get(graph) != digest)
    missing = sorted(graph for graph, digest in digests.items() if held.get(graph) != digest)
    if not outdated and not missing:
        return
    removed = frozenset(quad for graph in outdated for quad in _held(store, graph))
    removed = removed.union(*(held[graph].quads(graph, meta) for graph in outdated))
    added = frozenset[ox.Quad]().union(*(wanted[graph] for graph in missing))
    # Among themselves only: a triple that people wrote to a graph of their own must not keep a new release out.
    refuse_second_graph(Net(add=added), ox.Store())
    records = frozenset[ox.Quad]().union(*(digests[graph].quads(graph, meta) for graph in missing))
    gone = frozenset(graph for graph in outdated if graph not in wanted)
    net = Net(remove=removed - added - records, add=(added | records) - removed, drop=gone)
    committed(store, with_counts(net, store, minter))


def is_static(graph: str, minter: Minter) -> bool:
    """Tell whether the graph comes with the program."""
    # An IRI of rdflib equals no string.
    names = [str(minter.graph(family)) for family in _FAMILIES]
    is_of_family = any(graph == name or graph.startswith(f"{name}/") for name in names)
    return is_of_family and not is_imported(graph, minter)


def as_quads(graphs: Mapping[URIRef, tuple[ox.Triple, ...]]) -> dict[str, frozenset[ox.Quad]]:
    """Return the graphs of the release as quads, by name."""
    return {str(graph): _quads(graph, triples) for graph, triples in graphs.items()}


def _held(store: ox.Store, graph: str) -> Iterable[ox.Quad]:
    return store.quads_for_pattern(None, None, None, ox.NamedNode(graph))


def _quads(graph: URIRef, triples: tuple[ox.Triple, ...]) -> frozenset[ox.Quad]:
    name = ox.NamedNode(str(graph))
    return as_stored(ox.Quad(subject, predicate, value, name) for subject, predicate, value in triples)
