"""rdflib's API over a store, as a notebook uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.ontology.terms import PS
from profgraph.store.changes import Changes
from profgraph.store.notebook import open_graph
from profgraph.store.writer import Writer
from rdflib import SKOS, Literal, Namespace

if TYPE_CHECKING:
    from pathlib import Path

EX = Namespace("http://example.org/")
QUADS = frozenset(
    {
        (EX.f, PS.name, Literal("Управление", lang="ru"), EX.g),
        (EX.f, PS.code, Literal("B/03.6"), EX.g),
        (EX.c, SKOS.prefLabel, Literal("понятие", lang="ru"), EX.h),
    }
)

# rdflib 7.6 warns of its own call.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")


def test_a_notebook_reads_the_union_and_the_graphs(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        writer.apply(Changes(add=QUADS))
        writer.publish()
    graph = open_graph(str(tmp_path))
    named = graph.query("SELECT ?name { ?function ps:code 'B/03.6' ; ps:name ?name }")
    assert [row.name for row in named] == [Literal("Управление", lang="ru")]
    assert graph.value(EX.c, SKOS.prefLabel) == Literal("понятие", lang="ru")
    assert set(graph.graph(EX.g)) == {(s, p, from_store(o)) for s, p, o, g in QUADS if g == EX.g}
    with pytest.raises(RuntimeError, match="read-write"):
        graph.add((EX.a, EX.b, EX.c))
    graph.close()


def test_the_snapshot_of_a_notebook_is_kept_until_it_is_closed(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        graph = open_graph(tmp_path)
        before = len(graph)
        old = (tmp_path / "current").readlink().name
        writer.apply(Changes(add=QUADS))
        writer.publish()
        assert (tmp_path / "snapshots" / old).is_dir()
        assert len(graph) == before
        graph.close()
        writer.publish()
        assert not (tmp_path / "snapshots" / old).exists()


def from_store(value: object) -> object:
    """Return a plain literal as oxrdflib gives it back."""
    return (
        Literal(str(value), datatype="http://www.w3.org/2001/XMLSchema#string") if value == Literal("B/03.6") else value
    )
