"""What is found in a document, as a report for people: the results of validation and the loader's own diagnostics."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import RefusedError
from ..shapes.rendering.words import OF_SEVERITY
from ..shapes.report import FileReport, Finding, Level, Spot
from .building import build
from .diagnostic_rules import Severity
from .graph.version import version_label
from .places import Places
from .recognition.map_matching import every

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rdflib.term import Node

    from ..ontology.terms import Minter
    from ..shapes.validation import Checks, Result
    from .building import Built
    from .diagnostics import Diagnostic
    from .known import Known
    from .model import SourceFile, Standard

_OWN_LEVELS = {
    Severity.REPAIR: Level.REPAIR,
    Severity.NOTE: Level.INFO,
    Severity.WARNING: Level.WARNING,
    Severity.ERROR: Level.VIOLATION,
}
_LONGEST_EXCERPT = 160


def review(
    data: bytes,
    name: str,
    minter: Minter,
    checks: Checks | None = None,
    known: Known | None = None,
    *,
    today: date | None = None,
) -> FileReport:
    """Return the report on the bytes of a file; one that is no standard has a refusal and no findings.

    `known` are the items of classifiers, if others than those of the package.

    Raise `SourceError` where the bytes are no text, `ShapesError` where the shapes of `checks` are not well formed.
    """
    try:
        built = build(data, name, minter, checks=checks, known=known, draft=True, today=today)
    except RefusedError as error:
        return FileReport(name, refusal=error.message)
    return FileReport(name, version_label(built.standard), str(built.graphs.version), all_findings(built))


def all_findings(built: Built) -> tuple[Finding, ...]:
    """Return the findings of a standard with what is doubted on the day of the reading, and is not stored."""
    reading = _reading(built)
    return (*findings(built), *(_of_diagnostic(one, reading) for one in built.passing))


def findings(built: Built) -> tuple[Finding, ...]:
    """Return the findings of a standard that are stored: what the shapes say, then what the loader noticed."""
    reading = _reading(built)
    return (
        *(_of_result(result, reading) for result in built.results),
        *(_of_diagnostic(diagnostic, reading) for diagnostic in built.diagnostics),
    )


@dataclass(frozen=True)
class Named:
    """A function as findings name it: its code, which of those with that code it is, and its name."""

    code: str
    occurrence: int
    label: str


_WHOLE = Named("", 1, "")


@dataclass(frozen=True)
class _Reading:
    """What findings of one document are told with: its places, and its functions by key and by their first lines."""

    version: str
    places: Places
    functions: Mapping[str, Named]
    starts: tuple[tuple[int, str], ...]
    source: SourceFile

    def function(self, node: Node) -> str:
        """Return the key of the function that a node belongs to, or nothing where it belongs to the whole document."""
        path = self._path(node)
        return max((key for key in self.functions if path == key or path.startswith(f"{key}/")), key=len, default="")

    def function_at(self, line: int) -> str:
        """Return the key of the function in whose part of section III a line stands, or nothing outside of it."""
        after = bisect_right(self.starts, line, key=itemgetter(0))
        return self.starts[after - 1][1] if after else ""

    def words(self, value: Node | None) -> str | None:
        """Return a value for people: a text as it is, a function by its code, any other node by its label."""
        if value is None or isinstance(value, Literal):
            return None if value is None else str(value)
        key = self._path(value)
        return self.functions[key].code if key in self.functions else self.places.label(value)

    def _path(self, node: Node) -> str:
        return str(node).removeprefix(f"{self.version}/")


def _reading(built: Built) -> _Reading:
    functions = every(built.standard.functions)
    names = {one.key: Named(one.code.normal, one.occurrence, one.name) for one in functions}
    for number, entry in enumerate(built.standard.unmatched, start=1):
        names[f"map-entry/{number}"] = Named(entry.code.normal, 1, entry.name)
    places = Places(built.graphs.triples["asserted"], built.standard.document_text)
    return _Reading(str(built.graphs.version), places, names, _starts(built.standard), built.standard.source)


def _starts(standard: Standard) -> tuple[tuple[int, str], ...]:
    """Return the first line of each function in section III with its key; what follows the last belongs to none."""
    starts = [(one.place.first, one.key) for one in standard.functions]
    starts += [(one.place.first, one.key) for one in standard.particular_functions]
    ends = [(one.place.first, "") for one in standard.developers]
    return tuple(sorted([*starts, *ends]))


def _of_result(result: Result, reading: _Reading) -> Finding:
    spots = tuple(reading.places.spot(fragment) for fragment in reading.places.of(result))
    function = reading.function(result.focus)
    value = reading.words(result.value)
    named = reading.functions.get(function, _WHOLE)
    return Finding(
        level=OF_SEVERITY[result.severity],
        code=result.shape.code,
        message=result.shape.message,
        spots=spots,
        name=result.shape.name,
        cure=result.shape.cure,
        function=named.code,
        occurrence=named.occurrence,
        function_label=named.label,
        # A function that is its own value says nothing new: the finding stands under its name.
        value=None if value == named.code else value,
        excerpt=_excerpt(spots, reading.places, value),
        focus=str(result.focus),
        shape=str(result.shape.iri),
        component=str(result.component),
        term=None if result.value is None else result.value.n3(),
    )


def _of_diagnostic(diagnostic: Diagnostic, reading: _Reading) -> Finding:
    place = diagnostic.place
    spots = (Spot(place.first, place.last, place.paragraph, reading.source.page(place.first)),) if place else ()
    named = reading.functions.get(reading.function_at(place.first) if place else "", _WHOLE)
    return Finding(
        level=_OWN_LEVELS[diagnostic.severity],
        code=diagnostic.code,
        message=diagnostic.message,
        spots=spots,
        function=named.code,
        occurrence=named.occurrence,
        function_label=named.label,
        excerpt=_excerpt(spots, reading.places),
    )


def _excerpt(spots: tuple[Spot, ...], places: Places, value: str | None = None) -> str | None:
    """Return the first line of the first place with its cells, cut to the part that holds the value."""
    text = places.cells(spots[0].first) if spots else ""
    if len(text) <= _LONGEST_EXCERPT:
        return text or None
    at = max(text.find(value or ""), 0)
    start = max(min(at - _LONGEST_EXCERPT // 2, len(text) - _LONGEST_EXCERPT), 0) if at else 0
    part = text[start : start + _LONGEST_EXCERPT].strip()
    return f"{'…' if start else ''}{part}{'…' if start + _LONGEST_EXCERPT < len(text) else ''}"
