"""Finds parameters of shapes that have no effect, or a value that they cannot have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef

from ..errors import Message
from ..ontology.terms import RDF, SH
from .blame import complaint
from .catalogue import Severity
from .silence import without_remarks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    Fault = tuple[Node | None, Message]

_SEVERITIES = frozenset(f"sh:{severity}" for severity in Severity)
_FLAGS = frozenset("smixq")
# A parameter that means nothing without one of others.
_COMPANIONS = {
    SH.qualifiedValueShape: (SH.qualifiedMinCount, SH.qualifiedMaxCount),
    SH.flags: (SH.pattern,),
}
# The data are one graph, so that only the graph of shapes has a name.
_GRAPH = re.compile(r"(?<![\w:?$-])GRAPH\b(?!\s*[$?]shapesGraph\b)", re.IGNORECASE)

_ALONE = Message(
    ru="{parameter} без {others} ничего не значит; допишите",
    en="{parameter} means nothing without {others}; complete it",
)
_NO_GRAPH = Message(
    ru="GRAPH в запросе ничего не находит: проверяется один граф; уберите GRAPH",
    en="GRAPH finds nothing in the query: one graph is validated; take GRAPH out",
)
_UNFIT = Message(
    ru="{parameter} не может быть {value}; исправьте значение",
    en="{parameter} cannot be {value}; mend the value",
)


def idle(shapes: Graph) -> Iterator[Fault]:
    """Yield shapes with a parameter or a query that has no effect."""
    for parameter, companions in _COMPANIONS.items():
        for shape in shapes.subjects(parameter):
            if not any((shape, companion, None) in shapes for companion in companions):
                yield shape, _ALONE.filled(parameter=_short(parameter), others=" | ".join(map(_short, companions)))
    for query, text in shapes.subject_objects(SH.select):
        if _GRAPH.search(str(text)):
            yield query, _NO_GRAPH


def unfit(shapes: Graph) -> Iterator[Fault]:
    """Yield shapes with a value that the engines pass over."""
    for shape, flags in shapes.subject_objects(SH.flags):
        if not set(str(flags)) <= _FLAGS:
            yield shape, _unfit(SH.flags, flags)
    for shape, severity in shapes.subject_objects(SH.severity):
        if str(severity).startswith(str(SH)) and _short(severity) not in _SEVERITIES:
            yield shape, _unfit(SH.severity, severity)
    for shape in shapes.subjects(SH.path, RDF.nil):
        yield shape, _unfit(SH.path, RDF.nil)


def ill_formed(shapes: Graph) -> Iterator[Fault]:
    """Yield what the shapes of SHACL itself say of these."""
    from pyshacl_turbo import meta_validate

    with without_remarks():
        _, report, _ = meta_validate(shapes, inference="none")  # type: ignore[no-untyped-call]  # the engine ships none
    if not isinstance(report, Graph):
        raise complaint(shapes, report)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path, value = (report.value(result, one) for one in (SH.focusNode, SH.resultPath, SH.value))
        path = report.value(path, RDF.first) or path
        # A result without a path says that a node is no shape: compiling says that better, and of fewer nodes.
        if path is not None:
            yield focus, _unfit(path, value)


def _unfit(path: Node, value: Node | None) -> Message:
    written = value.n3(Graph().namespace_manager) if isinstance(value, (Literal, URIRef)) else "[]"
    return _UNFIT.filled(parameter=_short(path), value=written)


def _short(iri: Node) -> str:
    return f"sh:{str(iri).removeprefix(str(SH))}"
