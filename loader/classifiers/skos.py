"""An edition as SKOS and XKOS: the triples of its items, of its levels and of the scheme."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...ontology.terms import DCTERMS, PS, RDF, RDFS, SKOS, XKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...errors import Message
    from ...ontology.terms import Minter
    from ...store.protocol import Triple
    from .editions import Described, Edition
    from .items import Item

# What a partial list says of itself: that it lacks a code proves nothing.
PARTIAL = (
    Literal("Загружен неполный список позиций.", lang="ru"),
    Literal("The list of items that was imported is not whole.", lang="en"),
)


def edition_triples(
    edition: Edition, items: Iterable[Item], source: Message, minter: Minter, *, partial: bool
) -> Iterator[Triple]:
    """Yield everything that an imported file says of the edition; `source` names the file."""
    scheme = minter.edition(edition.kind, edition.name)
    if edition.described:
        yield from _scheme(scheme, edition, edition.described)
    yield scheme, DCTERMS.source, Literal(source.ru, lang="ru")
    yield scheme, DCTERMS.source, Literal(source.en, lang="en")
    for note in PARTIAL if partial else ():
        yield scheme, SKOS.editorialNote, note
    ranks: dict[int, list[URIRef]] = defaultdict(list)
    for item in items:
        ranks[edition.structure.rank(item.code)].append(minter.item(scheme, item.code))
        yield from _item(scheme, item, edition, minter)
    yield from _levels(scheme, ranks, edition, minter)


def _scheme(scheme: URIRef, edition: Edition, described: Described) -> Iterator[Triple]:
    is_over = described.valid_to is not None
    yield scheme, RDF.type, PS.ClassifierEdition
    yield scheme, RDFS.label, Literal(described.label, lang="ru")
    yield scheme, DCTERMS.title, Literal(described.title.ru, lang="ru")
    yield scheme, DCTERMS.title, Literal(described.title.en, lang="en")
    yield scheme, PS.classifier, Literal(edition.kind)
    yield scheme, PS.editionStatus, Literal("obsolete" if is_over else "current")
    yield scheme, PS.validFrom, Literal(described.valid_from)
    if is_over:
        yield scheme, PS.validTo, Literal(described.valid_to)


def _item(scheme: URIRef, item: Item, edition: Edition, minter: Minter) -> Iterator[Triple]:
    iri = minter.item(scheme, item.code)
    yield iri, RDF.type, PS.ClassifierItem
    yield iri, RDFS.label, Literal(f"{item.code} {item.name}", lang=edition.language)
    yield iri, SKOS.notation, Literal(item.code)
    yield iri, SKOS.inScheme, scheme
    for language, name in item.names:
        yield iri, SKOS.prefLabel, Literal(name, lang=language)
    if item.iri:
        yield iri, SKOS.exactMatch, URIRef(item.iri)
    if item.broader is None:
        yield iri, SKOS.topConceptOf, scheme
    else:
        yield iri, SKOS.broader, minter.item(scheme, item.broader)


def _levels(scheme: URIRef, ranks: dict[int, list[URIRef]], edition: Edition, minter: Minter) -> Iterator[Triple]:
    """Yield the levels that have items, from the top, and the list of them, whose cells have names as well."""
    yield scheme, XKOS.numberOfLevels, Literal(len(ranks))
    link: tuple[URIRef, URIRef] = (scheme, XKOS.levels)
    for depth, rank in enumerate(sorted(ranks), start=1):
        level, words = minter.level(scheme, depth), edition.structure.levels[rank]
        cell = URIRef(f"{level}/cell")
        yield *link, cell
        yield cell, RDF.first, level
        yield cell, RDFS.label, Literal(f"Список уровней, начиная с {depth}-го", lang="ru")
        yield level, RDF.type, XKOS.ClassificationLevel
        yield level, RDFS.label, Literal(words.ru, lang="ru")
        yield level, SKOS.prefLabel, Literal(words.ru, lang="ru")
        yield level, SKOS.prefLabel, Literal(words.en, lang="en")
        yield level, XKOS.depth, Literal(depth)
        for item in ranks[rank]:
            yield level, SKOS.member, item
        link = (cell, RDF.rest)
    yield *link, RDF.nil
