"""A writer that is killed at any moment leaves the state before or after a change, never between."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from profgraph.store.digests import GraphDigest, by_graph, version_of
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 6
SIZE = 300
VALUES = "SELECT ?value (COUNT(*) AS ?n) { ?item <http://example.org/p> ?value } GROUP BY ?value"
LOOP = f"""
import sys
from itertools import cycle
from pathlib import Path
from rdflib import Literal, URIRef
from profgraph.store.changes import Changes
from profgraph.store.writer import Writer

ITEM, GRAPH = "http://example.org/item/", "http://example.org/graph/"
PROPERTY = URIRef("http://example.org/p")

def said(value):
    names = [(URIRef(f"{{ITEM}}{{n}}"), URIRef(f"{{GRAPH}}{{n % 3}}")) for n in range({SIZE})]
    return frozenset((item, PROPERTY, Literal(value), graph) for item, graph in names)

with Writer.open(Path(sys.argv[1])) as writer:
    print("open", flush=True)
    for value in cycle("ab"):
        writer.apply(Changes(remove=frozenset(writer.triples(None, PROPERTY, None)), add=said(value)))
        writer.publish()
"""


def kill_in_the_middle(folder: Path, delay: float) -> None:
    command = [sys.executable, "-c", LOOP, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as loop:
        assert loop.stdout is not None
        assert loop.stdout.readline() == "open\n"
        time.sleep(delay)
        loop.kill()
    assert loop.returncode == -signal.SIGKILL


def checked_state(folder: Path) -> tuple[str, Table]:
    """Return what readers see, after comparing its data version with its quads."""
    with EmbeddedStore(folder) as reader:
        graphs = by_graph(reader.quads())
        digests = {graph: GraphDigest().changed(add=quads) for graph, quads in graphs.items()}
        version = version_of({graph: d.digits for graph, d in digests.items() if "/graph/meta" not in graph})
        assert reader.data_version() == version
        said = reader.query(VALUES)
    assert isinstance(said, Table)
    return version, said


def test_promise_h_a_killed_writer_leaves_a_whole_state(tmp_path: Path) -> None:
    with Writer.open(tmp_path):
        pass
    whole = [Table(("value", "n"), ((Literal(value), Literal(SIZE)),)) for value in "ab"]
    empty = Table(("value", "n"), ())
    chance = random.Random(16020)  # noqa: S311  (moments of a test, the same in every run)
    for _ in range(ROUNDS):
        kill_in_the_middle(tmp_path, chance.uniform(0.02, 0.2))
        _, seen = checked_state(tmp_path)
        assert seen in [*whole, empty]
        with Writer.open(tmp_path) as writer:
            live = writer.data_version()
            values = {value for _, _, value, _ in writer.triples(None, URIRef("http://example.org/p"), None)}
        version, seen = checked_state(tmp_path)
        assert version == live
        assert seen in whole if values else seen == empty
        parts = sorted(entry.name for entry in (tmp_path / "snapshots").iterdir())
        assert parts == [live, f"{live}.lock"]
