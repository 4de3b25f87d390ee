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


def recorded(store: ox.Store, meta: ox.NamedNode) -> dict[str, GraphDigest]:
    """Return the digests that `graph/meta` holds, by graph."""
    totals = {graph: int(value, 16) for graph, value in _values(store, DIGEST, meta)}
    return {graph: GraphDigest(totals[graph], int(value)) for graph, value in _values(store, TRIPLES, meta)}


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


def version_after(store: ox.Store, meta: ox.NamedNode, remove: Iterable[ox.Quad], add: Iterable[ox.Quad]) -> str:
    """Return the name of the state after a change that has its digests with it."""
    digests = {graph: digest.digits for graph, digest in recorded(store, meta).items()}
    for quad in remove:
        if quad.graph_name == meta and quad.predicate == DIGEST:
            digests.pop(quad.subject.value)  # type: ignore[union-attr]  # meta holds what `GraphDigest.quads` makes
    for quad in add:
        if quad.graph_name == meta and quad.predicate == DIGEST:
            digests[quad.subject.value] = quad.object.value  # type: ignore[union-attr]  # as above
    return version_of(digests)


def _number(quad: ox.Quad) -> int:
    return int.from_bytes(hashlib.sha256(canonical_line(quad).encode()).digest(), "big")


def _values(store: ox.Store, predicate: ox.NamedNode, meta: ox.NamedNode) -> Iterable[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, predicate, None, meta):
        yield quad.subject.value, quad.object.value  # type: ignore[union-attr]  # meta holds what `GraphDigest.quads` makes
