"""The terms of the ontology as values, in the order and the sections in which its file has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from rdflib import OWL, URIRef
from rdflib.collection import Collection

from ...errors import Message
from ...ontology.resources import ontology_bytes, ontology_graph
from ...ontology.terms import PS, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib import Graph
    from rdflib.term import Node

Kind = Literal["class", "object", "data", "individual"]
_KINDS: tuple[tuple[URIRef, Kind], ...] = (
    (OWL.Class, "class"),
    (OWL.ObjectProperty, "object"),
    (OWL.DatatypeProperty, "data"),
)
_TRAITS = (OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty)
_HEADING = re.compile(r"# (\d+) ── ")
_TERM = re.compile(r"ps:(\w+) a ")


@dataclass(frozen=True)
class Term:
    """A class, property or individual: its words, what is above it, what it joins, and what it follows from.

    `only` are pairs of a property and the one class that its values have here; `traits` are names of OWL.
    """

    name: str
    kind: Kind
    section: int
    label: Message
    definition: Message
    above: tuple[URIRef, ...] = ()
    domain: tuple[URIRef, ...] = ()
    range: tuple[URIRef, ...] = ()
    chains: tuple[tuple[URIRef, ...], ...] = ()
    only: tuple[tuple[URIRef, URIRef], ...] = ()
    traits: tuple[str, ...] = ()

    @property
    def iri(self) -> URIRef:
        """Return the IRI of the term."""
        return PS[self.name]


@cache
def terms() -> Mapping[str, Term]:
    """Return all terms by their names."""
    graph = ontology_graph()
    return {name: _term(graph, name, section) for name, section in _places()}


@cache
def labels() -> Mapping[URIRef, Message]:
    """Return the labels of our terms, and of those that we borrow."""
    graph = ontology_graph()
    named = {subject for subject in graph.subjects(RDFS.label) if isinstance(subject, URIRef)}
    return {subject: worded(graph, subject, RDFS.label) for subject in named}


def _places() -> Iterator[tuple[str, int]]:
    """Yield the names of the terms and the numbers of their sections, in the order of the file."""
    section = 0
    for line in ontology_bytes().decode().splitlines():
        if heading := _HEADING.match(line):
            section = int(heading[1])
        elif found := _TERM.match(line):
            yield found[1], section


def _term(graph: Graph, name: str, section: int) -> Term:
    iri = PS[name]
    types = set(graph.objects(iri, RDF.type))
    return Term(
        name=name,
        kind=next((kind for type_, kind in _KINDS if type_ in types), "individual"),
        section=section,
        label=worded(graph, iri, RDFS.label),
        definition=worded(graph, iri, SKOS.definition),
        above=tuple(sorted({*_iris(graph, iri, RDFS.subClassOf), *_iris(graph, iri, RDFS.subPropertyOf)})),
        domain=_iris(graph, iri, RDFS.domain),
        range=_iris(graph, iri, RDFS.range),
        chains=tuple(sorted(_list(graph, one) for one in graph.objects(iri, OWL.propertyChainAxiom))),
        only=tuple(sorted(_restrictions(graph, iri))),
        traits=tuple(str(one).removeprefix(str(OWL)) for one in _TRAITS if one in types),
    )


def _iris(graph: Graph, subject: URIRef, predicate: URIRef) -> tuple[URIRef, ...]:
    return tuple(sorted(value for value in graph.objects(subject, predicate) if isinstance(value, URIRef)))


def _list(graph: Graph, head: Node) -> tuple[URIRef, ...]:
    return tuple(one for one in Collection(graph, head) if isinstance(one, URIRef))


def _restrictions(graph: Graph, subject: URIRef) -> Iterator[tuple[URIRef, URIRef]]:
    for node in graph.objects(subject, RDFS.subClassOf):
        on, values = graph.value(node, OWL.onProperty), graph.value(node, OWL.allValuesFrom)
        if isinstance(on, URIRef) and isinstance(values, URIRef):
            yield on, values


def worded(graph: Graph, subject: URIRef, predicate: URIRef) -> Message:
    """Return what a property says of a subject in both languages; nothing where the graph is silent."""
    found = {getattr(value, "language", None): str(value) for value in graph.objects(subject, predicate)}
    return Message(ru=found.get("ru", ""), en=found.get("en", ""))
