"""`/void` and `/catalog`: every number is a direct count, every address answers, every term has its definition."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.ontology.terms import PREFIXES, PS, RDF, SH, VOID
from profgraph.settings import Settings
from profgraph.store.results import from_rdf
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from profgraph.web.selfdescription import queries
from rdflib import DCTERMS, FOAF, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from rdflib import Graph

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/sparql-results+json"}
BASE = "https://w3id.org/profgraph/id/"
DATASET = URIRef(f"{BASE}dataset")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
HOST = "http://localhost"
# Each count of the description, and the query that counts the same.
NOT_META = f"GRAPH ?g {{ %s }} FILTER(?g != <{BASE}graph/meta>)"
DIRECT = {
    "whole": f"SELECT (COUNT(*) AS ?count) {{ {NOT_META % '?s ?p ?o'} }}",
    "class": f"SELECT ?named (COUNT(DISTINCT ?s) AS ?count) {{ {NOT_META % '?s a ?named'} }} GROUP BY ?named",
    "property": f"SELECT ?named (COUNT(*) AS ?count) {{ {NOT_META % '?s ?named ?o'} }} GROUP BY ?named",
    "entities": f"SELECT (COUNT(DISTINCT ?s) AS ?count) {{ {NOT_META % '?s a ?class'} }}",
}
FORMATS = {
    "Turtle": "text/turtle",
    "N-Triples": "application/n-triples",
    "RDF_XML": "application/rdf+xml",
    "JSON-LD": "application/ld+json",
}


def rows(client: FlaskClient, query: str) -> list[tuple[str, ...]]:
    answer = client.get("/sparql", query_string={"query": query}, headers=JSON)
    assert answer.status_code == 200
    assert answer.json is not None
    names = answer.json["head"]["vars"]
    return [tuple(row[name]["value"] for name in names if name in row) for row in answer.json["results"]["bindings"]]


def graph(client: FlaskClient, path: str, media_type: str = "text/turtle") -> Graph:
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    return from_rdf(answer.data, media_type)


@pytest.fixture(scope="module")
def void(client: FlaskClient) -> Graph:
    return graph(client, "/.well-known/void")


def said(void: Graph, lead: URIRef, named: URIRef, counted: URIRef) -> dict[str, int]:
    parts = list(void.objects(DATASET, lead))
    return {str(void.value(part, named)): int(str(void.value(part, counted))) for part in parts}


def test_the_counts_are_direct_counts(void: Graph, client: FlaskClient) -> None:
    ((whole,),), ((entities,),) = rows(client, DIRECT["whole"]), rows(client, DIRECT["entities"])
    assert int(str(void.value(DATASET, VOID.triples))) == int(whole)
    assert int(str(void.value(DATASET, VOID.entities))) == int(entities)
    classes = said(void, VOID.classPartition, VOID["class"], VOID.entities)
    properties = said(void, VOID.propertyPartition, VOID.property, VOID.triples)
    assert classes == {named: int(count) for named, count in rows(client, DIRECT["class"])}
    assert properties == {named: int(count) for named, count in rows(client, DIRECT["property"])}


def test_links_and_families_are_direct_counts(void: Graph, client: FlaskClient) -> None:
    for part in void.objects(DATASET, VOID.subset):
        count = int(str(void.value(part, VOID.triples)))
        if (part, RDF.type, VOID.Linkset) in void:
            edition, by = void.value(part, VOID.objectsTarget), void.value(part, VOID.linkPredicate)
            linked = f"?s <{by}> ?o FILTER(?o = <{edition}> || STRSTARTS(STR(?o), '{edition}/'))"
            assert rows(client, f"SELECT (COUNT(*) AS ?count) {{ {linked} }}") == [(str(count),)]
        else:
            name = f"{BASE}graph/{part.rpartition('/')[2]}"
            of_family = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(STR(?g) = '{name}' || STRSTARTS(STR(?g), '{name}/'))"
            assert rows(client, f"SELECT (COUNT(*) AS ?count) {{ {of_family} }}") == [(str(count),)]
    families = {str(one) for one in void.objects(DATASET, VOID.subset) if (one, RDF.type, VOID.Dataset) in void}
    assert sum(int(str(void.value(URIRef(one), VOID.triples))) for one in families) == int(
        str(void.value(DATASET, VOID.triples))
    )


def test_the_same_is_asked_inside_the_endpoint(void: Graph, client: FlaskClient) -> None:
    asked = "SELECT ?class ?count { [] void:class ?class ; void:entities ?count }"
    assert {named: int(count) for named, count in rows(client, asked)} == said(
        void, VOID.classPartition, VOID["class"], VOID.entities
    )


def test_the_addresses_answer(void: Graph, client: FlaskClient) -> None:
    endpoint, home = void.value(DATASET, VOID.sparqlEndpoint), void.value(DATASET, FOAF.homepage)
    assert (str(endpoint), str(home)) == (f"{HOST}/sparql", f"{HOST}/")
    (document,) = void.subjects(FOAF.primaryTopic, DATASET)
    assert str(document) == f"{HOST}/.well-known/void"
    for address in (f"{endpoint}?query=ASK{{}}", str(home), str(document)):
        assert client.get(address).status_code == 200
    (example,) = void.objects(DATASET, VOID.exampleResource)
    assert rows(client, f"SELECT ?class {{ <{example}> a ?class FILTER(?class = ps:ParticularWorkFunction) }}") == [
        (str(PS.ParticularWorkFunction),)
    ]


def test_the_dumps_of_all_data_are_there(void: Graph, client: FlaskClient) -> None:
    dumps = {str(one).removeprefix(HOST) for one in void.objects(DATASET, VOID.dataDump)}
    assert dumps == {
        f"/dumps/profgraph{ending}{packed}" for ending in (".nq", ".trig", ".ttl", ".jsonld") for packed in ("", ".gz")
    }
    with client.get("/dumps/profgraph.nq") as answer:
        assert answer.status_code == 200


def test_the_formats_are_those_that_answer(void: Graph, client: FlaskClient) -> None:
    features = {str(one).removeprefix("http://www.w3.org/ns/formats/") for one in void.objects(DATASET, VOID.feature)}
    assert features == FORMATS.keys()
    for media_type in FORMATS.values():
        asked = {"query": f"CONSTRUCT WHERE {{ <{DATASET}> a ?class }}"}
        answer = client.get("/sparql", query_string=asked, headers={"Accept": media_type})
        assert (answer.status_code, answer.mimetype) == (200, media_type)


@pytest.mark.parametrize("path", ["/void", "/.well-known/void", "/catalog"])
def test_every_syntax_says_the_same(path: str, client: FlaskClient) -> None:
    first, *others = (set(graph(client, path, media_type)) for media_type in FORMATS.values())
    assert [other ^ first for other in others] == [set()] * 3
    assert len(first) > 30


def test_every_term_of_ours_is_explained(void: Graph, client: FlaskClient) -> None:
    ontology, page = graph(client, "/ns"), client.get("/ns", headers=HTML).text
    used = {
        *said(void, VOID.classPartition, VOID["class"], VOID.entities),
        *said(void, VOID.propertyPartition, VOID.property, VOID.triples),
    }
    ours = {name for name in used if name.startswith(PS)}
    assert len(ours) > 80
    assert {name for name in ours if (URIRef(name), RDF.type, None) not in ontology} == set()
    assert {name for name in ours if f'id="{name.removeprefix(str(PS))}"' not in page} == set()


def test_the_prefixes_are_those_of_every_query(void: Graph) -> None:
    declared = list(void.objects(DATASET, SH.declare))
    assert {str(void.value(one, SH.prefix)): void.value(one, SH.namespace) for one in declared} == {
        prefix: Literal(str(namespace), datatype="http://www.w3.org/2001/XMLSchema#anyURI")
        for prefix, namespace in PREFIXES.items()
    }


class Tables(HTMLParser):
    """The tables of a page as rows of words, and the links of their captions."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.captions: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"th", "td"}:
            self.tables[-1][-1].append("")
        elif tag == "a" and "caption" in self._open:
            self.captions.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "tr" in self._open and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data.strip()


