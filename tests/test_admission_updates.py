"""Which graphs an update can change: told from its words, and never fewer than a real store then changes."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.ontology.terms import PREFIXES
from profgraph.store.admission import TextLimits, admit_update
from profgraph.store.protocol import QueryError

P = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
A, B = "http://e/a", "http://e/b"
DECIDED = {
    "": set(),
    "# nothing": set(),
    "INSERT DATA { <urn:s> <urn:p> 1 }": {""},
    "INSERT DATA { GRAPH <http://e/a> { <urn:s> <urn:p> 1 } }": {A},
    "INSERT DATA { <urn:s> <urn:p> 1 . GRAPH <http://e/a> { <urn:s> <urn:p> 1 } . <urn:s> <urn:p> 2 }": {"", A},
    "PREFIX e: <http://e/> INSERT DATA { GRAPH e:a { <urn:s> <urn:p> 1 } GRAPH e:b {} }": {A, B},
    "INSERT DATA { GRAPH <http://e/\\u0061> {} }": {A},
    "DELETE DATA { GRAPH <http://e/a> { <urn:s> <urn:p> '}' } }": {A},
    "DELETE WHERE { GRAPH <http://e/a> { ?s ?p ?o } }": {A},
    "DELETE WHERE { ?s ?p ?o }": {""},
    "WITH <http://e/a> DELETE { ?s ?p ?o } INSERT { GRAPH <http://e/b> { ?s ?p 2 } } WHERE { GRAPH ?g { ?s ?p ?o } }": {
        A,
        B,
    },
    "WITH <http://e/a> DELETE { ?s ?p ?o } USING NAMED <http://e/b> USING <urn:c> WHERE { ?s ?p ?o }": {A},
    "INSERT { ?s ?p ?o } WHERE { { SELECT * { ?s ?p ?o } } }": {""},
    "CLEAR GRAPH <http://e/a>; DROP SILENT DEFAULT ;": {A, ""},
    "CREATE SILENT GRAPH <http://e/a>": {A},
    "ADD <http://e/a> TO <http://e/b>": {B},
    "COPY GRAPH <http://e/a> TO DEFAULT": {""},
    "MOVE SILENT DEFAULT TO GRAPH <http://e/b>": {"", B},
    "BASE <http://x/> PREFIX e: <http://e/> CLEAR GRAPH e:a": {A},
}
UNDECIDED = [
    "CLEAR ALL",
    "DROP SILENT NAMED",
    "CLEAR GRAPH <a>",
    "BASE <http://e/> CLEAR GRAPH <a>",
    "BASE <http://e/> CLEAR GRAPH <http://e/x/../a>",
    "BASE <http://e/> PREFIX e: <./> CLEAR GRAPH e:a",
    "CLEAR GRAPH unknown:a",
    "INSERT { GRAPH ?g { ?s ?p 2 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "WITH ?g DELETE { ?s ?p ?o } WHERE { }",
    "INSERT DATA { <urn:s> <urn:p> 1 {| <urn:q> 2 |} }",
    "INSERT DATA { GRAPH <http://e/a> {",
    "MOVE DEFAULT <http://e/a>",
    "SELECT * { ?s ?p ?o }",
]


@pytest.mark.parametrize(("update", "expected"), DECIDED.items())
def test_the_graphs_that_an_update_names(update: str, expected: set[str]) -> None:
    admitted = admit_update(update, TextLimits())
    assert (admitted.form, admitted.graphs) == (None, frozenset(expected))
    filled().update(admitted.text, prefixes=P)


@pytest.mark.parametrize("update", UNDECIDED)
def test_an_update_that_may_change_any_graph(update: str) -> None:
    assert admit_update(update, TextLimits()).graphs is None


def filled() -> ox.Store:
    store = ox.Store()
    for graph in (ox.DefaultGraph(), ox.NamedNode(A), ox.NamedNode(B), ox.NamedNode("http://e/c")):
        name = "default" if isinstance(graph, ox.DefaultGraph) else graph.value
        for value in (name, "all"):
            store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(value), graph))
    return store


def state(store: ox.Store) -> dict[str, frozenset[str]]:
    named = {graph.value: graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    graphs = {"": ox.DefaultGraph(), **named}
    return {name: frozenset(map(str, store.quads_for_pattern(None, None, None, graphs[name]))) for name in graphs}


# The plain ones often, so that the engine takes many of the updates.
GRAPHS = ["<http://e/a>", "e:b", "e:a"] * 5 + [
    "<a>",
    "e:c",
    "GRAPHe:b",
    "SILENTe:b",
    "TOe:b",
    "DEFAULTe:b",
    "?g",
    "DEFAULT",
    "ALL",
    "NAMED",
    "<http://e/x/../b>",
]
TRIPLES = ["?s ?p ?o", "<urn:s> <urn:p> 1", "<urn:s> <urn:p> 'all'"] * 5 + [
    "?s ?p '}'",
    "<urn:s> <urn:p> (1 2)",
    "?s ?p 3 {| ?p 4 |}",
]
GRAPH = st.sampled_from(GRAPHS)
TRIPLE = st.sampled_from(TRIPLES)
QUADS = st.lists(
    st.one_of(
        TRIPLE, st.builds("GRAPH {} {{ {} }}".format, GRAPH, TRIPLE), st.builds("{}{{{}}}".format, GRAPH, TRIPLE)
    ),
    max_size=3,
).map(" . ".join)
OPERATION = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["CLEAR", "DROP", "CREATE SILENT"]),
        st.sampled_from(["GRAPH"] * 3 + [""]),
        GRAPH,
    ),
    st.builds("{} {} TO {}".format, st.sampled_from(["ADD", "MOVE", "COPY", "ADD SILENT", "COPYGRAPH"]), GRAPH, GRAPH),
    st.builds("{} {{ {} }}".format, st.sampled_from(["INSERT DATA", "DELETE DATA", "DELETE WHERE"]), QUADS),
    st.builds(
        "{} DELETE {{ {} }} INSERT {{ {} }} {} WHERE {{ {} }}".format,
        st.sampled_from(["", "WITH e:a", "WITH <http://e/b>"] * 3 + ["WITHe:b"]),
        QUADS,
        QUADS,
        st.sampled_from(["", "USING e:b", "USING NAMED e:a", "#"]),
        QUADS,
    ),
)
PROLOGUE = st.sampled_from(
    [
        "PREFIX e: <http://e/> ",
        "PREFIX e: <http://e/> BASE <http://e/> ",
        "BASE <http://e/b/> PREFIX e: <../> ",
        "PREFIX e: <http://e/> "
        + "".join(f"PREFIX {word}e: <http://e/hidden/> " for word in ("GRAPH", "WITH", "SILENT", "TO", "DEFAULT")),
    ]
)


@settings(max_examples=max(500, settings.default.max_examples))  # about half of them are no SPARQL
@given(PROLOGUE, st.lists(OPERATION, max_size=3).map(";".join))
def test_an_update_never_changes_another_graph(prologue: str, operations: str) -> None:
    store = filled()
    before = state(store)
    with suppress(QueryError, SyntaxError, RuntimeError, OSError):
        admitted = admit_update(prologue + operations, TextLimits())
        store.update(admitted.text, prefixes=P)
        after = state(store)
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        assert admitted.graphs is None or changed <= admitted.graphs
