"""The bundled standard with one place changed, in its text or in its graph, and what the shapes say of that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

import pytest
from profgraph.loader.building import build
from profgraph.loader.inference import inferred
from profgraph.loader.pipeline import bundled
from profgraph.ontology.resources import classifier_items
from profgraph.ontology.terms import PREFIXES, Minter
from profgraph.settings import BASE
from profgraph.shapes.validation import data_graph, validated
from rdflib import Graph

if TYPE_CHECKING:
    from profgraph.loader.building import Built
    from profgraph.shapes.validation import Result
    from profgraph.store.protocol import Triple

MINTER = Minter(BASE)
VERSION = f"{BASE}standard/16.020/620n-2014-09-08"
# Turtle of an example or a mutation is written with our prefixes, and with IRIs relative to the standard:
# <620n-2014-09-08/A/01.5/skill/1>; the base of all identifiers has the prefix id.
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in {**PREFIXES, "id": BASE}.items())


@dataclass(frozen=True)
class Variant:
    """The bundled standard with `at` replaced by `by`; an empty `at` changes nothing."""

    layer: str = "text"
    at: str = ""
    by: str = ""
    version: ClassVar[str] = VERSION

    def asserted(self) -> frozenset[Triple]:
        """Return what the changed document states."""
        if self.layer == "text":
            return _built(_changed(self.at, self.by)).graphs.triples["asserted"]
        was, becomes = _turtle(self.at), _turtle(self.by)
        before = _built(_text()).graphs.triples["asserted"]
        assert was <= before, f"not in the bundled graph: {was - before}"
        return (before - was) | becomes

    def data(self) -> Graph:
        """Return the graph that is validated."""
        asserted = self.asserted()
        return data_graph(asserted | inferred(asserted), classifier_items(MINTER))

    def results(self) -> tuple[Result, ...]:
        """Return what the shapes say."""
        if self.layer == "text":
            return _built(_changed(self.at, self.by)).results
        asserted = self.asserted()
        return validated(asserted | inferred(asserted), classifier_items(MINTER))

    def lines(self) -> set[str]:
        """Return the results as lines «focus Shape», the focus relative to the version, which itself is «.»."""
        return {line(result) for result in self.results()}


def line(result: Result) -> str:
    """Return «B/03.6/skill/1 SkillBeginsWithInfinitive»."""
    focus = str(result.focus).replace(VERSION, "").removeprefix("/") or "."
    return f"{focus} {result.shape.code}"


@pytest.fixture(scope="session")
def variant() -> type[Variant]:
    """Return what makes the bundled standard with one place changed."""
    return Variant


@pytest.fixture(scope="session")
def baseline() -> frozenset[str]:
    """Return the results of the bundled standard itself as lines."""
    return frozenset(Variant().lines())


def _changed(at: str, by: str) -> str:
    text = _text()
    if not at:
        return text
    assert text.count(at) == 1, f"{text.count(at)} times in the bundled text: {at!r}"
    return text.replace(at, by)


def _turtle(text: str) -> frozenset[Triple]:
    return frozenset(Graph().parse(data=HEAD + text, format="turtle", publicID=f"{BASE}standard/16.020/"))


@cache
def _text() -> str:
    return bundled().read_text(encoding="utf-8")


@cache
def _built(text: str) -> Built:
    return build(text.encode(), "order.txt", MINTER)
