"""The one boundary between the terms of rdflib, which the rooms speak, and those of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ..errors import UsageError

if TYPE_CHECKING:
    from .protocol import Quad, Term, Triple

OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal
OxAnyTerm = OxTerm | ox.Triple
OxGraph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


def to_ox(term: Term) -> OxTerm:
    """Return an rdflib term as the engine's."""
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if isinstance(term, BNode):
        return ox.BlankNode(term)
    if isinstance(term, Literal):
        return _literal_to_ox(term)
    raise _unexpected(term)


def from_ox(term: OxAnyTerm) -> Term:
    """Return a term of the engine as rdflib's, with the very same spelling."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal) and term.direction is None:
        return _literal_from_ox(term)
    if isinstance(term, (ox.Literal, ox.Triple)):
        raise rdf_12_term(str(term))
    raise _unexpected(term)


def json_term(term: OxAnyTerm) -> dict[str, object]:
    """Return a term of the engine as SPARQL 1.1 Query Results JSON has it (section 3.2.2)."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple) or term.direction is not None:
        raise rdf_12_term(str(term))
    kind = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **kind}


def to_ox_iri(iri: str) -> ox.NamedNode:
    """Return an IRI that a person gave as the engine's; raise `UsageError` when it is not one."""
    try:
        return ox.NamedNode(str(iri))
    except ValueError as error:
        raise UsageError(
            ru=f"«{iri}» — не IRI; запишите его целиком: https://…",
            en=f"{iri!r} is not an IRI; write all of it: https://…",
        ) from error


def to_ox_quad(quad: Quad) -> ox.Quad:
    """Return a quad as the engine's."""
    subject, predicate, value, graph = quad
    return ox.Quad(to_ox(subject), to_ox(predicate), to_ox(value), to_ox_graph(graph))  # type: ignore[arg-type]  # Quad says which term stands where


def to_ox_pattern(
    subject: URIRef | BNode | None, predicate: URIRef | None, value: Term | None
) -> tuple[ox.NamedNode | ox.BlankNode | None, ox.NamedNode | None, OxTerm | None]:
    """Return a pattern of a triple as the engine's; None matches everything."""
    return tuple(None if term is None else to_ox(term) for term in (subject, predicate, value))  # type: ignore[return-value]  # the signature says which term stands where


def to_ox_triple(triple: Triple) -> ox.Triple:
    """Return a triple as the engine's."""
    subject, predicate, value = triple
    return ox.Triple(to_ox(subject), to_ox(predicate), to_ox(value))  # type: ignore[arg-type]  # Triple says which term stands where


def from_ox_quad(quad: ox.Quad) -> Quad:
    """Return a quad of the engine as rdflib terms."""
    return (*from_ox_triple(quad.triple), URIRef(graph_iri(quad.graph_name)))


def graph_iri(name: OxGraph) -> str:
    """Return the IRI of a graph; the default graph has the one that rdflib gives it."""
    if isinstance(name, ox.DefaultGraph):
        return str(DATASET_DEFAULT_GRAPH_ID)
    return name.value


def to_ox_graph(iri: Term) -> OxGraph:
    """Return the graph that has this IRI as the engine's."""
    if iri == DATASET_DEFAULT_GRAPH_ID:
        return ox.DefaultGraph()
    return to_ox(iri)  # type: ignore[return-value]  # a graph has no literal for a name


def from_ox_triple(triple: ox.Triple) -> Triple:
    """Return a triple of the engine as rdflib terms."""
    return from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object)  # type: ignore[return-value]  # RDF says which term stands where


def rdf_12_term(written: str) -> UsageError:
    """Return the error for a term that RDF 1.1, and so rdflib, does not have."""
    return UsageError(
        ru=f"в ответе есть терм RDF 1.2, его не показать: {written}; уберите его из запроса",
        en=f"the answer holds a term of RDF 1.2, which cannot be shown: {written}; take it out of the query",
    )


def _unexpected(term: object) -> ValueError:
    return ValueError(f"unexpected term: {term!r}")


def _literal_to_ox(literal: Literal) -> ox.Literal:
    if literal.language:
        return ox.Literal(literal, language=literal.language)
    if literal.datatype is None:
        return ox.Literal(literal)
    return ox.Literal(literal, datatype=ox.NamedNode(literal.datatype))


def _literal_from_ox(literal: ox.Literal) -> Literal:
    if literal.language:
        return Literal(literal.value, lang=literal.language)
    datatype = URIRef(literal.datatype.value)
    # A plain literal and an xsd:string are one value in RDF 1.1, but not equal in rdflib.
    if datatype == XSD.string:
        return Literal(literal.value)
    return Literal(literal.value, datatype=datatype, normalize=False)