def test_the_page_shows_these_numbers(void: Graph, client: FlaskClient) -> None:
    tables = Tables(client.get("/void?lang=en", headers=HTML).text).tables
    _, totals, families, classes, properties, links, prefixes = (one[1:] for one in tables)
    counts = said(void, VOID.classPartition, VOID["class"], VOID.entities)
    assert totals == [
        ["Triples", str(void.value(DATASET, VOID.triples))],
        ["Nodes", str(void.value(DATASET, VOID.entities))],
        ["Classes", str(len(counts))],
        ["Properties", str(len(said(void, VOID.propertyPartition, VOID.property, VOID.triples)))],
    ]
    assert [int(count) for _, count in classes] == sorted(counts.values(), reverse=True)
    assert len(properties) == int(totals[3][1])
    assert sum(int(count) for _, count in families) == int(totals[0][1])
    assert [int(count) for _, count in links] == sorted((int(count) for _, count in links), reverse=True)
    assert prefixes == [[f"{prefix}:", str(namespace)] for prefix, namespace in PREFIXES.items()]


@pytest.mark.parametrize("mode", ["union", "strict"])
def test_the_queries_behind_the_tables_give_their_rows(mode: str, folder: Path) -> None:
    client = create_app(
        Settings(store=str(folder), default_graph="strict" if mode == "strict" else "union")
    ).test_client()
    page = Tables(client.get("/void", headers=HTML).text)
    shown = [len(table) - 1 for table in page.tables[2:]]
    asked = (queries.FAMILIES, queries.CLASSES, queries.PROPERTIES, queries.LINKS, queries.PREFIXES)
    assert [len(rows(client, query)) for query in asked] == shown
    assert [len(rows(client, queries.EDITIONS))] == [
        len(Tables(client.get("/catalog", headers=HTML).text).tables[0]) - 1
    ]
    for link in page.captions:
        assert client.get(link, headers=HTML).status_code == 200


