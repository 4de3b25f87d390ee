"""Relative IRIs: resolved against the base that the service gives, which takes nothing away from the checks."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from profgraph.store.admission import TextLimits, admit_query, admit_update
from profgraph.store.protocol import QueryError

BASE = "http://localhost/sparql"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT (<a> AS ?x) {}", "http://localhost/a"),
        ("SELECT (<> AS ?x) {}", "http://localhost/sparql"),
        ("SELECT (<#a> AS ?x) {}", "http://localhost/sparql#a"),
        ("SELECT (<a/../b> AS ?x) {}", "http://localhost/b"),
        ("BASE <http://own/> SELECT (<a> AS ?x) {}", "http://own/a"),
        ("BASE <own/> SELECT (<a> AS ?x) {}", "http://localhost/own/a"),
        ("PREFIX p: <p/> SELECT (p:a AS ?x) {}", "http://localhost/p/a"),
        ("SELECT (<x:a> AS ?x) {}", "x:a"),
    ],
)
def test_an_iri_is_resolved(text: str, found: str) -> None:
    admitted = admit_query(text, TextLimits(), base=BASE)
    solutions = ox.Store().query(admitted.text)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [row["x"] for row in solutions] == [ox.NamedNode(found)]


@pytest.mark.parametrize("text", ["ASK {}", "ASK { <x:s> ?p ?o FILTER(?o < 1) }", "SELECT * { ?s ?p '<x:a>' }"])
def test_a_text_without_one_stays_as_it_is(text: str) -> None:
    assert admit_query(text, TextLimits(), base=BASE).text == text


def test_where_an_error_is_does_not_depend_on_the_base() -> None:
    with pytest.raises(QueryError, match="the query, line 1, column 17: "):
        admit_query("ASK { <a> <b> 1 LOAD }", TextLimits(), base=BASE)


def test_a_graph_that_a_base_respells_may_be_any() -> None:
    text = "INSERT DATA {{ GRAPH <http://x/./g> {{ <{s}> <x:p> 1 }} }}"
    assert admit_update(text.format(s="x:s"), TextLimits(), base=BASE).graphs == {"http://x/./g"}
    assert admit_update(text.format(s="s"), TextLimits(), base=BASE).graphs is None


@pytest.mark.parametrize("address", ["http://a/sparql/../x", "sparql"])
def test_an_endpoint_that_a_base_respells_is_not_called(address: str) -> None:
    text = f"ASK {{ <s> <x:p> 1 SERVICE <{address}> {{}} }}"
    with pytest.raises(QueryError, match="SERVICE needs the address of an endpoint"):
        admit_query(text, TextLimits(), frozenset({address}), relay="http://127.0.0.1:1/", base=BASE)
