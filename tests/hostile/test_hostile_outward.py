"""Tricks by which a query or a write could reach other machines, on a real server: promise (f)."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server, Serving

TOKEN = "a-token-of-tests-only"  # noqa: S105  (nothing is behind it)
RESULTS = "application/sparql-results+json"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <ADDRESS> { ?s ?p ?o } }",
        "PREFIX x: <ADDRESS> SELECT * { sErViCe x: { ?s ?p ?o } }",
        "SELECT * { BIND(<ADDRESS> AS ?e) SERVICE ?e { ?s ?p ?o } }",
        "SELECT * { VALUES ?n {1e5SERVICE<ADDRESS>{} } }",
        "BASE <ADDRESS> SELECT * { SERVICE <> { ?s ?p ?o } }",
        "SELECT * FROM <ADDRESS> { ?s ?p ?o }",
        "SELECT * FROM NAMED <ADDRESS> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH <ADDRESS> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } FROM <ADDRESS> WHERE { ?s ?p ?o }",
        "DESCRIBE <ADDRESS>",
        "LOAD <ADDRESS>",
        "LOAD SILENT <ADDRESS> INTO GRAPH <urn:g>",
    ],
)
def test_promise_f_no_query_connects_to_anybody(server: Server, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        said = text.replace("ADDRESS", address)
        for answer in (
            server.query(said, f"{RESULTS}, text/turtle"),
            server.query("ASK {}", **{"default-graph-uri": address, "named-graph-uri": address}),
            server.query("ASK {}", update=said),
        ):
            assert answer.status in {200, 400}
            assert answer.status == 200 or json.loads(answer.body)["status"] == 400
        with pytest.raises(TimeoutError):
            listener.accept()


CONTEXT = '{"@context": "ADDRESS", "@id": "x:s", "p": 1}'
ENTITY = """<!DOCTYPE r [<!ENTITY e SYSTEM "ADDRESS"><!ENTITY % p SYSTEM "ADDRESS"> %p;]>
<r xmlns="ADDRESS#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</r>"""
WRITES = {
    "a remote context": ("PUT", "/graphs/x", "application/ld+json", CONTEXT),
    "a context that imports": (
        "PUT",
        "/graphs/x",
        "application/ld+json",
        '{"@context": {"@version": 1.1, "@import": "ADDRESS"}, "@id": "x:s", "x:p": 1}',
    ),
    "entities": ("PUT", "/graphs/x", "application/rdf+xml", ENTITY),
    "a schema": (
        "PUT",
        "/graphs/x",
        "application/rdf+xml",
        '<?xml-stylesheet href="ADDRESS"?><!DOCTYPE r SYSTEM "ADDRESS"><r/>',
    ),
    "LOAD": ("POST", "/update", "application/sparql-update", "LOAD <ADDRESS>"),
    "LOAD in other letters": ("POST", "/update", "application/sparql-update", "\\u004coad silent <ADDRESS>"),
    "SERVICE": (
        "POST",
        "/update",
        "application/sparql-update",
        "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
    ),
    "a graph of there": ("PUT", "/graphs?graph=ADDRESS", "text/turtle", "<> <x:p> <ADDRESS> ."),
    "a dataset of there": (
        "POST",
        "/update?using-graph-uri=ADDRESS",
        "application/sparql-update",
        "INSERT { <x:s> <x:p> ?o } WHERE { ?s ?p ?o }",
    ),
}


@pytest.fixture(scope="module")
def writable(served: Serving) -> Iterator[Server]:
    """Yield a server that takes writes."""
    with served(PROFGRAPH_TOKEN=TOKEN) as server:
        yield server


@pytest.mark.parametrize(("method", "route", "media_type", "text"), WRITES.values(), ids=WRITES)
def test_promise_f_no_write_connects_to_anybody(
    writable: Server, method: str, route: str, media_type: str, text: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        answer = writable.send(
            method,
            route.replace("ADDRESS", quote(address, safe="")),
            text.replace("ADDRESS", address).encode(),
            **{"Content-Type": media_type, "Authorization": f"Bearer {TOKEN}"},
        )
        assert answer.status in {200, 201, 204, 400}
        with pytest.raises(TimeoutError):
            listener.accept()
