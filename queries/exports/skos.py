"""An edition as SKOS: its functions and what they require as concepts of one scheme, its groups of rows in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from ...ontology.terms import DCTERMS, RDF, SKOS, Minter, digest
from ..values import VALUES
from .edition import COMPETENCES
from .triples import about, concept, days, links, listed, scheme, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .edition import Edition, Function, Item

_NAMES = {group: VALUES[group].ru for group in ("actions", "skills")} | {"knowledge": "знания"}


def to_skos(edition: Edition, minter: Minter) -> Iterator[ox.Quad]:
    """Yield the edition as a scheme of concepts, and the positions of classifiers that it names in theirs."""
    yield from scheme(edition.iri, edition.label, edition.code, edition.order_date)
    valid = [*texts(DCTERMS.description, [edition.purpose]), *days(DCTERMS.valid, [edition.valid_from])]
    yield from about(edition.iri, [*valid, *links(DCTERMS.subject, edition.classified_by)])
    for generalized in edition.functions:
        yield from _function(edition, generalized, minter)
        yield from about(edition.iri, links(SKOS.hasTopConcept, [generalized.iri]))
        yield from about(generalized.iri, links(SKOS.topConceptOf, [edition.iri]))
        for particular in generalized.functions:
            yield from _function(edition, particular, minter)
            yield from about(generalized.iri, links(SKOS.narrower, [particular.iri]))
            yield from about(particular.iri, links(SKOS.broader, [generalized.iri]))
    for one in edition.concepts.values():
        yield from concept(one.iri, one.label)
        yield from about(one.iri, [*texts(SKOS.altLabel, one.spellings), *links(SKOS.inScheme, [edition.iri])])
    for item in edition.items.values():
        yield from _item(item)


def _function(edition: Edition, function: Function, minter: Minter) -> Iterator[ox.Quad]:
    yield from concept(function.iri, function.name, notation=function.code)
    level = f"Уровень квалификации: {function.level}" if function.level else ""
    yield from about(
        function.iri,
        [
            *links(SKOS.inScheme, [edition.iri]),
            *links(DCTERMS.subject, function.classified_by),
            *texts(SKOS.scopeNote, [level]),
        ],
    )
    if not function.functions:
        # What a generalised function requires is what its particular ones do.
        required = [iri for group in COMPETENCES for iri in function.required.get(group, ())]
        yield from about(function.iri, links(SKOS.related, required))
        for iri in required:
            yield from about(iri, links(SKOS.related, [function.iri]))
    for group in COMPETENCES:
        members = [row.concept for row in function.rows if row.group == group and row.concept]
        if members:
            yield from _group(function, group, members, minter)


def _group(function: Function, group: str, members: list[str], minter: Minter) -> Iterator[ox.Quad]:
    iri = minter.group(URIRef(function.iri), group)
    label = digest("list", iri)
    yield from about(
        iri,
        [
            *links(RDF.type, [SKOS.OrderedCollection]),
            *texts(SKOS.prefLabel, [f"{function.code}: {_NAMES[group]}"]),
            *links(SKOS.member, members),
            *links(DCTERMS.isPartOf, [function.iri]),
            (str(SKOS.memberList), ox.BlankNode(f"{label}-1")),
        ],
    )
    yield from listed(label, members)


def _item(item: Item) -> Iterator[ox.Quad]:
    yield from concept(item.iri, item.name, notation=item.code)
    yield from about(item.iri, links(SKOS.inScheme, [item.scheme]))
    yield from concept(item.scheme, item.scheme_name, kind=str(SKOS.ConceptScheme))
