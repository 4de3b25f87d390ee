"""The data version and the canonical N-Quads depend on the data alone, not on the way to it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.store.changes import Changes
from profgraph.store.digests import GraphDigest, by_graph, version_of
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.protocol import Quad, Table
from profgraph.store.writer import Writer
from rdflib import XSD, Literal, Namespace, URIRef

EX = Namespace("http://example.org/")
VALUES = [
    Literal("текст", lang="ru"),
    Literal("01", datatype=XSD.integer, normalize=False),
    Literal("1.50", datatype=XSD.decimal, normalize=False),
    Literal('"\n\\\t'),
    EX.thing,
]

RECORDED = "SELECT ?graph ?digest ?triples { ?graph ps:digest ?digest ; void:triples ?triples }"

# A step gives one of four graphs one of some contents; an empty content removes the graph.
CONTENTS = st.frozensets(st.sampled_from(VALUES), max_size=len(VALUES))
STEPS = st.lists(st.tuples(st.integers(0, 3), CONTENTS), max_size=8)


def content(number: int, values: frozenset[Literal | URIRef]) -> frozenset[Quad]:
    return frozenset((EX[f"s{number}"], EX.p, value, EX[f"g{number}"]) for value in values)


def replace(writer: Writer, number: int, values: frozenset[Literal | URIRef]) -> None:
    graph = EX[f"g{number}"]
    held = frozenset((*triple, graph) for triple in writer.graph(graph))
    writer.apply(Changes(remove=held, add=content(number, values)))


def state(folder: Path) -> tuple[str, list[bytes]]:
    with EmbeddedStore(folder) as reader:
        return reader.data_version(), list(canonical_nquads(reader))


@settings(max_examples=12, deadline=None)
@given(steps=STEPS, publish=st.booleans())
def test_every_way_to_the_same_data_ends_in_the_same_bytes(
    *, steps: list[tuple[int, frozenset[Literal | URIRef]]], publish: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Writer.open(folder / "steps") as writer:
            for step in steps:
                replace(writer, *step)
                if publish:
                    writer.publish()
            writer.publish()
        with Writer.open(folder / "once") as writer:
            quads = [content(*step) for step in dict(steps).items()]
            writer.apply(Changes(add=frozenset().union(*quads)))
            writer.publish()
        assert state(folder / "steps") == state(folder / "once")


def test_the_recorded_digests_are_those_of_the_quads(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        for number in range(4):
            replace(writer, number, frozenset(VALUES[number:]))
        replace(writer, 1, frozenset(VALUES[:2]))
        replace(writer, 2, frozenset())
        writer.publish()
        meta = writer.minter.graph("meta")
    with EmbeddedStore(tmp_path) as reader:
        graphs = by_graph(reader.quads())
        del graphs[str(meta)]
        expected = {graph: GraphDigest().changed(add=quads) for graph, quads in graphs.items()}
        told = reader.query(RECORDED, default_graphs=(str(meta),))
        version = reader.data_version()
    assert isinstance(told, Table)
    assert {str(EX.g0), str(EX.g1), str(EX.g3)} <= expected.keys()
    assert set(told.rows) == {
        (URIRef(graph), Literal(digest.digits), Literal(digest.triples)) for graph, digest in expected.items()
    }
    assert version == version_of({graph: digest.digits for graph, digest in expected.items()})


def test_canonical_nquads_are_sorted_lines_of_utf_8(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        replace(writer, 0, frozenset(VALUES))
        writer.publish()
    with EmbeddedStore(tmp_path) as reader:
        lines = list(canonical_nquads(reader))
    assert lines == sorted(set(lines))
    assert [line.decode() for line in lines if line.startswith(b"<http://example.org/s0>")] == [
        f"<http://example.org/s0> <http://example.org/p> {value} <http://example.org/g0> .\n"
        for value in (
            f'"1"^^<{XSD.integer}>',
            f'"1.5"^^<{XSD.decimal}>',
            r'"\"\n\\\t"',
            '"текст"@ru',
            "<http://example.org/thing>",
        )
    ]
