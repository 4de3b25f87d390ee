"""Answers are compressed for whoever can read that, if they are text and long enough; the tag says which."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from profgraph.settings import Settings
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Counted
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

LONG = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100"
SHORT = "ASK {}"
VARY = "Accept, Accept-Encoding, Accept-Language"


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return create_app(Settings(store=str(folder))).test_client()


def asked(client: FlaskClient, encoding: str | None, text: str = LONG, **headers: str) -> TestResponse:
    sent = headers if encoding is None else {**headers, "Accept-Encoding": encoding}
    return client.get("/sparql", query_string={"query": text}, headers=sent)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        (None, None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br, gzip;q=0.8", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0", None),
        ("*;q=0", None),
        ("br", None),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("nonsense;;q=x", None),
    ],
)
def test_the_encoding_is_the_one_that_the_reader_likes_best(
    encoding: str | None, expected: str | None, client: FlaskClient
) -> None:
    answer = asked(client, encoding)
    assert (answer.headers.get("Content-Encoding"), answer.headers["Vary"]) == (expected, VARY)
    body = gzip.decompress(answer.data) if expected else answer.data
    assert body == asked(client, None).data
    assert answer.headers["Content-Length"] == str(len(answer.data))


@pytest.mark.parametrize("order", [("gzip", None), (None, "gzip")])
def test_both_encodings_are_computed_once_and_have_tags_of_their_own(
    order: tuple[str | None, str | None], client: FlaskClient, counted: Counted
) -> None:
    first, second = (asked(client, encoding) for encoding in order)
    plain, packed = (second, first) if order[0] else (first, second)
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert counted(client)["profgraph_cache_misses_total"] == 1
    for encoding, answer in zip(order, (first, second), strict=True):
        again = asked(client, encoding, **{"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", answer.headers["ETag"])


@pytest.mark.parametrize("address", ["/sparql?query=ASK+{}", "/static/icon.svg?short"])
def test_short_answers_are_sent_as_they_are(address: str, client: FlaskClient) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert (len(answer.data) < 1000, "Content-Encoding" in answer.headers) == (True, False)


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/", "text/html"),
        ("/static/style.css", "text/css"),
        ("/validate", "text/html"),
        ("/sparql?query=CONSTRUCT+WHERE+{?s+?p+?o}+LIMIT+50", "text/turtle"),
        ("/sparql?query=CONSTRUCT+WHERE+{?s+?p+?o}+LIMIT+50", "application/n-triples"),
        ("/sparql?query=CONSTRUCT+WHERE+{?s+?p+?o}+LIMIT+50", "application/rdf+xml"),
        ("/sparql?query=CONSTRUCT+WHERE+{?s+?p+?o}+LIMIT+50", "application/ld+json"),
    ],
)
def test_every_text_is_compressed(address: str, accept: str, client: FlaskClient) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "gzip", "Accept": accept})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, "gzip")


def test_what_is_compressed_already_is_left_alone(folder: Path) -> None:
    app = create_app(Settings(store=str(folder)))
    workbook, packed = b"PK" + bytes(5000), gzip.compress(bytes(range(256)) * 100)

    @app.get("/workbook")
    def workbook_view() -> tuple[bytes, dict[str, str]]:
        """Answer as a download does."""
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return workbook, {"Content-Type": kind}

    @app.get("/packed")
    def packed_view() -> tuple[bytes, dict[str, str]]:
        """Answer with a file that lies there compressed."""
        return packed, {"Content-Type": "application/n-quads", "Content-Encoding": "gzip"}

    client = app.test_client()
    first, second = (client.get(path, headers={"Accept-Encoding": "gzip"}) for path in ("/workbook", "/packed"))
    assert (first.data, first.headers.get("Content-Encoding")) == (workbook, None)
    assert (second.data, second.headers.get("Content-Encoding")) == (packed, "gzip")


def test_what_is_not_kept_is_compressed_too(client: FlaskClient) -> None:
    for answer in (
        asked(client, "gzip", Authorization="Bearer x"),
        client.post("/validate", data=b"x" * 20_000, headers={"Accept-Encoding": "gzip", "Accept": "text/html"}),
    ):
        assert (answer.headers.get("Content-Encoding"), "ETag" in answer.headers) == ("gzip", False)
        assert gzip.decompress(answer.data)
