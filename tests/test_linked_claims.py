"""What the descriptions claim is so: files, their types, lengths and digests; vocabularies; prefixes; pages in RDF."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import shutil
import zipfile
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.ontology.terms import DCTERMS, PREFIXES, RDF, VOID, XSD
from profgraph.settings import Settings
from profgraph.store.results import from_rdf
from profgraph.web.app import create_app
from pyshacl import validate
from rdflib import Graph, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
HOST = "http://localhost"
TYPES = "https://www.iana.org/assignments/media-types/"
DATASET = URIRef("https://w3id.org/profgraph/id/dataset")
RDF_TYPES = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")
# What DCAT-AP 3 demands of each thing, and what kind of values it wants.
APPLICATION_PROFILE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass dcat:Catalog, dcat:Dataset, dcat:DatasetSeries ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ] , [ sh:path dcterms:description ; sh:minCount 1 ] ,
    [ sh:path dcterms:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcterms:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass dcat:DataService ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ] ,
    [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:endpointDescription ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ,
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path spdx:checksum ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
[] a sh:NodeShape ; sh:targetClass spdx:Checksum ;
  sh:property [ sh:path spdx:algorithm ; sh:hasValue spdx:checksumAlgorithm_sha256 ] ,
    [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ] .
"""


def described(client: FlaskClient, path: str) -> Graph:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.mimetype) == (200, "text/turtle")
    return from_rdf(answer.data, "text/turtle")


def typed(catalogue: Graph, file: URIRef, link: URIRef) -> str:
    return str(catalogue.value(file, link) or "").removeprefix(TYPES)


def unpacked(body: bytes, how: str) -> bytes:
    return gzip.decompress(body) if how else body


def test_every_file_of_the_catalogue_is_as_it_says(client: FlaskClient) -> None:
    files = dict(described(client, "/catalog").subject_objects(DCAT.downloadURL))
    assert len(files) == 16
    bodies = {}
    for file, address in files.items():
        with client.get(str(address), buffered=True) as answer:
            assert answer.status_code == 200, address
            bodies[file] = (answer.data, answer.mimetype, answer.headers["Repr-Digest"])
    # By now each was made, so the catalogue says all of each.
    catalogue = described(client, "/catalog")
    for file, (body, media_type, digest) in bodies.items():
        inside, packed = typed(catalogue, file, DCAT.mediaType), typed(catalogue, file, DCAT.compressFormat)
        package = typed(catalogue, file, DCAT.packageFormat)
        assert media_type == (packed or package or inside)
        if inside == "text/csv":
            names = zipfile.ZipFile(io.BytesIO(body)).namelist()
            assert [name for name in names if not name.endswith((".csv", "csv-metadata.json"))] == []
        elif form := ox.RdfFormat.from_media_type(inside):
            assert sum(1 for _ in ox.parse(unpacked(body, packed), form)) > 1_000
        assert catalogue.value(file, DCAT.byteSize) == Literal(str(len(body)), datatype=XSD.nonNegativeInteger)
        checksum = catalogue.value(file, SPDX.checksum)
        said = catalogue.value(checksum, SPDX.checksumValue)
        sha256 = hashlib.sha256(body)
        assert (str(said), digest) == (
            sha256.hexdigest(),
            f"sha-256=:{base64.b64encode(sha256.digest()).decode()}:",
        )


def test_what_was_not_made_has_no_digest_and_the_catalogue_is_not_kept_until_all_is(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "store", symlinks=True, ignore=shutil.ignore_patterns("dumps"))
    client = create_app(Settings(store=str(tmp_path / "store"))).test_client()
    assert set(described(client, "/catalog").objects(None, SPDX.checksum)) == set()
    made = client.get("/dumps/profgraph.ttl.gz", buffered=True).data
    catalogue = described(client, "/catalog")
    assert set(catalogue.subject_objects(DCAT.byteSize)) == {
        (
            URIRef(f"{HOST}/catalog#file-profgraph.ttl.gz"),
            Literal(str(len(made)), datatype=XSD.nonNegativeInteger),
        )
    }
    assert "ETag" not in client.get("/catalog", headers={"Accept": "text/turtle"}).headers


def test_the_catalogue_is_as_its_application_profile_demands(client: FlaskClient) -> None:
    conforms, _, text = validate(
        described(client, "/catalog"), shacl_graph=Graph().parse(data=APPLICATION_PROFILE, format="turtle")
    )
    assert (conforms, text) == (True, "Validation Report\nConforms: True\n")


