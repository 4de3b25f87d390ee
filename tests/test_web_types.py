"""In what `/sparql` answers: types chosen by the weights of `Accept`, and files for people."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CODES = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
SELECT = "SELECT ?code { ?f a ps:ParticularWorkFunction ; ps:code ?code } ORDER BY ?code"
ASK = 'ASK { ?f ps:code "B/03.6" }'
CONSTRUCT = 'CONSTRUCT { ?f ps:level ?l } WHERE { ?f ps:code "B/03.6" ; ps:level ?l }'
RESULTS = {
    "sparql-results+json": ox.QueryResultsFormat.JSON,
    "json": ox.QueryResultsFormat.JSON,
    "sparql-results+xml": ox.QueryResultsFormat.XML,
    "xml": ox.QueryResultsFormat.XML,
}
TRIPLE = (
    "<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6> <https://w3id.org/profgraph/ns#level> "
    '"6"^^<http://www.w3.org/2001/XMLSchema#integer>'
)
TRUE_IN_XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
    b"<boolean>true</boolean></sparql>"
)


def answer(client: FlaskClient, fields: dict[str, str], accept: str | None) -> TestResponse:
    return client.get("/sparql", query_string=fields, headers={"Accept": accept} if accept else {})


def codes(response: TestResponse) -> list[str]:
    """Return the codes in an answer to `SELECT`, whatever it is written in."""
    if response.mimetype in {"text/csv", "text/tab-separated-values"}:
        head, *rows = csv.reader(io.StringIO(response.text), delimiter="," if response.mimetype == "text/csv" else "\t")
        assert head in (["code"], ["?code"])
        return [row[0].strip('"') for row in rows]
    result = ox.parse_query_results(response.data, format=RESULTS[str(response.mimetype).rpartition("/")[2]])
    assert isinstance(result, ox.QuerySolutions)
    assert [variable.value for variable in result.variables] == ["code"]
    return [row["code"].value for row in result]


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
    response = answer(client, {"query": SELECT}, accept)
    assert (response.status_code, response.mimetype, codes(response)) == (200, media_type, CODES)
    if media_type.startswith("text/"):
        assert response.mimetype_params == {"charset": "utf-8"}
        assert not response.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        (JSON, b'{"head":{},"boolean":true}'),
        (XML, TRUE_IN_XML),
        ("text/csv", b"true"),
        ("text/tab-separated-values", b"true"),
    ],
)
def test_a_truth_value(accept: str, body: bytes, client: FlaskClient) -> None:
    response = answer(client, {"query": ASK}, accept)
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
    response = answer(client, {"query": CONSTRUCT}, accept)
    read = ox.parse(response.data, format=ox.RdfFormat.from_media_type(media_type))
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert [str(quad.triple) for quad in read] == [TRIPLE]


@pytest.mark.parametrize(
    ("fields", "media_type", "name"),
    [
        ({"query": SELECT, "download": "csv"}, "text/csv", "answer.csv"),
        ({"query": CONSTRUCT, "download": "jsonld"}, "application/ld+json", "answer.jsonld"),
        ({"query": SELECT, "download": "tsv"}, "text/tab-separated-values", "answer.tsv"),
    ],
)
def test_a_download_is_a_file_whatever_is_accepted(
    fields: dict[str, str], media_type: str, name: str, client: FlaskClient
) -> None:
    response = answer(client, fields, "text/html")
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
