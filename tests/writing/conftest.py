"""A writer process as a server has it, and what is in its store."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.loader.gate import consequences
from profgraph.store.digests import GraphDigest, by_graph, version_of
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writing.process import Order
from profgraph.store.writing.protocol import Update
from profgraph.store.writing.supervisor import WriterProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from profgraph.store.writing.client import WriterClient


def _order(folder: Path, **options: object) -> Order:
    return Order(folder, None, partial(consequences, "turbo"), **options)  # type: ignore[arg-type]  # options of Order


@contextmanager
def _process(folder: Path, **options: object) -> Iterator[WriterProcess]:
    with WriterProcess(_order(folder, **options)) as process:
        yield process


@pytest.fixture(scope="session")
def process() -> Callable[..., object]:
    """Return what gives a writer process over a folder, with other options of its order than usual."""
    return _process


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Path]:
    """Give the folder of a store that a writer process holds."""
    with _process(tmp_path / "store"):
        yield tmp_path / "store"


def _state(folder: Path) -> frozenset[str]:
    with EmbeddedStore(folder) as reader:
        quads = [quad for quad in reader.quads() if not _is_of_store(quad)]
        everything = by_graph(quad for quad in reader.quads() if "/graph/meta" not in str(quad.graph_name))
        digests = {graph: GraphDigest().changed(add=members).digits for graph, members in everything.items()}
        meta = by_graph(reader.quads())[f"{reader.base}graph/meta"]
        empty = [q.subject.value for q in meta if q.object == ox.Literal(0) and isinstance(q.subject, ox.NamedNode)]
        assert reader.data_version() == version_of(digests | dict.fromkeys(empty, GraphDigest().digits))
    return frozenset(map(str, quads))


def _is_of_store(quad: ox.Quad) -> bool:
    own = ("ontology", "alignment/", "classifier/", "correspondence/", "meta")
    return any(f"/id/graph/{name}" in str(quad.graph_name) for name in own)


@pytest.fixture(scope="session")
def state() -> Callable[[Path], frozenset[str]]:
    """Return what gives the quads that readers see but those of the release, after checking the data version."""
    return _state


# A process of its own: a limit holds for all that comes after it.
_LIMITED = """
import resource, sys
from functools import partial
from pathlib import Path
from profgraph.loader.gate import consequences
from profgraph.store.writing.process import Order
from profgraph.store.writing.supervisor import WriterProcess
if __name__ == "__main__":
    order = Order(Path(sys.argv[1]), None, partial(consequences, "turbo"))
    # Of the writer process, which inherits it; as good as a disk that is full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    with WriterProcess(order) as process:
        print("ready", flush=True)
        sys.stdin.readline()
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("room", flush=True)
        sys.stdin.readline()
"""


@contextmanager
def _short_of_room(folder: Path, most: int) -> Iterator[Callable[[], None]]:
    program = folder.with_name("limited.py")
    program.write_text(_LIMITED, encoding="utf-8")
    command = [sys.executable, program, folder, str(most)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        said, told = server.stdin, server.stdout

        def make_room() -> None:
            said.write("\n")
            said.flush()
            assert told.readline() == "room\n"

        assert told.readline() == "ready\n"
        try:
            yield make_room
        finally:
            # Both lines that it waits for, whatever was said.
            server.communicate("\n\n", timeout=120)


@pytest.fixture(scope="session")
def short_of_room() -> Callable[..., object]:
    """Return what holds a store whose files may have so many bytes, and gives what ends that limit."""
    return _short_of_room


def _cleared(client: WriterClient) -> None:
    names = ["x:g", "x:h", "x:new"]
    text = " ; ".join(["DELETE WHERE { ?s ?p ?o }", *(f"DROP SILENT GRAPH <{name}>" for name in names)])
    client.update(Update(text), client="test")


@pytest.fixture(scope="session")
def cleared() -> Callable[[WriterClient], None]:
    """Return what empties the graphs that tests of one store share."""
    return _cleared
