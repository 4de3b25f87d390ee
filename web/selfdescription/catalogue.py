"""The catalogue in DCAT 3: all data, and a series of editions for each standard, a data set for each edition."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from rdflib import FOAF, Literal, URIRef

from ...errors import Message
from ...ontology.terms import DCTERMS, ONTOLOGY, RDF, RDFS, XSD
from ...store.dataset import AUTHORS, DESCRIPTION, LICENCE, TITLE
from .distributions import DCAT, name_of, offered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...store.protocol import Triple
    from .distributions import File
    from .editions import Edition

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_RUSSIAN = URIRef(f"{_AUTHORITY}/language/RUS")
_PUBLIC = URIRef(f"{_AUTHORITY}/access-right/PUBLIC")
_OF_SERIES = Message(
    ru="Редакции одного профессионального стандарта, от первой к новейшей.",
    en="The editions of one professional standard, from the first to the newest.",
)
_OF_EDITION = Message(
    ru="Одна редакция стандарта: что утверждает документ, что из этого следует, отчёт о проверке, общие понятия.",
    en="One edition of a standard: what the document asserts, what follows from that, the report of its validation, "
    "shared concepts.",
)


@dataclass(frozen=True)
class Catalogue:
    """What is catalogued: all data under their name and version, the editions, where the service answers, the files.

    Files of an edition stand under its name, those of all data under none. `interfaces` are the documents that describe
    the service to programs.
    """

    address: str
    endpoint: str
    interfaces: Sequence[str]
    home: str
    dataset: URIRef
    data_version: str
    editions: Sequence[Edition]
    files: Mapping[str, Sequence[File]]

    def part(self, name: str) -> URIRef:
        """Return the name of a thing that only the catalogue speaks of."""
        return URIRef(f"{self.address}#{name}")


def catalogued(catalogue: Catalogue) -> Iterator[Triple]:
    """Yield the catalogue."""
    this, service, authors = (catalogue.part(name) for name in ("catalog", "sparql", "authors"))
    yield this, RDF.type, DCAT.Catalog
    yield from _titled(this, TITLE)
    yield from _described(this, DESCRIPTION)
    yield this, DCTERMS.license, LICENCE
    yield this, DCTERMS.publisher, authors
    yield this, DCTERMS.language, _RUSSIAN
    yield this, FOAF.homepage, URIRef(catalogue.home)
    yield this, DCAT.service, service
    yield authors, RDF.type, FOAF.Agent
    yield authors, FOAF.name, Literal(AUTHORS)
    yield from _service(catalogue, service)
    yield from _whole(catalogue)
    for _, group in groupby(catalogue.editions, key=attrgetter("standard")):
        yield from _series(catalogue, tuple(group))


def _service(catalogue: Catalogue, service: URIRef) -> Iterator[Triple]:
    yield service, RDF.type, DCAT.DataService
    yield service, DCTERMS.title, Literal("SPARQL 1.1")
    yield service, DCTERMS.license, LICENCE
    yield service, DCTERMS.publisher, catalogue.part("authors")
    yield service, DCAT.endpointURL, URIRef(catalogue.endpoint)
    for interface in catalogue.interfaces:
        yield service, DCAT.endpointDescription, URIRef(interface)
    yield service, DCTERMS.conformsTo, URIRef("http://www.w3.org/TR/sparql11-protocol/")
    yield service, DCAT.servesDataset, catalogue.dataset


def _whole(catalogue: Catalogue) -> Iterator[Triple]:
    dataset = catalogue.dataset
    yield catalogue.part("catalog"), DCAT.dataset, dataset
    yield from _dataset(catalogue, dataset, "distribution")
    yield from _downloads(catalogue, dataset, "")
    yield from _titled(dataset, TITLE)
    yield from _described(dataset, DESCRIPTION)
    yield dataset, DCAT.version, Literal(catalogue.data_version)


def _series(catalogue: Catalogue, editions: Sequence[Edition]) -> Iterator[Triple]:
    newest = editions[-1]
    series = catalogue.part(f"series-{newest.standard.rpartition('/')[2]}")
    yield series, RDF.type, DCAT.DatasetSeries
    yield catalogue.part("catalog"), DCAT.dataset, series
    yield series, DCTERMS.title, Literal(f"{newest.code} {newest.name}", lang="ru")
    yield from _described(series, _OF_SERIES)
    yield series, DCTERMS.license, LICENCE
    yield series, DCTERMS.publisher, catalogue.part("authors")
    yield series, FOAF.primaryTopic, newest.standard
    for edition in editions:
        yield _of(catalogue, edition), DCAT.inSeries, series
        yield from _edition(catalogue, edition)
    for older, newer in pairwise(editions):
        yield _of(catalogue, newer), DCAT.prev, _of(catalogue, older)
    yield series, DCAT.first, _of(catalogue, editions[0])
    yield series, DCAT.last, _of(catalogue, newest)


def _edition(catalogue: Catalogue, edition: Edition) -> Iterator[Triple]:
    dataset = _of(catalogue, edition)
    yield catalogue.part("catalog"), DCAT.dataset, dataset
    yield from _dataset(catalogue, dataset, f"distribution-{_key(edition)}")
    yield from _downloads(catalogue, dataset, edition.argument)
    yield dataset, DCTERMS.title, Literal(edition.label, lang="ru")
    yield from _described(dataset, _OF_EDITION)
    yield dataset, DCTERMS.identifier, Literal(edition.argument)
    yield dataset, DCAT.version, Literal(edition.number)
    yield dataset, FOAF.primaryTopic, edition.version
    if edition.day:
        yield dataset, DCTERMS.issued, Literal(edition.day, datatype=XSD.date)


def _dataset(catalogue: Catalogue, dataset: URIRef, distribution: str) -> Iterator[Triple]:
    """Yield what every data set has: a licence, a language, the ontology that it follows, and the endpoint."""
    by_queries = catalogue.part(distribution)
    yield dataset, RDF.type, DCAT.Dataset
    yield dataset, DCTERMS.license, LICENCE
    yield dataset, DCTERMS.publisher, catalogue.part("authors")
    yield dataset, DCTERMS.language, _RUSSIAN
    yield dataset, DCTERMS.conformsTo, ONTOLOGY
    yield dataset, DCTERMS.accessRights, _PUBLIC
    yield dataset, DCAT.distribution, by_queries
    yield by_queries, RDF.type, DCAT.Distribution
    yield by_queries, DCTERMS.title, Literal("SPARQL 1.1")
    yield by_queries, DCTERMS.license, LICENCE
    yield by_queries, DCAT.accessURL, URIRef(catalogue.endpoint)
    yield by_queries, DCAT.accessService, catalogue.part("sparql")


def _downloads(catalogue: Catalogue, dataset: URIRef, name: str) -> Iterator[Triple]:
    for file in catalogue.files.get(name, ()):
        yield dataset, DCAT.distribution, name_of(file, catalogue.address)
        yield from offered(file, catalogue.address)


def _titled(subject: URIRef, message: Message) -> Iterator[Triple]:
    for predicate in (DCTERMS.title, RDFS.label):
        yield subject, predicate, Literal(message.ru, lang="ru")
        yield subject, predicate, Literal(message.en, lang="en")


def _described(subject: URIRef, message: Message) -> Iterator[Triple]:
    yield subject, DCTERMS.description, Literal(message.ru, lang="ru")
    yield subject, DCTERMS.description, Literal(message.en, lang="en")


def _of(catalogue: Catalogue, edition: Edition) -> URIRef:
    return catalogue.part(f"edition-{_key(edition)}")


def _key(edition: Edition) -> str:
    return "-".join(edition.version.split("/")[-2:])
