"""What the description of the data counts, and which counts a triple belongs to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
from rdflib import RDF, VOID

from ..ontology.terms import digest
from .convert import graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib import URIRef

    from ..ontology.terms import Minter

Kind = Literal["whole", "graphs", "property", "class", "links"]
_TYPE = str(RDF.type)
# How the dataset leads to the part that is counted, and by what the part is counted.
_LEADS: Mapping[Kind, URIRef] = {
    "graphs": VOID.subset,
    "property": VOID.propertyPartition,
    "class": VOID.classPartition,
    "links": VOID.subset,
}


@dataclass(frozen=True)
class Counted:
    """All triples, those of a family of graphs or of a property, nodes of a class, or links to an edition's codes.

    `name` is the family, the property, the class or the edition; `by` the property of links.
    """

    kind: Kind
    name: str = ""
    by: str = ""

    @property
    def predicate(self) -> URIRef:
        """Return the property that says the count."""
        return VOID.entities if self.kind == "class" else VOID.triples

    def iri(self, minter: Minter) -> URIRef:
        """Return the IRI of what is counted."""
        if self.kind == "whole":
            return minter.dataset()
        return minter.dataset(self.kind, self.name if self.kind == "graphs" else digest(self.name, self.by))


def tally(quads: Iterable[ox.Quad], minter: Minter) -> Counter[Counted]:
    """Return the counts of these quads; those of `graph/meta` count for nothing."""
    meta = str(minter.graph("meta"))
    found: Counter[Counted] = Counter()
    # Quads that count for the same are many: only each kind of them is looked at closely.
    for (graph, predicate, aim), number in Counter(_kind(quad, minter.base) for quad in quads).items():
        if graph != meta:
            for one in _counted_by(graph, predicate, aim, minter.base):
                found[one] += number
    return found


def _kind(quad: ox.Quad, base: str) -> tuple[str, str, str]:
    """Return the graph, the property, and the class or the edition of a classifier that the quad leads to, if any."""
    predicate, value = quad.predicate.value, quad.object
    aim = ""
    if isinstance(value, ox.NamedNode):
        if predicate == _TYPE:
            aim = value.value
        elif value.value.startswith(f"{base}classifier/") and str(quad.subject).startswith(f"<{base}standard/"):
            aim = "/".join(value.value.removeprefix(base).split("/")[:3])
    return graph_iri(quad.graph_name), predicate, aim


def _counted_by(graph: str, predicate: str, aim: str, base: str) -> Iterator[Counted]:
    yield Counted("whole")
    yield Counted("property", predicate)
    if graph.startswith(f"{base}graph/"):
        yield Counted("graphs", graph.removeprefix(f"{base}graph/").partition("/")[0])
    if aim and predicate == _TYPE:
        yield Counted("class", aim)
    elif aim:
        yield Counted("links", base + aim, predicate)


def quads_of(counted: Counted, count: int, minter: Minter, meta: ox.NamedNode) -> frozenset[ox.Quad]:
    """Return the triples that say a count; what is not there any more is not said."""
    if not count and counted.kind != "whole":
        return frozenset()
    node = ox.NamedNode(counted.iri(minter))
    said: list[tuple[ox.NamedNode, URIRef, ox.NamedNode | ox.Literal]] = [(node, counted.predicate, ox.Literal(count))]
    if counted.kind in _LEADS:
        said.append((ox.NamedNode(minter.dataset()), _LEADS[counted.kind], node))
    said += [(node, predicate, ox.NamedNode(value)) for predicate, value in _names(counted, minter)]
    return frozenset(ox.Quad(subject, ox.NamedNode(predicate), value, meta) for subject, predicate, value in said)


def _names(counted: Counted, minter: Minter) -> Iterator[tuple[URIRef, str]]:
    """Yield what tells a part from others of its kind."""
    if counted.kind == "property":
        yield VOID.property, counted.name
    if counted.kind == "class":
        yield VOID["class"], counted.name
    if counted.kind == "graphs":
        yield RDF.type, VOID.Dataset
    if counted.kind == "links":
        yield RDF.type, VOID.Linkset
        yield VOID.subjectsTarget, minter.dataset()
        yield VOID.objectsTarget, counted.name
        yield VOID.linkPredicate, counted.by
