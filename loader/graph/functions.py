"""The triples of generalised and particular work functions and of everything that they state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology.terms import PS
from .context import derived, node, russian
from .references import classifier_triples
from .statements import item_triples, other_triples, reference_triples, requirement_triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from ...store.protocol import Triple
    from ..model import GeneralizedWorkFunction, ParticularWorkFunction
    from .context import Context


def generalized_triples(
    context: Context,
    position: int,
    function: GeneralizedWorkFunction,
) -> Iterator[Triple]:
    """Yield a generalised function, its requirements, its classifier references and its particular functions."""
    iri = context.minter.function(context.version, function.key)
    yield context.version, PS.hasGeneralizedFunction, iri
    yield from _function(context, iri, PS.GeneralizedWorkFunction, position, function)
    yield from requirement_triples(context, iri, function)
    for reference in function.references:
        yield from classifier_triples(context, iri, reference)
    for nth, member in enumerate(function.functions, start=1):
        yield iri, PS.hasParticularFunction, context.minter.function(context.version, member.key)
        yield from _particular(context, nth, member)


def _particular(context: Context, position: int, function: ParticularWorkFunction) -> Iterator[Triple]:
    iri = context.minter.function(context.version, function.key)
    yield from _function(context, iri, PS.ParticularWorkFunction, position, function)
    for item in function.items:
        yield from item_triples(context, iri, item)
    for reference in function.references:
        yield from reference_triples(context, iri, reference)


def _function(
    context: Context,
    iri: URIRef,
    kind: URIRef,
    position: int,
    function: GeneralizedWorkFunction | ParticularWorkFunction,
) -> Iterator[Triple]:
    entry = function.map_entry
    yield from node(
        iri,
        kind,
        f"{function.code.normal} {function.name}",
        {
            PS.code: function.code.normal,
            PS.codeAsWritten: function.code.as_written,
            PS.name: russian(function.name),
            PS.level: function.level,
            PS.levelAsWritten: function.level_as_written,
            PS.sectionNumber: function.number or None,
            PS.position: position,
            PS.mapName: russian(entry.name) if entry else None,
            PS.mapLevel: entry.level if entry else None,
            PS.mapLevelAsWritten: entry.level_as_written if entry else None,
            PS.mapCodeAsWritten: entry.code.as_written if entry else None,
        },
    )
    yield from derived(context, iri, (function.place, *((entry.place,) if entry else ())))
    yield from _origin(context, iri, function)
    for number, other in enumerate(function.other, start=1):
        yield from other_triples(context, iri, number, other)


def _origin(
    context: Context, owner: URIRef, function: GeneralizedWorkFunction | ParticularWorkFunction
) -> Iterator[Triple]:
    origin = function.origin
    if origin is None:
        return
    iri = context.minter.part(owner, "origin", 1)
    yield owner, PS.states, iri
    yield from node(
        iri,
        PS.OriginStatement,
        "Оригинал" if origin.original else "Заимствовано из оригинала",
        {
            PS.group: "origin",
            PS.position: 1,
            PS.verbatimText: russian(origin.mark),
            PS.isOriginal: origin.original,
            PS.borrowedFromCode: origin.borrowed_from_code,
            PS.borrowedFromRegistrationNumber: origin.borrowed_from_registration_number,
        },
    )
    yield from derived(context, iri, (origin.place,))
