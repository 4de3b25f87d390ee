"""The service description: it says what is so here, in every syntax, and nothing that is not."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from profgraph.settings import BASE, Settings
from profgraph.store.results import from_rdf
from profgraph.web.app import create_app
from rdflib import RDF, VOID, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient
    from rdflib import Graph

    Editing = Callable[..., AbstractContextManager[FlaskClient]]
    Serving = Callable[..., AbstractContextManager[str]]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
ENTAILMENT = Namespace("http://www.w3.org/ns/entailment/")
SYNTAXES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
RESULTS = {
    "SPARQL_Results_JSON": "application/sparql-results+json",
    "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv",
    "SPARQL_Results_TSV": "text/tab-separated-values",
}
GRAPHS = dict(zip(("Turtle", "N-Triples", "RDF_XML", "JSON-LD"), SYNTAXES, strict=True))
SERVICE = URIRef("http://localhost/sparql#service")
INFERRED = f"{BASE}graph/inferred/16.020/620n-2014-09-08"


def description(client: FlaskClient, accept: str = "text/turtle", address: str = "/sparql") -> Graph:
    response = client.get(address, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, accept)
    return from_rdf(response.data, accept)


def values(graph: Graph, predicate: URIRef, subject: URIRef = SERVICE) -> set[str]:
    return {str(value) for value in graph.objects(subject, predicate)}


def named(graph: Graph) -> dict[str, int]:
    found = {}
    for node in graph.subjects(RDF.type, SD.NamedGraph):
        inner = graph.value(node, SD.graph)
        count = graph.value(inner, VOID.triples)
        assert (graph.value(inner, RDF.type), isinstance(count, Literal)) == (SD.Graph, True)
        found[str(graph.value(node, SD.name))] = int(str(count))
    return found


def counted(client: FlaskClient, query: str) -> dict[str, int]:
    answer = json.loads(client.get("/sparql", query_string={"query": query}).text)
    return {row["g"]["value"]: int(row["n"]["value"]) for row in answer["results"]["bindings"]}


@pytest.mark.parametrize("accept", SYNTAXES)
@pytest.mark.parametrize("address", ["/sparql", "/sparql/"])
def test_every_syntax_says_the_same(accept: str, address: str, client: FlaskClient) -> None:
    assert isomorphic(description(client, accept, address), description(client))


def test_who_accepts_anything_has_turtle_and_a_browser_the_page(client: FlaskClient) -> None:
    types = [
        client.get("/sparql", headers=headers).mimetype
        for headers in ({}, {"Accept": "*/*"}, {"Accept": "text/html,*/*;q=0.8"})
    ]
    assert types == ["text/turtle", "text/turtle", "text/html"]


def test_each_format_that_it_names_is_answered(client: FlaskClient) -> None:
    assert values(description(client), SD.resultFormat) == {str(FORMATS[name]) for name in (*RESULTS, *GRAPHS)}
    for query, offered in (("SELECT * {} LIMIT 1", RESULTS), ("CONSTRUCT {} WHERE {}", GRAPHS)):
        for media_type in offered.values():
            response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
            assert (response.status_code, response.mimetype) == (200, media_type)


def test_the_graphs_and_their_counts_are_those_that_queries_find(client: FlaskClient) -> None:
    graph = description(client)
    found = counted(client, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert named(graph) == found
    default = graph.value(URIRef("http://localhost/sparql#dataset"), SD.defaultGraph)
    answer = client.get("/sparql?query=SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", headers={"Accept": "text/csv"})
    assert f"n\r\n{graph.value(default, VOID.triples)}\r\n" == answer.text


def test_each_graph_that_it_names_can_be_read(client: FlaskClient) -> None:
    read = {
        name: client.get("/graphs", query_string={"graph": name}, headers={"Accept": "application/n-triples"})
        for name in named(description(client))
    }
    assert {name: answer.data.count(b"\n") for name, answer in read.items()} == named(description(client))


def test_what_is_inferred_has_its_entailment_regime_and_nothing_else_has_one(client: FlaskClient) -> None:
    graph = description(client)
    assert values(graph, SD.defaultEntailmentRegime) == {str(ENTAILMENT.Simple)}
    regimes = {(str(graph.value(node, SD.name)), str(regime)) for node, regime in graph[: SD.entailmentRegime]}
    assert regimes == {(INFERRED, str(ENTAILMENT["OWL-RDF-Based"]))}
    profiles = {str(graph.value(node, SD.name)) for node, _ in graph[: SD.supportedEntailmentProfile]}
    assert profiles == {INFERRED}


@pytest.mark.parametrize("mode", ["union", "strict"])
def test_the_default_graph_is_told_as_it_is(mode: str, folder: Path) -> None:
    client = create_app(Settings(store=str(folder), default_graph=mode)).test_client()  # type: ignore[arg-type]  # a mode
    graph = description(client)
    assert (str(SD.UnionDefaultGraph) in values(graph, SD.feature)) is (mode == "union")
    answer = client.get("/sparql", query_string={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"})
    seen = int(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"])
    assert (seen > 0) is (mode == "union")


def test_calls_to_others_are_a_feature_only_where_some_are_allowed(folder: Path) -> None:
    for services in (frozenset[str](), frozenset({"https://example.org/sparql"})):
        client = create_app(Settings(store=str(folder), services=services)).test_client()
        features = values(description(client), SD.feature)
        assert (str(SD.BasicFederatedQuery) in features, str(SD.DereferencesURIs) in features) == (
            bool(services),
            False,
        )
        query = "ASK { SERVICE SILENT <https://example.org/sparql> {} }"
        refused = client.get("/sparql", query_string={"query": query.replace("SILENT", "")}).status_code
        assert (refused != 400) is bool(services)


def test_updates_are_told_of_where_they_are_taken(
    folder: Path, client: FlaskClient, editing: Editing, tmp_path: Path
) -> None:
    update = URIRef("http://localhost/sparql#update")
    assert values(description(client), SD.endpoint, update) == set()
    shutil.copytree(folder, tmp_path / "store", symlinks=True)
    with editing(tmp_path / "store") as editor:
        assert editor.put("/graphs?graph=x:empty", data="", content_type="text/turtle").status_code == 201
        graph = description(editor)
        assert values(graph, SD.endpoint, update) == {"http://localhost/update"}
        assert values(graph, SD.supportedLanguage, update) == {str(SD.SPARQL11Update)}
        assert values(graph, SD.inputFormat, update) == {str(FORMATS[name]) for name in GRAPHS}
        assert (str(SD.EmptyGraphs) in values(graph, SD.feature), named(graph)["x:empty"]) == (True, 0)
    assert values(description(client), SD.supportedLanguage) == {str(SD.SPARQL11Query)}


def test_behind_a_proxy_the_addresses_are_those_that_clients_see(folder: Path) -> None:
    client = create_app(Settings(store=str(folder), proxies=1)).test_client()
    headers = {
        "Accept": "text/turtle",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "example.org",
        "X-Forwarded-Prefix": "/profgraph",
    }
    graph = from_rdf(client.get("/sparql", headers=headers).data, "text/turtle")
    assert {str(value) for value in graph.objects(None, SD.endpoint)} == {"https://example.org/profgraph/sparql"}


def test_a_remote_store_is_described_without_counts(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path / "engine") as address:
        graph = description(create_app(Settings(store=address)).test_client())
    assert (values(graph, SD.endpoint), named(graph)) == ({"http://localhost/sparql"}, {})


def test_without_data_it_says_so(tmp_path: Path) -> None:
    client = create_app(Settings(store=str(tmp_path / "none"))).test_client()
    assert client.get("/sparql", headers={"Accept": "text/turtle"}).status_code == 503
    assert client.get("/graphs?graph=" + quote(INFERRED, safe="")).status_code == 503
