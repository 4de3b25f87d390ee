"""The graphs that come with the program and are in every store: ontology, alignments, classifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from .changes import Net, as_stored, refuse_second_graph, update_text
from .digests import GraphDigest, recorded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib import URIRef

    from ..ontology.terms import Minter

_FAMILIES = ("ontology", "alignment", "classifier")


def install(
    store: ox.Store, minter: Minter, graphs: Mapping[URIRef, tuple[ox.Triple, ...]], meta: ox.NamedNode
) -> None:
    """Bring the store's static graphs to this release.

    What is outdated leaves by `update`; what is new comes by `extend`, which alone keeps the labels of blank
    nodes. Between the two transactions the graphs are recorded as absent, so that the next run goes on.
    """
    wanted = {str(graph): _quads(graph, triples) for graph, triples in graphs.items()}
    digests = {graph: GraphDigest().changed(add=quads) for graph, quads in wanted.items()}
    held = {graph: digest for graph, digest in recorded(store, meta).items() if _is_static(graph, minter)}
    outdated = sorted(graph for graph, digest in held.items() if digests.get(graph) != digest)
    missing = sorted(graph for graph, digest in digests.items() if held.get(graph) != digest)
    if outdated:
        store.update(_removal(outdated, held, meta))
    if missing:
        added = frozenset[ox.Quad]().union(*(wanted[graph] for graph in missing))
        refuse_second_graph(Net(add=added), store)
        store.extend(added.union(*(digests[graph].quads(graph, meta) for graph in missing)))


def _removal(graphs: list[str], held: Mapping[str, GraphDigest], meta: ox.NamedNode) -> str:
    records = frozenset[ox.Quad]().union(*(held[graph].quads(graph, meta) for graph in graphs))
    drops = "".join(f"DROP SILENT GRAPH <{graph}> ;\n" for graph in graphs)
    return drops + update_text(Net(remove=records))


def _quads(graph: URIRef, triples: tuple[ox.Triple, ...]) -> frozenset[ox.Quad]:
    name = ox.NamedNode(str(graph))
    return as_stored(ox.Quad(subject, predicate, value, name) for subject, predicate, value in triples)


def _is_static(graph: str, minter: Minter) -> bool:
    names = [minter.graph(family) for family in _FAMILIES]
    return any(graph == name or graph.startswith(f"{name}/") for name in names)
