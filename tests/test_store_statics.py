"""Every store holds the ontology of its release, however an earlier installation ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.ontology.resources import static_graphs
from profgraph.store.audit import Author
from profgraph.store.changes import Changes, Net
from profgraph.store.digests import GraphDigest, recorded
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.transactions import committed
from profgraph.store.writer import Writer
from rdflib import Namespace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from profgraph.ontology.terms import Minter

EX = Namespace("http://example.org/")
LOADED = (EX.a, EX.p, EX.b, EX.g)


def whole(folder: Path) -> list[bytes]:
    with EmbeddedStore(folder) as reader:
        return list(canonical_nquads(reader))


def interrupted(store: ox.Store, minter: Minter) -> None:
    """Leave the store without its ontology, as an installation by another release may."""
    graph, meta = ox.NamedNode(minter.graph("ontology")), ox.NamedNode(minter.graph("meta"))
    quads = frozenset(store.quads_for_pattern(None, None, None, graph))
    records = recorded(store, meta)[graph.value].quads(graph.value, meta)
    committed(store, Net(remove=quads | records, drop=frozenset({graph.value})))


def of_another_release(store: ox.Store, minter: Minter) -> None:
    """Give the store another ontology and an alignment that this release does not have."""
    interrupted(store, minter)
    meta = ox.NamedNode(minter.graph("meta"))
    for name in ("ontology", "alignment/forgotten"):
        graph = ox.NamedNode(f"{minter.base}graph/{name}")
        node = ox.BlankNode("old")
        quads = [ox.Quad(ox.NamedNode(EX[name]), ox.NamedNode(EX.p), node, graph)]
        store.extend([*quads, *GraphDigest().changed(add=quads).quads(graph.value, meta)])


def emptied(store: ox.Store, minter: Minter) -> None:
    """Leave nothing but what was loaded."""
    loaded, meta = ox.NamedNode(EX.g), ox.NamedNode(minter.graph("meta"))
    quads = list(store.quads_for_pattern(None, None, None, loaded))
    store.clear()
    store.extend([*quads, *GraphDigest().changed(add=quads).quads(loaded.value, meta)])


@pytest.mark.parametrize("spoil", [interrupted, of_another_release, emptied])
def test_the_next_writer_brings_the_graphs_of_its_release(
    tmp_path: Path, spoil: Callable[[ox.Store, Minter], None]
) -> None:
    with Writer.open(tmp_path) as writer:
        writer.apply(Changes(add=frozenset({LOADED})))
        writer.publish()
        minter = writer.minter
    expected = whole(tmp_path)
    live = ox.Store(str(tmp_path / "live"))
    spoil(live, minter)
    del live
    with Writer.open(tmp_path):
        pass
    assert whole(tmp_path) == expected


def test_two_stores_hold_the_same_bytes_and_the_labels_of_blank_nodes(tmp_path: Path) -> None:
    for name in "ab":
        with Writer.open(tmp_path / name) as writer:
            graphs = static_graphs(writer.minter)
    assert whole(tmp_path / "a") == whole(tmp_path / "b")
    blank = {str(term) for triples in graphs.values() for t in triples for term in t if isinstance(term, ox.BlankNode)}
    held = {word for line in whole(tmp_path / "a") for word in line.decode().split() if word.startswith("_:")}
    assert held == blank != set()


def test_the_static_graphs_follow_the_base_of_the_store(tmp_path: Path) -> None:
    base = "https://standards.example.org/id/"
    with Writer.open(tmp_path, base=base) as writer:
        graphs = sorted(static_graphs(writer.minter))
    with EmbeddedStore(tmp_path) as reader:
        held = sorted({quad.graph_name.value for quad in reader.quads()})
    assert held == sorted([*map(str, graphs), f"{base}graph/meta"])


def test_what_is_installed_is_not_written_again(tmp_path: Path) -> None:
    with Writer.open(tmp_path):
        made = (tmp_path / "current").readlink(), (tmp_path / "current").stat().st_ino
    with Writer.open(tmp_path):
        assert ((tmp_path / "current").readlink(), (tmp_path / "current").stat().st_ino) == made


def test_what_people_wrote_keeps_no_release_out(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        interrupted(writer.engine, writer.minter)
        label = next(one for one in static_graphs(writer.minter)[writer.minter.graph("ontology")] if not blank(one))
        writer.commit(Net(add=frozenset({ox.Quad(*label, ox.NamedNode(EX.mine))})), Author("test", ""))
    with Writer.open(tmp_path) as writer:
        held = {quad.graph_name.value for quad in writer.engine.quads_for_pattern(*label)}
        assert held == {str(EX.mine), str(writer.minter.graph("ontology"))}


def blank(triple: ox.Triple) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in triple)
