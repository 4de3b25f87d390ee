"""Runs the shapes on the triples of one version; the shapes are compiled once a process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from ..ontology.terms import RDF, SH
from .catalogue import (
    Severity,
    Shape,
    bundled_catalogue,
    bundled_shapes,
    catalogue,
    described,
    named_shape,
    severity_named,
    words,
)
from .engines import compiled
from .facts import facts
from .held import held
from .soundness import refuse_deep, refuse_unsound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

    from ..ontology.resources import KnownItem
    from ..settings import ShaclEngine
    from ..store.protocol import Triple
    from .engines import Run


# The engine gives up a regular expression, and with it the validation, after a million steps back.
_LONGEST = 10_000


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
        iri = named if isinstance(named, URIRef) else SH.Shape
        shape = self.shapes.get(iri) or described(self.graph, iri)
        # A shape without words of its own speaks by those of its property or query, or else the engine's.
        if (iri, SH.message, None) not in self.graph:
            shape = replace(shape, message=words(report, node, SH.resultMessage) or shape.message)
        return Result(
            focus=report.value(node, SH.focusNode) or iri,
            shape=shape,
            severity=severity_named(report.value(node, SH.resultSeverity)),
            component=report.value(node, SH.sourceConstraintComponent) or SH.ConstraintComponent,
            value=report.value(node, SH.value),
        )


def bundled_checks(engine: ShaclEngine = "turbo") -> Checks:
    """Return the shapes of this package, compiled once a process."""
    return _bundled(engine)


@cache
def _bundled(engine: ShaclEngine) -> Checks:
    shapes = bundled_shapes()
    return Checks(shapes, bundled_catalogue(), compiled(shapes, engine))


def checks(shapes: Graph, engine: ShaclEngine = "turbo") -> Checks:
    """Return other shapes, compiled; raise `ShapesError` where they are not well formed or would check nothing."""
    refuse_deep(shapes)
    run = compiled(shapes, engine)
    refuse_unsound(shapes)
    return Checks(shapes, catalogue(shapes), run)


def validated(
    triples: frozenset[Triple], items: Iterable[KnownItem], using: Checks | None = None
) -> tuple[Result, ...]:
    """Return the results of a version's triples, asserted and inferred, with the known `items` of classifiers."""
    return (using or bundled_checks()).results(data_graph(triples, items))


def data_graph(triples: frozenset[Triple], items: Iterable[KnownItem]) -> Graph:
    """Return the graph that is validated: the triples of a version with the facts that shapes need."""
    judged = frozenset(_shortened(triple) for triple in triples)
    return held(judged.union(facts(judged, items)))


def _shortened(triple: Triple) -> Triple:
    """Return a triple with the beginning and the end of a text that is far longer than any row of a standard."""
    subject, predicate, text = triple
    if not isinstance(text, Literal) or len(text) <= _LONGEST:
        return triple
    ends = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    return subject, predicate, Literal(ends, lang=text.language, datatype=text.datatype)


def _order(result: Result) -> tuple[str, ...]:
    return str(result.focus), result.shape.code, str(result.value or ""), str(result.component), result.shape.message.en
