"""The editions of a standard in time, as triples: read off what its loaded editions state, kept in the registry."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..ontology.terms import PS
from .graph.context import described
from .timeline import Dated, timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..store.protocol import Triple

    # Subject and predicate to the values, as strings.
    Stated = Callable[[URIRef, URIRef], list[str]]

LINKS = frozenset(
    {
        PS.validFrom,
        PS.validFromEvidence,
        PS.validTo,
        PS.validToEvidence,
        PS.replacesVersion,
        PS.replacementEvidence,
    }
)


def succession(versions: Iterable[URIRef], stated: Stated) -> Iterator[Triple]:
    """Yield when each version of one standard is in force and which one it replaces."""
    for iri, span in timeline(_dated(version, stated) for version in versions).items():
        yield from described(
            URIRef(iri),
            {
                PS.validFrom: span.first,
                PS.validFromEvidence: Literal(span.first_evidence),
                PS.validTo: span.last,
                PS.validToEvidence: span.last_evidence,
                PS.replacesVersion: tuple(URIRef(other) for other in span.replaces),
                PS.replacementEvidence: span.replacement_evidence,
            },
        )


def _dated(version: URIRef, stated: Stated) -> Dated:
    def day(predicate: URIRef) -> date | None:
        return next((date.fromisoformat(value) for value in stated(version, predicate)), None)

    return Dated(
        iri=str(version),
        ordered=day(PS.orderDate),
        registered=day(PS.registrationDate),
        valid_from=day(PS.statedValidFrom),
        valid_to=day(PS.statedValidTo),
        noted_from=day(PS.notedValidFrom),
        noted_to=day(PS.notedValidTo),
        act=next(iter(stated(version, PS.approvedBy)), None),
        revokes=frozenset(stated(version, PS.revokes)),
    )
