"""The crosswalks of a store: where each is kept, what it is called, and those that follow from the codes of items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...errors import Message
from ...ontology.terms import DCTERMS, RDFS, XKOS
from ...store.changes import Changes
from ..classifiers.editions import EDITIONS
from ..classifiers.packaged import packaged_origin
from .derived import links_of
from .pinned import codes_of
from .xkos import crosswalk_triples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...ontology.terms import Minter
    from ...store.protocol import Quad, Triple
    from ...store.writing.protocol import Reading
    from ..classifiers.editions import Edition
    from .mapping import Mapping

    Ends = tuple[Edition, Edition]
    Codes = frozenset[str]

_DERIVED = Message(ru="Следует из кодов позиций в хранилище", en="Follows from the codes of the items in the store")


def iris_of(ends: Ends, minter: Minter) -> tuple[URIRef, URIRef]:
    """Return the IRIs of the two editions."""
    return minter.edition(ends[0].kind, ends[0].name), minter.edition(ends[1].kind, ends[1].name)


def graph_of(ends: Ends, minter: Minter) -> URIRef:
    """Return the graph of what is imported of a crosswalk."""
    return minter.imported(minter.correspondence(*iris_of(ends, minter)))


def imported_crosswalks(reading: Reading) -> list[str]:
    """Return the names of the crosswalks that were imported: `isco-88-isco-08`."""
    found = ((URIRef(one), graph) for one, _, _, graph in reading.triples(None, XKOS.compares, None))
    return sorted({str(one).rpartition("/")[2] for one, graph in found if graph == reading.minter.imported(one)})


def triples_of(
    reading: Reading, ends: Ends, mappings: Iterable[Mapping], origin: Message, license_iri: URIRef
) -> frozenset[Triple]:
    """Return everything that is written of a crosswalk."""
    iris = iris_of(ends, reading.minter)
    labels = (_label(reading, iris[0]), _label(reading, iris[1]))
    said = (reading.minter.correspondence(*iris), DCTERMS.license, license_iri)
    return frozenset({*crosswalk_triples(iris, labels, mappings, origin, reading.minter), said})


def origin_of(ends: Ends) -> Message:
    """Return what the links between two editions follow from where no file says them."""
    return packaged_origin() if {one.kind for one in ends} == {"nace"} else _DERIVED


def made_anew(reading: Reading, edition: Edition, codes: Codes) -> Changes:
    """Return how the imported crosswalks change that follow from codes, when the edition has these."""
    remove: set[Quad] = set()
    add: set[Quad] = set()
    for ends in ((one, other) for pair in EDITIONS.values() for one, other in ((edition, pair), (pair, edition))):
        if (links := links_of(*ends)) is None:
            continue
        graph = graph_of(ends, reading.minter)
        held = reading.graph(graph)
        if not _follows(held, ends):
            continue
        of_ends = [codes if one is edition else codes_of(reading, one) for one in ends]
        told = next(URIRef(str(value)) for _, link, value in held if link == DCTERMS.license)
        wanted = triples_of(reading, ends, links(*of_ends), origin_of(ends), told)
        remove.update((*triple, graph) for triple in held - wanted)
        add.update((*triple, graph) for triple in wanted - held)
    return Changes(frozenset(remove), frozenset(add))


def _follows(held: frozenset[Triple], ends: Ends) -> bool:
    """Tell whether what is imported of a crosswalk was made from codes alone."""
    told = Literal(origin_of(ends).ru, lang="ru") if held else None
    return any(link == DCTERMS.source and value == told for _, link, value in held)


def _label(reading: Reading, edition: URIRef) -> str:
    return min(str(label) for _, _, label, _ in reading.triples(edition, RDFS.label, None))
