"""What the tests of comparisons share: the bundled standard, how one is edited, and how it becomes an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.comparison.edition import Edition, Row, arranged
from profgraph.comparison.reading import edition_of
from profgraph.loader.classification import Classification
from profgraph.loader.graph.version import asserted, version_iri
from profgraph.loader.known import of_package
from profgraph.loader.model import ParticularWorkFunction, Standard
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.recogniser import recognise
from profgraph.loader.sources.choice import read_document
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from rdflib import URIRef
from rdflib.term import Node

if TYPE_CHECKING:
    from profgraph.store.protocol import Triple

Change = Callable[[ParticularWorkFunction], ParticularWorkFunction | None]
Edited = Callable[..., Standard]
Stated = Callable[[Standard], Edition]
Made = Callable[..., Edition]
Triples = Callable[[Standard], tuple[frozenset[tuple[Node, Node, Node]], URIRef]]

MINTER = Minter(BASE)


def recognised(data: bytes, name: str) -> Standard:
    return recognise(read_document(data, name)).standard


@pytest.fixture(scope="session")
def standard() -> Standard:
    """Return the bundled standard as the loader reads it."""
    return recognised(bundled().read_bytes(), "order.txt")


@pytest.fixture(scope="session")
def read(corpus: Path) -> Callable[[str], Edition]:
    """Return what reads a real document to the edition as it is compared."""
    return lambda name: stated_by(recognised((corpus / name).read_bytes(), Path(name).name))


@pytest.fixture(scope="session")
def stated() -> Stated:
    """Return what gives the edition of a standard, by the graph that the loader builds."""
    return stated_by


@pytest.fixture(scope="session")
def triples() -> Triples:
    """Return what gives the triples of a standard and the IRI of its version."""
    return lambda standard: (graph(standard, version_iri(standard, MINTER)), version_iri(standard, MINTER))


def stated_by(standard: Standard) -> Edition:
    version = version_iri(standard, MINTER)
    return edition_of(graph(standard, version), version)


def graph(standard: Standard, version: URIRef) -> frozenset[Triple]:
    items = Classification(of_package(MINTER), standard.order.date)
    return asserted(standard, version, MINTER, items)


@pytest.fixture(scope="session")
def edited() -> Edited:
    """Return what changes one particular function of a standard; None in its place leaves it out."""
    return with_function


def with_function(standard: Standard, key: str, change: Change) -> Standard:
    wholes = [
        replace(
            whole,
            functions=tuple(
                made for one in whole.functions if (made := change(one) if one.key == key else one) is not None
            ),
        )
        for whole in standard.functions
    ]
    return replace(standard, functions=tuple(wholes))


@pytest.fixture(scope="session")
def made() -> Made:
    """Return what makes an edition of rows, which need no positions."""

    def edition(*rows: Row, standard: str = "40.001", version: str = "1n-2020-01-01") -> Edition:
        iri = f"{BASE}standard/{standard}/{version}"
        numbered = [replace(row, position=number, iri=f"{iri}/{number}") for number, row in enumerate(rows, start=1)]
        return Edition(iri, standard, f"{standard} Сварщик, приказ {version}", arranged(numbered))

    return edition
