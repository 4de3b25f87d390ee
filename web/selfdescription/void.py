"""The description of the data in VoID: what the store says of them, and where this service offers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import FOAF, Literal, Namespace, URIRef

from ...ontology.terms import DCTERMS, RDF, VOID
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
    """Where the service answers: the document about the data, the endpoint, the front page, the ontology."""

    document: str
    endpoint: str
    home: str

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
    for (example,) in table_of(store.query(_EXAMPLE)).rows:
        yield dataset, VOID.exampleResource, URIRef(str(example))


def entities(store: Store, counts: Counts) -> int:
    """Return how many nodes of any class the data have; those of the description are none of them."""
    ((found,),) = table_of(store.query(_ENTITIES)).rows
    return int(str(found)) - len(set(counts.graph.subjects(RDF.type)))
