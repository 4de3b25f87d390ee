"""What endpoints really reply: refusals, pages, cut answers, silence; each is one line, or is understood."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from profgraph.errors import StoreError
from profgraph.ontology.terms import PREFIXES
from profgraph.store.protocol import CSV, JSON, N_TRIPLES, QueryError, Serialised, Table
from profgraph.store.remote import RemoteStore
from rdflib import XSD, BNode, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

SELECT, CONSTRUCT = "SELECT ?a { ?a ?b ?c }", "CONSTRUCT WHERE { ?a ?b ?c }"
TWO_ROWS = json.dumps(
    {
        "head": {"link": [], "vars": ["a", "b"]},
        "results": {
            "distinct": False,
            "bindings": [
                {"a": {"type": "uri", "value": "http://e/a b"}, "b": {"type": "bnode", "value": "nodeID://b1"}},
                {"b": {"type": "typed-literal", "datatype": str(XSD.integer), "value": "01"}},
            ],
        },
    }
).encode()
ROWS = Table(
    ("a", "b"),
    (
        (URIRef("http://e/a b"), BNode("nodeID://b1")),
        (None, Literal("01", datatype=XSD.integer, normalize=False)),
    ),
)


@dataclass
class Endpoint:
    """An HTTP server that gives every request the same reply, and keeps the requests."""

    status: int = 200
    media_type: str = JSON
    body: bytes = b'{"head": {}, "boolean": true}'
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    silent: bool = False
    address: str = ""
    asked: list[tuple[dict[str, str], dict[str, list[str]]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Yield an endpoint whose reply the test then sets."""
    reply = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            reply.asked.append((dict(self.headers), parse_qs(form)))
            if reply.silent:
                reply.over.wait(10)
                return
            self.send_response(reply.status)
            headers = {
                "Content-Type": reply.media_type,
                "Content-Length": str(len(reply.body) if reply.length is None else reply.length),
                **reply.headers,
            }
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        reply.address = f"http://127.0.0.1:{server.server_port}/sparql"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield reply
        finally:
            reply.over.set()
            server.shutdown()
            thread.join()


def opened(endpoint: Endpoint, **options: int) -> RemoteStore:
    return RemoteStore(endpoint.address, default_graph="strict", **options)


def test_a_request_is_a_form_with_prefixes_and_one_media_type(endpoint: Endpoint) -> None:
    text = "# load 1\nASK { ?s ps:name 'имя'@ru }"
    assert opened(endpoint).query(text, default_graphs=("http://e/1", "http://e/2"), named_graphs=("http://e/3",))
    ((headers, form),) = endpoint.asked
    assert {name: headers[name] for name in ("Content-Type", "Accept", "User-Agent")} == {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": JSON,
        "User-Agent": "profgraph",
    }
    (sent,) = form.pop("query")
    assert form == {"default-graph-uri": ["http://e/1", "http://e/2"], "named-graph-uri": ["http://e/3"]}
    assert sent == "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items()) + text


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, b"", "HTTP error 401: \u2014; check the address of the SPARQL endpoint"),
        (404, b"\n\n no such page \n", "HTTP error 404: no such page; check the address of the SPARQL endpoint"),
        (414, b"too long", "HTTP error 414: too long; check the address of the SPARQL endpoint"),
        (500, b"boom\nat line 1", "HTTP error 500: boom; check the address of the SPARQL endpoint"),
        (
            503,
            "<html><style>a\n{}</style><h1>Идут работы</h1>\n<p>Later</html>".encode(),
            "HTTP error 503: Идут работы; check the address of the SPARQL endpoint",
        ),
        (429, b"x" * 1000, f"HTTP error 429: {'x' * 200}; check the address of the SPARQL endpoint"),
    ],
)
def test_a_refusal_is_told_by_its_first_line(endpoint: Endpoint, status: int, body: bytes, message: str) -> None:
    endpoint.status, endpoint.media_type, endpoint.body = status, "text/plain", body
    with pytest.raises(StoreError) as refused:
        opened(endpoint).query(SELECT)
    assert refused.value.message.en == f"{endpoint.address}: {message}"
    assert "\n" not in refused.value.message.ru


def test_a_refused_query_is_the_fault_of_the_query(endpoint: Endpoint) -> None:
    endpoint.status, endpoint.body = 400, "Virtuoso 37000 Error: синтаксис\nSPARQL query: …".encode()
    with pytest.raises(QueryError) as refused:
        opened(endpoint).query(SELECT)
    assert refused.value.message.ru == f"{endpoint.address}: запрос отклонён: Virtuoso 37000 Error: синтаксис"


