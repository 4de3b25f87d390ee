"""The service description (SPARQL 1.1 Service Description): what can be asked here, how, and of which graphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import RDF, RDFS, VOID, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib import URIRef

    from ..ontology.terms import Minter

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_REGIMES = Namespace("http://www.w3.org/ns/entailment/")
_PROFILES = Namespace("http://www.w3.org/ns/owl-profile/")
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_INPUTS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")

Node = ox.NamedNode | ox.BlankNode
Value = Node | ox.Literal


@dataclass(frozen=True)
class Service:
    """What is described: where the service answers, how it is set, and the triples of each graph (None: default).

    `data` is the document about the data, `examples` that of queries to ask.
    """

    query: str
    update: str
    data: str
    examples: str
    counts: Mapping[str | None, int]
    minter: Minter | None
    is_union: bool
    is_federated: bool
    is_writable: bool

    @property
    def default_count(self) -> int:
        """Return the triples of the default graph, in which none stands twice."""
        return sum(self.counts.values()) if self.is_union else self.counts[None]


def described(service: Service) -> list[ox.Triple]:
    """Return the description as triples."""
    statements = [*_asking(service), *(_writing(service) if service.is_writable else ()), *_dataset(service)]
    return [ox.Triple(subject, ox.NamedNode(str(predicate)), value) for subject, predicate, value in statements]


def _asking(service: Service) -> Iterator[tuple[Node, URIRef, Value]]:
    node = _part(service, "service")
    yield node, RDF.type, _iri(SD.Service)
    yield node, SD.endpoint, ox.NamedNode(service.query)
    yield node, SD.supportedLanguage, _iri(SD.SPARQL11Query)
    for name in _RESULTS:
        yield node, SD.resultFormat, _iri(_FORMATS[name])
    yield node, SD.feature, _iri(SD.EmptyGraphs)
    if service.is_union:
        yield node, SD.feature, _iri(SD.UnionDefaultGraph)
    if service.is_federated:
        yield node, SD.feature, _iri(SD.BasicFederatedQuery)
    yield node, SD.defaultEntailmentRegime, _iri(_REGIMES.Simple)
    yield node, SD.defaultDataset, _part(service, "dataset")
    yield node, RDFS.seeAlso, ox.NamedNode(service.examples)


def _writing(service: Service) -> Iterator[tuple[Node, URIRef, Value]]:
    node = _part(service, "update")
    yield node, RDF.type, _iri(SD.Service)
    yield node, SD.endpoint, ox.NamedNode(service.update)
    yield node, SD.supportedLanguage, _iri(SD.SPARQL11Update)
    for name in _INPUTS:
        yield node, SD.inputFormat, _iri(_FORMATS[name])
    yield node, SD.defaultDataset, _part(service, "dataset")


def _dataset(service: Service) -> Iterator[tuple[Node, URIRef, Value]]:
    node = _part(service, "dataset")
    yield node, RDF.type, _iri(SD.Dataset)
    yield node, RDFS.seeAlso, ox.NamedNode(service.data)
    if not service.counts:
        return
    default = _part(service, "default")
    yield node, SD.defaultGraph, default
    named = [(name, count) for name, count in service.counts.items() if name is not None]
    for number in range(len(named)):
        yield node, SD.namedGraph, ox.BlankNode(f"n{number}")
    yield default, RDF.type, _iri(SD.Graph)
    yield default, VOID.triples, ox.Literal(service.default_count)
    for number, (name, count) in enumerate(named):
        yield from _named(service, number, name, count)


def _named(service: Service, number: int, name: str, count: int) -> Iterator[tuple[Node, URIRef, Value]]:
    named, graph = ox.BlankNode(f"n{number}"), ox.BlankNode(f"g{number}")
    yield named, RDF.type, _iri(SD.NamedGraph)
    yield named, SD.name, ox.NamedNode(name)
    yield named, SD.graph, graph
    yield graph, RDF.type, _iri(SD.Graph)
    yield graph, VOID.triples, ox.Literal(count)
    if service.minter and name.startswith(f"{service.minter.graph('inferred')}/"):
        # The rules conclude what OWL 2 RL does, property by property.
        yield named, SD.entailmentRegime, _iri(_REGIMES["OWL-RDF-Based"])
        yield named, SD.supportedEntailmentProfile, _iri(_PROFILES.RL)


def _part(service: Service, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{service.query}#{name}")


def _iri(term: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(term))
