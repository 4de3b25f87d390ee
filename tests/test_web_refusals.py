"""What `/sparql` refuses: the status, the problem document and what it says to do."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sending import Sent

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
PROBLEM = "application/problem+json"
SELECT = "SELECT ?code { ?f a ps:ParticularWorkFunction ; ps:code ?code } ORDER BY ?code"
ASK = 'ASK { ?f ps:code "B/03.6" }'
CONSTRUCT = 'CONSTRUCT { ?f ps:level ?l } WHERE { ?f ps:code "B/03.6" ; ps:level ?l }'


def detail(response: TestResponse) -> str:
    problem = json.loads(response.text)
    assert response.mimetype == PROBLEM
    assert problem["type"] == "about:blank"
    assert problem["status"] == response.status_code
    return str(problem["detail"])


ONLY = "Accept: the answer to this query comes only as: "
NO_QUERY = "there is no query; send one as the field query, for example: /sparql?query=ASK{}"
REFUSED = {
    "no query, results wanted": (Sent(headers=(("Accept", JSON),)), 400, NO_QUERY),
    "no query in a form": (
        Sent("POST", body="", content_type=FORM),
        400,
        NO_QUERY,
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
        "update: this endpoint only answers queries; POST /update takes updates",
    ),
    "an update as a query": (
        Sent(fields=(("query", "CLEAR ALL"),)),
        400,
        "the query: SELECT, ASK, CONSTRUCT or DESCRIBE is expected, not CLEAR",
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
        "the query, line 2, column 10: error after '{ ?s ?p }'",
    ),
    "another endpoint": (
        Sent(fields=(("query", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),)),
        400,
        (
            "the query, line 1, column 7: SERVICE to http://127.0.0.1:9/ "
            "is not allowed here; load that data, ask that endpoint yourself or name it in PROFGRAPH_SERVICES"
        ),
    ),
    "a bad IRI of a graph": (
        Sent(fields=(("query", ASK), ("default-graph-uri", "not an IRI"))),
        400,
        "'not an IRI' is not an IRI; write all of it: https://…",
    ),
    "no such type": (
        Sent(fields=(("query", ASK),), headers=(("Accept", "image/png"),)),
        406,
        f"{ONLY}{JSON}, {XML}, text/csv, text/tab-separated-values, application/json, application/xml",
    ),
    "a type for graphs": (
        Sent(fields=(("query", CONSTRUCT),), headers=(("Accept", JSON),)),
        406,
        f"{ONLY}text/turtle, application/n-triples, application/rdf+xml, application/ld+json",
    ),
    "no such file": (
        Sent(fields=(("query", ASK), ("download", "ttl"))),
        400,
        "download=ttl: this answer has no such file; choose from csv, tsv, json, xml",
    ),
    "a question and a query": (
        Sent(fields=(("question", "function-map"), ("query", ASK))),
        400,
        "query and question are given together; send one of them",
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
    response = replace(sent, headers=(*sent.headers, ("Accept-Language", "en"))).to(client)
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


def test_what_is_said_to_be_compressed_is_refused_whoever_asked_the_same_before(client: FlaskClient) -> None:
    answers = [
        client.post("/sparql", data="ASK {}", content_type=QUERY, headers=headers)
        for headers in ({}, {"Content-Encoding": "br"}, {"Content-Encoding": "identity"})
    ]
    assert [answer.status_code for answer in answers] == [200, 415, 200]