@pytest.mark.parametrize(
    ("text", "media_type", "body", "beginning"),
    [
        (SELECT, "text/html", b"<!DOCTYPE html><title>Home</title>", "Home"),
        (SELECT, JSON, b'{"head": {"vars": ["a"]}, "results": {', '{"head": {"vars": ["a"]}, "results": {'),
        (SELECT, JSON, b"[]", "[]"),
        (SELECT, JSON, b"{}", "{}"),
        (SELECT, JSON, b"\xff", "\ufffd"),
        (CONSTRUCT, "text/html", b"<p>Hello", "Hello"),
        (CONSTRUCT, "text/turtle", b"e:a e:b", "e:a e:b"),
    ],
)
def test_what_is_not_an_answer_is_not_taken_for_one(
    endpoint: Endpoint, text: str, media_type: str, body: bytes, beginning: str
) -> None:
    endpoint.media_type, endpoint.body = media_type, body
    with pytest.raises(StoreError) as refused:
        opened(endpoint).query(text)
    wanted = JSON if text == SELECT else N_TRIPLES
    assert refused.value.message.en == (
        f"{endpoint.address}: the reply is not {wanted} ({media_type}: {beginning}); is it a SPARQL endpoint?"
    )


def test_an_answer_in_another_form_is_not_passed_on(endpoint: Endpoint) -> None:
    endpoint.media_type, endpoint.body = "text/csv; charset=utf-8", b"a\r\n"
    assert opened(endpoint).serialised(SELECT, [CSV]) == Serialised(CSV, b"a\r\n")
    with pytest.raises(StoreError, match=r"the reply is not application/sparql-results\+json \(text/csv: a\);"):
        opened(endpoint).serialised(SELECT, [JSON, CSV])


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_results_of_real_endpoints_are_understood(endpoint: Endpoint, prefix: bytes) -> None:
    endpoint.media_type, endpoint.body = "application/json", prefix + TWO_ROWS
    assert opened(endpoint).query(SELECT) == ROWS


def test_turtle_is_taken_where_n_triples_are_not_given(endpoint: Endpoint) -> None:
    endpoint.media_type = "text/turtle; charset=UTF-8"
    endpoint.body = b"@prefix e: <http://e/> . e:a e:b e:c, <http://e/with space> ."
    graph = opened(endpoint).query(CONSTRUCT)
    assert isinstance(graph, Graph)
    iri = "http://e/{}".format
    assert {tuple(map(str, triple)) for triple in graph} == {
        (iri("a"), iri("b"), iri("c")),
        (iri("a"), iri("b"), iri("with space")),
    }


def test_a_cut_answer_is_not_taken_for_a_whole_one(endpoint: Endpoint) -> None:
    endpoint.body, endpoint.headers = TWO_ROWS, {"X-SPARQL-MaxRows": "2"}
    with pytest.raises(StoreError) as refused:
        opened(endpoint).query(SELECT)
    assert refused.value.message.en == (
        f"{endpoint.address}: the server cut the answer at 2 rows; ask for parts by LIMIT and OFFSET"
    )
    endpoint.headers = {"X-SPARQL-MaxRows": "3"}
    assert opened(endpoint).query(SELECT) == ROWS


def test_a_connection_that_breaks_off_is_told(endpoint: Endpoint) -> None:
    endpoint.length = 1000
    with pytest.raises(StoreError) as refused:
        opened(endpoint).query("ASK {}")
    assert refused.value.message.en == (
        f"{endpoint.address}: no answer (IncompleteRead(29 bytes read, 971 more expected)); "
        "check the address and that the server is up"
    )


def test_silence_ends(endpoint: Endpoint) -> None:
    endpoint.silent = True
    with pytest.raises(StoreError) as refused:
        opened(endpoint, timeout=1).query(SELECT)
    assert refused.value.message.en == (
        f"{endpoint.address}: no answer (timed out); check the address and that the server is up"
    )


def test_an_address_where_nobody_listens_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    for asked in (address, "http://", "http://127.0.0.1:port/", "http://a b/", "http://пример.test/ы"):
        with pytest.raises(StoreError) as refused:
            RemoteStore(asked).query(SELECT)
        message = refused.value.message
        assert message.en.startswith(f"{asked}: no answer (")
        assert "\n" not in message.en + message.ru