def test_the_descriptions_of_the_service_answer(client: FlaskClient) -> None:
    catalogue = described(client, "/catalog")
    (service,) = catalogue.subjects(RDF.type, DCAT.DataService)
    found = {str(one).removeprefix(HOST) for one in catalogue.objects(service, DCAT.endpointDescription)}
    assert {path: client.get(path).mimetype for path in found} == {
        "/sparql": "text/turtle",
        "/openapi.json": "application/json",
    }
    assert client.get(str(catalogue.value(service, DCAT.endpointURL)), query_string={"query": "ASK {}"}).json == {
        "head": {},
        "boolean": True,
    }


def test_the_dumps_of_void_are_those_of_the_catalogue_as_rdf(client: FlaskClient) -> None:
    catalogue, void = described(client, "/catalog"), described(client, "/.well-known/void")
    tables = {TYPES + "text/csv", TYPES + "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    files = {
        address
        for file in catalogue.objects(DATASET, DCAT.distribution)
        for address in catalogue.objects(file, DCAT.downloadURL)
        if str(catalogue.value(file, DCAT.mediaType)) not in tables
    }
    assert set(void.objects(DATASET, VOID.dataDump)) == files
    assert len(files) == 8


def test_the_vocabularies_are_used_and_the_names_begin_as_is_said(client: FlaskClient) -> None:
    void = described(client, "/.well-known/void")
    used = {*void.objects(None, VOID.property), *void.objects(None, VOID["class"])}
    for vocabulary in void.objects(DATASET, VOID.vocabulary):
        assert [one for one in used if str(one).startswith(str(vocabulary))], vocabulary
    assert str(void.value(DATASET, VOID.exampleResource)).startswith(str(void.value(DATASET, VOID.uriSpace)))
    assert str(void.value(DATASET, DCTERMS.conformsTo)) == "https://w3id.org/profgraph/ns"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_declared_prefix_needs_no_declaration(prefix: str, client: FlaskClient) -> None:
    query = f"SELECT ?iri {{ BIND({prefix}:x AS ?iri) }}"
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.text.split()) == (200, ["iri", f"{PREFIXES[prefix]}x"])


@pytest.mark.parametrize("accept", RDF_TYPES)
@pytest.mark.parametrize(
    ("page", "document"),
    [
        ("/", "/.well-known/void"),
        ("/?lang=en", "/.well-known/void"),
        ("/q/", "/.well-known/sparql-examples/"),
        ("/q/approval", "/.well-known/sparql-examples/approval"),
        ("/dumps/", "/catalog"),
    ],
)
def test_a_page_leads_programs_to_the_same_in_rdf(page: str, document: str, accept: str, client: FlaskClient) -> None:
    asked = f"{accept}, */*;q=0.1"
    for method in ("GET", "HEAD"):
        answer = client.open(page, method=method, headers={"Accept": asked})
        assert (answer.status_code, answer.headers["Location"], answer.data) == (303, document, b"")
        assert "Accept" in answer.headers["Vary"]
    assert client.get(document, headers={"Accept": asked}).mimetype == accept
    for other in ("text/html", "text/html,application/xhtml+xml,*/*;q=0.8", f"text/html, {accept};q=0.9"):
        assert client.get(page, headers={"Accept": other}).mimetype == "text/html"


@pytest.mark.parametrize("prefix", ["", "/graph"])
def test_the_links_of_the_front_page_answer(prefix: str, folder: Path) -> None:
    client = create_app(Settings(store=str(folder), proxies=1)).test_client()
    said = {"X-Forwarded-Prefix": prefix} if prefix else {}
    page = client.get("/", headers={"Accept": "text/html", **said})
    links = [link.partition("; ") for link in page.headers["Link"].split(", ")]
    licence = '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"'
    assert links[-1] == licence.partition("; ")
    assert [(address, told) for address, _, told in links[:-1]] == [
        (f"<{prefix}/.well-known/void>", 'rel="describedby"; type="text/turtle"'),
        (f"<{prefix}/sparql>", 'rel="service-desc"; type="text/turtle"'),
        (f"<{prefix}/openapi.json>", 'rel="service-desc"; type="application/json"'),
    ]
    for address, _, told in links[:-1]:
        media_type = told.rpartition('type="')[2].rstrip('"')
        answer = client.get(address.strip("<>").removeprefix(prefix), headers={"Accept": media_type, **said})
        assert (answer.status_code, answer.mimetype) == (200, media_type)
