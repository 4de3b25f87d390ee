"""Which graphs a write may change: those that follow from others, and those of the release, belong to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ...errors import Message
from ..imports import is_imported
from ..statics import is_static
from ..transactions import has_blank_node
from .protocol import RefusedWriteError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...ontology.terms import Minter
    from ..changes import Net

_ASSERTED = "asserted"
_FOLLOWING = ("inferred", "report", "concepts", "registry")
_KEPT_FAMILIES = ("meta", "source")
_KEPT = Message(ru="его ведёт само хранилище", en="the store itself keeps it")
_OF_RELEASE = Message(ru="он входит в выпуск программы", en="it comes with the release of the program")
_IMPORTED = Message(
    ru="он импортирован: profgraph classifiers import|remove, profgraph crosswalks import|remove",
    en="it was imported: profgraph classifiers import|remove, profgraph crosswalks import|remove",
)
_OF_OTHERS = Message(
    ru="он загружен из файла: profgraph graph add|remove",
    en="it was loaded from a file: profgraph graph add|remove",
)
_DECIDED = Message(
    ru="он ведётся командами profgraph concepts accept|reject|withdraw",
    en="it is kept by profgraph concepts accept|reject|withdraw",
)
_FOLLOWS = Message(
    ru="он выводится из graph/asserted/…; измените тот граф",
    en="it follows from graph/asserted/…; change that graph",
)
_DEFAULT = Message(
    ru="это имя графа по умолчанию; пишите в него без имени",
    en="that is the name of the default graph; write to it without a name",
)


def standards_graphs(net: Net, minter: Minter) -> frozenset[URIRef]:
    """Return the changed graphs in which a version of a standard is stated."""
    return frozenset(URIRef(graph) for graph in net.graphs if graph.startswith(f"{minter.graph(_ASSERTED)}/"))


def refuse_foreign_ground(net: Net, minter: Minter) -> None:
    """Raise `RefusedWriteError` when the change touches a graph that is not the writer's to change."""
    named_default = {str(DATASET_DEFAULT_GRAPH_ID)} & (net.create | net.drop)
    reasons = {graph: _reason(graph, minter) for graph in sorted(net.graphs)} | dict.fromkeys(named_default, _DEFAULT)
    for quad in net.add | net.remove:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == str(DATASET_DEFAULT_GRAPH_ID):
            reasons[quad.graph_name.value] = _DEFAULT
    for graph, reason in reasons.items():
        if reason:
            raise RefusedWriteError(
                ru=f"граф <{graph}> не изменить: {reason.ru}", en=f"the graph <{graph}> cannot be changed: {reason.en}"
            )


def refuse_unfit(quads: Iterable[ox.Quad], minter: Minter) -> None:
    """Raise `RefusedWriteError` on terms of RDF 1.2, graphs without IRI, and blank nodes in a standard's graph."""
    for quad in quads:
        if problem := _unfit(quad, minter):
            raise RefusedWriteError(ru=f"{problem.ru}: {quad}", en=f"{problem.en}: {quad}")


def _reason(graph: str, minter: Minter) -> Message | None:
    if _is_of(graph, _KEPT_FAMILIES, minter):
        return _KEPT
    if is_imported(graph, minter):
        return _IMPORTED
    if _is_of(graph, ("foreign",), minter):
        return _OF_OTHERS
    if is_static(graph, minter):
        return _OF_RELEASE
    if graph in {str(minter.curated()), str(minter.merged())}:
        return _DECIDED
    return _FOLLOWS if _is_of(graph, _FOLLOWING, minter) else None


def _is_of(graph: str, families: tuple[str, ...], minter: Minter) -> bool:
    names = [str(minter.graph(family)) for family in families]
    return any(graph == name or graph.startswith(f"{name}/") for name in names)


def _unfit(quad: ox.Quad, minter: Minter) -> Message | None:
    value, graph = quad.object, quad.graph_name
    if isinstance(value, ox.Triple) or (isinstance(value, ox.Literal) and value.direction is not None):
        return Message(ru="это терм RDF 1.2, а здесь RDF 1.1", en="that is a term of RDF 1.2, and this is RDF 1.1")
    if isinstance(graph, ox.BlankNode):
        return Message(ru="у графа должен быть IRI", en="a graph must have an IRI")
    is_standards = isinstance(graph, ox.NamedNode) and graph.value.startswith(f"{minter.graph(_ASSERTED)}/")
    if is_standards and has_blank_node(quad.triple):
        return Message(
            ru="в графе стандарта у каждого узла есть IRI", en="in the graph of a standard every node has an IRI"
        )
    return None
