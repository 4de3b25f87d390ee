"""The SPARQL 1.1 protocol at `/sparql`: how a query may be sent, in what it is answered, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
PROBLEM = "application/problem+json"

CODES = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
SELECT = "SELECT ?code { ?f a ps:ParticularWorkFunction ; ps:code ?code } ORDER BY ?code"
ASK = 'ASK { ?f ps:code "B/03.6" }'
CONSTRUCT = 'CONSTRUCT { ?f ps:level ?l } WHERE { ?f ps:code "B/03.6" ; ps:level ?l }'
FUNCTION = URIRef("https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6")
ONTOLOGY = "https://w3id.org/profgraph/id/graph/ontology"
CLASSES = "SELECT (COUNT(*) AS ?n) { ?c a owl:Class }"
STANDARDS = "SELECT (COUNT(*) AS ?n) { ?v a ps:StandardVersion }"
IN_GRAPHS = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c a owl:Class } }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("protocol") / "store"
    with Writer.open(path) as writer:
        list(load([bundled()], writer))
        writer.publish()
    return path


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(Settings(store=str(folder))).test_client()


def codes(response: TestResponse) -> list[str]:
    """Return the codes in an answer to `SELECT`, whatever it is written in."""
    if response.mimetype in {"text/csv", "text/tab-separated-values"}:
        head, *rows = csv.reader(io.StringIO(response.text), delimiter="," if response.mimetype == "text/csv" else "\t")
        assert head in (["code"], ["?code"])
        return [row[0].strip('"') for row in rows]
    written_in = "json" if response.mimetype.endswith("json") else "xml"
    result = Result.parse(io.BytesIO(response.data), format=written_in)
    assert [str(variable) for variable in result.vars or ()] == ["code"]
    return [str(code) for (code,) in result]


def detail(response: TestResponse) -> str:
    problem = json.loads(response.text)
    assert response.mimetype == PROBLEM
    assert problem["type"] == "about:blank"
    assert problem["status"] == response.status_code
    return str(problem["detail"])


@dataclass(frozen=True)
class Sent:
    """A request; `body` is sent as `content_type`."""

    method: str = "GET"
    fields: tuple[tuple[str, str], ...] = ()
    address: str = "/sparql"
    body: str | bytes | None = None
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = field(default=())

    def to(self, client: FlaskClient) -> TestResponse:
        return client.open(
            f"{self.address}?{urlencode(self.fields)}" if self.fields else self.address,
            method=self.method,
            data=self.body,
            content_type=self.content_type,
            headers=list(self.headers),
        )


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
    query = f"SELECT (COUNT(*) AS ?n) FROM <urn:none> {{ ?c a owl:Class }}"
    counts = [
        json.loads(Sent(fields=(("query", query), *more)).to(client).text)["results"]["bindings"][0]["n"]["value"]
        for more in ((), (("default-graph-uri", ONTOLOGY),))
    ]
    assert counts[0] == "0"
    assert int(counts[1]) > 0


def test_a_strict_store_has_an_empty_default_graph(folder: Path) -> None:
    strict = create_app(Settings(store=str(folder), default_graph="strict")).test_client()
    answer = Sent(fields=(("query", STANDARDS),)).to(strict)
    assert json.loads(answer.text)["results"]["bindings"][0]["n"]["value"] == "0"


ANSWERS = {
    "nothing": (None, JSON),
    "anything": ("*/*", JSON),
    "JSON": (JSON, JSON),
    "XML": (XML, XML),
    "CSV": ("text/csv", "text/csv"),
    "TSV": ("text/tab-separated-values", "text/tab-separated-values"),
    "some text": ("text/*", "text/csv"),
    "a weight": (f"{JSON};q=0.3, {XML};q=0.7, text/csv;q=0.5", XML),
    "equal weights": (f"{XML}, {JSON}", JSON),
    "a wildcard beside a name": ("text/csv, */*", "text/csv"),
    "a weight of nothing": (f"{JSON};q=0, */*", XML),
    "a parameter": ("text/csv; charset=utf-8; header=present", "text/csv"),
    "a graph or results": (f"text/turtle, {XML};q=0.1", XML),
    "any JSON": ("application/json", "application/json"),
    "any XML": ("application/xml", "application/xml"),
    "what SPARQLWrapper says": (f"{JSON},application/json,text/javascript,application/javascript", JSON),
}


@pytest.mark.parametrize(("accept", "media_type"), ANSWERS.values(), ids=ANSWERS)
def test_the_type_of_results(accept: str | None, media_type: str, client: FlaskClient) -> None:
    headers = (("Accept", accept),) if accept else ()
    response = Sent(fields=(("query", SELECT),), headers=headers).to(client)
    assert (response.status_code, response.mimetype, codes(response)) == (200, media_type, CODES)
    if media_type.startswith("text/"):
        assert response.mimetype_params == {"charset": "utf-8"}
        assert not response.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        (JSON, b'{"head":{},"boolean":true}'),
        (
            XML,
            b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
            b"<boolean>true</boolean></sparql>",
        ),
        ("text/csv", b"true"),
        ("text/tab-separated-values", b"true"),
    ],
)
def test_a_truth_value(accept: str, body: bytes, client: FlaskClient) -> None:
    response = Sent(fields=(("query", ASK),), headers=(("Accept", accept),)).to(client)
    assert (response.status_code, response.mimetype, response.data) == (200, accept, body)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.2, application/ld+json;q=0.4", "application/ld+json"),
    ],
)
def test_the_type_of_a_graph(accept: str, media_type: str, client: FlaskClient) -> None:
    response = Sent(fields=(("query", CONSTRUCT),), headers=(("Accept", accept),)).to(client)
    expected = Graph().add((FUNCTION, URIRef("https://w3id.org/profgraph/ns#level"), Literal(6)))
    written_in = "json-ld" if media_type == "application/ld+json" else media_type
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert isomorphic(Graph().parse(data=response.data, format=written_in), expected)


EXACTLY = "it is read"
REFUSED = {
    "no query": (Sent(), 400, "there is no query; send one as the field query, for example: /sparql?query=ASK{}"),
    "no query in a form": (
        Sent("POST", body="", content_type=FORM),
        400,
        "there is no query; send one as the field query, for example: /sparql?query=ASK{}",
    ),
    "two queries": (Sent(fields=(("query", SELECT),) * 2), 400, "the field query is given 2 times; send it once"),
    "two queries in two places": (
        Sent("POST", fields=(("query", SELECT),), body=SELECT, content_type=QUERY),
        400,
        "the field query is given 2 times; send it once",
    ),
    "an update": (
        Sent(fields=(("update", "CLEAR ALL"),)),
        400,
        "update: this endpoint only answers queries; profgraph load is what changes the data",
    ),
    "an update as a query": (
        Sent(fields=(("query", "CLEAR ALL"),)),
        400,
        "the query, line 1, column 1: error at the start",
    ),
    "an update of its own type": (
        Sent("POST", body="CLEAR ALL", content_type="application/sparql-update"),
        415,
        f"a request body as application/sparql-update is not read; possible, in UTF-8: {FORM}, {QUERY}",
    ),
    "no media type": (
        Sent("POST", body=SELECT),
        415,
        f"a request body as — is not read; possible, in UTF-8: {FORM}, {QUERY}",
    ),
    "another charset": (
        Sent("POST", body=SELECT, content_type=f"{QUERY}; charset=windows-1251"),
        415,
        f"a request body as {QUERY}; charset=windows-1251 is not read; possible, in UTF-8: {FORM}, {QUERY}",
    ),
    "not UTF-8 in an address": (
        Sent(address="/sparql?query=" + quote(SELECT) + "%FF"),
        400,
        "the request is not in UTF-8; encode it so",
    ),
    "not UTF-8 in a form": (
        Sent("POST", body="query=ы".encode("cp1251"), content_type=FORM),
        400,
        "the request is not in UTF-8; encode it so",
    ),
    "not UTF-8 in a query": (
        Sent("POST", body="ASK {} #ы".encode("cp1251"), content_type=QUERY),
        400,
        "the request is not in UTF-8; encode it so",
    ),
    "too many fields": (
        Sent(address="/sparql?" + "a=&" * 201),
        400,
        "the request has more than 200 fields; send fewer",
    ),
    "too large": (
        Sent("POST", body=b"#" * 1_000_001, content_type=QUERY),
        413,
        "The body is larger than 1 MB; shorten it or split the query into parts",
    ),
    "malformed": (
        Sent(fields=(("query", "SELECT *\n{ ?s ?p }"),)),
        400,
        "the query, line 2, column 9: error after '{ ?s ?p'",
    ),
    "another endpoint": (
        Sent(fields=(("query", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),)),
        400,
        "the query: SERVICE is not evaluated here; load that data into the store or ask that endpoint directly",
    ),
    "a bad IRI of a graph": (
        Sent(fields=(("query", ASK), ("default-graph-uri", "not an IRI"))),
        400,
        "not an IRI: not an IRI",
    ),
    "no such type": (
        Sent(fields=(("query", ASK),), headers=(("Accept", "image/png"),)),
        406,
        f"Accept: the answer to this query comes only as: {JSON}, {XML}, text/csv, text/tab-separated-values, "
        "application/json, application/xml",
    ),
    "a type for graphs": (
        Sent(fields=(("query", CONSTRUCT),), headers=(("Accept", JSON),)),
        406,
        "Accept: the answer to this query comes only as: text/turtle, application/n-triples, application/rdf+xml, "
        "application/ld+json",
    ),
    "no such file": (
        Sent(fields=(("query", ASK), ("download", "ttl"))),
        400,
        "download=ttl: this answer has no such file; choose from csv, tsv, json, xml",
    ),
    "no such question": (
        Sent(fields=(("question", "function-mop"),)),
        404,
        "there is no question 'function-mop'; try function-map",
    ),
    "a question and a query": (
        Sent(fields=(("question", "function-map"), ("query", ASK))),
        400,
        "query and question are given together; send one of them",
    ),
    "a question without its function": (
        Sent(fields=(("question", "effective-skills"),)),
        400,
        "the parameter function is needed: function: B/03.6, 16.020/B/03.6, 16.020@620n-2014-09-08/B/03.6 or an IRI",
    ),
    "a question of no function": (
        Sent(fields=(("question", "effective-skills"), ("function", "Z/99.9"))),
        404,
        "'Z/99.9': there is no such function; for codes: profgraph query function-map",
    ),
    "a question with another parameter": (
        Sent(fields=(("question", "effective-skills"), ("function", "B/03.6"), ("functon", "x"))),
        400,
        "the question effective-skills has no parameter 'functon'; it has: function",
    ),
    "an unknown method": (
        Sent("PATCH"),
        405,
        "/sparql: the method PATCH does not fit; choose from GET, HEAD, OPTIONS, POST",
    ),
    "deletion": (Sent("DELETE"), 405, "/sparql: the method DELETE does not fit; choose from GET, HEAD, OPTIONS, POST"),
}


@pytest.mark.parametrize(("sent", "status", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(sent: Sent, status: int, said: str, client: FlaskClient) -> None:
    asked = Sent(
        sent.method, sent.fields, sent.address, sent.body, sent.content_type, (*sent.headers, ("Accept-Language", "en"))
    )
    response = asked.to(client)
    assert (response.status_code, detail(response)) == (status, said)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("sent", "supported"),
    [
        (Sent("POST", body="x", content_type="text/plain"), [FORM, QUERY]),
        (
            Sent(fields=(("query", CONSTRUCT),), headers=(("Accept", JSON),)),
            ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"],
        ),
    ],
)
def test_a_problem_lists_what_would_do(sent: Sent, supported: list[str], client: FlaskClient) -> None:
    assert json.loads(sent.to(client).text)["supported"] == supported


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    assert client.put("/sparql").headers["Allow"].split(", ") == ["GET", "HEAD", "OPTIONS", "POST"]


@pytest.mark.parametrize("address", ["/", "/sparql", "/sparql/", "/static/style.css"])
def test_options_are_told_to_scripts_of_other_sites(address: str, client: FlaskClient) -> None:
    response = client.options(address, headers={"Origin": "https://example.org"})
    methods = "GET, HEAD, OPTIONS, POST" if "sparql" in address else "GET, HEAD, OPTIONS"
    assert (response.status_code, response.data) == (204, b"")
    assert sorted(response.headers["Allow"].split(", ")) == methods.split(", ")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == methods
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


def test_a_question_is_answered_by_name(client: FlaskClient) -> None:
    fields = (("question", "effective-knowledge"), ("function", "В/03.6"))
    response = Sent(fields=fields, headers=(("Accept", "text/csv"),)).to(client)
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [sum(row["from"] == code for row in rows) for code in ("A/01.5", "A/02.5", "B/03.6")] == [9, 5, 2]


@pytest.mark.parametrize(
    ("fields", "media_type", "name"),
    [
        ((("query", SELECT), ("download", "csv")), "text/csv", "answer.csv"),
        ((("query", CONSTRUCT), ("download", "jsonld")), "application/ld+json", "answer.jsonld"),
        ((("question", "function-map"), ("download", "tsv")), "text/tab-separated-values", "function-map.tsv"),
    ],
)
def test_a_download_is_a_file_whatever_is_accepted(
    fields: tuple[tuple[str, str], ...], media_type: str, name: str, client: FlaskClient
) -> None:
    response = Sent(fields=fields, headers=(("Accept", "text/html"),)).to(client)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
