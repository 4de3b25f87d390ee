"""From a `Document` to a `Standard`: each part of the layout is read by its own module, then compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import RefusedError
from ..diagnostic_rules import Severity
from ..diagnostics import Diagnostic, diagnose
from ..model import NO_CODE, FootnoteMarker, Passage, Place, Standard
from . import consistency
from .blocks import function_blocks
from .developers import read_developers
from .footnotes import read_footnotes
from .functional_map import read_map
from .functions import read_functions
from .general import read_general
from .map_matching import mapped
from .order import read_order
from .references import resolved
from .sections import cut

if TYPE_CHECKING:
    from ..model import MapEntry
    from ..sources.document import Document
    from .general import General
    from .sections import Parts


@dataclass(frozen=True)
class Recognised:
    """A standard and everything that was found while it was read, in the order of the document."""

    standard: Standard
    diagnostics: tuple[Diagnostic, ...]


def recognise(document: Document, *, draft: bool = False) -> Recognised:
    """Return the standard in `document`; raise `RefusedError` where it is none, is cut off or cannot be named.

    A `draft` may lack the code of its activity, which the Ministry gives it: the finding then is not refused.
    """
    findings = [*document.findings]
    if lost := document.text.count("\ufffd"):
        findings.append(diagnose("characters-lost", None, count=lost))
    parts = cut(document, findings)
    preamble = read_order(parts.order, parts.title, findings)
    general = read_general(parts.one, findings)
    passages = [*preamble.passages, *general.passages]
    markers: list[FootnoteMarker] = list(general.markers)
    functions, unmatched = _functions(parts, passages, markers, findings, document.source.name)
    developers = read_developers(parts.four, passages, findings)
    footnotes = read_footnotes(parts.footnotes, markers, passages, findings)
    if preamble.name is None:
        findings.append(diagnose("name-missing", None))
    without_code = _without_code(general, draft=draft)
    _refuse_errors([*findings, *(() if draft else without_code)], document.source.name)
    standard = Standard(
        source=document.source,
        order=preamble.order,
        code=general.code or NO_CODE,
        code_as_written=general.code_as_written,
        name=preamble.name or "",
        registration_number=preamble.registration_number,
        activity=general.activity,
        purpose=general.purpose,
        passages=tuple(sorted(passages, key=lambda passage: passage.place)),
        section_one=tuple(general.references),
        functions=functions,
        developers=developers,
        footnotes=footnotes,
        unmatched=unmatched,
        document_text=document.text,
    )
    return Recognised(standard, in_document_order([*findings, *without_code]))


def _without_code(general: General, *, draft: bool) -> list[Diagnostic]:
    """Return what is said of a section I in which no code of the activity can be read."""
    if general.code is not None:
        return []
    if general.miswritten is None:
        return [diagnose("draft-without-code" if draft else "activity-code-missing", None)]
    return [diagnose("activity-code-unreadable", general.miswritten.place, written=general.miswritten.text)]


def _functions(
    parts: Parts,
    passages: list[Passage],
    markers: list[FootnoteMarker],
    findings: list[Diagnostic],
    name: str,
) -> tuple[consistency.Functions, tuple[MapEntry, ...]]:
    blocks = function_blocks(parts.three, passages, findings)
    functions = read_functions(blocks, passages, markers, findings)
    if not functions:
        _refuse_errors([*findings, diagnose("not-a-standard", None)], name)
    names = {one.code.normal: one.name for one in functions}
    names |= {one.code.normal: one.name for generalized in functions for one in generalized.functions}
    entries = read_map(parts.two, names, passages, findings)
    functions = consistency.numbered(functions)
    functions, unmatched = mapped(functions, entries)
    functions = resolved(functions, findings)
    findings += consistency.cut_off(functions, unmatched, parts)
    return functions, unmatched


def in_document_order(findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings sorted by place; those of the whole document come first."""
    return tuple(sorted(findings, key=lambda finding: finding.place or Place((0,))))


def _refuse_errors(findings: list[Diagnostic], name: str) -> None:
    """Raise `RefusedError` with the first error; what is missing because of another one is told last."""
    errors = [finding for finding in findings if finding.severity == Severity.ERROR]
    if not errors:
        return
    error = min(errors, key=lambda one: one.code == "document-cut")
    line = error.place.first if error.place else None
    raise RefusedError(
        ru=f"{name}{f', строка {line}' if line else ''}: {error.message.ru}",
        en=f"{name}{f', line {line}' if line else ''}: {error.message.en}",
    )
