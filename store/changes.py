"""Changes of the data: what of them is new, whether it is allowed, and the update that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Literal, URIRef

from .convert import to_ox_quad
from .digests import GraphDigest, by_graph, recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .protocol import Quad


@dataclass(frozen=True)
class Changes:
    """Quads to remove and quads to add; a quad in both stays."""

    remove: frozenset[Quad] = frozenset()
    add: frozenset[Quad] = frozenset()


@dataclass(frozen=True)
class Net:
    """Changes in the engine's terms, without what is so already."""

    remove: frozenset[ox.Quad] = frozenset()
    add: frozenset[ox.Quad] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.remove or self.add)


def net_of(changes: Changes, store: ox.Store, meta: ox.NamedNode) -> Net:
    """Return what the changes change; raise `ValueError` on quads that no caller may change."""
    for quad in changes.remove | changes.add:
        _refuse_unfit(quad, meta)
    add = as_stored(map(to_ox_quad, changes.add))
    remove = as_stored(map(to_ox_quad, changes.remove)) - add
    return Net(
        remove=frozenset(quad for quad in remove if quad in store),
        add=frozenset(quad for quad in add if quad not in store),
    )


def as_stored(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """Return the quads as they come back from the engine, which respells some literals (`01` → `1`)."""
    scratch = ox.Store()
    scratch.extend(quads)
    return frozenset(scratch)


def refuse_second_graph(net: Net, store: ox.Store) -> None:
    """Raise `ValueError` when a triple would stand in two graphs: their union would count it twice."""
    added: dict[ox.Triple, ox.Quad] = {}
    for quad in net.add:
        other = added.setdefault(quad.triple, quad)
        held = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        for twin in (other, *held):
            if twin.graph_name != quad.graph_name and twin not in net.remove:
                first, second = sorted((str(twin.graph_name), str(quad.graph_name)))
                problem = f"the triple {quad.triple} would stand in two graphs: {first} and {second}"
                raise ValueError(problem)


def with_digests(net: Net, store: ox.Store, meta: ox.NamedNode) -> Net:
    """Return the net change together with what it changes in the digests that `graph/meta` holds."""
    digests = recorded(store, meta)
    removed, added = by_graph(net.remove), by_graph(net.add)
    remove, add = set(net.remove), set(net.add)
    for graph in removed.keys() | added.keys():
        before = digests.get(graph, GraphDigest())
        after = before.changed(remove=removed.get(graph, ()), add=added.get(graph, ()))
        remove |= before.quads(graph, meta) - after.quads(graph, meta)
        add |= after.quads(graph, meta) - before.quads(graph, meta)
    return Net(frozenset(remove), frozenset(add))


def update_text(net: Net) -> str:
    """Return the SPARQL update that makes the change; the engine runs one text in one transaction."""
    return f"DELETE DATA {{\n{_graphs(net.remove)}}} ;\nINSERT DATA {{\n{_graphs(net.add)}}}"


def _graphs(quads: Iterable[ox.Quad]) -> str:
    return "".join(
        f"GRAPH <{graph}> {{ {' . '.join(str(quad.triple) for quad in members)} }}\n"
        for graph, members in by_graph(quads).items()
    )


def _refuse_unfit(quad: Quad, meta: ox.NamedNode) -> None:
    subject, predicate, value, graph = quad
    names_only = all(isinstance(term, URIRef) for term in (subject, predicate, graph))
    problem = None
    if not names_only or not isinstance(value, (URIRef, Literal)):
        problem = f"no blank node may stand in a quad, and its graph must have an IRI: {quad!r}"
    elif str(graph) == meta.value:
        problem = f"the store itself keeps {meta}: {quad!r}"
    if problem:
        raise ValueError(problem)
