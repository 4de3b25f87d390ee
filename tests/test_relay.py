"""The way out of a federated query: to the allowed endpoints only, within caps, and to no address inside a network."""

from __future__ import annotations

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, quote
from urllib.request import Request, urlopen

import pytest
from profgraph.errors import UsageError
from profgraph.settings import Settings, from_environment
from profgraph.store.protocol import JSON
from profgraph.web.app import create_app
from profgraph.web.called import Caps
from profgraph.web.outward import may_connect
from profgraph.web.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Serving

CAPS = Caps(seconds=2, question=1_000, answer=2_000, rows=3, calls=2)
RELEASED = Event()
ROW = {"s": {"type": "uri", "value": "urn:a"}}


def result(rows: int) -> bytes:
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [ROW] * rows}}).encode()


class Endpoint(BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.heard.append((self.path, asked, self.headers["Accept"]))  # type: ignore[attr-defined]  # ours
        status = {"/error": 500, "/moved": 302}.get(self.path, 200)
        bodies = {"/long": result(4), "/large": b" " * 3_000, "/text": b"<p>", "/ask": b'{"head":{},"boolean":true}'}
        self.send_response(status)
        self.send_header("Location", "/sparql")
        self.send_header("Content-Type", JSON)
        self.end_headers()
        if self.path == "/slow":
            self.dribble()
        if self.path == "/held":
            RELEASED.wait(60)
        with suppress(OSError):
            self.wfile.write(bodies.get(self.path, result(3)))

    def dribble(self) -> None:
        with suppress(OSError):
            for _ in range(60):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  (the standard library's signature)
        """Say nothing."""


@contextmanager
def endpoint() -> Iterator[tuple[str, list[Any]]]:
    """Give the address of an endpoint, and what it was asked."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        server.heard = []  # type: ignore[attr-defined]  # for our handler
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", server.heard  # type: ignore[attr-defined]  # as above
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def relaying(*allowed: str, caps: Caps = CAPS) -> Iterator[str]:
    relay = Relay(frozenset(allowed), caps)
    try:
        yield relay.address
    finally:
        relay.close()


def ask(address: str, question: bytes = b"SELECT * WHERE { ?s ?p ?o . }") -> tuple[int, Any]:
    sent = Request(address, question, {"Content-Type": "application/sparql-query"})  # noqa: S310  (ours, on loopback)
    try:
        with urlopen(sent, timeout=30) as response:  # noqa: S310  (as above)
            return response.status, json.load(response)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)["en"]


def test_an_allowed_endpoint_is_asked_as_the_query_says() -> None:
    with endpoint() as (there, heard), relaying(f"{there}/sparql") as address:
        answer = ask(address + quote(f"{there}/sparql", safe=""))
    assert answer == (HTTPStatus.OK, json.loads(result(3)))
    assert heard == [("/sparql", {"query": ["SELECT * WHERE { ?s ?p ?o . }"]}, JSON)]


ROWS = "the answer holds no rows of a SELECT in JSON; check the address: is it a SPARQL endpoint?"
LATER = "try again later"
NARROWER = "ask for less"
FAULTS = {
    "/error": f"it answered HTTP 500; {LATER}",
    "/moved": (
        "it redirects (HTTP 302) to /sparql, and redirections are not followed; "
        "ask by the final address and name it in PROFGRAPH_SERVICES"
    ),
    "/long": f"the answer has more than 3 rows; {NARROWER}",
    "/large": f"the answer has more than 0.002 MB; {NARROWER}",
    "/text": ROWS,
    "/ask": ROWS,
}


@pytest.mark.parametrize(("path", "said"), FAULTS.items())
def test_a_bad_answer_is_a_bad_gateway(path: str, said: str) -> None:
    with endpoint() as (there, heard), relaying(there + path) as address:
        assert ask(address + quote(there + path, safe="")) == (HTTPStatus.BAD_GATEWAY, f"{there}{path}: {said}")
        assert [asked[0] for asked in heard] == [path]


def test_a_slow_answer_is_given_up_at_the_deadline_and_its_place_is_free() -> None:
    with endpoint() as (there, _), relaying(f"{there}/slow", f"{there}/sparql") as address:
        slow, quick = (address + quote(there + path, safe="") for path in ("/slow", "/sparql"))
        told = f"{there}/slow: no whole answer within 2 s; try again later or {NARROWER}"
        for _ in range(CAPS.calls + 1):
            assert ask(slow) == (HTTPStatus.GATEWAY_TIMEOUT, told)
        assert ask(quick)[0] == HTTPStatus.OK


def test_a_silent_handshake_is_given_up_at_the_deadline_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        there = f"https://127.0.0.1:{silent.getsockname()[1]}/sparql"
        told = f"{there}: no whole answer within 2 s; try again later or {NARROWER}"
        with relaying(there) as address:
            assert ask(address + quote(there, safe="")) == (HTTPStatus.GATEWAY_TIMEOUT, told)


def test_of_more_calls_at_once_the_last_is_refused() -> None:
    with endpoint() as (there, heard), relaying(f"{there}/held", caps=replace(CAPS, seconds=60)) as address:
        held = address + quote(f"{there}/held", safe="")
        with ThreadPoolExecutor() as both:
            answers = [both.submit(ask, held) for _ in range(CAPS.calls)]
            while len(heard) < CAPS.calls:
                time.sleep(0.02)
            refused = ask(held)
            RELEASED.set()
            statuses = [one.result()[0] for one in answers]
    told = f"{there}/held: other calls are under way, try again in a few seconds"
    assert (refused, statuses) == ((HTTPStatus.SERVICE_UNAVAILABLE, told), [HTTPStatus.OK] * CAPS.calls)


def test_who_does_not_know_the_secret_or_asks_for_another_endpoint_gets_nothing() -> None:
    with endpoint() as (there, heard), relaying(f"{there}/sparql") as address:
        host = address.split("/")[2]
        asked = [
            ask(address + quote(f"{there}/other", safe="")),
            ask(f"http://{host}/" + quote(f"{there}/sparql", safe="")),
            ask(f"http://{host}/guess/" + quote(f"{there}/sparql", safe="")),
            ask(f"http://{host}/"),
        ]
    assert asked == [(HTTPStatus.NOT_FOUND, "no such endpoint")] * 4
    assert heard == []


TOO_LARGE = (
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "the question is too large; shorten what stands in SERVICE",
)


def test_a_question_that_is_too_large_or_tells_the_secret_is_not_passed_on() -> None:
    with endpoint() as (there, heard), relaying(there) as address:
        target = address + quote(there, safe="")
        assert ask(target, b"#" * 1_001) == TOO_LARGE
        assert ask(target, f"SELECT * {{ SERVICE <{target}> {{}} }}".encode())[0] == HTTPStatus.FORBIDDEN
    assert heard == []


ADDRESSES = [
    ("example.org", "93.184.216.34", True),
    ("example.org", "2606:2800:220:1::1", True),
    ("example.org", "127.0.0.1", False),
    ("example.org", "10.0.0.1", False),
    ("example.org", "192.168.0.1", False),
    ("example.org", "169.254.169.254", False),
    ("example.org", "100.64.0.1", False),
    ("example.org", "0.0.0.1", False),
    ("example.org", "224.0.0.1", False),
    ("example.org", "::1", False),
    ("example.org", "fe80::1%eth0", False),
    ("example.org", "fd00::1", False),
    ("example.org", "::ffff:10.0.0.1", False),
    ("10.0.0.1", "10.0.0.1", True),
    ("::1", "::1", True),
    ("localhost", "127.0.0.1", True),
    ("localhost", "10.0.0.1", False),
]


@pytest.mark.parametrize(("host", "address", "expected"), ADDRESSES)
def test_which_addresses_a_name_may_lead_to(host: str, address: str, expected: bool) -> None:  # noqa: FBT001  (a table)
    assert may_connect(host, address) == expected


FEDERATED = 'SELECT ?n { ?f a ps:ParticularWorkFunction ; ps:code "B/03.6" SERVICE <THERE> { ?n a ?thing } }'


def test_a_federated_query_is_answered(folder: Path, serving: Serving, tmp_path: Path) -> None:
    data = tmp_path / "there"
    with serving(data) as there:
        update = Request(there.replace("/query", "/update"), b"INSERT DATA { <urn:here> a <urn:Thing> }")  # noqa: S310  (ours)
        update.add_header("Content-Type", "application/sparql-update")
        urlopen(update, timeout=30).close()  # noqa: S310  (as above)
        client = create_app(Settings(store=str(folder), services=frozenset({there}))).test_client()
        response = client.get("/sparql", query_string={"query": FEDERATED.replace("THERE", there)})
    assert (response.status_code, "ETag" in response.headers) == (HTTPStatus.OK, False)
    assert json.loads(response.text)["results"]["bindings"] == [{"n": {"type": "uri", "value": "urn:here"}}]


def test_an_endpoint_that_fails_is_named_and_the_relay_is_not(folder: Path) -> None:
    with endpoint() as (there, _):
        client = create_app(Settings(store=str(folder), services=frozenset({f"{there}/error"}))).test_client()
        query = FEDERATED.replace("THERE", f"{there}/error")
        response = client.get("/sparql", query_string={"query": query}, headers={"Accept-Language": "en"})
        silent = client.get("/sparql", query_string={"query": query.replace("SERVICE", "SERVICE SILENT")})
    assert (response.status_code, json.loads(response.text)["detail"]) == (
        HTTPStatus.BAD_GATEWAY,
        f"SERVICE: {there}/error: it answered HTTP 500; {LATER}",
    )
    assert (silent.status_code, json.loads(silent.text)["results"]["bindings"]) == (HTTPStatus.OK, [{}])


def test_the_endpoints_are_named_by_a_setting() -> None:
    names = "https://a.example/sparql, http://b.example/\n"
    settings = from_environment({"PROFGRAPH_SERVICES": names})
    assert settings.services == {"https://a.example/sparql", "http://b.example/"}
    assert from_environment({}).services == frozenset()


def test_a_setting_that_names_no_endpoint_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        from_environment({"PROFGRAPH_SERVICES": "https://a.example/sparql b.example"})
    assert refused.value.message.en == (
        "PROFGRAPH_SERVICES: b.example is not the address of a SPARQL endpoint; write all of it: https://…"
    )
