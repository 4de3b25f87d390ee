"""The report graph of a version: what the loader repaired and doubted in it, and what the shapes say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ...ontology.terms import PROV, PS, SH
from ...shapes.catalogue import Severity
from .context import fragment, node, russian

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rdflib import URIRef

    from ...errors import Message
    from ...ontology.terms import Minter
    from ...shapes.validation import Result
    from ...store.protocol import Triple
    from ..diagnostics import Diagnostic
    from ..places import Places
    from .context import Context


def report(
    context: Context, diagnostics: Sequence[Diagnostic], results: Sequence[Result], places: Places
) -> frozenset[Triple]:
    """Return the diagnostics and the results of validation as triples, but for what the version itself describes."""
    found = {
        *_diagnostics(context, diagnostics),
        *results_report(context.version, results, places, context.minter),
    }
    return frozenset(found) - places.triples


def _diagnostics(context: Context, diagnostics: Sequence[Diagnostic]) -> Iterator[Triple]:
    for position, diagnostic in enumerate(diagnostics, start=1):
        iri = context.minter.part(context.version, "diagnostic", position)
        yield from node(
            iri,
            PS.Diagnostic,
            diagnostic.message.ru,
            {
                PS.concerns: context.version,
                PS.position: position,
                PS.diagnosticCode: diagnostic.code,
                PS.severity: diagnostic.severity.value,
                PS.message: _both(diagnostic.message),
            },
        )
        if diagnostic.place is not None:
            yield iri, PROV.wasDerivedFrom, context.place(diagnostic.place)
            yield from fragment(context, diagnostic.place)


def results_report(version: URIRef, results: Sequence[Result], places: Places, minter: Minter) -> Iterator[Triple]:
    """Yield the results of validation as triples."""
    whole = minter.report(version)
    conforms = all(result.severity != Severity.VIOLATION for result in results)
    label = "Отчёт о проверке: нарушений нет" if conforms else "Отчёт о проверке: есть нарушения"
    yield from node(whole, SH.ValidationReport, label, {PS.concerns: version, SH.conforms: conforms})
    for position, result in enumerate(results, start=1):
        iri = minter.part(version, "result", position)
        yield whole, SH.result, iri
        yield from node(
            iri,
            SH.ValidationResult,
            result.shape.message.ru,
            {
                PS.concerns: version,
                PS.position: position,
                SH.focusNode: result.focus,
                SH.resultSeverity: SH[result.severity],
                SH.resultMessage: _both(result.shape.message),
                SH.sourceShape: result.shape.iri,
                SH.sourceConstraintComponent: result.component,
                SH.value: result.value,
                PROV.wasDerivedFrom: places.of(result),
            },
        )


def _both(message: Message) -> tuple[Literal, Literal]:
    return russian(message.ru), Literal(message.en, lang="en")
