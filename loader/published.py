"""The items of classifiers that a published store knows: those of the package and those that were imported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import URIRef

from ..ontology.terms import Minter
from ..settings import BASE
from ..store.open import open_store
from ..store.protocol import table_of
from .known import known_in, of_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import BNode

    from ..settings import Settings
    from ..store.protocol import Quad, Store, Term, Triple
    from .known import Known

_IMPORTED = """
SELECT ?s ?p ?o ?graph
WHERE {
  GRAPH ?graph { ?edition xkos:numberOfLevels ?levels }
  FILTER(STRENDS(STR(?graph), "/imported"))
  GRAPH ?graph { ?s ?p ?o }
}
"""
_EDITIONS = "SELECT ?s ?p ?o ?graph WHERE { GRAPH ?graph { ?s a ps:ClassifierEdition ; ?p ?o } }"


def known_at(settings: Settings) -> Known:
    """Return what the store that the settings name knows; without a store, what the package does.

    Raise `StoreError` where there is a store that cannot be read.
    """
    minter = Minter(settings.base or BASE)
    if not settings.is_remote and not (settings.folder / "current").exists():
        return of_package(minter)
    with open_store(settings) as store:
        return known_in(_Published(Minter(getattr(store, "base", minter.base)), _classifiers(store)))


def _classifiers(store: Store) -> frozenset[Quad]:
    rows = (row for query in (_IMPORTED, _EDITIONS) for row in table_of(store.query(query)).rows)
    return frozenset((s, URIRef(str(p)), o, URIRef(str(graph))) for s, p, o, graph in rows)  # type: ignore[misc]  # all are bound, none is a literal but the value


@dataclass(frozen=True)
class _Published:
    """What is published of classifiers, read as live data are."""

    minter: Minter
    quads: frozenset[Quad]

    def graph(self, iri: URIRef) -> frozenset[Triple]:
        """Return all triples of one graph."""
        return frozenset(quad[:3] for quad in self.quads if quad[3] == iri)

    def triples(self, subject: URIRef | BNode | None, predicate: URIRef | None, value: Term | None) -> Iterator[Quad]:
        """Yield the quads that match; None matches everything."""
        return (
            quad
            for quad in self.quads
            if subject in {None, quad[0]} and predicate in {None, quad[1]} and value in {None, quad[2]}
        )

    def about(self, subjects: Iterable[URIRef]) -> Iterator[Quad]:
        """Yield all quads of these subjects."""
        named = frozenset(subjects)
        return (quad for quad in self.quads if quad[0] in named)
