"""Commits what was read in batches: versions of works that are new at once, any other one by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...errors import RefusedError
from ...ontology.terms import PROV, PS
from .. import refusals
from ..committing import committed
from ..outcomes import Outcome, refused
from .growth import addition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import URIRef

    from ...shapes.validation import Checks
    from ...store.writing.protocol import Writing
    from .prepared import Prepared

_MOST_TRIPLES = 200_000
_MOST_VERSIONS = 64


@dataclass
class Batches:
    """What was read and is not committed yet; `read` are the versions of this run."""

    writer: Writing
    checks: Checks | None = None
    strict: bool = False
    most: int = _MOST_VERSIONS
    waiting: list[tuple[str, Prepared | Outcome]] = field(default_factory=list)
    read: dict[URIRef, tuple[str, str]] = field(default_factory=dict)

    def take(self, name: str, one: Prepared | Outcome) -> Iterator[Outcome]:
        """Take what a document gave; yield what became of those that were committed meanwhile, in their order."""
        self.waiting.append((name, one if isinstance(one, Outcome) else self._first_text(name, one)))
        if self._is_full():
            yield from self.flush()

    def flush(self) -> Iterator[Outcome]:
        """Commit everything; yield what became of it."""
        waiting, self.waiting = self.waiting, []
        versions = [one for _, one in waiting if not isinstance(one, Outcome)]
        new = self._new(versions)
        are_in = bool(new) and self._added(new)
        for name, one in waiting:
            if isinstance(one, Outcome):
                yield one
            elif are_in and any(one is other for other in new):
                yield Outcome(name, "loaded", one.told)
            else:
                yield self._alone(name, one)

    def _first_text(self, name: str, one: Prepared) -> Prepared | Outcome:
        try:
            first = self.read.setdefault(one.version, (one.sha256, one.source))
            refusals.another_text(name, one.sha256, first)
        except RefusedError as error:
            return refused(name, error)
        return one

    def _is_full(self) -> bool:
        versions = [one for _, one in self.waiting if not isinstance(one, Outcome)]
        triples = sum(digest.triples for one in versions for digest in one.part.digests.values())
        return len(self.waiting) >= self.most or triples >= _MOST_TRIPLES

    def _new(self, versions: list[Prepared]) -> list[Prepared]:
        """Return those of whose works and files the store knows nothing; of one work or file the first."""
        works: dict[URIRef, Prepared] = {}
        files: dict[str, Prepared] = {}
        for one in versions:
            works.setdefault(one.work, one)
            files.setdefault(one.sha256, one)
        first = [one for one in versions if works[one.work] is one and files[one.sha256] is one]
        return [one for one in first if not self._is_known(one)]

    def _is_known(self, one: Prepared) -> bool:
        source = self.writer.minter.source(one.sha256)
        patterns = ((None, PS.isVersionOf, one.work), (None, PROV.wasDerivedFrom, source), (one.version, None, None))
        return any(next(iter(self.writer.triples(*pattern)), None) for pattern in patterns)

    def _added(self, new: list[Prepared]) -> bool:
        """Tell whether all could be added at once; what keeps one of them out is told where it comes alone."""
        try:
            self.writer.add(addition(new, self.writer))
        except RefusedError:
            return False
        return True

    def _alone(self, name: str, one: Prepared) -> Outcome:
        try:
            graphs = one.graphs(self.writer.minter)
            changed, hints = committed(name, graphs, one.sha256, self.writer, self.checks, strict=self.strict)
        except RefusedError as error:
            return refused(name, error)
        return Outcome(name, "loaded" if changed else "unchanged", one.told, hints)
