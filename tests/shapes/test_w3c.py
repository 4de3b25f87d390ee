"""The W3C suite of SHACL runs whole through our validation by both engines; what fails is a list with reasons."""

from __future__ import annotations

import os
from collections import Counter
from csv import QUOTE_NONE, DictReader
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlparse

import pytest
from profgraph.errors import ShapesError
from profgraph.shapes.reading import read_shapes
from profgraph.shapes.validation import checks
from rdflib import BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profgraph.settings import ShaclEngine
    from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

SHARED = os.environ.get("PROFGRAPH_SHARED")
SUITE = Path(SHARED or ".", "w3c", "data-shapes", "tests").absolute()
# Values of them are terms; paths are compared by their form, as every report has nodes of its own for them.
COMPARED = (SH.focusNode, SH.value, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape)
ENGINES: tuple[ShaclEngine, ...] = ("turbo", "pyshacl")

Rows = Counter[tuple[object, ...]]


@cache
def parsed(iri: str) -> Graph:
    """Return a file of the suite; the same one for the same IRI, so that its blank nodes stay themselves."""
    path = unquote(urlparse(iri).path)
    return read_shapes(Path(path).read_bytes(), path)


def cases(manifest: str) -> Iterator[str]:
    """Yield the IRIs of the tests that a manifest names or includes."""
    graph, node = parsed(manifest), URIRef(manifest)
    for included in sorted(graph.objects(node, MF.include), key=str):
        yield from cases(str(included))
    for entries in graph.objects(node, MF.entries):
        yield from map(str, Collection(graph, entries))


def known_failures() -> dict[tuple[str, str], str]:
    """Return how each case fails that does, by engine: it «differs» or is «refused»."""
    with Path(__file__).with_name("w3c-known-failures.tsv").open(encoding="utf-8", newline="") as file:
        return {
            (row["engine"], row["case"]): row["fails"] for row in DictReader(file, delimiter="\t", quoting=QUOTE_NONE)
        }


ROOT = f"{SUITE.as_uri()}/"
CASES = [case.removeprefix(ROOT) for case in cases(f"{ROOT}manifest.ttl")] if SHARED else []
KNOWN = known_failures()


@pytest.mark.skipif(not SHARED, reason="PROFGRAPH_SHARED does not name the folder with the W3C suites")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES or ["none"])
def test_a_case_gives_its_report_or_is_a_known_failure(case: str, engine: ShaclEngine) -> None:
    wanted, given = expected(case), outcome(case, engine)
    failing = "differs" if given is not None else "refused"
    assert KNOWN.get((engine, case)) == (None if given == wanted else failing), (given, wanted)


@pytest.mark.skipif(not SHARED, reason="PROFGRAPH_SHARED does not name the folder with the W3C suites")
def test_the_suite_is_whole_and_known_failures_are_of_it() -> None:
    assert len(CASES) == len(set(CASES)) == 120
    assert {case for _, case in KNOWN} <= set(CASES)


def expected(case: str) -> Rows | None:
    """Return the results that a case must have, or None where it must be refused."""
    graph, node = of_manifest(case)
    report = graph.value(node, MF.result)
    return None if report == SHT.Failure else rows(graph, report, says=says(case))


def outcome(case: str, engine: ShaclEngine) -> Rows | None:
    """Return the results that we give, or None where we refuse."""
    graph, node = of_manifest(case)
    action = graph.value(node, MF.action)
    data, shapes = (parsed(str(graph.value(action, role))) for role in (SHT.dataGraph, SHT.shapesGraph))
    before = set(data), set(shapes)
    try:
        report = checks(shapes, engine).run(data)
    except ShapesError:
        return None
    assert (set(data), set(shapes)) == before
    return rows(report, report.value(None, RDF.type, SH.ValidationReport), says=says(case))


def of_manifest(case: str) -> tuple[Graph, URIRef]:
    """Return the manifest of a case and the node of the case in it."""
    iri = ROOT + case
    return parsed(f"{iri}.ttl"), URIRef(iri)


def says(case: str) -> bool:
    """Tell whether the expected report has messages; where it has none, any do."""
    graph, _ = of_manifest(case)
    return any(graph.subjects(SH.resultMessage))


def rows(graph: Graph, report: Node | None, *, says: bool) -> Rows:
    """Return whether the data conform and the results, as many as there are of each."""
    results = list(graph.objects(report, SH.result))
    conforms = ("conforms", str(graph.value(report, SH.conforms)))
    return Counter([conforms, *(row(graph, result, says=says) for result in results)])


def row(graph: Graph, result: Node, *, says: bool) -> tuple[object, ...]:
    terms = tuple(graph.value(result, predicate) for predicate in COMPARED)
    messages = frozenset(graph.objects(result, SH.resultMessage)) if says else None
    path = graph.value(result, SH.resultPath)
    return (*terms, None if path is None else form(graph, path), messages)


def form(graph: Graph, path: Node) -> object:
    """Return a path without its blank nodes."""
    if not isinstance(path, BNode):
        return path
    if (path, RDF.first, None) in graph:
        return tuple(form(graph, step) for step in Collection(graph, path))
    return frozenset((kind, form(graph, inner)) for kind, inner in graph.predicate_objects(path))
