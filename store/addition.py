"""Graphs that come to the store whole, prepared by whoever read the documents: the writer has little left to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
from rdflib import XSD

from .changes import Changes, Net, as_stored, refuse_second_graph
from .counting import Counted, tally
from .digests import GraphDigest, by_graph, canonical_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from ..ontology.terms import Minter

_AS_WRITTEN = frozenset({str(XSD.string), "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})


@dataclass(frozen=True)
class Part:
    """Quads as N-Quads in the engine's spelling: the digests of each graph's, their subjects, what they count for."""

    lines: bytes
    digests: Mapping[str, GraphDigest]
    subjects: frozenset[str]
    counts: Mapping[Counted, int]

    def quads(self) -> frozenset[ox.Quad]:
        """Return the quads, parsed anew."""
        return frozenset(_parsed(self.lines))

    def quads_about(self, subjects: AbstractSet[str]) -> Iterator[ox.Quad]:
        """Yield the quads of these subjects, parsed anew; the lines of the others are not."""
        if self.subjects.isdisjoint(subjects):
            return
        names = {f"<{subject}>".encode() for subject in subjects}
        lines = (line for line in self.lines.split(b"\n") if line.partition(b" ")[0] in names)
        yield from _parsed(b"\n".join(lines))


@dataclass(frozen=True)
class Addition:
    """What comes together: new graphs, new nodes of graphs that may be there, and what else changes."""

    parts: tuple[Part, ...]
    nodes: Part
    changes: Changes = field(default_factory=Changes)

    @property
    def triples(self) -> int:
        """Return how many triples are new but for the changes."""
        return sum(digest.triples for part in self.all_parts for digest in part.digests.values())

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """Return the new graphs and the new nodes."""
        return (*self.parts, self.nodes)

    @property
    def graphs(self) -> frozenset[str]:
        """Return the new graphs."""
        return frozenset(graph for part in self.parts for graph in part.digests)

    @property
    def counts(self) -> Counter[Counted]:
        """Return what the parts add to the counts."""
        found: Counter[Counted] = Counter()
        for part in self.all_parts:
            found.update(part.counts)
        return found

    def digests_after(self, before: Mapping[str, GraphDigest], net: Net) -> dict[str, GraphDigest]:
        """Return the digests of all graphs after the addition, of whose changes `net` is what is new."""
        after = dict(before)
        for part in self.all_parts:
            for graph, digest in part.digests.items():
                after[graph] = after.get(graph, GraphDigest()) + digest
        removed, added = by_graph(net.remove), by_graph(net.add)
        for graph in net.graphs:
            known = after.get(graph, GraphDigest())
            after[graph] = known.changed(remove=removed.get(graph, ()), add=added.get(graph, ()))
        return {graph: digest for graph, digest in after.items() if digest.triples or graph not in net.drop}


def _parsed(lines: bytes) -> Iterator[ox.Quad]:
    return ox.parse(lines, format=ox.RdfFormat.N_QUADS)


def part_of(quads: Iterable[ox.Quad], minter: Minter) -> Part:
    """Return quads as a part; raise `SecondGraphError` where a triple stands in two of its graphs."""
    stored = _as_stored(quads)
    if len({quad.triple for quad in stored}) < len(stored):
        refuse_second_graph(Net(add=stored), ox.Store())
    return Part(
        lines="".join(map(canonical_line, stored)).encode(),
        digests={graph: GraphDigest().changed(add=members) for graph, members in by_graph(stored).items()},
        subjects=frozenset(str(quad.subject)[1:-1] for quad in stored),
        counts=tally(stored, minter),
    )


def refuse_known(addition: Addition, store: ox.Store, recorded: Collection[str]) -> None:
    """Raise `ValueError` where a graph or a node is there, `SecondGraphError` where a triple would be in two graphs.

    New graphs are of nodes of their own as a rule, and what no other graph speaks of needs no closer look.
    """
    known = addition.graphs.intersection(recorded)
    graphs = addition.nodes.digests
    known |= {node for node in addition.nodes.subjects if any(_held(node, graph, store) for graph in graphs)}
    if known:
        problem = f"there already: {sorted(known)}"
        raise ValueError(problem)
    often = Counter(chain.from_iterable(part.subjects for part in addition.all_parts))
    # Each is looked for, so that none without a name passes.
    shared = {subject for subject, times in often.items() if _held(subject, None, store) or times > 1}
    if shared:
        about = (quad for part in addition.all_parts for quad in part.quads_about(shared))
        refuse_second_graph(Net(add=frozenset(about)), store)


def _held(subject: str, graph: str | None, store: ox.Store) -> bool:
    name = None if graph is None else ox.NamedNode(graph)
    return next(store.quads_for_pattern(ox.NamedNode(subject), None, None, name), None) is not None


def _as_stored(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """Return the quads as `as_stored` does; only literals that have a value are ever respelled."""
    return frozenset(map(_respelled, quads))


def _respelled(quad: ox.Quad) -> ox.Quad:
    value = quad.object
    if not isinstance(value, ox.Literal) or value.datatype.value in _AS_WRITTEN:
        return quad
    stored = _stored(value)
    return quad if stored == value else ox.Quad(quad.subject, quad.predicate, stored, quad.graph_name)


@lru_cache(maxsize=4096)
def _stored(value: ox.Literal) -> ox.Literal:
    node = ox.NamedNode("urn:x-profgraph:value")
    (quad,) = as_stored([ox.Quad(node, node, value)])
    return cast("ox.Literal", quad.object)
