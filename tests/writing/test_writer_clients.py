"""What clients of a writer process can do: all that a writer of their own could, in turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreBusyError, StoreError
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.loader.versions import removal
from profgraph.store.changes import Changes
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer
from profgraph.store.writing.client import WriterClient
from profgraph.store.writing.opening import open_writer, server_writer
from profgraph.store.writing.protocol import Outcome, Update
from rdflib import BNode, Literal, Namespace

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profgraph.store.protocol import Quad
    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]

EX = Namespace("http://example.org/")


def quad(name: str) -> Quad:
    return EX[name], EX.p, Literal(name), EX.g


def add(*names: str) -> Changes:
    return Changes(add=frozenset(map(quad, names)))


def whole(folder: Path) -> bytes:
    with EmbeddedStore(folder) as reader:
        return b"".join(canonical_nquads(reader))


def test_loading_and_removing_beside_a_server_do_what_they_do_alone(served: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    for folder, kind in ((alone, Writer), (served, WriterClient)):
        with open_writer(folder, purpose="load") as writer:
            assert type(writer) is kind
            (loaded,) = load([bundled()], writer)
            assert isinstance(loaded, Loaded)
            assert loaded.changed
            (again,) = load([bundled()], writer)
            assert isinstance(again, Loaded)
            assert not again.changed
            writer.publish()
    assert whole(served) == whole(alone)
    empty = tmp_path / "empty"
    with Writer.open(empty):
        pass
    for folder in (alone, served):
        with open_writer(folder, purpose="remove") as writer:
            assert writer.apply(removal(writer, loaded.built.graphs.version)) is True
            writer.publish()
        assert whole(folder) == whole(empty)


def test_a_client_reads_and_writes_what_a_writer_does(served: Path) -> None:
    odd = (EX.s, EX.p, Literal('tab\t, line\n, "quotes" \\ ё', lang="ru"), EX.g)
    with EmbeddedStore(served) as reader, open_writer(served) as writer:
        before = reader.data_version()
        assert writer.minter.base == reader.base
        assert writer.apply(Changes(add=frozenset({odd, quad("a")}))) is True
        assert writer.apply(Changes(add=frozenset({odd}))) is False
        assert writer.graph(EX.g) == {odd[:3], quad("a")[:3]}
        assert list(writer.triples(EX.s, None, None)) == [odd]
        assert list(writer.triples(None, EX.p, odd[2])) == [odd]
        assert list(writer.triples(None, None, EX.none)) == []
        live = writer.data_version()
        assert reader.data_version() == before != live
        assert writer.publish() == live == reader.data_version()
        with pytest.raises(StoreError, match="failed at the request"):
            writer.apply(Changes(add=frozenset({(EX.s, EX.p, BNode(), EX.g)})))
        assert writer.data_version() == live


def test_what_one_client_has_read_no_other_changes_before_its_own_change(process: Process, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with process(folder, patience=0.2), open_writer(folder) as one, open_writer(folder) as other:
        assert one.graph(EX.g) == frozenset()
        for write in (lambda: other.apply(add("b")), lambda: other.graph(EX.g)):
            with pytest.raises(StoreBusyError) as refused:
                write()
            assert refused.value.message.en == "another command or request is writing to the store; try again later"
        assert other.data_version() == one.data_version()
        assert one.apply(add("a")) is True
        assert other.graph(EX.g) == {quad("a")[:3]}
        with pytest.raises(StoreBusyError):
            one.graph(EX.g)
        assert other.apply(add("b")) is True
        assert one.graph(EX.g) == {quad("a")[:3], quad("b")[:3]}


def test_an_outcome_says_what_readers_see(served: Path) -> None:
    with server_writer(served) as client, EmbeddedStore(served) as reader:
        outcome = client.update(Update("INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 1, 2 } }"), client="test")
        assert outcome == Outcome(2, 0, reader.data_version())
        outcome = client.update(Update("DELETE DATA { GRAPH <x:g> { <x:s> <x:p> 1, 3 } }"), client="test")
        assert outcome == Outcome(0, 1, reader.data_version())
        assert client.update(Update("DELETE DATA { GRAPH <x:g> { <x:s> <x:p> 3 } }"), client="test") == Outcome(
            0, 0, reader.data_version()
        )
