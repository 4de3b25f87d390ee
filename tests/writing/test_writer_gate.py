"""Writes to the graph of a standard: integrity shapes are a gate, and what follows is made anew with the write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.writing.opening import open_writer, server_writer
from profgraph.store.writing.protocol import Document, GraphWrite, RefusedWriteError, Update
from rdflib import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]
    State = Callable[[Path], frozenset[str]]

NAME = "16.020/620n-2014-09-08"
VERSION = f"{BASE}standard/{NAME}"
ASSERTED, INFERRED, REPORT, SOURCE = (
    f"{BASE}graph/{kind}/{NAME}" for kind in ("asserted", "inferred", "report", "source")
)


@pytest.fixture(scope="module")
def folder(process: Process, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a store with the bundled standard, which a writer process holds."""
    path = tmp_path_factory.mktemp("gate") / "store"
    with process(path):
        reloaded(path)
        yield path


def reloaded(folder: Path) -> None:
    with open_writer(folder, purpose="load") as writer:
        list(load([bundled()], writer))
        writer.publish()


def triples(folder: Path, graph: str) -> bytes:
    with EmbeddedStore(folder) as reader:
        return "".join(sorted(f"{quad.triple} .\n" for quad in reader.quads([graph]))).encode()


def document_aside(lines: frozenset[str]) -> frozenset[str]:
    """Return the lines without what only the document itself gives: diagnostics and its text."""
    return frozenset(line for line in lines if f"<{REPORT}>" not in line and f"<{SOURCE}>" not in line)


def test_what_is_stated_by_hand_gives_what_loading_gives(folder: Path, state: State) -> None:
    reloaded(folder)
    loaded, stated = state(folder), triples(folder, ASSERTED)
    with server_writer(folder) as client:
        assert client.write(GraphWrite("delete", ASSERTED), client="test").existed is True
        assert state(folder) == frozenset()
        client.write(GraphWrite("put", ASSERTED, (Document("application/n-triples", stated),)), client="test")
    assert document_aside(state(folder)) == document_aside(loaded)
    with EmbeddedStore(folder) as reader:
        found = reader.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{REPORT}> {{ ?r a sh:ValidationResult }} }}")
        assert isinstance(found, Table)
        assert int(str(found.rows[0][0])) == sum("resultSeverity" in line for line in loaded) > 0
    reloaded(folder)
    assert state(folder) == loaded


def test_the_text_of_a_document_stays_as_long_as_the_version_names_its_source(folder: Path) -> None:
    reloaded(folder)
    text, stated = triples(folder, SOURCE), triples(folder, ASSERTED)
    assert text.count(b" .\n") == 1
    source = text.split()[0]
    with server_writer(folder) as client:
        client.update(Update(f"DELETE WHERE {{ GRAPH <{ASSERTED}> {{ <{VERSION}> ps:purpose ?p }} }}"), client="test")
        assert triples(folder, SOURCE) == text
        other = stated.replace(source, source.replace(b"/source/", b"/source/f"))
        client.write(GraphWrite("put", ASSERTED, (Document("application/n-triples", other),)), client="test")
    assert triples(folder, SOURCE) == b""
    reloaded(folder)
    assert triples(folder, SOURCE) == text


def test_a_change_of_a_text_changes_its_concept_and_the_chains_that_end_in_it(folder: Path, state: State) -> None:
    reloaded(folder)
    before = state(folder)
    concept = f"<{BASE}concept/knowledge/{'0' * 16}>"
    text = f"""
      DELETE {{ GRAPH <{ASSERTED}> {{ ?s ps:verbatimText ?old ; rdfs:label ?label ; ps:expressesConcept ?c }} }}
      INSERT {{ GRAPH <{ASSERTED}> {{
        ?s ps:verbatimText "Знать всё"@ru ; rdfs:label "Знать всё"@ru ; ps:expressesConcept {concept} }} }}
      WHERE {{ GRAPH <{ASSERTED}> {{ ?s ps:verbatimText ?old ; rdfs:label ?label ; ps:expressesConcept ?c
        FILTER(STRENDS(STR(?s), "A/01.5/knowledge/1")) }} }}"""
    with server_writer(folder) as client:
        outcome = client.update(Update(text), client="test")
    assert (outcome.added, outcome.removed) == (3, 3)
    with EmbeddedStore(folder) as reader:
        labels = reader.query(f"SELECT ?label {{ {concept} skos:prefLabel ?label }}")
        inferred = reader.query(f"ASK {{ GRAPH <{INFERRED}> {{ ?f ?p {concept} }} }}")
    assert labels == Table(("label",), ((Literal("Знать всё", lang="ru"),),))
    assert inferred is True
    reloaded(folder)
    assert state(folder) == before


