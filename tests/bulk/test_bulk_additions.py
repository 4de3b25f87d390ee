"""What comes together is refused exactly where a look at every single quad finds a triple in two graphs."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.store.addition import Addition, part_of, refuse_known
from profgraph.store.changes import SecondGraphError

if TYPE_CHECKING:
    from collections.abc import Iterable

MINTER = Minter(BASE)
NODES = [ox.NamedNode(f"http://example.org/{name}") for name in "abc"]
VALUES = [*NODES, ox.Literal('а\nб "в" <г>'), ox.Literal(1)]
GRAPHS = [ox.NamedNode(f"http://example.org/graph/{name}") for name in ("one", "two", "nodes", "old")]


def quads(graph: ox.NamedNode) -> st.SearchStrategy[frozenset[ox.Quad]]:
    """Return sets of quads in one graph, of few subjects, predicates and values."""
    one = st.builds(
        ox.Quad, st.sampled_from(NODES), st.sampled_from(NODES[:1]), st.sampled_from(VALUES), st.just(graph)
    )
    return st.frozensets(one, max_size=3)


def twice(groups: Iterable[frozenset[ox.Quad]]) -> bool:
    """Tell whether a triple stands in two of these sets of quads, each of which is of one graph."""
    triples = [quad.triple for group in groups for quad in group]
    return len(set(triples)) < len(triples)


@given(*map(quads, GRAPHS))
def test_a_triple_in_two_graphs_is_refused_and_nothing_else(
    one: frozenset[ox.Quad], two: frozenset[ox.Quad], nodes: frozenset[ox.Quad], old: frozenset[ox.Quad]
) -> None:
    store = ox.Store()
    store.extend(old)
    addition = Addition((part_of(one, MINTER), part_of(two, MINTER)), part_of(nodes, MINTER))
    is_refused = True
    with suppress(SecondGraphError):
        refuse_known(addition, store, ())
        is_refused = False
    assert is_refused == twice((one, two, nodes, old))


@pytest.mark.parametrize("graphs", [GRAPHS[:1], GRAPHS[:2]], ids=["one graph", "two graphs"])
def test_a_subject_without_a_name_is_refused(graphs: list[ox.NamedNode]) -> None:
    nameless = ox.BlankNode("one")
    parts = tuple(part_of([ox.Quad(nameless, NODES[0], VALUES[0], graph)], MINTER) for graph in graphs)
    with pytest.raises(ValueError, match="IRI"):
        refuse_known(Addition(parts, part_of((), MINTER)), ox.Store(), ())
