"""The two SHACL engines behind one function: pyshacl-turbo at run time, pySHACL as the second opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from rdflib import Graph

from .blame import complaint
from .silence import without_remarks

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyshacl_turbo import CompiledShapes
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result as QueryResult

    from ..settings import ShaclEngine

    Run = Callable[[Graph], Graph]


def compiled(shapes: Graph, engine: ShaclEngine) -> Run:
    """Return what turns a data graph into its validation report; raise `ShapesError` on shapes that are none.

    Both engines refuse what pyshacl-turbo refuses, and before there are data: pySHACL meets most faults only at its
    first focus node, passes over many, and looks for SERVICE with a regular expression.
    """
    program = _program(shapes)
    return _turbo(program, shapes) if engine == "turbo" else _pyshacl(shapes)


def _program(shapes: Graph) -> CompiledShapes:
    from pyshacl_turbo import ReportableRuntimeError, ValidationFailure, compile_shapes

    try:
        return cast("CompiledShapes", compile_shapes(shapes))  # type: ignore[no-untyped-call]  # the engine ships none
    except (ReportableRuntimeError, RuntimeError, ValueError, ValidationFailure) as error:
        raise complaint(shapes, error) from error


def _turbo(program: CompiledShapes, shapes: Graph) -> Run:
    def run(data: Graph) -> Graph:
        from pyshacl_turbo import ReportableRuntimeError, ValidationFailure

        try:
            with without_remarks():
                _, report, _ = program.validate(data)  # type: ignore[no-untyped-call]  # the engine ships none
        except (ReportableRuntimeError, RuntimeError, ValidationFailure) as error:
            raise complaint(shapes, error) from error
        return _graph(shapes, report)

    return run


def _pyshacl(shapes: Graph) -> Run:
    # It adds triples of its own to the graph of shapes.
    own = Graph() + shapes

    def run(data: Graph) -> Graph:
        from pyshacl import validate

        try:
            with without_remarks():
                _, report, _ = validate(_AskedAgain(Graph() + data), shacl_graph=own, inference="none")
        except Exception as error:  # what its parts raise comes out of it: of re, rdflib, pyparsing
            raise complaint(shapes, error) from error
        return _graph(shapes, report)

    return run


class _AskedAgain(Graph):
    """A view of a graph that parses each query once: pySHACL asks the same one of every focus node (measured: 85 %)."""

    def __init__(self, data: Graph) -> None:
        super().__init__(data.store, data.identifier, data.namespace_manager)
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *given: Any, **named: Any) -> QueryResult:  # noqa: ANN401  (as rdflib's)
        from rdflib.plugins.sparql import prepareQuery

        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object, dict(self.namespaces()))
            query_object = self._prepared[query_object]
        return super().query(query_object, *given, **named)


def _graph(shapes: Graph, report: object) -> Graph:
    """Return the report as a graph; engines give the failure itself where shapes turn out to be unsound."""
    if isinstance(report, Graph):
        return report
    raise complaint(shapes, report)
