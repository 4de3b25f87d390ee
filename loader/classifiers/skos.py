"""An edition as SKOS and XKOS: the triples of its items, of its levels and of the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...ontology.terms import DCTERMS, PS, RDF, RDFS, SKOS, XKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...errors import Message
    from ...ontology.terms import Minter
    from ...store.protocol import Triple
    from .codes import Level
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
    yield from _levels(scheme, edition.structure.levels, minter)
    for item in items:
        yield from _item(scheme, item, edition, minter)
        level = minter.level(scheme, edition.structure.rank(item.code) + 1)
        yield level, SKOS.member, minter.item(scheme, item.code)


def _scheme(scheme: URIRef, edition: Edition, described: Described) -> Iterator[Triple]:
    is_over = described.valid_to is not None
    yield scheme, RDF.type, PS.ClassifierEdition
    yield scheme, RDFS.label, Literal(described.label.ru, lang="ru")
    yield scheme, SKOS.prefLabel, Literal(described.label.ru, lang="ru")
    yield scheme, SKOS.prefLabel, Literal(described.label.en, lang="en")
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
    if address := item.iri or edition.address(item.code):
        yield iri, SKOS.exactMatch, URIRef(address)
    if item.broader is None:
        yield iri, SKOS.topConceptOf, scheme
    else:
        yield iri, SKOS.broader, minter.item(scheme, item.broader)


def _levels(scheme: URIRef, levels: Sequence[Level], minter: Minter) -> Iterator[Triple]:
    """Yield all levels of the structure, from the top, and the list of them, whose cells have names as well.

    A level that has no item is there too: a level is the same one whatever of the edition is known.
    """
    yield scheme, XKOS.numberOfLevels, Literal(len(levels))
    link: tuple[URIRef, URIRef] = (scheme, XKOS.levels)
    for depth, told in enumerate(levels, start=1):
        level = minter.level(scheme, depth)
        cell = URIRef(f"{level}/cell")
        yield *link, cell
        yield cell, RDF.first, level
        yield cell, RDFS.label, Literal(f"Список уровней, начиная с {depth}-го", lang="ru")
        yield level, RDF.type, XKOS.ClassificationLevel
        yield level, RDFS.label, Literal(told.name.ru, lang="ru")
        yield level, SKOS.prefLabel, Literal(told.name.ru, lang="ru")
        yield level, SKOS.prefLabel, Literal(told.name.en, lang="en")
        yield level, XKOS.depth, Literal(depth)
        yield level, XKOS.notationPattern, Literal(told.pattern)
        link = (cell, RDF.rest)
    yield *link, RDF.nil
