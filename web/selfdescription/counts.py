"""The counts by which a store describes its data, as it keeps them in `graph/meta`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from ...ontology.terms import RDF, VOID
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

    from ...store.protocol import Store

_WHERE = """
SELECT ?meta ?dataset
WHERE {
  GRAPH ?meta { ?dataset void:uriSpace ?base ; void:triples ?count }
  FILTER(STRENDS(STR(?meta), "/graph/meta") && STRENDS(STR(?dataset), "/dataset"))
}
ORDER BY ?meta
LIMIT 1
"""
_SAID = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { ?s ps:digest ?digest } }"


@dataclass(frozen=True)
class Part:
    """A part of the data, by what it is named, and its count; `by` is the property of links."""

    name: str
    count: int
    by: str = ""


@dataclass(frozen=True)
class Counts:
    """What a store says of its data: all as triples, and the counts by themselves, the largest first."""

    dataset: URIRef
    graph: Graph
    total: int
    classes: tuple[Part, ...]
    properties: tuple[Part, ...]
    families: tuple[Part, ...]
    links: tuple[Part, ...]

    @property
    def base(self) -> str:
        """Return what every IRI of the data begins with."""
        return self.dataset.removesuffix("dataset")


def counts(store: Store) -> Counts | None:
    """Return what the store says of its data; None where it says nothing: it is remote, bare or of an old release."""
    rows = table_of(store.query(_WHERE)).rows
    if not rows:
        return None
    meta, dataset = (URIRef(str(term)) for term in rows[0])
    graph = store.query(_SAID, default_graphs=(str(meta),))
    if not isinstance(graph, Graph):
        raise TypeError(f"a CONSTRUCT gave {type(graph).__name__}")
    return Counts(
        dataset=dataset,
        graph=graph,
        total=_number(graph, dataset, VOID.triples),
        classes=_parts(graph, VOID["class"], VOID.entities),
        properties=_parts(graph, VOID.property, VOID.triples),
        families=_families(graph, dataset),
        links=_parts(graph, VOID.objectsTarget, VOID.triples),
    )


def _parts(graph: Graph, named: URIRef, counted: URIRef) -> tuple[Part, ...]:
    found = (
        Part(str(name), _number(graph, part, counted), str(graph.value(part, VOID.linkPredicate) or ""))
        for part, name in graph.subject_objects(named)
    )
    return _ordered(found)


def _families(graph: Graph, dataset: URIRef) -> tuple[Part, ...]:
    found = (
        Part(part.rpartition("/")[2], _number(graph, part, VOID.triples))
        for part in graph.objects(dataset, VOID.subset)
        if isinstance(part, URIRef) and (part, RDF.type, VOID.Dataset) in graph
    )
    return _ordered(found)


def _ordered(found: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(found, key=lambda part: (-part.count, part.name, part.by)))


def _number(graph: Graph, subject: Node, predicate: URIRef) -> int:
    value = graph.value(subject, predicate)
    if not isinstance(value, Literal):
        raise TypeError(f"not a count: {value!r}")
    return int(value)
