"""Updates through the writer process: the engine's own semantics, whole or not at all, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.errors import UsageError
from profgraph.store.changes import Net
from profgraph.store.transactions import committed
from profgraph.store.writing.opening import server_writer
from profgraph.store.writing.protocol import Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profgraph.store.writing.client import WriterClient
    from profgraph.store.writing.supervisor import WriterProcess

    Process = Callable[..., AbstractContextManager[WriterProcess]]
    State = Callable[[Path], frozenset[str]]
    Cleared = Callable[[WriterClient], None]

START = """INSERT DATA {
  <x:a> <x:p> 1 . <x:b> <x:p> "два"@ru .
  GRAPH <x:g> { <x:a> <x:q> <x:b> , 01 . <x:b> <x:q> "x\\"\\n" }
  GRAPH <x:h> { <x:c> <x:q> <x:a> }
}"""

# Which graphs it changes is not in the words, so that all of them are compared.
ANY_GRAPH = " ; DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o FILTER(false) } }"


@pytest.fixture(scope="module")
def strict(process: Process, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a store in which a triple may be in two graphs."""
    folder = tmp_path_factory.mktemp("strict") / "store"
    with process(folder, is_union=False):
        yield folder


@pytest.mark.parametrize(
    "text",
    [
        "DELETE DATA { <x:a> <x:p> 1 . GRAPH <x:g> { <x:a> <x:q> 1 } }",
        "DELETE WHERE { GRAPH <x:g> { ?s ?p ?o } }",
        "INSERT { GRAPH <x:new> { ?s <x:n> ?o } } WHERE { GRAPH ?g { ?s <x:q> ?o } FILTER(?g = <x:h> || ?g = <x:g>) }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }",
        "WITH <x:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 'ё' } WHERE { ?s ?p ?o }",
        "COPY <x:g> TO <x:new>",
        "MOVE <x:g> TO <x:h>",
        "ADD <x:g> TO DEFAULT",
        "CLEAR GRAPH <x:g>",
        "CREATE GRAPH <x:new>",
        "DROP GRAPH <x:h> ; CREATE GRAPH <x:new> ; CLEAR DEFAULT",
        "INSERT DATA { <x:z> <x:p> 1 } ; DELETE DATA { <x:z> <x:p> 1 }",
        "PREFIX : <x:> INSERT DATA { :z :p 007 , '7'^^<http://www.w3.org/2001/XMLSchema#byte> }",
        "INSERT { ?s ps:code ?o } WHERE { ?s <x:p> ?o }",
    ],
)
@pytest.mark.parametrize("ending", ["", ANY_GRAPH], ids=["graphs by their names", "any graph"])
def test_an_update_does_what_the_engine_does(
    strict: Path, cleared: Cleared, state: State, text: str, ending: str
) -> None:
    text += ending
    model = ox.Store()
    model.update(START)
    with server_writer(strict) as client:
        cleared(client)
        version = client.update(Update(START), client="test").data_version
        before, nothing = frozenset(map(str, model)), empty(model)
        model.update(text, prefixes={"ps": "https://w3id.org/profgraph/ns#"})
        outcome = client.update(Update(text), client="test")
    after = frozenset(map(str, model))
    assert state(strict) == after
    assert (outcome.added, outcome.removed) == (len(after - before), len(before - after))
    assert (outcome.data_version == version) is ((after, empty(model)) == (before, nothing))


def empty(store: ox.Store) -> set[str]:
    return {str(graph) for graph in store.named_graphs() if not list(store.quads_for_pattern(None, None, None, graph))}


def test_blank_nodes_keep_their_labels_from_update_to_update(strict: Path, cleared: Cleared, state: State) -> None:
    with server_writer(strict) as client:
        cleared(client)
        client.update(Update("INSERT DATA { <x:a> <x:p> [ <x:q> _:b ] . GRAPH <x:g> { _:b <x:p> 1 } }"), client="test")
        before = state(strict)
        assert sum(line.count("_:") for line in before) == 4
        client.update(Update("INSERT { ?s <x:more> ?o } WHERE { ?s <x:q> ?o }"), client="test")
        (link,) = [line for line in before if "<x:q>" in line]
        assert state(strict) == before | {link.replace("<x:q>", "<x:more>")}
        client.update(Update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isBlank(?s)) }"), client="test")
    assert state(strict) == {line for line in before if "<x:q>" not in line}


