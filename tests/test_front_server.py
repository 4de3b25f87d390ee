"""The layers under the real server: tags and encodings over the wire, the log, probes while every place is taken."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
LONG = "/sparql?query=" + quote("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100")
ASK = "/sparql?query=ASK+{}"
BODIES = 40

Answer = tuple[int, dict[str, str], bytes]


class Server:
    """A process of `profgraph serve`, and what it wrote to stderr."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
        self.port = port
        self.process = process
        self._log = log

    def ask(self, address: str, method: str = "GET", timeout: float = 60, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, address, headers=headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    log = tmp_path_factory.mktemp("log") / "stderr"
    command = [sys.executable, "-m", "profgraph", "--store", str(folder), "serve", "--port", str(port)]
    with (
        log.open("wb") as stderr,
        subprocess.Popen(
            command, cwd=log.parent, stdout=subprocess.DEVNULL, stderr=stderr, env=environment()
        ) as process,
    ):
        try:
            wait_for(lambda: answers(one := Server(port, process, log)) and one.process.poll() is None)
            yield Server(port, process, log)
        finally:
            process.terminate()
            assert process.wait(120) == 0


def environment() -> dict[str, str]:
    return {**os.environ, "PROFGRAPH_ACCESS_LOG": "json"}


def answers(server: Server) -> bool:
    try:
        return server.ask("/healthz", timeout=5)[0] == 200
    except OSError:
        return False


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_tags_and_encodings_over_the_wire(server: Server) -> None:
    status, headers, plain = server.ask(LONG)
    packed = server.ask(LONG, **{"Accept-Encoding": "gzip"})
    head = server.ask(LONG, "HEAD")
    unchanged = server.ask(LONG, **{"If-None-Match": headers["etag"]})
    assert (status, int(headers["content-length"])) == (200, len(plain))
    assert (packed[0], gzip.decompress(packed[2])) == (200, plain)
    assert (head[0], head[1]["content-length"], head[2]) == (200, str(len(plain)), b"")
    assert (unchanged[0], unchanged[1]["etag"], unchanged[2]) == (304, headers["etag"], b"")


def test_the_log_has_a_line_for_each_request(server: Server) -> None:
    before = len(server.lines())
    for address in (ASK, ASK, "/nowhere", "/healthz"):
        server.ask(address)
    wait_for(lambda: len(server.lines()) >= before + 3)
    common = ("method", "path", "status", "cache")
    assert [tuple(line[name] for name in common) for line in server.lines()[before:]] == [
        ("GET", "/sparql", 200, "miss"),
        ("GET", "/sparql", 200, "hit"),
        ("GET", "/nowhere", 404, "miss"),
    ]


def test_probes_and_reads_answer_while_slow_bodies_hold_every_place_of_theirs(server: Server) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK"
    )
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(BODIES)]
    try:
        for one in slow:
            one.sendall(head)
        with_body = {"Accept-Language": "en", "Content-Length": "100"}
        # Each that is let in is one more that holds a place.
        wait_for(lambda: refuses(server, head, slow))
        probes = [server.ask(probe)[0] for probe in ("/healthz", "/readyz", "/metrics", LONG)]
        status, headers, body = server.ask(ASK, "POST", **with_body)
    finally:
        for one in slow:
            one.close()
    assert probes == [200, 200, 200, 200]
    assert (status, headers["retry-after"], json.loads(body)["detail"]) == (
        503,
        "2",
        "40 other requests are being answered now; try again in 2 s",
    )
    wait_for(lambda: server.ask(ASK)[0] == 200)


def refuses(server: Server, head: bytes, slow: list[socket.socket]) -> bool:
    slow.append(socket.create_connection(("127.0.0.1", server.port), timeout=0.5))
    slow[-1].sendall(head)
    try:
        return slow[-1].recv(12) == b"HTTP/1.1 503"
    except TimeoutError:
        return False


def test_the_health_check_of_the_image_tells_alive_from_dead(server: Server) -> None:
    line = next(text for text in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if "/healthz" in text)
    command = json.loads(line.strip().removeprefix("CMD"))
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        dead = int(nobody.getsockname()[1])
    statuses = [
        subprocess.run(
            [sys.executable, *(word.replace(":8014/", f":{port}/") for word in command[1:])],
            check=False,
            stderr=subprocess.DEVNULL,
        ).returncode
        for port in (server.port, dead)
    ]
    assert statuses == [0, 1]
