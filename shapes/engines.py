"""The two SHACL engines behind one function: pyshacl-turbo at run time, pySHACL as the second opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rdflib import Graph

from ..errors import ShapesError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..settings import ShaclEngine

    Run = Callable[[Graph], Graph]


def compiled(shapes: Graph, engine: ShaclEngine) -> Run:
    """Return what turns a data graph into its validation report; raise `ShapesError` on shapes that are none."""
    return _turbo(shapes) if engine == "turbo" else _pyshacl(shapes)


def _turbo(shapes: Graph) -> Run:
    from pyshacl_turbo import ReportableRuntimeError, ValidationFailure, compile_shapes

    try:
        program = compile_shapes(shapes)  # type: ignore[no-untyped-call]  # the engine ships none
    except (ReportableRuntimeError, RuntimeError, ValueError, ValidationFailure) as error:
        raise _unsound(error) from error

    def run(data: Graph) -> Graph:
        try:
            _, report, _ = cast("tuple[bool, object, str]", program.validate(data))
        except (ReportableRuntimeError, RuntimeError, ValidationFailure) as error:
            raise _unsound(error) from error
        return _graph(report)

    return run


def _pyshacl(shapes: Graph) -> Run:
    def run(data: Graph) -> Graph:
        from pyshacl import validate
        from pyshacl.errors import ReportableRuntimeError, ValidationFailure

        try:
            _, report, _ = validate(data, shacl_graph=shapes, inference="none")
        except (ReportableRuntimeError, ValidationFailure) as error:
            raise _unsound(error) from error
        return _graph(report)

    return run


def _graph(report: object) -> Graph:
    """Return the report as a graph; engines give the failure itself where shapes turn out to be unsound."""
    if isinstance(report, Graph):
        return report
    raise _unsound(report)


def _unsound(reason: object) -> ShapesError:
    said = " ".join(str(getattr(reason, "message", reason)).split())
    return ShapesError(
        ru=f"фигуры SHACL составлены с ошибкой: {said}; исправьте их",
        en=f"the SHACL shapes are not well formed: {said}; mend them",
    )
