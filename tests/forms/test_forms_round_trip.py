"""The same order in other forms gives the same graph, but for where things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.building import build
from profgraph.loader.pipeline import bundled
from profgraph.ontology.terms import PROV, Minter
from profgraph.settings import BASE

if TYPE_CHECKING:
    from profgraph.loader.building import Built
    from profgraph.store.protocol import Triple

MINTER = Minter(BASE)
_CAUSED_BY_PAGES = {"row-rejoined", "paragraph-rejoined", "word-rejoined", "encoding"}


@pytest.fixture(scope="module")
def original() -> Built:
    return build(bundled().read_bytes(), "order.txt", MINTER)


@pytest.fixture(scope="module")
def copy(written: bytes) -> Built:
    return build(written, "order.txt", MINTER)


def stated(built: Built) -> set[Triple]:
    """Return what a graph states, without the source and the places in it."""
    source = f"{BASE}source/"
    return {
        one
        for one in built.graphs.triples["asserted"] | built.graphs.triples["inferred"]
        if one[1] != PROV.wasDerivedFrom and not str(one[0]).startswith(source) and not str(one[2]).startswith(source)
    }


def test_the_graph_is_the_same(original: Built, copy: Built) -> None:
    assert stated(copy) == stated(original)


def test_the_same_is_found(original: Built, copy: Built) -> None:
    """What page breaks of the original caused apart, both have the same diagnostics and results."""
    told = [(one.code, one.values) for one in copy.diagnostics if one.code not in _CAUSED_BY_PAGES]
    assert told == [(one.code, one.values) for one in original.diagnostics if one.code not in _CAUSED_BY_PAGES]
    assert {(one.shape.code, one.focus, one.value) for one in copy.results} == {
        (one.shape.code, one.focus, one.value) for one in original.results
    }


def test_every_place_lies_in_the_text(copy: Built) -> None:
    lines = copy.standard.document_text.split("\n")
    items = [item for function in copy.standard.particular_functions for item in function.items]
    # A row that a page cuts stands on several lines.
    told = [" ".join(" ".join(lines[item.place.first - 1 : item.place.last]).split()) for item in items]
    assert [item.text for item, text in zip(items, told, strict=True) if item.text not in text] == []
