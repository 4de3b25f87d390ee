"""Clients that are slow, vanish, or hold connections: the others are answered meanwhile."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Server

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = 'SELECT * { ?a ?b ?c . VALUES ?n { 1 2 3 4 } VALUES ?x { "' + "x" * 1000 + '" } }'
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    b"Accept: application/sparql-results+json\r\n"
)
IDLE = 300
SLOW = 20


def asking(text: str) -> bytes:
    """Return the bytes that ask a query."""
    return f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n".encode()


def busy(server: Server) -> float:
    """Return how many queries are at work."""
    lines = server.ask("/metrics").body.decode().splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith("profgraph_query_workers_busy{"))


@pytest.mark.parametrize(
    ("count", "sent"),
    [
        (IDLE, b""),
        (IDLE, b"GET /sparql?qu"),
        (IDLE, b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: a\r\nX-Header: "),
        (SLOW, POST + b"Content-Length: 100\r\n\r\nASK"),
        (SLOW, POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n"),
        (SLOW, asking(LARGE)),
        (100, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    ],
    ids=["silent", "half a line", "half a header", "half a body", "half a chunk", "does not read", "speaks TLS"],
)
def test_others_are_answered_beside(server: Server, count: int, sent: bytes) -> None:
    connections = [server.raw(sent) for _ in range(count)]
    try:
        assert [server.valid() for _ in range(10)] == [True] * 10
    finally:
        for one in connections:
            one.close()
    assert server.valid()


def test_readers_who_never_read_are_given_up(server: Server, until: Callable[..., None]) -> None:
    def is_full() -> bool:
        one = held.enter_context(socket.socket())
        # So small that an answer of some megabytes stays where it is.
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect(("127.0.0.1", server.port))
        one.sendall(asking(f"{LARGE} LIMIT {6000 + one.fileno()}"))
        return server.metric("profgraph_crowded_out_total") > before

    before = server.metric("profgraph_crowded_out_total")
    with ExitStack() as held:
        until(is_full, 120)
        # They are all still there, and have their places no more.
        until(lambda: [server.valid() for _ in range(10)] == [True] * 10, 120)


def test_a_byte_a_second_is_answered_in_the_end_and_holds_nobody_up(server: Server) -> None:
    text = b"ASK {}"
    with server.raw(POST + f"Content-Length: {len(text)}\r\n\r\n".encode()) as slow:
        for byte in text:
            slow.sendall(bytes([byte]))
            assert server.valid()
            time.sleep(0.5)
        answer = slow.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 200")
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == {"head": {}, "boolean": True}


def test_bodies_that_never_come_shut_no_reader_out(server: Server) -> None:
    held = [server.raw(POST + b"Content-Length: 100\r\n\r\nASK") for _ in range(100)]
    try:
        time.sleep(0.5)
        assert [server.valid() for _ in range(10)] == [True] * 10
        assert server.ask("/healthz").status == 200
    finally:
        for one in held:
            one.close()


def test_the_query_of_a_client_that_vanished_ends_by_its_deadline(server: Server, until: Callable[..., None]) -> None:
    asked = [server.raw(asking(f"{ENDLESS} LIMIT {4000 + one}")) for one in range(3)]
    until(lambda: busy(server) > 0)
    for one in asked:
        one.close()
    # They would never end by themselves.
    until(lambda: busy(server) == 0)
    assert server.valid()


def test_a_client_that_vanishes_within_an_answer_leaves_nothing(server: Server, until: Callable[..., None]) -> None:
    assert server.valid()
    for _ in range(5):
        with server.raw(asking(LARGE)) as one:
            assert len(one.recv(10_000)) > 0
            # Reset, not closed in order.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    until(lambda: busy(server) == 0)
    until(lambda: open_spools(server) == 0)
    assert server.valid()


def open_spools(server: Server) -> int:
    """Return how many answers are still held in files by the server's processes."""
    return sum(name.endswith("(deleted)") and "/profgraph-" in name for name in server.open_files())
