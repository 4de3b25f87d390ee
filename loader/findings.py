"""What is found in a document, as a report for people: the results of validation and the loader's own diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import ProfGraphError
from ..shapes.catalogue import Severity as ShapeSeverity
from ..shapes.report import FileReport, Finding, Level, Spot
from .building import build
from .diagnostic_rules import Severity
from .graph.version import version_label
from .places import Places

if TYPE_CHECKING:
    from rdflib.term import Node

    from ..ontology.terms import Minter
    from ..shapes.validation import Checks, Result
    from .building import Built
    from .diagnostics import Diagnostic

_LEVELS = {
    ShapeSeverity.VIOLATION: Level.VIOLATION,
    ShapeSeverity.WARNING: Level.WARNING,
    ShapeSeverity.INFO: Level.INFO,
}
_OWN_LEVELS = {
    Severity.REPAIR: Level.REPAIR,
    Severity.NOTE: Level.INFO,
    Severity.WARNING: Level.WARNING,
    Severity.ERROR: Level.VIOLATION,
}
_LONGEST_EXCERPT = 160


def review(data: bytes, name: str, minter: Minter, checks: Checks | None = None) -> FileReport:
    """Return the report on the bytes of a file; one that is no standard has a refusal and no findings."""
    try:
        built = build(data, name, minter, checks=checks)
    except ProfGraphError as error:
        return FileReport(name, refusal=error.message)
    return FileReport(name, version_label(built.standard), str(built.graphs.version), findings(built))


def findings(built: Built) -> tuple[Finding, ...]:
    """Return all findings of a standard: what the shapes say, then what the loader noticed while it read."""
    places = Places(built.graphs.triples["asserted"])
    functions = _functions(built)
    lines = built.standard.document_text.splitlines()
    return (
        *(_of_result(result, built, places, functions, lines) for result in built.results),
        *(_of_diagnostic(diagnostic, lines) for diagnostic in built.diagnostics),
    )


def _functions(built: Built) -> dict[str, str]:
    """Return the names of the functions by their keys."""
    names = {one.key: one.name for one in built.standard.functions}
    return names | {one.key: one.name for one in built.standard.particular_functions}


def _of_result(
    result: Result, built: Built, places: Places, functions: dict[str, str], lines: list[str]
) -> Finding:
    spots = tuple(places.spot(fragment) for fragment in places.of(result))
    function = _function(result.focus, built, functions)
    return Finding(
        level=_LEVELS[result.severity],
        code=result.shape.code,
        message=result.shape.message,
        spots=spots,
        name=result.shape.name,
        cure=result.shape.cure,
        function=function,
        function_label=functions.get(function, ""),
        value=_words(result.value, places, functions, built),
        excerpt=_excerpt(spots, lines),
        focus=str(result.focus),
        shape=str(result.shape.iri),
        component=str(result.component),
        term=None if result.value is None else result.value.n3(),
    )


def _of_diagnostic(diagnostic: Diagnostic, lines: list[str]) -> Finding:
    place = diagnostic.place
    spots = (Spot(place.first, place.last, place.paragraph),) if place else ()
    return Finding(
        level=_OWN_LEVELS[diagnostic.severity],
        code=diagnostic.code,
        message=diagnostic.message,
        spots=spots,
        excerpt=_excerpt(spots, lines),
    )


def _function(focus: Node, built: Built, functions: dict[str, str]) -> str:
    """Return the key of the function that a node belongs to, or nothing where it belongs to the whole document."""
    path = str(focus).removeprefix(f"{built.graphs.version}/")
    return max((key for key in functions if path == key or path.startswith(f"{key}/")), key=len, default="")


def _words(value: Node | None, places: Places, functions: dict[str, str], built: Built) -> str | None:
    if value is None or isinstance(value, Literal):
        return None if value is None else str(value)
    key = str(value).removeprefix(f"{built.graphs.version}/")
    return key if key in functions else places.label(value)


def _excerpt(spots: tuple[Spot, ...], lines: list[str]) -> str | None:
    """Return the first line of the first place, shortened, as the document has it."""
    if not spots or not 0 < spots[0].first <= len(lines):
        return None
    text = " ".join(lines[spots[0].first - 1].split())
    return text if len(text) <= _LONGEST_EXCERPT else f"{text[:_LONGEST_EXCERPT].rstrip()}…"
