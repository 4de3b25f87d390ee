"""Names for states of the data: a digest a graph, kept in `graph/meta`, and the version over them all."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import VOID

from ..ontology.terms import PS
from .convert import graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DIGEST = ox.NamedNode(PS.digest)
TRIPLES = ox.NamedNode(VOID.triples)
_MODULUS = 1 << 256


@dataclass(frozen=True)
class GraphDigest:
    """The sum of the digests of a graph's lines, so that no order matters, and their number."""

    total: int = 0
    triples: int = 0

    @property
    def digits(self) -> str:
        """Return the sum as 64 hexadecimal digits."""
        return f"{self.total:064x}"

    def __add__(self, other: GraphDigest) -> GraphDigest:
        """Return the digest of all lines of both, which have none in common."""
        return GraphDigest((self.total + other.total) % _MODULUS, self.triples + other.triples)

    def changed(self, *, remove: Iterable[ox.Quad] = (), add: Iterable[ox.Quad] = ()) -> GraphDigest:
        """Return the digest of the graph after its quads `remove` left and `add` came."""
        gone, new = [_number(quad) for quad in remove], [_number(quad) for quad in add]
        return GraphDigest((self.total - sum(gone) + sum(new)) % _MODULUS, self.triples - len(gone) + len(new))

    def quads(self, graph: str, meta: ox.NamedNode) -> frozenset[ox.Quad]:
        """Return the triples that record this digest in the graph `meta`."""
        subject = ox.NamedNode(graph)
        return frozenset(
            {
                ox.Quad(subject, DIGEST, ox.Literal(self.digits), meta),
                ox.Quad(subject, TRIPLES, ox.Literal(self.triples), meta),
            }
        )


def canonical_line(quad: ox.Quad) -> str:
    """Return a quad as a line of canonical N-Quads."""
    return f"{quad} .\n"


def recorded(store: ox.Store, meta: ox.NamedNode, graphs: Iterable[str] | None = None) -> dict[str, GraphDigest]:
    """Return the digests that `graph/meta` holds, by graph: all of them, or those of these graphs."""
    subjects = [None] if graphs is None else [ox.NamedNode(graph) for graph in graphs]
    totals = {graph: int(value, 16) for graph, value in _values(store, subjects, DIGEST, meta)}
    counts = dict(_values(store, subjects, TRIPLES, meta))
    return {graph: GraphDigest(total, int(counts[graph])) for graph, total in totals.items()}


def by_graph(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    """Return the quads by the IRI of their graph."""
    graphs: defaultdict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs[graph_iri(quad.graph_name)].append(quad)
    return graphs


def version_of(digests: Mapping[str, str]) -> str:
    """Return the name of the state in which the graphs have these digests."""
    lines = sorted(f"{graph} {digest}\n" for graph, digest in digests.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]


def recorded_after(
    digests: Mapping[str, GraphDigest], meta: ox.NamedNode, remove: Iterable[ox.Quad], add: Iterable[ox.Quad]
) -> dict[str, GraphDigest]:
    """Return the digests after a change that has its records with it."""
    after = dict(digests)
    for quad in remove:
        if quad.graph_name == meta and quad.predicate == DIGEST:
            after.pop(quad.subject.value)  # type: ignore[union-attr]  # meta holds what `GraphDigest.quads` makes
    records = [quad for quad in add if quad.graph_name == meta and quad.predicate in (DIGEST, TRIPLES)]
    changed = {quad.subject.value for quad in records if quad.predicate == DIGEST}  # type: ignore[union-attr]  # as above
    said = {(quad.subject.value, quad.predicate): quad.object.value for quad in records}  # type: ignore[union-attr]  # as above
    for graph in changed:
        # A change that leaves as many triples as there were says nothing of their number.
        count = said.get((graph, TRIPLES), digests[graph].triples if graph in digests else 0)
        after[graph] = GraphDigest(int(said[graph, DIGEST], 16), int(count))
    return after


def _number(quad: ox.Quad) -> int:
    return int.from_bytes(hashlib.sha256(canonical_line(quad).encode()).digest(), "big")


def _values(
    store: ox.Store, subjects: Iterable[ox.NamedNode | None], predicate: ox.NamedNode, meta: ox.NamedNode
) -> Iterable[tuple[str, str]]:
    for subject in subjects:
        for quad in store.quads_for_pattern(subject, predicate, None, meta):
            yield quad.subject.value, quad.object.value  # type: ignore[union-attr]  # meta holds what `GraphDigest.quads` makes
