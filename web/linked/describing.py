"""What the data say of a node: its own triples, who points to it, and what everything is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDF, BNode, Graph, Literal, URIRef

from ...ontology.terms import PS, VOID
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...store.protocol import Store, Term, Triple

# Of each property; there are codes and levels to which thousands of nodes point.
MOST_INCOMING = 50
GRAPH = URIRef("http://www.w3.org/ns/sparql-service-description#NamedGraph")

_DESCRIPTION = """
DESCRIBE ?described
WHERE { { VALUES ?described { %(node)s } } UNION { %(node)s ps:hasFragment ?described } }
"""
_COUNTS = """
SELECT ?property (COUNT(*) AS ?count)
WHERE { ?subject ?property %s . FILTER(isIRI(?subject)) }
GROUP BY ?property ORDER BY ?property
"""
_OF_PROPERTY = """
{ SELECT ?property ?subject WHERE { BIND(%s AS ?property) ?subject %s %s . FILTER(isIRI(?subject)) }
  ORDER BY ?subject LIMIT %d }
"""
_IN_PLACES = """
SELECT ?subject ?property ?place
WHERE { %s ps:hasFragment ?place . ?subject ?property ?place . FILTER(?property != ps:hasFragment) }
"""
_SIZE = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH %s { ?subject ?property ?value } }"
# Measured with 400,000 labels: a second VALUES for the property takes 3.6 s instead of 2 ms.
_LABELS = """
SELECT ?node ?label
WHERE { VALUES ?node { %s } ?node rdfs:label|skos:prefLabel ?label }
"""


@dataclass(frozen=True)
class Incoming:
    """Nodes that point to a node by one property: how many, and the first of them."""

    link: URIRef
    total: int
    subjects: tuple[URIRef, ...]

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more than the ones that are named."""
        return self.total > len(self.subjects)


@dataclass(frozen=True)
class Description:
    """A node, its triples with those of its blank nodes and of its places, who points to it, and all labels."""

    node: URIRef
    triples: frozenset[Triple]
    incoming: tuple[Incoming, ...]
    in_places: tuple[Triple, ...]
    labels: Mapping[URIRef, tuple[Literal, ...]]
    size: int = 0

    @property
    def is_graph(self) -> bool:
        """Tell whether the node is the name of a graph with triples in it."""
        return self.size > 0


def described(store: Store, node: URIRef) -> Description:
    """Return what the data say of a node that is in them."""
    own = _own(store.query(_DESCRIPTION % {"node": node.n3()}), node)
    size = _size(store, node)
    if size:
        own |= {(node, RDF.type, GRAPH), (node, VOID.triples, Literal(size))}
    incoming = _incoming(store, node)
    in_places = _in_places(store, node)
    pointing = [subject for one in incoming for subject in one.subjects] + [triple[0] for triple in in_places]
    links = {one.link for one in incoming} | {triple[1] for triple in in_places}
    named = {term for triple in own for term in triple} | {*pointing, *links, node}
    return Description(node, own, incoming, in_places, labels_of(store, named), size)


def _own(answer: object, node: URIRef) -> frozenset[Triple]:
    """Return the triples of the node and of its places, closed over blank nodes: what engines describe differs."""
    if not isinstance(answer, Graph):
        raise TypeError(f"a DESCRIBE gave {type(answer).__name__}")
    taken: set[Triple] = set()
    waiting: list[Term] = [node, *answer.objects(node, PS.hasFragment)]  # type: ignore[list-item]  # a graph of Terms
    seen: set[Term] = set()
    while waiting:
        subject = waiting.pop()
        if subject in seen:
            continue
        seen.add(subject)
        triples: list[Triple] = list(answer.triples((subject, None, None)))  # type: ignore[arg-type]  # a graph of Terms
        taken.update(triples)
        waiting += [value for _, _, value in triples if isinstance(value, BNode)]
    return frozenset(taken)


def _incoming(store: Store, node: URIRef) -> tuple[Incoming, ...]:
    counted = table_of(store.query(_COUNTS % node.n3())).rows
    totals = {URIRef(str(link)): int(str(count)) for link, count in counted}
    if not totals:
        return ()
    parts = (_OF_PROPERTY % (link.n3(), link.n3(), node.n3(), MOST_INCOMING) for link in totals)
    rows = table_of(store.query(f"SELECT ?property ?subject WHERE {{ {' UNION '.join(parts)} }}")).rows
    first: dict[str, list[URIRef]] = {}
    for link, subject in rows:
        first.setdefault(str(link), []).append(URIRef(str(subject)))
    return tuple(Incoming(link, total, tuple(sorted(first.get(str(link), ())))) for link, total in totals.items())


def _in_places(store: Store, node: URIRef) -> tuple[Triple, ...]:
    rows = table_of(store.query(_IN_PLACES % node.n3())).rows
    return tuple(sorted((URIRef(str(one)), URIRef(str(link)), URIRef(str(place))) for one, link, place in rows))


def _size(store: Store, node: URIRef) -> int:
    ((count,),) = table_of(store.query(_SIZE % node.n3())).rows
    return int(str(count))


def labels_of(store: Store, terms: Iterable[Term]) -> dict[URIRef, tuple[Literal, ...]]:
    """Return the labels of the IRIs among the terms, in the order of code points."""
    wanted = " ".join(sorted(term.n3() for term in terms if isinstance(term, URIRef)))
    found: dict[URIRef, list[Literal]] = {}
    for node, label in table_of(store.query(_LABELS % wanted)).rows:
        if isinstance(label, Literal):
            found.setdefault(URIRef(str(node)), []).append(label)
    return {node: tuple(sorted(set(labels), key=str)) for node, labels in found.items()}
