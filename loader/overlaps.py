"""Checks the editions of a standard against each other: those in the store, and the one about to be committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ..ontology.terms import PS, RDF
from ..shapes.validation import validated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..shapes.validation import Checks, Result
    from ..store.changes import Changes
    from ..store.protocol import Quad, Triple
    from ..store.writing.protocol import Reading

_TIMES = frozenset({PS.validFrom, PS.validTo, PS.isVersionOf})
_SHAPE = "OneVersionInForce"


def overlapping(reading: Reading, changes: Changes, checks: Checks | None = None) -> tuple[Result, ...]:
    """Return which editions would be in force on one day once the changes are made."""
    touched = {URIRef(subject) for subject, link, _, _ in changes.add | changes.remove if link in _TIMES}
    after = _After(reading, changes)
    works = {work for version in touched for work in after.objects(version, PS.isVersionOf)}
    versions = {version for work in works for version in after.subjects(PS.isVersionOf, work)}
    if not versions:
        return ()
    triples = frozenset(triple for version in versions for triple in after.times(version))
    return tuple(one for one in validated(triples, (), checks) if one.shape.code == _SHAPE)


class _After:
    """What versions say of time once the changes are made; what people write to graphs of their own does not count."""

    def __init__(self, reading: Reading, changes: Changes) -> None:
        self._reading = reading
        self._changes = changes
        self._counted = (f"{reading.minter.graph('asserted')}/", str(reading.minter.graph("registry")))

    def objects(self, version: URIRef, link: URIRef) -> set[URIRef]:
        return {URIRef(str(value)) for _, _, value, _ in self._quads(version, link, None)}

    def subjects(self, link: URIRef, work: URIRef) -> set[URIRef]:
        return {URIRef(subject) for subject, _, _, _ in self._quads(None, link, work)}

    def times(self, version: URIRef) -> Iterator[Triple]:
        yield version, RDF.type, PS.StandardVersion
        for link in _TIMES:
            yield from (quad[:3] for quad in self._quads(version, link, None))

    def _quads(self, subject: URIRef | None, link: URIRef, value: URIRef | None) -> set[Quad]:
        stored = set(self._reading.triples(subject, link, value)) - self._changes.remove
        added = {
            quad
            for quad in self._changes.add
            if quad[1] == link and subject in {None, quad[0]} and value in {None, quad[2]}
        }
        return {quad for quad in stored | added if str(quad[3]).startswith(self._counted)}
