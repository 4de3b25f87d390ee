"""The writer process of a server: who may write when, and what becomes of it and its folder when someone dies."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreBusyError, StoreError
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import open_writer, server_writer
from profgraph.store.writing.protocol import Document, GraphWrite, Update
from rdflib import Literal, Namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from profgraph.store.protocol import Quad
    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]
    State = Callable[[Path], frozenset[str]]

EX = Namespace("http://example.org/")
SERVER = """
import sys
from functools import partial
from pathlib import Path
from profgraph.loader.gate import consequences
from profgraph.store.writing.process import Order
from profgraph.store.writing.supervisor import WriterProcess
if __name__ == "__main__":
    with WriterProcess(Order(Path(sys.argv[1]), None, partial(consequences, "turbo"))) as process:
        print(process.pid, flush=True)
        sys.stdin.read()
"""


def quad(name: str) -> Quad:
    return EX[name], EX.p, Literal(name), EX.g


def add(*names: str) -> Changes:
    return Changes(add=frozenset(map(quad, names)))


def registration(folder: Path) -> dict[str, str]:
    return dict(json.loads((folder / "server.json").read_text()))


def holder(folder: Path) -> int | None:
    """Return the number of the writer process; None between two of them."""
    with suppress(FileNotFoundError):
        return int(registration(folder)["pid"])
    return None


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Tell whether some thread of a process runs; one that only waits for its parent to ask how it ended does not."""
    threads = Path(f"/proc/{pid}/task").glob("*/stat")
    with suppress(FileNotFoundError, ProcessLookupError):
        return any(" Z " not in thread.read_text().rpartition(")")[2][:4] for thread in threads)
    return False


@contextmanager
def server(folder: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Give a process that has a writer process over the folder, and the number of that."""
    program = tmp_path / "serving.py"
    program.write_text(SERVER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        try:
            yield parent, int(parent.stdout.readline())
        finally:
            parent.kill()


def test_a_second_server_is_refused_and_a_dead_one_is_not_in_the_way(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with process(folder) as first:
        with pytest.raises(StoreBusyError) as refused, process(folder):
            pass
        assert refused.value.message.en == (
            f"{folder}: another server (process {first.pid}) serves this store already; stop it"
        )
    with server(folder, tmp_path) as (parent, writer):
        left = registration(folder)
        parent.kill()
        os.kill(writer, signal.SIGKILL)
        until(lambda: not is_alive(writer))
    assert registration(folder) == left
    with open_writer(folder) as own:
        assert type(own) is Writer
        assert not (folder / "server.json").exists()
        assert not Path(left["address"]).parent.exists()


def test_another_process_with_the_number_of_a_dead_server_is_not_taken_for_it(served: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "store.json").write_text(json.dumps({"format": 1, "base": "https://example.org/"}))
    false = {"pid": os.getpid(), "address": str(tmp_path / "nobody"), "key": "00"}
    for said in (json.dumps(false), json.dumps(registration(served) | {"key": "00" * 32}), "{}", "no json", "[1]"):
        (folder / "server.json").write_text(said)
        with open_writer(folder) as writer:
            assert type(writer) is Writer
    # The socket of the one that lives was named there too.
    assert not (folder / "server.json").exists()


def test_only_the_user_may_read_the_secret_and_only_who_knows_it_is_heard(served: Path) -> None:
    said = registration(served)
    for path, mode in ((served / "server.json", 0o600), (Path(said["address"]).parent, 0o700)):
        assert stat.S_IMODE(path.stat().st_mode) == mode
    with pytest.raises(AuthenticationError):
        Client(said["address"], family="AF_UNIX", authkey=b"guessed")
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(said["address"])
        with open_writer(served) as writer:
            assert writer.apply(add("a")) is True


def test_a_client_that_dies_leaves_its_turn_and_what_it_did(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    holding = """
import sys
from pathlib import Path
from profgraph.store.changes import Changes
from profgraph.store.writing.opening import open_writer
from rdflib import Literal, URIRef
graph = URIRef("http://example.org/g")
with open_writer(Path(sys.argv[1])) as writer:
    writer.apply(Changes(add=frozenset({(URIRef("x:s"), URIRef("x:p"), Literal("left"), graph)})))
    writer.graph(graph)
    print("read", flush=True)
    sys.stdin.read()
"""
    with process(folder, patience=20), open_writer(folder) as writer, EmbeddedStore(folder) as reader:
        command = [sys.executable, "-c", holding, str(folder)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "read\n"
            assert reader.query("ASK { <x:s> <x:p> ?left }") is False
            holder.kill()
        # What it committed and did not publish is published for it.
        until(lambda: reader.query("ASK { <x:s> <x:p> 'left' }") is True)
        assert writer.apply(add("a")) is True


def test_a_writer_that_dies_is_started_again(process: Process, state: State, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with process(folder) as writer:
        for number in range(2):
            first = int(registration(folder)["pid"])
            assert writer.pid == first
            with server_writer(folder) as client:
                write = GraphWrite(
                    "put",
                    f"http://example.org/g{number}",
                    (Document("application/n-triples", b"<x:s> <x:p> <x:%d> ." % number),),
                )
                assert client.write(write, client="test").existed is False
                os.kill(first, signal.SIGKILL)
                with pytest.raises(StoreError, match="ended before it answered"):
                    client.update(Update("CLEAR ALL"), client="test")
            until(lambda before=first: holder(folder) not in {None, before})  # type: ignore[misc]  # bound now
        with server_writer(folder, seconds=20) as client:
            assert client.update(Update("INSERT DATA { <x:s> <x:q> <x:o> }"), client="test").added == 1
    written = {f"<x:s> <x:p> <x:{number}> <http://example.org/g{number}>" for number in range(2)}
    assert state(folder) == written | {"<x:s> <x:q> <x:o>"}


def test_a_writer_ends_with_its_parent_however_that_ends(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    for end in (signal.SIGKILL, signal.SIGTERM):
        with server(folder, tmp_path) as (parent, writer):
            with open_writer(folder) as client:
                client.apply(add(str(end)))
            parent.send_signal(end)
            parent.wait(120)
            until(lambda number=writer: not is_alive(number))  # type: ignore[misc]  # bound now
    assert not (folder / "server.json").exists()
    with EmbeddedStore(folder) as reader:
        assert reader.query("SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/g> { ?s ?p ?o } }") is not None


def test_a_stop_finishes_the_update_that_runs(process: Process, state: State, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    text = (
        "INSERT { GRAPH <x:g> { ?s <x:p> ?o } } WHERE { { SELECT ?s ?o { ?s ?q ?o } } UNION { GRAPH ?g { ?s ?r ?o } } }"
    )
    asking = """
import sys
from pathlib import Path
from profgraph.store.writing.opening import server_writer
from profgraph.store.writing.protocol import Update
with server_writer(Path(sys.argv[1])) as client:
    print("asks", flush=True)
    print(client.update(Update(sys.argv[2]), client="test").added > 1000)
"""
    with process(folder):
        command = [sys.executable, "-c", asking, str(folder), text]
        asker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert asker.stdout is not None
        assert asker.stdout.readline() == "asks\n"
        until((folder / "trial").exists)
    with asker:
        assert asker.communicate(timeout=120)[0] == "True\n"
    assert len(state(folder)) > 1000
    assert not (folder / "trial").exists()
    assert not (folder / "server.json").exists()
