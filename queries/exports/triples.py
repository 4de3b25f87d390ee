"""Triples of exports in the engine's terms, and the vocabularies of others that they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Namespace

from ...ontology.terms import DCTERMS, PREFIXES, RDF, SKOS, XSD
from ...store.convert import to_ox_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ESCO = Namespace("http://data.europa.eu/esco/model#")
SKILL_TYPE = Namespace("http://data.europa.eu/esco/skill-type/")
ISCO_GROUP = "http://data.europa.eu/esco/isco/"
NACE = "http://data.europa.eu/ux2/nace2/"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
OF_ESCO: Mapping[str, Namespace] = {**PREFIXES, "esco": ESCO}


def about(subject: str, told: Iterable[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]]) -> Iterator[ox.Quad]:
    """Yield what is told of a node: pairs of a property and a value."""
    node = to_ox_iri(subject)
    for link, value in told:
        yield ox.Quad(node, to_ox_iri(link), value)


def links(link: str, nodes: Iterable[str]) -> Iterator[tuple[str, ox.NamedNode]]:
    """Yield pairs of a property and each of these nodes."""
    for node in nodes:
        yield str(link), to_ox_iri(node)


def texts(link: str, values: Iterable[str], language: str | None = "ru") -> Iterator[tuple[str, ox.Literal]]:
    """Yield pairs of a property and each of these texts; an empty text says nothing."""
    for value in values:
        if value:
            yield str(link), ox.Literal(value, language=language)


def days(link: str, values: Iterable[str]) -> Iterator[tuple[str, ox.Literal]]:
    """Yield pairs of a property and each of these days; an empty one is not known."""
    for value in values:
        if value:
            yield str(link), ox.Literal(value, datatype=to_ox_iri(XSD.date))


def concept(iri: str, label: str, *, notation: str = "", kind: str = str(SKOS.Concept)) -> Iterator[ox.Quad]:
    """Yield the type, the label and the code of a concept, or of a scheme of concepts."""
    yield from about(
        iri,
        [
            *links(RDF.type, [kind]),
            *texts(SKOS.prefLabel, [label]),
            *texts(SKOS.notation, [notation], None),
        ],
    )


def listed(label: str, members: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield an RDF list; the node `{label}-1` is its first, so that equal lists are equal bytes."""
    nodes = list(members)
    for number, member in enumerate(nodes, start=1):
        node, is_last = ox.BlankNode(f"{label}-{number}"), number == len(nodes)
        rest = to_ox_iri(RDF.nil) if is_last else ox.BlankNode(f"{label}-{number + 1}")
        yield ox.Quad(node, to_ox_iri(RDF.first), to_ox_iri(member))
        yield ox.Quad(node, to_ox_iri(RDF.rest), rest)


def scheme(iri: str, label: str, code: str, issued: str) -> Iterator[ox.Quad]:
    """Yield an edition as a scheme of concepts."""
    yield from concept(iri, label, notation=code, kind=str(SKOS.ConceptScheme))
    yield from about(iri, [*links(DCTERMS.license, [CC0]), *days(DCTERMS.issued, [issued])])
