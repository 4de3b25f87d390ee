"""The report graph of a version: what the loader repaired, noted and doubted while it read the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ...ontology.terms import PROV, PS
from .context import fragment, node, russian

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...store.protocol import Triple
    from ..diagnostics import Diagnostic
    from .context import Context


def report(context: Context, diagnostics: Sequence[Diagnostic], asserted: frozenset[Triple]) -> frozenset[Triple]:
    """Return the diagnostics as triples; a place that the version itself describes is not described again."""
    return frozenset(_report(context, diagnostics)) - asserted


def _report(context: Context, diagnostics: Sequence[Diagnostic]) -> Iterator[Triple]:
    for position, diagnostic in enumerate(diagnostics, start=1):
        iri = context.minter.part(context.version, "diagnostic", position)
        message = diagnostic.message
        yield from node(
            iri,
            PS.Diagnostic,
            message.ru,
            {
                PS.concerns: context.version,
                PS.position: position,
                PS.diagnosticCode: diagnostic.code,
                PS.severity: diagnostic.severity.value,
                PS.message: (russian(message.ru), Literal(message.en, lang="en")),
            },
        )
        if diagnostic.place is not None:
            yield iri, PROV.wasDerivedFrom, context.place(diagnostic.place)
            yield from fragment(context, diagnostic.place)
