"""The walk of an integrator from the bare address on, by the triples alone; by commands: manuals/test_walk.py."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

import pytest
from profgraph.ontology.terms import DCTERMS, ONTOLOGY, OWL, PS, RDF, RDFS, SH, VOID
from profgraph.settings import Settings
from profgraph.store.results import from_rdf
from profgraph.web.app import create_app
from rdflib import DCAT, FOAF, Graph, Namespace, URIRef

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA = Namespace("https://schema.org/")
SYNTAXES = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")
ROOTS = {"http://localhost/": {}, "https://example.org/some/where/": {
    "X-Forwarded-Proto": "https", "X-Forwarded-Host": "example.org", "X-Forwarded-Prefix": "/some/where",
}}  # fmt: skip


class Reader:
    """Who reads one type of RDF, follows redirects, and knows no address but the root."""

    def __init__(self, client: FlaskClient, root: str, accept: str) -> None:
        self._client = client
        self.root = root
        self._accept = accept

    def get(self, address: str, accept: str = "", **fields: str) -> TestResponse:
        for _ in range(3):
            assert address.startswith(self.root), address
            # As a proxy does: the prefix is cut off and said in a header.
            path = f"/{address.removeprefix(self.root)}"
            headers = {"Accept": accept or self._accept, **ROOTS[self.root]}
            answer = self._client.open(path, method="POST" if fields else "GET", data=fields or None, headers=headers)
            if answer.status_code != 303:
                return answer
            address = urljoin(address, answer.headers["Location"])
        raise AssertionError(address)

    def graph(self, address: object) -> Graph:
        answer = self.get(str(address))
        assert (answer.status_code, answer.mimetype) == (200, self._accept), address
        return from_rdf(answer.data, self._accept)


@pytest.fixture(params=[(root, accept) for root in ROOTS for accept in SYNTAXES], ids=" ".join)
def reader(request: pytest.FixtureRequest, folder: Path) -> Reader:
    return Reader(create_app(Settings(store=str(folder), proxies=1)).test_client(), *request.param)


def test_everything_is_found_by_the_triples(reader: Reader) -> None:
    void = reader.graph(reader.root)
    ((dataset, endpoint),) = void.subject_objects(VOID.sparqlEndpoint)

    def looked_up(iri: object) -> Graph:
        return reader.graph(f"{void.value(dataset, VOID.uriLookupEndpoint)}{quote(str(iri), safe='')}")

    service = reader.graph(endpoint)
    assert (None, SD.endpoint, endpoint) in service
    assert (None, SD.supportedLanguage, SD.SPARQL11Query) in service
    for source in (looked_up(void.value(dataset, DCTERMS.conformsTo)), reader.graph(about(void, ONTOLOGY))):
        assert (ONTOLOGY, RDF.type, OWL.Ontology) in source
    assert URIRef(str(PS)) in set(void.objects(dataset, VOID.vocabulary))
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in looked_up(PS)

    described = looked_up(example := void.value(dataset, VOID.exampleResource))
    assert (example, RDF.type, PS.ParticularWorkFunction) in described

    seen = Graph()
    for document in {*void.objects(dataset, RDFS.seeAlso), *service.objects(None, RDFS.seeAlso)}:
        seen += reader.graph(document)
    (catalogue,) = seen.subjects(RDF.type, DCAT.Catalog)
    assert (catalogue, DCAT.dataset, dataset) in seen
    assert (None, VOID.sparqlEndpoint, endpoint) in seen, "the service description leads back to VoID"
    executable = min(seen.subjects(RDF.type, SH.SPARQLExecutable))
    assert (executable, RDF.type, SH.SPARQLExecutable) in reader.graph(executable)
    answer = reader.get(
        str(seen.value(executable, SCHEMA.target)), "text/csv", query=str(seen.value(executable, SH.select))
    )
    assert (answer.status_code, answer.mimetype, len(answer.text.splitlines()) > 1) == (200, "text/csv", True)


def about(graph: Graph, topic: URIRef) -> object:
    (document,) = graph.subjects(FOAF.primaryTopic, topic)
    return document
