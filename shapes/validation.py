"""Runs the shapes on the triples of one version; the shapes are compiled once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from rdflib import Graph, Literal
from rdflib.namespace import RDF, SH

from ..errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyshacl_turbo import CompiledShapes
    from rdflib.term import Node

    from ..store.protocol import Triple


@dataclass(frozen=True)
class Violation:
    """One result: which node breaks which shape, with what value, and what the shape says."""

    focus: str
    shape: str
    value: str | None
    message: Message


def integrity_violations(triples: Iterable[Triple]) -> tuple[Violation, ...]:
    """Return what of a version's triples, asserted and inferred, breaks an integrity shape, by node and shape."""
    data = Graph()
    for triple in triples:
        data.add(triple)
    conforms, report, _ = cast("tuple[bool, object, str]", _compiled().validate(data))  # type: ignore[no-untyped-call]  # the engine ships none
    if conforms or not isinstance(report, Graph):
        return ()
    results = (_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))
    return tuple(sorted(results, key=lambda one: (one.focus, one.shape, one.value or "")))


@cache
def shapes_graph() -> Graph:
    """Return the shapes of this package as one graph."""
    graph = Graph()
    for file in sorted(files(__package__).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".ttl"):
            graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


@cache
def _compiled() -> CompiledShapes:
    from pyshacl_turbo import compile_shapes

    return cast("CompiledShapes", compile_shapes(shapes_graph()))  # type: ignore[no-untyped-call]  # the engine ships none


def _violation(report: Graph, result: Node) -> Violation:
    shape = _named_shape(report.value(result, SH.sourceShape))
    value = report.value(result, SH.value)
    return Violation(
        focus=str(report.value(result, SH.focusNode)),
        shape=str(shape).rpartition("#")[2],
        value=None if value is None else str(value),
        message=_message(shape),
    )


def _named_shape(shape: Node | None) -> Node | None:
    """Return the named shape that holds a property shape."""
    return next(shapes_graph().subjects(SH.property, shape), shape)


def _message(shape: Node | None) -> Message:
    """Return the shape's own sentence: constant in both languages, as reports lose the language of filled ones."""
    shapes = shapes_graph()
    holders = [shape, *shapes.objects(shape, SH.sparql)]
    texts = {
        text.language: str(text)
        for holder in holders
        for text in shapes.objects(holder, SH.message)
        if isinstance(text, Literal)
    }
    return Message(ru=texts.get("ru", ""), en=texts.get("en", ""))
