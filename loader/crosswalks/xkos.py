"""A crosswalk as XKOS: the correspondence of two editions and its associations, each with relation and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import XSD, Literal, URIRef

from ...ontology.terms import DCTERMS, PS, RDF, RDFS, SEMAPV, SKOS, SSSOM, XKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ...errors import Message
    from ...ontology.terms import Minter
    from ...store.protocol import Triple
    from .mapping import Mapping

CC0 = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
# What SSSOM writes where nobody says under which licence a set may be used.
UNSPECIFIED = URIRef("https://w3id.org/sssom/license/unspecified")


def crosswalk_triples(
    ends: tuple[URIRef, URIRef], labels: tuple[str, str], mappings: Iterable[Mapping], origin: Message, minter: Minter
) -> Iterator[Triple]:
    """Yield everything about the crosswalk but its licence; `origin` names the file, or what the links follow from."""
    crosswalk = minter.correspondence(*ends)
    yield crosswalk, RDF.type, XKOS.Correspondence
    yield crosswalk, RDFS.label, Literal(f"Соответствие: {labels[0]} → {labels[1]}", lang="ru")
    yield crosswalk, XKOS.compares, ends[0]
    yield crosswalk, XKOS.compares, ends[1]
    for said in _in_both(origin):
        yield crosswalk, DCTERMS.source, said
    for one in mappings:
        yield from _association(crosswalk, ends, labels, one, minter)


def _association(
    crosswalk: URIRef, ends: tuple[URIRef, URIRef], labels: tuple[str, str], one: Mapping, minter: Minter
) -> Iterator[Triple]:
    link = minter.association(crosswalk, one.source, one.target)
    source, target = minter.item(ends[0], one.source), minter.item(ends[1], one.target)
    relation = URIRef(f"{SKOS}{one.relation}")
    yield crosswalk, XKOS.madeOf, link
    yield link, RDF.type, XKOS.ConceptAssociation
    yield link, RDFS.label, Literal(f"{one.source} ({labels[0]}) → {one.target} ({labels[1]})", lang="ru")
    yield link, XKOS.sourceConcept, source
    yield link, XKOS.targetConcept, target
    yield link, PS.mappingRelation, Literal(one.relation)
    yield link, SSSOM.mapping_justification, SEMAPV[one.justification]
    yield link, SSSOM.confidence, Literal(_written(one.confidence), datatype=XSD.decimal)
    for said in _in_both(one.reason):
        yield link, RDFS.comment, said
    yield source, relation, target


def _written(confidence: Decimal) -> str:
    """Return a decimal as the engine keeps it: without zeros behind."""
    return format(confidence.normalize(), "f")


def _in_both(said: Message) -> tuple[Literal, ...]:
    """Return the words in both languages; those that a file says in one, whichever that is, once and without a mark."""
    if said.ru == said.en:
        return (Literal(said.en),)
    return Literal(said.ru, lang="ru"), Literal(said.en, lang="en")
