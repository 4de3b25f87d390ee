"""The writer: one transaction a change, nothing twice, one writer a folder, one base a store."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreBusyError, StoreError, UsageError
from profgraph.settings import BASE
from profgraph.store.changes import Changes, SecondGraphError
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from rdflib import XSD, BNode, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from pathlib import Path

    from profgraph.store.protocol import Quad, Term

EX = Namespace("http://example.org/")
G, H = EX.g, EX.h


def quad(name: str, value: Term, graph: URIRef = G) -> Quad:
    return EX[name], EX.p, value, graph


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=XSD[datatype], normalize=False)


def add(*quads: Quad) -> Changes:
    return Changes(add=frozenset(quads))


def remove(*quads: Quad) -> Changes:
    return Changes(remove=frozenset(quads))


def test_a_change_is_made_once(tmp_path: Path) -> None:
    one, two = quad("a", Literal("да", lang="ru")), quad("b", EX.c, H)
    with Writer.open(tmp_path) as writer:
        empty = writer.data_version()
        assert writer.apply(add(one, two)) is True
        full = writer.data_version()
        assert writer.apply(add(one, two)) is False
        assert writer.apply(Changes(remove=frozenset({one}), add=frozenset({one}))) is False
        assert writer.data_version() == full
        assert writer.graph(G) == {one[:3]}
        assert list(writer.triples(None, None, EX.c)) == [two]
        assert writer.apply(remove(one, two, quad("never", EX.c))) is True
        assert writer.apply(remove(one, two)) is False
        assert writer.data_version() == empty


@pytest.mark.parametrize(
    ("written", "held"),
    [
        (typed("01", "integer"), typed("1", "integer")),
        (typed("7", "positiveInteger"), typed("7", "integer")),
        (typed("1.0E6", "double"), typed("1000000", "double")),
        (typed("1.50", "decimal"), typed("1.5", "decimal")),
        (typed("1", "boolean"), typed("true", "boolean")),
        (typed("many", "integer"), typed("many", "integer")),
        (typed("2014-09-08", "date"), typed("2014-09-08", "date")),
        (Literal("текст", datatype=XSD.string), Literal("текст")),
        (Literal("текст", lang="RU"), Literal("текст", lang="ru")),
        (Literal('tab\t, line\n, "quotes" \\ and \x01', lang="ru"),) * 2,
    ],
)
def test_a_literal_that_the_engine_respells_is_the_same_literal(
    tmp_path: Path, written: Literal, held: Literal
) -> None:
    with Writer.open(tmp_path) as writer:
        assert writer.apply(add(quad("a", written))) is True
        assert writer.apply(add(quad("a", written))) is False
        assert writer.graph(G) == {quad("a", held)[:3]}
        assert writer.apply(remove(quad("a", written))) is True
        assert writer.graph(G) == frozenset()


def test_no_triple_stands_in_two_graphs(tmp_path: Path) -> None:
    here, there = quad("a", EX.b), quad("a", EX.b, H)
    triple = "<http://example.org/a> <http://example.org/p> <http://example.org/b>"
    graphs = "<http://example.org/g> and <http://example.org/h>"
    problem = f"the triple {triple} would stand in two graphs: {graphs}; keep it in one"
    with Writer.open(tmp_path) as writer:
        with pytest.raises(SecondGraphError, match=rf"^{problem}$"):
            writer.apply(add(here, there))
        writer.apply(add(here))
        before = writer.data_version()
        with pytest.raises(SecondGraphError, match=rf"^{problem}$"):
            writer.apply(add(there, quad("other", EX.b)))
        assert writer.data_version() == before
        assert writer.apply(Changes(remove=frozenset({here}), add=frozenset({there}))) is True
        assert writer.graph(G) == frozenset()
        assert writer.graph(H) == {there[:3]}


@pytest.mark.parametrize(
    "unfit",
    [
        (BNode("b"), EX.p, EX.o, G),
        (EX.s, EX.p, BNode("b"), G),
        (EX.s, EX.p, EX.o, BNode("b")),
        (EX.s, EX.p, EX.o, None),
        (EX.s, Literal("p"), EX.o, G),
        (EX.s, EX.p, EX.o, URIRef(f"{BASE}graph/meta")),
    ],
)
def test_what_no_caller_may_write_is_refused(tmp_path: Path, unfit: Quad) -> None:
    with Writer.open(tmp_path) as writer:
        before = writer.data_version()
        for changes in (add(unfit), remove(unfit)):
            with pytest.raises(ValueError, match=r"blank node|the store itself keeps"):
                writer.apply(changes)
        assert writer.data_version() == before


def test_what_is_committed_but_not_published_is_published_on_opening(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        reader = EmbeddedStore(tmp_path)
        published = reader.data_version()
        writer.apply(add(quad("a", EX.b)))
        committed = writer.data_version()
        assert reader.data_version() == published != committed
    with Writer.open(tmp_path):
        assert reader.data_version() == committed
    reader.close()


def test_the_base_is_fixed_when_the_store_is_made(tmp_path: Path) -> None:
    base = "https://standards.example.org/id/"
    with Writer.open(tmp_path / "own", base=base) as writer:
        assert writer.minter.base == base
    with Writer.open(tmp_path / "own") as writer:
        assert writer.minter.base == base
    with Writer.open(tmp_path / "default") as writer:
        assert writer.minter.base == BASE
    with EmbeddedStore(tmp_path / "own") as reader:
        assert reader.base == base
    with pytest.raises(StoreError) as refused, Writer.open(tmp_path / "own", base=BASE):
        pass
    assert refused.value.message.en == (
        f"{tmp_path / 'own'}: the IRIs of this store begin with {base}, not {BASE}; name another folder"
    )


@pytest.mark.parametrize("base", ["standards", "https://example.org/id", "https://exa mple.org/", "ftp://e.org/"])
def test_a_base_that_is_no_address_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(UsageError) as refused, Writer.open(tmp_path / "store", base=base):
        pass
    assert refused.value.message.en == (
        f"PROFGRAPH_BASE: {base!r} does not fit; it must be an http(s) address that ends with a slash"
    )
    with Writer.open(tmp_path / "store") as writer:
        assert writer.minter.base == BASE


def test_a_second_writer_is_refused_by_the_process_id_of_the_first(tmp_path: Path) -> None:
    holding = """
import sys
from pathlib import Path
from profgraph.store.writer import Writer
with Writer.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", holding, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreBusyError) as refused, Writer.open(tmp_path):
            pass
        with EmbeddedStore(tmp_path) as reader:
            assert reader.query("ASK {}") is True
        holder.communicate()
    assert refused.value.message.en == (
        f"{tmp_path}: another process ({holder.pid}) is writing to the store; wait for it or stop it"
    )
    with Writer.open(tmp_path), pytest.raises(StoreBusyError), Writer.open(tmp_path):
        pass


def test_a_closed_writer_refuses_to_work(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        pass
    with pytest.raises(ValueError, match="the writer is closed"):
        writer.data_version()


def test_an_error_of_the_caller_is_not_taken_for_one_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"^mine$"), Writer.open(tmp_path):
        raise RuntimeError("mine")
    with Writer.open(tmp_path):
        pass
    assert json.loads((tmp_path / "store.json").read_text()) == {"format": 1, "base": BASE}
