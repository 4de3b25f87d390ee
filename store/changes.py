"""Changes of the data: what of them is new, whether it is allowed, and what it changes in the digests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ..errors import RefusedError
from .convert import graph_iri, to_ox_quad
from .digests import GraphDigest, by_graph, recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .protocol import Quad


class SecondGraphError(RefusedError):
    """A triple would stand in two graphs."""


@dataclass(frozen=True)
class Changes:
    """Quads to remove and quads to add; a quad in both stays."""

    remove: frozenset[Quad] = frozenset()
    add: frozenset[Quad] = frozenset()


@dataclass(frozen=True)
class Net:
    """Changes in the engine's terms, without what is so already; `create` and `drop` are graphs without triples."""

    remove: frozenset[ox.Quad] = frozenset()
    add: frozenset[ox.Quad] = frozenset()
    create: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.remove or self.add or self.create or self.drop)

    def __or__(self, other: Net) -> Net:
        return Net(self.remove | other.remove, self.add | other.add, self.create | other.create, self.drop | other.drop)

    @property
    def graphs(self) -> frozenset[str]:
        """Return the IRIs of the graphs that change."""
        changed = frozenset(graph_iri(quad.graph_name) for quad in self.remove | self.add)
        return changed | self.create | self.drop


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
    """Raise `SecondGraphError` when a triple would stand in two graphs: their union would count it twice."""
    added: dict[ox.Triple, ox.Quad] = {}
    for quad in net.add:
        other = added.setdefault(quad.triple, quad)
        held = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        for twin in (other, *held):
            if twin.graph_name != quad.graph_name and twin not in net.remove:
                raise _in_two_graphs(quad, twin)


def with_digests(net: Net, store: ox.Store, meta: ox.NamedNode) -> Net:
    """Return the net change together with what it changes in the digests that `graph/meta` holds.

    A graph without triples is recorded too, until it is dropped: it is data that a reader may ask for.
    """
    digests = recorded(store, meta, net.graphs)
    removed, added = by_graph(net.remove), by_graph(net.add)
    remove, add = set(net.remove), set(net.add)
    for graph in net.graphs:
        before = digests.get(graph)
        after = (before or GraphDigest()).changed(remove=removed.get(graph, ()), add=added.get(graph, ()))
        records = before.quads(graph, meta) if before else frozenset()
        is_gone = not after.triples and (graph in net.drop or graph == str(DATASET_DEFAULT_GRAPH_ID))
        wanted = frozenset() if is_gone else after.quads(graph, meta)
        remove |= records - wanted
        add |= wanted - records
    return Net(frozenset(remove), frozenset(add), net.create, net.drop)


def records(before: Mapping[str, GraphDigest], after: Mapping[str, GraphDigest], meta: ox.NamedNode) -> Net:
    """Return what changes in the digests that `graph/meta` holds."""
    changed = {graph for graph, _ in set(before.items()) ^ set(after.items())}
    old = frozenset[ox.Quad]().union(*(before[graph].quads(graph, meta) for graph in changed if graph in before))
    new = frozenset[ox.Quad]().union(*(after[graph].quads(graph, meta) for graph in changed if graph in after))
    return Net(old - new, new - old)


def emptied(net: Net, store: ox.Store, meta: ox.NamedNode) -> frozenset[str]:
    """Return the named graphs that hold nothing after the change."""
    added, removed = by_graph(net.add), by_graph(net.remove)
    digests = recorded(store, meta, removed)
    left = {graph: digests[graph].triples - len(quads) for graph, quads in removed.items() if graph in digests}
    return frozenset(graph for graph, count in left.items() if not count and graph not in added) - {
        str(DATASET_DEFAULT_GRAPH_ID)
    }


def _in_two_graphs(quad: ox.Quad, twin: ox.Quad) -> SecondGraphError:
    first, second = sorted((str(twin.graph_name), str(quad.graph_name)))
    return SecondGraphError(
        ru=f"тройка {quad.triple} оказалась бы в двух графах: {first} и {second}; оставьте её в одном",
        en=f"the triple {quad.triple} would stand in two graphs: {first} and {second}; keep it in one",
    )


def _refuse_unfit(quad: Quad, meta: ox.NamedNode) -> None:
    subject, predicate, value, graph = quad
    names_only = all(isinstance(term, URIRef) for term in (subject, predicate, graph))
    problem = None
    if not names_only or not isinstance(value, (URIRef, Literal)) or graph == DATASET_DEFAULT_GRAPH_ID:
        problem = f"no blank node may stand in a quad, and its graph must have an IRI: {quad!r}"
    elif str(graph) == meta.value:
        problem = f"the store itself keeps {meta}: {quad!r}"
    if problem:
        raise ValueError(problem)
