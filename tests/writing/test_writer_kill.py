"""A writer process that is killed, or whose disk is full, leaves the state before or after a write, never between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreError
from profgraph.store.writing.opening import server_writer
from profgraph.store.writing.protocol import Document, GraphWrite, Outcome, Update

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]
    ShortOfRoom = Callable[[Path, int], AbstractContextManager[Callable[[], None]]]
    State = Callable[[Path], frozenset[str]]

ROUNDS = 50 if os.environ.get("PROFGRAPH_NIGHTLY") else 10
SIZE = 400
WRITING = f"""
import sys
from pathlib import Path
from profgraph.store.writing.opening import server_writer
from profgraph.store.writing.protocol import Document, GraphWrite, Update

def triples(value):
    return "".join(f'<x:s{{n}}> <x:p> "{{value}}" .\\n_:b{{n}} <x:q> "{{value}}{{n}}" .\\n' for n in range({SIZE}))

with server_writer(Path(sys.argv[1]), seconds=60) as client:
    print("writes", flush=True)
    for value in "ab" * 100:
        document = Document("application/n-triples", triples(value).replace("x:s", "x:put").encode())
        client.write(GraphWrite("put", "x:put", (document,)), client="test")
        print("wrote", flush=True)
        text = f"DELETE {{{{ GRAPH <x:g> {{{{ ?s ?p ?o }}}} }}}} WHERE {{{{ GRAPH <x:g> {{{{ ?s ?p ?o }}}} }}}} ; "
        text += f"INSERT DATA {{{{ GRAPH <x:g> {{{{ {{triples(value)}} }}}} }}}}"
        client.update(Update(text), client="test")
        print("wrote", flush=True)
"""


def shape(lines: frozenset[str]) -> dict[str, set[str]]:
    """Return which values each graph has, after counting that it has all of them."""
    found: dict[str, set[str]] = {}
    for graph in ("<x:g>", "<x:put>"):
        members = [line for line in lines if line.endswith(graph)]
        named = [line.split('"')[1] for line in members if "<x:p>" in line]
        nameless = [line.split('"')[1] for line in members if "<x:q>" in line]
        found[graph] = set(named)
        assert len(named) == len(nameless) in (0, SIZE)
        assert {value[0] for value in nameless} == set(named)
    return found


def test_promise_h_a_killed_writer_process_leaves_a_whole_state(process: Process, state: State, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    chance = random.Random(16020)  # noqa: S311  (moments of a test, the same in every run)
    seen = set()
    with process(folder) as writer:
        for _ in range(ROUNDS):
            command = [sys.executable, "-c", WRITING, str(folder)]
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
            ) as writing:
                assert writing.stdout is not None
                assert writing.stdout.readline() == "writes\n"
                took = 0.5
                for _ in range(chance.randrange(4)):
                    begun = time.monotonic()
                    assert writing.stdout.readline() == "wrote\n"
                    took = time.monotonic() - begun
                # Within the next write, however long one takes on this machine just now.
                time.sleep(chance.uniform(0, took))
                assert writer.pid is not None
                os.kill(writer.pid, signal.SIGKILL)
                writing.wait(120)
            for published in (True, False):
                if not published:
                    with server_writer(folder, seconds=60) as client:
                        client.update(Update(""), client="test")
                values = shape(state(folder))
                assert all(len(one) <= 1 for one in values.values())
                seen.add(str(values))
    assert len(seen) > 1


def put(folder: Path, triples: bytes, *, graph: str = "x:g") -> Outcome:
    # The process that met the full disk is followed by another one.
    with server_writer(folder, seconds=60) as client:
        return client.write(GraphWrite("put", graph, (Document("application/n-triples", triples),)), client="test")


def test_promise_g_a_full_disk_refuses_a_write_and_keeps_the_data(
    state: State, short_of_room: ShortOfRoom, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    big = "".join(f'<x:s{n}> <x:p> "{n} {"ё" * 100}" .\n' for n in range(20_000)).encode()
    text = "INSERT { GRAPH <x:big> { ?s ?p ?x } } WHERE { GRAPH ?g { ?s ?p ?o } BIND(CONCAT(STR(?o), '%s') AS ?x) }"
    with short_of_room(folder, 8_000_000) as make_room:
        version = put(folder, b"<x:s> <x:p> <x:o> .").data_version
        for _ in range(2):
            with pytest.raises(StoreError, match="no space is left on the disk"):
                put(folder, big, graph="x:big")
            with server_writer(folder, seconds=60) as client, pytest.raises(StoreError):
                client.update(Update(text % ("x" * 2000)), client="test")
            with server_writer(folder, seconds=60) as client:
                assert client.data_version() == version
        assert state(folder) == {"<x:s> <x:p> <x:o> <x:g>"}
        assert put(folder, b"<x:s> <x:p> <x:small> .").removed == 1
        make_room()
        assert put(folder, big, graph="x:big").added == 20_000
    assert len(state(folder)) == 20_001
