"""How a query is sent to `/sparql` by the SPARQL 1.1 protocol, and of which dataset it is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app
from sending import Sent

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = "application/sparql-results+json"
CODES = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
SELECT = "SELECT ?code { ?f a ps:ParticularWorkFunction ; ps:code ?code } ORDER BY ?code"
ONTOLOGY = "https://w3id.org/profgraph/id/graph/ontology"
CLASSES = "SELECT (COUNT(*) AS ?n) { ?c a owl:Class }"
STANDARDS = "SELECT (COUNT(*) AS ?n) { ?v a ps:StandardVersion }"
IN_GRAPHS = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c a owl:Class } }"


def codes(response: TestResponse) -> list[str]:
    return [row["code"]["value"] for row in json.loads(response.text)["results"]["bindings"]]


WAYS = {
    "GET": Sent(fields=(("query", SELECT),)),
    "GET with a slash at the end": Sent(address="/sparql/", fields=(("query", SELECT),)),
    "GET with fields that mean nothing here": Sent(fields=(("query", SELECT), ("format", "json"), ("output", "json"))),
    "POST of a form": Sent("POST", body=urlencode({"query": SELECT}), content_type=FORM),
    "POST of a form with its charset": Sent(
        "POST", body=urlencode({"query": SELECT}), content_type=f"{FORM}; charset=UTF-8"
    ),
    "POST of a form with bare letters": Sent("POST", body=f"query={SELECT} #ё".encode(), content_type=FORM),
    "POST of a query": Sent("POST", body=SELECT, content_type=QUERY),
    "POST of a query with its charset": Sent("POST", body=SELECT, content_type=f"{QUERY}; charset=utf-8"),
    "POST of a query with a slash at the end": Sent("POST", address="/sparql/", body=SELECT, content_type=QUERY),
}


@pytest.mark.parametrize("sent", WAYS.values(), ids=WAYS)
def test_a_query_is_sent_in_three_ways(sent: Sent, client: FlaskClient) -> None:
    response = sent.to(client)
    assert (response.status_code, response.mimetype, codes(response)) == (200, JSON, CODES)


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    got, head = (client.open("/sparql", method=method, query_string={"query": SELECT}) for method in ("GET", "HEAD"))
    assert (head.status_code, dict(head.headers), head.data) == (200, dict(got.headers), b"")


@pytest.mark.parametrize(
    ("fields", "query", "count"),
    [
        ((), STANDARDS, 1),
        ((("default-graph-uri", ONTOLOGY),), STANDARDS, 0),
        ((("default-graph-uri", ONTOLOGY), ("default-graph-uri", "urn:none")), IN_GRAPHS, 0),
        ((("named-graph-uri", ONTOLOGY),), CLASSES, 0),
    ],
)
@pytest.mark.parametrize("way", ["GET", "form", "query"])
def test_the_dataset_of_the_request(
    fields: tuple[tuple[str, str], ...], query: str, count: int, way: str, client: FlaskClient
) -> None:
    sent = {
        "GET": Sent(fields=(("query", query), *fields)),
        "form": Sent("POST", body=urlencode((("query", query), *fields)), content_type=FORM),
        "query": Sent("POST", fields=fields, body=query, content_type=QUERY),
    }[way]
    answer = json.loads(sent.to(client).text)
    assert [int(row["n"]["value"]) for row in answer["results"]["bindings"]] == [count]


def test_the_dataset_of_the_request_wins_over_from(client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) FROM <urn:none> { ?c a owl:Class }"
    counts = [
        json.loads(Sent(fields=(("query", query), *more)).to(client).text)["results"]["bindings"][0]["n"]["value"]
        for more in ((), (("default-graph-uri", ONTOLOGY),))
    ]
    assert counts[0] == "0"
    assert int(counts[1]) > 0


def test_a_strict_store_has_an_empty_default_graph_for_queries_only(folder: Path) -> None:
    strict = create_app(Settings(store=str(folder), default_graph="strict")).test_client()
    queries = (("query", STANDARDS), ("query", STANDARDS.replace("{", "{ GRAPH ?g {") + "}"))
    answers = [json.loads(Sent(fields=(one,)).to(strict).text) for one in queries]
    assert [answer["results"]["bindings"][0]["n"]["value"] for answer in answers] == ["0", "1"]
    assert len(json.loads(strict.get("/q/effective-knowledge?function=B/03.6").text)["results"]["bindings"]) == 16
    page = strict.get("/", headers={"Accept": "text/html"}).text
    assert ("B/03.6" in page, "GRAPH ?g" in page) == (True, True)


@pytest.mark.parametrize("address", ["/", "/sparql", "/sparql/", "/static/style.css"])
def test_options_are_told_to_scripts_of_other_sites(address: str, client: FlaskClient) -> None:
    response = client.options(address, headers={"Origin": "https://example.org"})
    methods = "GET, HEAD, OPTIONS, POST" if "sparql" in address else "GET, HEAD, OPTIONS"
    assert (response.status_code, response.data) == (204, b"")
    assert sorted(response.headers["Allow"].split(", ")) == methods.split(", ")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == methods
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