ACTION = f"{VERSION}/A/01.5/action/1"
NAMELESS = f"{BASE}graph/asserted/1/2"
WITHOUT_CONCEPTS = f"DELETE WHERE {{ GRAPH <{ASSERTED}> {{ ?s ps:expressesConcept ?c }} }}"
LACKING = Message(
    ru="A/01.5/action/1: Утверждение не выражает ровно одно понятие. (StatementExpressesOneConcept)",
    en="A/01.5/action/1: The statement does not express exactly one concept. (StatementExpressesOneConcept)",
)


def test_a_graph_that_would_be_wrong_is_refused_with_the_report(folder: Path, state: State) -> None:
    reloaded(folder)
    before = state(folder)
    with server_writer(folder) as client:
        version = client.data_version()
        with pytest.raises(RefusedWriteError) as refused:
            client.update(Update(f"INSERT DATA {{ <x:s> <x:p> <x:o> }} ; {WITHOUT_CONCEPTS}"), client="test")
        assert client.data_version() == version
    assert refused.value.message == Message(
        ru=f"граф стандарта стал бы неверным (103): {LACKING.ru}",
        en=f"the graph of the standard would be wrong (103): {LACKING.en}",
    )
    assert refused.value.report[0] == LACKING
    assert len(refused.value.report) == 100
    assert {one.en.partition(": ")[2] for one in refused.value.report} == {LACKING.en.partition(": ")[2]}
    assert state(folder) == before


@pytest.mark.parametrize(
    "text",
    [
        f"DELETE WHERE {{ GRAPH <{ASSERTED}> {{ <{VERSION}> ps:isVersionOf ?work }} }}",
        f"DELETE WHERE {{ GRAPH <{ASSERTED}> {{ <{VERSION}> ps:code ?code }} }}",
        f"DELETE WHERE {{ GRAPH <{ASSERTED}> {{ ?s ps:verbatimText ?text }} }}",
        f"DELETE WHERE {{ GRAPH <{ASSERTED}> {{ <{VERSION}> ps:orderDate ?day }} }}",
        f"INSERT DATA {{ GRAPH <{ASSERTED}> {{ <{VERSION}> ps:isVersionOf <x:work> }} }}",
        f"INSERT DATA {{ GRAPH <{ASSERTED}> {{ <{VERSION}> ps:approvedBy <x:act> }} }}",
        f"INSERT DATA {{ GRAPH <{ASSERTED}> {{ <{ACTION}> ps:expressesConcept <x:concept> }} }}",
        f"INSERT DATA {{ GRAPH <{NAMELESS}> {{ <x:s> <x:p> <x:o> }} }}",
        f"INSERT DATA {{ GRAPH <{NAMELESS}> {{ <{BASE}standard/1/2> ps:isVersionOf <{BASE}standard/1> }} }}",
    ],
)
def test_no_write_leaves_a_standard_that_cannot_be_described(folder: Path, state: State, text: str) -> None:
    reloaded(folder)
    before = state(folder)
    with server_writer(folder) as client, pytest.raises(RefusedWriteError) as refused:
        client.update(Update(text), client="test")
    assert "failed" not in refused.value.message.en
    assert state(folder) == before


def test_graphs_of_people_say_nothing_of_shared_nodes(folder: Path, state: State) -> None:
    reloaded(folder)
    before = state(folder)
    text = f"""INSERT DATA {{ GRAPH <x:mine> {{ <x:version> ps:isVersionOf <{BASE}standard/16.020> ;
        ps:approvedBy <{BASE}act/mintrud/2014-09-08/620n> . <x:s> ps:expressesConcept <{BASE}concept/skill/1> }} }}"""
    with server_writer(folder) as client:
        client.update(Update(text), client="test")
        stated = triples(folder, ASSERTED)
        client.write(GraphWrite("delete", ASSERTED), client="test")
        client.write(GraphWrite("put", ASSERTED, (Document("application/n-triples", stated),)), client="test")
        reloaded(folder)
        client.write(GraphWrite("delete", "x:mine"), client="test")
    assert state(folder) == before
