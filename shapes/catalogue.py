"""The shapes as values: what each checks, how much it matters, what to do about it, and which rule it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef

from ..errors import Message
from ..ontology.terms import DCTERMS, PSS, RDF, RDFS, SH
from .reading import read_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib.term import Node

_HERE = files(__package__)
_HOLDERS = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)


class Severity(StrEnum):
    """How much a result matters, in the words of SHACL; the worst first."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


class Family(StrEnum):
    """Whose fault a result is: of our graph (integrity, never committed) or of the document (quality)."""

    INTEGRITY = "Integrity"
    QUALITY = "Quality"


@dataclass(frozen=True)
class Shape:
    """One check: its IRI, its words in both languages, its family, its severity and the acts that it follows."""

    iri: URIRef
    name: Message
    message: Message
    severity: Severity = Severity.VIOLATION
    family: Family = Family.QUALITY
    description: Message | None = None
    cure: Message | None = None
    sources: tuple[Message, ...] = ()

    @property
    def code(self) -> str:
        """Return the local name, which names the check in reports, pages and queries."""
        return local_name(self.iri)


@cache
def bundled_shapes() -> Graph:
    """Return the shapes of this package as one graph."""
    files = sorted((file for file in _HERE.iterdir() if file.name.endswith(".ttl")), key=lambda one: one.name)
    graph = Graph(bind_namespaces="none")
    for file in files:
        graph += read_shapes(file.read_bytes(), file.name)
    return graph


@cache
def bundled_catalogue() -> Mapping[URIRef, Shape]:
    """Return the shapes of this package by their IRIs."""
    return catalogue(bundled_shapes())


def catalogue(graph: Graph) -> dict[URIRef, Shape]:
    """Return the named shapes of a graph by their IRIs, in the order of their codes."""
    kinds = (SH.NodeShape, SH.PropertyShape)
    named = {one for kind in kinds for one in graph.subjects(RDF.type, kind) if isinstance(one, URIRef)}
    return {iri: described(graph, iri) for iri in sorted(named)}


def named_shape(graph: Graph, shape: Node | None) -> Node | None:
    """Return the named shape that holds an anonymous one."""
    while isinstance(shape, BNode):
        shape = next((one for link in _HOLDERS for one in graph.subjects(link, shape)), None)
    return shape


def part(graph: Graph, *nodes: Node) -> Graph:
    """Return what a graph says of nodes and of everything that is reached from them."""
    found, waiting, seen = Graph(bind_namespaces="none"), [*nodes], set[object]()
    while waiting:
        subject = waiting.pop()
        if subject in seen:
            continue
        seen.add(subject)
        for triple in graph.triples((subject, None, None)):
            found.add(triple)
            waiting.append(triple[2])
    return found


def described(graph: Graph, iri: URIRef) -> Shape:
    """Return what a graph says of a shape; its name stands for the words that it lacks."""
    severity, family = graph.value(iri, SH.severity), graph.value(iri, PSS.family)
    code = local_name(iri)
    name = words(graph, iri, SH.name) or Message(ru=code, en=code)
    return Shape(
        iri=iri,
        name=name,
        message=words(graph, iri, SH.message) or name,
        severity=severity_named(severity),
        family=Family.INTEGRITY if family == PSS.Integrity else Family.QUALITY,
        description=words(graph, iri, SH.description),
        cure=words(graph, iri, PSS.cure),
        sources=_sources(graph, iri),
    )


def _sources(graph: Graph, iri: URIRef) -> tuple[Message, ...]:
    acts = sorted(graph.objects(iri, DCTERMS.source), key=str)
    return tuple(label for act in acts if (label := words(graph, act, RDFS.label)))


def words(graph: Graph, node: Node, predicate: URIRef) -> Message | None:
    """Return the texts of a property in both languages; one language stands for the other, none is None."""
    given = sorted(text for text in graph.objects(node, predicate) if isinstance(text, Literal))
    texts = {text.language: str(text) for text in given}
    some = next((texts[language] for language in sorted(texts, key=str)), None)
    return None if some is None else Message(ru=texts.get("ru", some), en=texts.get("en", some))


def local_name(iri: Node | None) -> str:
    """Return what stands after the last sign that ends a namespace."""
    return re.split("[#/]", str(iri or "").rstrip("#/"))[-1]


def severity_named(iri: Node | None) -> Severity:
    """Return a severity of SHACL; other people's own severities are as grave as those that are not named."""
    name = local_name(iri)
    return Severity(name) if str(iri).startswith(str(SH)) and name in set(Severity) else Severity.VIOLATION
