"""The description of the data in VoID: what the store says of them, and where this service offers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import FOAF, Literal, Namespace, URIRef

from ...ontology.terms import DCTERMS, ONTOLOGY, RDF, RDFS, VOID
from ...store.dataset import LICENCE, TITLE
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...store.protocol import Store, Triple
    from .counts import Counts

_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_FEATURES = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
_ENTITIES = "SELECT (COUNT(DISTINCT ?node) AS ?count) WHERE { ?node a ?class }"
_EXAMPLE = "SELECT ?node WHERE { ?node a ps:ParticularWorkFunction } ORDER BY ?node LIMIT 1"


@dataclass(frozen=True)
class Place:
    """Addresses of the service: the document about the data, the endpoint, the front page, and what else is told where.

    What an IRI is appended to leads to the document about it; the ontology and the catalogue are documents, the
    examples those of queries.
    """

    document: str
    endpoint: str
    home: str
    lookup: str
    ontology: str
    examples: str
    catalogue: str

    @property
    def unnamed(self) -> URIRef:
        """Return a name for data that have none of their own."""
        return URIRef(f"{self.document}#dataset")


def described(store: Store, counts: Counts | None, place: Place, dumps: Iterable[str]) -> Iterator[Triple]:
    """Yield the description; without counts where the store says none."""
    dataset, document = counts.dataset if counts else place.unnamed, URIRef(place.document)
    if counts:
        yield from counts.graph  # type: ignore[misc]  # rdflib allows more than RDF does
        yield dataset, VOID.entities, Literal(entities(store, counts))
    else:
        yield dataset, RDF.type, VOID.Dataset
    yield document, RDF.type, VOID.DatasetDescription
    yield document, FOAF.primaryTopic, dataset
    for message, lang in ((TITLE.ru, "ru"), (TITLE.en, "en")):
        yield document, DCTERMS.title, Literal(message, lang=lang)
    yield document, DCTERMS.license, LICENCE
    yield dataset, VOID.sparqlEndpoint, URIRef(place.endpoint)
    yield dataset, FOAF.homepage, URIRef(place.home)
    for address in dumps:
        yield dataset, VOID.dataDump, URIRef(address)
    for name in _FEATURES:
        yield dataset, VOID.feature, _FORMATS[name]
    yield from _ways_on(store, dataset, place)


def _ways_on(store: Store, dataset: URIRef, place: Place) -> Iterator[Triple]:
    """Yield where to go from here: IRIs of the data and of the ontology need not begin with the name of this host."""
    yield dataset, VOID.uriLookupEndpoint, URIRef(place.lookup)
    for (example,) in table_of(store.query(_EXAMPLE)).rows:
        yield dataset, VOID.exampleResource, URIRef(str(example))
    yield dataset, DCTERMS.conformsTo, ONTOLOGY
    yield URIRef(place.ontology), FOAF.primaryTopic, ONTOLOGY
    yield URIRef(place.catalogue), FOAF.topic, dataset
    for address in (place.catalogue, place.examples):
        yield dataset, RDFS.seeAlso, URIRef(address)


def entities(store: Store, counts: Counts) -> int:
    """Return how many nodes of any class the data have; those of the description are none of them."""
    ((found,),) = table_of(store.query(_ENTITIES)).rows
    return int(str(found)) - len(set(counts.graph.subjects(RDF.type)))
