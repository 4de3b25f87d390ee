"""Other endpoints on this machine: one that holds all occupations of ESCO, one that answers as no endpoint should."""

from __future__ import annotations

import csv
import json
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.store.protocol import JSON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import ServingEsco

ROW = {"esco": {"type": "uri", "value": "urn:esco"}}
RESULT = json.dumps({"head": {"vars": ["esco"]}, "results": {"bindings": [ROW]}}).encode()
BAD_TERM = RESULT.replace(b'"uri"', b'"thing"')
MANY = json.dumps({"head": {"vars": ["esco"]}, "results": {"bindings": [ROW] * 10_001}}).encode()
ENOUGH = 60  # seconds after which nothing is waited for any more

BODIES = {
    "html": b"<!DOCTYPE html><title>Welcome</title>",
    "broken": b'{"head": {"vars": ["esco"]}, "results": {',
    "boolean": b'{"head": {}, "boolean": true}',
    "term": BAD_TERM,
    "long": MANY,
    "large": b" " * 10_000_001,
}
TYPES = {"html": "text/html; charset=utf-8", "typed": "application/sparql-results+xml"}
STATUSES = {"error": 500, "refused": 400, "barred": 401, "busy": 429, "moved": 302}


class Rubbish(BaseHTTPRequestHandler):
    """Answers as the last part of its path says."""

    def do_POST(self) -> None:
        name = self.path.rpartition("/")[2]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(name)  # type: ignore[attr-defined]  # our own server
        with suppress(OSError):
            getattr(self, f"say_{name}", self.say)(name)

    def say(self, name: str) -> None:
        self.head(STATUSES.get(name, 200), TYPES.get(name, JSON), Location="http://10.0.0.1/elsewhere")
        self.wfile.write(BODIES.get(name, RESULT))

    def say_cut(self, _: str) -> None:
        self.head(200, JSON, **{"X-SPARQL-MaxRows": "1"})
        self.wfile.write(RESULT)

    def say_truncated(self, _: str) -> None:
        self.head(200, JSON, **{"Content-Length": str(len(RESULT) + 1)})
        self.wfile.write(RESULT)

    def say_chunked(self, _: str) -> None:
        self.head(200, JSON, **{"Transfer-Encoding": "chunked"})
        self.wfile.write(b"ff\r\n" + RESULT)

    def say_nothing(self, _: str) -> None:
        """Close the connection."""

    def say_slowly(self, _: str) -> None:
        self.head(200, JSON)
        self.dribble(b" ")

    def say_heads(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.dribble(b"x")

    def dribble(self, sign: bytes) -> None:
        until = time.monotonic() + ENOUGH
        while time.monotonic() < until:
            self.wfile.write(sign)
            self.wfile.flush()
            time.sleep(0.2)

    def head(self, status: int, media_type: str, **headers: str) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  (the standard library's signature)
        """Say nothing."""


@pytest.fixture(scope="session")
def heard() -> list[str]:
    """Return what that server is asked for, as it comes."""
    return []


@pytest.fixture(scope="session")
def rubbish(heard: list[str]) -> Iterator[str]:
    """Yield the address of a server whose every path answers in another wrong way."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Rubbish) as server:
        server.heard = heard  # type: ignore[attr-defined]  # for our handler
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def whole_esco(serving_esco: ServingEsco, corpus: Path) -> Iterator[str]:
    """Yield the address of an endpoint with all occupations of ESCO 1.1.1."""
    with (corpus / "classifiers" / "esco111-occupations.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["ORIGINURI"], row["CODE"], row["PREFERREDLABEL"]) for row in csv.DictReader(file)]
    with serving_esco(rows) as address:
        yield address
