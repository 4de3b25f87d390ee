"""What this release derives from loaded editions and an earlier one did not: the times of the editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ..ontology.terms import PS
from ..store.changes import Changes
from .shared import Evidence
from .succession import succession

if TYPE_CHECKING:
    from ..store.protocol import Quad
    from ..store.writing.protocol import Reading, Writing


def catch_up(writer: Writing) -> None:
    """Add to the store what this release derives and an earlier one did not; nothing is written where nothing lacks."""
    missing = missing_times(writer)
    if missing != Changes():
        writer.apply(missing)


def missing_times(reading: Reading) -> Changes:
    """Return the changes that date the editions of each standard of which the registry leaves one without a word.

    An edition of no known day has the evidence that says so: only an earlier release leaves one without.
    """
    evidence, registry = Evidence(reading, frozenset(), ()), reading.minter.graph("registry")
    dated = {subject for subject, _, _, graph in reading.triples(None, PS.validFromEvidence, None) if graph == registry}
    add: set[Quad] = set()
    for work in {URIRef(str(work)) for _, _, work, _ in reading.triples(None, PS.isVersionOf, None)}:
        versions = evidence.subjects(PS.isVersionOf, work)
        if not versions <= dated:
            add |= {(*triple, registry) for triple in succession(versions, evidence.values)}
    return Changes(add=frozenset(add))
