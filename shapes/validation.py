"""Runs the shapes on the triples of one version; the shapes are compiled once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from ..errors import Message
from ..ontology.terms import RDF, SH
from .catalogue import Severity, Shape, bundled_catalogue, bundled_shapes, catalogue, named_shape
from .engines import compiled
from .facts import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

    from ..ontology.resources import KnownItem
    from ..settings import ShaclEngine
    from ..store.protocol import Triple
    from .engines import Run


@dataclass(frozen=True)
class Result:
    """One result: which node does not conform to which shape, how much that matters, and with what value."""

    focus: Node
    shape: Shape
    severity: Severity
    component: Node
    value: Node | None = None


@dataclass(frozen=True)
class Checks:
    """Shapes that are ready to run."""

    graph: Graph
    shapes: Mapping[URIRef, Shape]
    run: Run

    def results(self, data: Graph) -> tuple[Result, ...]:
        """Return what does not conform, by focus node, shape and value; equal results are one."""
        report = self.run(data)
        found = {self._result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)}
        return tuple(sorted(found, key=_order))

    def _result(self, report: Graph, node: Node) -> Result:
        named = named_shape(self.graph, report.value(node, SH.sourceShape))
        severity = str(report.value(node, SH.resultSeverity)).rpartition("#")[2]
        iri = named if isinstance(named, URIRef) else SH.Shape
        return Result(
            focus=report.value(node, SH.focusNode) or iri,
            shape=self.shapes.get(iri) or _unnamed(iri, report, node),
            severity=Severity(severity) if severity in set(Severity) else Severity.VIOLATION,
            component=report.value(node, SH.sourceConstraintComponent) or SH.ConstraintComponent,
            value=report.value(node, SH.value),
        )


@cache
def bundled_checks(engine: ShaclEngine = "turbo") -> Checks:
    """Return the shapes of this package, compiled."""
    shapes = bundled_shapes()
    return Checks(shapes, bundled_catalogue(), compiled(shapes, engine))


def checks(shapes: Graph, engine: ShaclEngine = "turbo") -> Checks:
    """Return other shapes, compiled; raise `ShapesError` where they are not well formed."""
    return Checks(shapes, catalogue(shapes), compiled(shapes, engine))


def validated(
    triples: frozenset[Triple], items: Iterable[KnownItem], using: Checks | None = None
) -> tuple[Result, ...]:
    """Return the results of a version's triples, asserted and inferred, with the known `items` of classifiers."""
    return (using or bundled_checks()).results(data_graph(triples, items))


def data_graph(triples: frozenset[Triple], items: Iterable[KnownItem]) -> Graph:
    """Return the graph that is validated: the triples of a version with the facts that shapes need."""
    data = Graph()
    for triple in (*triples, *facts(triples, items)):
        data.add(triple)
    return data


def _order(result: Result) -> tuple[str, str, str]:
    return str(result.focus), result.shape.code, str(result.value or "")


def _unnamed(iri: URIRef, report: Graph, node: Node) -> Shape:
    """Return the shape of a result that no named shape holds, with the sentence that the engine made."""
    said = next((str(one) for one in report.objects(node, SH.resultMessage) if isinstance(one, Literal)), str(iri))
    words = Message(ru=said, en=said)
    return Shape(iri=iri, name=words, message=words)
