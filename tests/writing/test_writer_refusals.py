"""Updates that are refused, whole: what they would write, where, how often, and at what cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.errors import ProfGraphError, RefusedError
from profgraph.settings import BASE
from profgraph.store.protocol import QueryError
from profgraph.store.writing.opening import server_writer
from profgraph.store.writing.protocol import RefusedWriteError, StoppedUpdateError, Update
from profgraph.store.writing.trials import TrialLimits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profgraph.store.writing.client import WriterClient
    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]
    State = Callable[[Path], frozenset[str]]
    Cleared = Callable[[WriterClient], None]

START = "INSERT DATA { <x:a> <x:p> 1 . GRAPH <x:g> { <x:a> <x:q> 1 , 2 } GRAPH <x:h> { <x:c> <x:q> <x:a> } }"
GRAPH = f"{BASE}graph"
MEMORY = 1024**3
ONE = '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
REASON = "that is the name of the default graph; write to it without a name"


@pytest.fixture(scope="module")
def union(process: Process, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a store in which a triple is in one graph."""
    folder = tmp_path_factory.mktemp("union") / "store"
    with process(folder):
        yield folder


@pytest.fixture(scope="module")
def narrow(process: Process, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a store whose updates may take 2 s and 1 GiB; those that are refused for a reason must not get there."""
    folder = tmp_path_factory.mktemp("narrow") / "store"
    with process(folder, limits=TrialLimits(seconds=2, memory=MEMORY)):
        yield folder


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("INSERT DATA {", QueryError, "the update, line 1, column 14: error after 'INSERT DATA {'"),
        ("", None, ""),
        ("DROP ALL", RefusedWriteError, None),
        ("CLEAR NAMED", RefusedWriteError, None),
        (
            "CREATE GRAPH <x:g> ; CREATE GRAPH <x:g>",
            QueryError,
            "the update cannot be evaluated: The graph <x:g> already exists",
        ),
        (
            "LOAD <http://127.0.0.1:1/x>",
            QueryError,
            None,
        ),
        (
            "DELETE {} WHERE " + "{ OPTIONAL " * 5000 + "{}" + "}" * 5000,
            QueryError,
            "the update, line 1, column 1117: more than 100 brackets deep; simplify it or split it into parts",
        ),
        (
            f"INSERT DATA {{ GRAPH <{GRAPH}/meta> {{ <x:a> <x:p> 1 }} }}",
            RefusedWriteError,
            f"the graph <{GRAPH}/meta> cannot be changed: the store itself keeps it",
        ),
        (
            f"INSERT DATA {{ GRAPH <{GRAPH}/source/16.020/620n-2014-09-08> {{ <x:a> <x:p> 1 }} }}",
            RefusedWriteError,
            f"the graph <{GRAPH}/source/16.020/620n-2014-09-08> cannot be changed: the store itself keeps it",
        ),
        (
            f"DROP GRAPH <{GRAPH}/ontology>",
            RefusedWriteError,
            f"the graph <{GRAPH}/ontology> cannot be changed: it comes with the release of the program",
        ),
        (
            f"INSERT DATA {{ GRAPH <{GRAPH}/classifier/okz/2031> {{ <x:a> <x:p> 1 }} }}",
            RefusedWriteError,
            f"the graph <{GRAPH}/classifier/okz/2031> cannot be changed: it comes with the release of the program",
        ),
        *(
            (
                f"INSERT DATA {{ GRAPH <{GRAPH}/{name}> {{ <x:a> <x:p> 1 }} }}",
                RefusedWriteError,
                f"the graph <{GRAPH}/{name}> cannot be changed: it follows from graph/asserted/…; change that graph",
            )
            for name in ("concepts", "registry", "inferred/16.020/620n-2014-09-08", "report/1/2")
        ),
        (
            "INSERT DATA { GRAPH <urn:x-rdflib:default> { <x:a> <x:p> 1 } }",
            RefusedWriteError,
            f"the graph <urn:x-rdflib:default> cannot be changed: {REASON}",
        ),
        (
            f"INSERT DATA {{ GRAPH <{GRAPH}/asserted/1/2> {{ _:b <x:p> 1 }} }}",
            RefusedWriteError,
            None,
        ),
        (
            "INSERT DATA { <x:a> <x:p> <<( <x:a> <x:p> 1 )>> }",
            RefusedWriteError,
            f"that is a term of RDF 1.2, and this is RDF 1.1: <x:a> <x:p> <<( <x:a> <x:p> {ONE} )>>",
        ),
        (
            "INSERT DATA { GRAPH <x:g> { <x:a> <x:p> 1 } GRAPH <x:h> { <x:a> <x:p> 1 } }",
            RefusedError,
            f"the triple <x:a> <x:p> {ONE} would stand in two graphs: <x:g> and <x:h>; keep it in one",
        ),
    ],
)
def test_what_may_not_be_written_is_refused_whole(
    union: Path, cleared: Cleared, state: State, text: str, kind: type[ProfGraphError] | None, said: str | None
) -> None:
    with server_writer(union) as client:
        cleared(client)
        version = client.update(Update("INSERT DATA { <x:old> <x:p> 1 }"), client="test").data_version
        if kind is None:
            assert client.update(Update(text), client="test").data_version == version
            return
        for whole in (text, f"INSERT DATA {{ <x:new> <x:p> 1 }} ; {text}"):
            with pytest.raises(ProfGraphError) as refused:
                client.update(Update(whole), client="test")
            assert type(refused.value) is kind
            if whole == text and said is not None:
                assert refused.value.message.en == said
            assert "\n" not in refused.value.message.ru + refused.value.message.en
        assert client.data_version() == version
    assert state(union) == {'<x:old> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'}


@pytest.mark.parametrize(
    "text",
    [
        "COPY <x:g> TO <x:new>",
        "ADD <x:g> TO DEFAULT",
        "INSERT { ?s ?p ?o } WHERE { GRAPH <x:h> { ?s ?p ?o } }",
    ],
)
def test_a_triple_moves_but_does_not_stand_twice_in_a_union(
    union: Path, cleared: Cleared, state: State, text: str
) -> None:
    with server_writer(union) as client:
        cleared(client)
        client.update(Update(START), client="test")
        before = state(union)
        with pytest.raises(RefusedError, match="would stand in two graphs"):
            client.update(Update(text), client="test")
        assert state(union) == before
        client.update(Update("MOVE <x:g> TO <x:new>"), client="test")
    assert state(union) == {line.replace("<x:g>", "<x:new>") for line in before}


ENDLESS = "INSERT { <x:a> <x:b> ?n } WHERE { %s }"
ANYTHING = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(5))


@pytest.mark.parametrize(
    "text",
    [
        ENDLESS % f"SELECT (COUNT(*) AS ?n) {{ {ANYTHING} }}",
        ENDLESS % f"SELECT (GROUP_CONCAT(STR(?o1)) AS ?n) {{ {ANYTHING} }}",
    ],
    ids=["time", "memory"],
)
def test_an_update_that_takes_too_much_ends_alone(narrow: Path, cleared: Cleared, text: str) -> None:
    with server_writer(narrow) as client:
        version = client.data_version()
        with pytest.raises(StoppedUpdateError) as stopped:
            client.update(Update(text), client="test")
        assert stopped.value.message.en == "the write was stopped: more than 2 s or 1 GiB; split it into parts"
        assert client.data_version() == version
        assert client.update(Update("INSERT DATA { <x:after> <x:p> <x:o> }"), client="test").data_version != version
        cleared(client)
