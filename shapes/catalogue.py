"""The shapes as values: what each checks, how much it matters, what to do about it, and which rule it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef

from ..errors import Message
from ..ontology.terms import DCTERMS, PSS, RDF, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

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
        return self.iri.rpartition("#")[2] or str(self.iri)


@cache
def bundled_shapes() -> Graph:
    """Return the shapes of this package as one graph."""
    graph = Graph()
    for file in sorted(_HERE.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".ttl"):
            graph.parse(data=_text(file), format="turtle")
    return graph


@cache
def bundled_catalogue() -> Mapping[URIRef, Shape]:
    """Return the shapes of this package by their IRIs."""
    return catalogue(bundled_shapes())


def catalogue(graph: Graph) -> dict[URIRef, Shape]:
    """Return the named shapes of a graph by their IRIs, in the order of their codes."""
    kinds = (SH.NodeShape, SH.PropertyShape)
    named = {one for kind in kinds for one in graph.subjects(RDF.type, kind) if isinstance(one, URIRef)}
    return {iri: _shape(graph, iri) for iri in sorted(named)}


def named_shape(graph: Graph, shape: Node | None) -> Node | None:
    """Return the named shape that holds an anonymous one."""
    while isinstance(shape, BNode):
        shape = next((one for link in _HOLDERS for one in graph.subjects(link, shape)), None)
    return shape


def _shape(graph: Graph, iri: URIRef) -> Shape:
    severity, family = graph.value(iri, SH.severity), graph.value(iri, PSS.family)
    fallback = iri.rpartition("#")[2] or str(iri)
    name = _words(graph, iri, SH.name) or Message(ru=fallback, en=fallback)
    return Shape(
        iri=iri,
        name=name,
        message=_words(graph, iri, SH.message) or name,
        severity=Severity(_local(severity)) if _local(severity) in set(Severity) else Severity.VIOLATION,
        family=Family.INTEGRITY if family == PSS.Integrity else Family.QUALITY,
        description=_words(graph, iri, SH.description),
        cure=_words(graph, iri, PSS.cure),
        sources=_sources(graph, iri),
    )


def _sources(graph: Graph, iri: URIRef) -> tuple[Message, ...]:
    acts = sorted(graph.objects(iri, DCTERMS.source), key=str)
    return tuple(words for act in acts if (words := _words(graph, act, RDFS.label)))


def _words(graph: Graph, node: Node, predicate: URIRef) -> Message | None:
    """Return the texts of a property in both languages; one language stands for the other, none is None."""
    texts = {text.language: str(text) for text in graph.objects(node, predicate) if isinstance(text, Literal)}
    some = next((texts[language] for language in sorted(texts, key=str)), None)
    return None if some is None else Message(ru=texts.get("ru", some), en=texts.get("en", some))


def _local(node: Node | None) -> str:
    return str(node or "").rpartition("#")[2]


def _text(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