@pytest.mark.parametrize("path", ["/void", "/.well-known/void", "/catalog"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_without_data_the_service_says_so(path: str, accept: str, tmp_path: Path) -> None:
    client = create_app(Settings(store=str(tmp_path / "none"))).test_client()
    assert client.get(path, headers={"Accept": accept}).status_code == 503


@pytest.fixture(scope="module")
def client_of_two(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("editions")
    text = bundled().read_text(encoding="utf-8")
    newer = text.replace("620н", "621н").replace("8 сентября 2014", "9 сентября 2015")
    with Writer.open(folder / "store") as writer:
        for number, one in enumerate((newer, text)):
            source = folder / f"{number}.txt"
            source.write_text(one, encoding="utf-8")
            list(load([source], writer))
        writer.publish()
    return create_app(Settings(store=str(folder / "store"))).test_client()


def test_editions_of_a_standard_are_a_series(client_of_two: FlaskClient) -> None:
    catalog = graph(client_of_two, "/catalog")
    of = f"{HOST}/catalog#"
    this, series = URIRef(f"{of}catalog"), URIRef(f"{of}series-16.020")
    older, newer = (URIRef(f"{of}edition-16.020-{name}") for name in ("620n-2014-09-08", "621n-2015-09-09"))
    assert set(catalog.objects(this, DCAT.dataset)) == {DATASET, series, older, newer}
    assert (catalog.value(series, DCAT.first), catalog.value(series, DCAT.last)) == (older, newer)
    assert set(catalog.subject_objects(DCAT.inSeries)) == {(older, series), (newer, series)}
    assert set(catalog.subject_objects(DCAT.prev)) == {(newer, older)}
    assert {str(issued) for issued in catalog.objects(None, DCTERMS.issued)} == {"2014-09-08", "2015-09-09"}
    assert {str(version) for version in catalog.objects(older, DCAT.version)} == {"620n-2014-09-08"}


def test_every_data_set_has_a_licence_a_topic_and_a_way_to_it(client_of_two: FlaskClient) -> None:
    catalog = graph(client_of_two, "/catalog")
    sets = set(catalog.subjects(RDF.type, DCAT.Dataset))
    licence = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert len(sets) == 3
    assert {one for one in sets if catalog.value(one, DCTERMS.license) != licence} == set()
    listed = client_of_two.get("/dumps/", headers={"Accept": "application/json"}).json
    assert listed is not None
    files = {f"{HOST}/dumps/{file['name']}" for file in listed["files"]}
    assert {str(one) for one in catalog.objects(None, DCAT.downloadURL)} == files
    ways = {str(catalog.value(way, DCAT.accessURL)) for one in sets for way in catalog.objects(one, DCAT.distribution)}
    assert ways == {f"{HOST}/sparql", *files}
    topics = {str(topic) for one in sets for topic in catalog.objects(one, FOAF.primaryTopic)}
    held = rows(client_of_two, "SELECT ?version { ?version a ps:StandardVersion }")
    assert topics == {version for (version,) in held}


def test_the_version_of_all_data_is_that_of_the_store(client: FlaskClient) -> None:
    catalog = graph(client, "/catalog")
    shown = re.search(r"<code>([0-9a-f]{16})</code>", client.get("/catalog", headers=HTML).text)
    assert shown
    assert str(catalog.value(DATASET, DCAT.version)) == shown[1]
