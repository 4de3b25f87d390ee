"""A load that is called off or killed leaves a whole store, and the same command goes on with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.loader.bulk.loading import load_in_bulk
from profgraph.loader.bulk.reader import Order
from profgraph.settings import BASE
from profgraph.store.addition import Addition, part_of
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.unfinished import noted
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Loading
    from profgraph.ontology.terms import Minter

    Lines = Callable[[Path], list[bytes]]

LINK = ox.NamedNode("urn:link")


def a_new_graph(minter: Minter) -> Addition:
    """Return a graph, and a node of the concepts, that no standard has."""
    graph, concepts = (ox.NamedNode(minter.graph(name)) for name in ("asserted/99.999/x", "concepts"))
    quads = [ox.Quad(ox.NamedNode(f"{minter.base}standard/99.999/{n}"), LINK, ox.Literal(n), graph) for n in range(99)]
    one = ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    node = ox.Quad(ox.NamedNode(f"{minter.base}concept/skill/1"), LINK, one, concepts)
    return Addition((part_of(quads, minter),), part_of([node], minter))


def loading(corpus: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "profgraph", "--store", store, "load", "--jobs", "2", corpus]
    environment = os.environ | {"LANG": "C.UTF-8"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def until(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until it is so, or the process has ended."""
    deadline = time.monotonic() + 120
    while not is_so() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_ctrl_c_ends_a_load_that_goes_on_later(
    corpus: Path, one_by_one: list[bytes], lines: Lines, tmp_path: Path
) -> None:
    with loading(corpus, tmp_path) as process:
        until((tmp_path / "current").is_symlink, process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, err) == (
        130,
        b"stopping: what was read is being written; the same command will go on later (Ctrl+C again to end now)\n",
    )
    first = out.count(b": loaded: ")
    with loading(corpus, tmp_path) as process:
        out, err = process.communicate()
    assert (process.returncode, err, out.count(b": loaded: ")) == (0, b"", 12 - first)
    assert lines(tmp_path) == one_by_one


def test_what_is_called_off_was_committed_so_far(corpus: Path, tmp_path: Path) -> None:
    files = sorted(corpus.iterdir())
    is_over: list[bool] = []

    def paths() -> object:
        for number, file in enumerate(files):
            if number == 8:
                is_over.append(True)
            yield file

    with Writer.open(tmp_path) as writer:
        found = list(load_in_bulk(paths(), writer, Order(BASE), jobs=1, is_called_off=lambda: bool(is_over)))  # type: ignore[arg-type]  # paths
        writer.publish()
    with EmbeddedStore(tmp_path) as store:
        loaded = store.query("SELECT ?name { ?version ps:isVersionOf ?work ; prov:wasDerivedFrom / ps:fileName ?name }")
    names = {str(row[0]) for row in loaded.rows}  # type: ignore[union-attr]  # a table
    assert names == {one.name for one in found if one.kind == "loaded"}
    assert 0 < len(names) <= 8


def test_a_kill_while_graphs_are_added_takes_them_back(
    corpus: Path, one_by_one: list[bytes], in_bulk: Loading, lines: Lines, tmp_path: Path
) -> None:
    with loading(corpus, tmp_path) as process:
        until((tmp_path / "adding.json").exists, process)
        process.kill()
    with Writer.open(tmp_path) as writer:
        digests = dict(writer.digests)
        graphs = {one.value for one in writer.engine.named_graphs() if isinstance(one, ox.NamedNode)}
    # A transaction may have been whole before the kill; graphs without their records are there in no case.
    assert graphs - {f"{BASE}graph/meta"} == digests.keys()
    assert not (tmp_path / "adding.json").exists()
    in_bulk(sorted(corpus.iterdir()), tmp_path)
    assert lines(tmp_path) == one_by_one


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError, OSError])
def test_what_was_added_without_its_records_is_taken_back(
    fault: type[BaseException], corpus: Path, in_bulk: Loading, lines: Lines, tmp_path: Path
) -> None:
    in_bulk([corpus / "synthetic-00001.xml"], tmp_path)
    before = lines(tmp_path)
    with Writer.open(tmp_path) as writer:
        addition = a_new_graph(writer.minter)
        size, note = len(writer.engine), tmp_path / "adding.json"
        lines_added = addition.parts[0].lines + addition.nodes.lines

        def cut_off() -> None:
            with noted(note, addition, writer.data_version, writer.engine):
                writer.engine.bulk_load(lines_added, format=ox.RdfFormat.N_QUADS)
                assert len(writer.engine) == size + 100
                raise fault

        with pytest.raises(fault):
            cut_off()
        # After a failed write the engine takes no more, so that it is left to the next one who opens the folder.
        assert note.exists() == (fault is OSError)
    with Writer.open(tmp_path) as writer:
        assert len(writer.engine) == size
        writer.publish()
    assert lines(tmp_path) == before
    assert not note.exists()


def test_a_torn_note_is_cleared_away(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        version = writer.data_version()
    (tmp_path / "adding.json").write_text('{"before": [')
    with Writer.open(tmp_path) as writer:
        assert writer.data_version() == version
    assert not (tmp_path / "adding.json").exists()


def test_an_addition_is_whole_and_counted(lines: Lines, tmp_path: Path) -> None:
    with Writer.open(tmp_path / "added") as writer:
        addition = a_new_graph(writer.minter)
        writer.add(addition)
        writer.publish()
        with pytest.raises(ValueError, match=r"^there already: "):
            writer.add(addition)
    with Writer.open(tmp_path / "applied") as writer:
        quads = [quad for part in addition.all_parts for quad in part.quads()]
        writer.apply(Changes(add=frozenset(map(_as_value, quads))))
        writer.publish()
    assert lines(tmp_path / "added") == lines(tmp_path / "applied")


def _as_value(quad: ox.Quad) -> tuple[URIRef, URIRef, Literal, URIRef]:
    literal = quad.object
    assert isinstance(literal, ox.Literal)
    value = Literal(literal.value, datatype=URIRef(literal.datatype.value))
    return _iri(quad.subject), _iri(quad.predicate), value, _iri(quad.graph_name)


def _iri(node: object) -> URIRef:
    return URIRef(str(node)[1:-1])
