"""A real server that strangers attack: its processes as the system sees them, and raw requests to it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    Serving = Callable[..., AbstractContextManager["Server"]]

JSON = "application/sparql-results+json"
RIGHT = {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "ё"}}]}}
VALID = "SELECT ?n { VALUES ?n { 'ё' } }"


@dataclass(frozen=True)
class Answer:
    """A status, the headers by their lower-case names, and all bytes of the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_right(self) -> bool:
        """Tell whether it is the whole answer to the valid query."""
        return self.status == 200 and json.loads(self.body) == RIGHT


@dataclass(frozen=True)
class Server:
    """A process of `profgraph serve`."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    def ask(self, address: str, *, method: str = "GET", timeout: float = 60, **headers: str) -> Answer:
        """Return the answer to one request on a connection of its own."""
        return self.send(method, address, timeout=timeout, **headers)

    def send(
        self, method: str, address: str, body: bytes | None = None, *, timeout: float = 60, **headers: str
    ) -> Answer:
        """Return the answer to one request with a body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, address, body, headers=headers)
            reply = connection.getresponse()
            return Answer(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = JSON, **fields: str) -> Answer:
        """Return the answer to a query."""
        more = "".join(f"&{name}={quote(value)}" for name, value in fields.items())
        return self.ask(f"/sparql?query={quote(text)}{more}", Accept=accept)

    def valid(self) -> bool:
        """Tell whether the server answers the valid query right, in a text that no cache knows."""
        return self.query(f"{VALID} # {time.monotonic_ns()}").is_right

    def raw(self, sent: bytes = b"", timeout: float = 30) -> socket.socket:
        """Return a connection on which these bytes were sent."""
        one = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        one.sendall(sent)
        return one

    def workers(self) -> set[int]:
        """Return the processes that evaluate queries."""
        parents = living()
        return {one for one in self._below(parents) if _is_fork_server(parents[one])}

    def below(self) -> set[int]:
        """Return all processes that the server started, and those that these did."""
        return self._below(living())

    def _below(self, parents: dict[int, int]) -> set[int]:
        found: set[int] = set()
        while more := {one for one, its in parents.items() if its in found | {self.process.pid}} - found:
            found |= more
        return found

    def webs(self) -> set[int]:
        """Return the processes that answer requests: those that the server has started, and that listen too."""
        lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        listening = {f"socket:[{line[9]}]" for line in lines if (line[1][-4:], line[3]) == (f"{self.port:04X}", "0A")}
        return {one for one in self.below() if listening & set(_open_in(one))}

    def left(self, processes: set[int]) -> set[int]:
        """Return those of the processes that have not ended."""
        return processes & living().keys()

    def open_files(self) -> list[str]:
        """Return what the processes of the server have open."""
        return [file for process in self.below() for file in _open_in(process)]

    def metric(self, name: str) -> float:
        """Return the value of a metric without labels."""
        lines = self.ask("/metrics").body.decode().splitlines()
        return next(float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{name} "))


def living() -> dict[int, int]:
    """Return the parent of every process that has not ended."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                found[int(entry.name)] = int(parent)
    return found


def _open_in(process: int) -> list[str]:
    found = []
    with suppress(OSError):
        for descriptor in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                found.append(str(descriptor.readlink()))
    return found


def _is_fork_server(process: int) -> bool:
    with suppress(OSError):
        return b"multiprocessing.forkserver" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


@contextmanager
def _served(folder: Path, **environment: str) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "profgraph", "--store", str(folder), "serve", "--port", str(port)]
    environ = {**os.environ, "PROFGRAPH_ACCESS_LOG": "off", **environment}
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=environ) as process:
        server = Server(port, process, folder)
        try:
            _until(lambda: _is_ready(server))
            yield server
        finally:
            process.terminate()
            process.wait(120)


def _is_ready(server: Server) -> bool:
    assert server.process.poll() is None
    try:
        return server.ask("/readyz", timeout=10).status == 200
    except OSError:
        return False


def _until(condition: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not within the time that it may take"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Return what waits for a condition, and fails where it does not come true."""
    return _until


@pytest.fixture(scope="session")
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Serving:
    """Return what runs a server over a copy of the bundled standard, under settings of the environment, and ends it."""

    def run(**environment: str) -> AbstractContextManager[Server]:
        # Two servers do not share a folder.
        copy = shutil.copytree(folder, tmp_path_factory.mktemp("hostile") / "store", symlinks=True)
        return _served(Path(copy), **environment)

    return run


@pytest.fixture(scope="module")
def server(served: Serving) -> Iterator[Server]:
    """Yield a server that stops queries after 4 seconds and gives them 512 MB."""
    with served(PROFGRAPH_QUERY_SECONDS="4", PROFGRAPH_QUERY_MEMORY="512") as one:
        yield one
        assert one.process.poll() is None
        assert one.valid()