@pytest.mark.parametrize(
    ("text", "default", "named", "added"),
    [
        ("INSERT { <x:r> <x:n> ?s } WHERE { ?s ?p ?o }", ("x:g",), (), {"a", "b"}),
        ("INSERT { <x:r> <x:n> ?s } where { ?s ?p ?o }", ("x:g", "x:h"), (), {"a", "b", "c"}),
        ("INSERT { <x:r> <x:n> ?s } WHERE { GRAPH ?g { ?s ?p ?o } }", (), ("x:h",), {"c"}),
        ("INSERT { <x:r> <x:n> ?s } WHERE { GRAPH ?g { ?s ?p ?o } }", ("x:g",), (), set()),
        ("INSERT { <x:r> <x:n> ?s } WHERE { { SELECT ?s WHERE { ?s <x:q> 1 } } }", ("x:g",), (), {"a"}),
        (
            'INSERT DATA { <x:r> <x:n> <x:d> } ; INSERT { <x:r> <x:n> ?s }#WHERE\nWHERE { ?s ?p "x\\"\\n" }',
            ("x:g",),
            (),
            {"b", "d"},
        ),
    ],
)
def test_an_update_is_asked_of_the_graphs_that_the_request_names(
    strict: Path,
    cleared: Cleared,
    state: State,
    text: str,
    default: tuple[str, ...],
    named: tuple[str, ...],
    added: set[str],
) -> None:
    with server_writer(strict) as client:
        cleared(client)
        client.update(Update(START), client="test")
        before = state(strict)
        client.update(Update(text, using_default=default, using_named=named), client="test")
    assert state(strict) - before == {f"<x:r> <x:n> <x:{name}>" for name in added}


def test_delete_where_takes_away_what_the_named_graph_matches(strict: Path, cleared: Cleared, state: State) -> None:
    with server_writer(strict) as client:
        cleared(client)
        client.update(Update("INSERT DATA { <x:a> <x:p> 1, 2 . GRAPH <x:g> { <x:a> <x:p> 1 } }"), client="test")
        client.update(Update("DELETE WHERE { ?s <x:p> ?o }", using_default=("x:g",)), client="test")
    two, one = (f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>' for number in (2, 1))
    assert state(strict) == {f"<x:a> <x:p> {two}", f"<x:a> <x:p> {one} <x:g>"}


@pytest.mark.parametrize(
    "text",
    [
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } USING <x:h> WHERE { ?s ?p ?o }",
        "\\u0057ITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_dataset_in_the_text_and_one_in_the_request_exclude_each_other(strict: Path, text: str) -> None:
    with server_writer(strict) as client:
        version = client.data_version()
        with pytest.raises(UsageError):
            client.update(Update(text, using_default=("x:g",)), client="test")
        assert client.data_version() == version


NODES = st.sampled_from([ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.BlankNode("b"), ox.BlankNode("c0")])
VALUES = NODES | st.sampled_from([ox.Literal("ё\n\\ \"'"), ox.Literal("da", language="ru"), ox.Literal(7)])
GRAPHS = st.sampled_from([ox.DefaultGraph(), ox.NamedNode("x:g"), ox.NamedNode("x:h")])
QUADS = st.frozensets(st.builds(ox.Quad, NODES, st.just(ox.NamedNode("x:p")), VALUES, GRAPHS), max_size=12)


@given(before=QUADS, after=QUADS)
def test_one_text_makes_any_difference(before: frozenset[ox.Quad], after: frozenset[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(before)
    net = Net(remove=before - after, add=after - before, create=frozenset({"x:n"}))
    committed(store, net)
    assert frozenset(store) == after
    assert ox.NamedNode("x:n") in set(store.named_graphs())
    committed(store, Net(remove=after, drop=frozenset({"x:n", "x:g", "x:h"})))
    assert (list(store), list(store.named_graphs())) == ([], [])


OPERATIONS = st.lists(
    st.sampled_from(
        [
            "INSERT DATA { GRAPH <x:g> { <x:a> <x:q> 1 } }",
            "DELETE DATA { GRAPH <x:g> { <x:a> <x:q> 1 } }",
            "INSERT { GRAPH <x:h> { ?o <x:q> ?s } } WHERE { GRAPH <x:g> { ?s <x:q> ?o } FILTER(isIRI(?o)) }",
            "DELETE { GRAPH ?g { ?s <x:q> ?o } } WHERE { GRAPH ?g { ?s <x:q> ?o FILTER(isLiteral(?o)) } }",
            "MOVE <x:h> TO <x:new>",
            "ADD SILENT <x:new> TO <x:g>",
            "DROP SILENT GRAPH <x:h>",
            "CREATE SILENT GRAPH <x:h>",
            "INSERT { ?s <x:q> 3 } WHERE { ?s <x:p> ?o }",
        ]
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=8)
@given(operations=OPERATIONS)
def test_a_chain_of_updates_leaves_what_the_engine_alone_would(
    strict: Path, cleared: Cleared, state: State, operations: list[str]
) -> None:
    model = ox.Store()
    with server_writer(strict) as client:
        cleared(client)
        for text in (START, *operations):
            try:
                model.update(text)
            except RuntimeError:
                with pytest.raises(UsageError):
                    client.update(Update(text), client="test")
            else:
                client.update(Update(text), client="test")
    assert state(strict) == frozenset(map(str, model))
