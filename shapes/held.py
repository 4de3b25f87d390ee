"""Triples as a graph that is read from end to end; whoever searches it much copies it into one with an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph
from rdflib.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..store.protocol import Term, Triple


def held(triples: Collection[Triple]) -> Graph:
    """Return triples, each there once, as a graph; an index of all of them takes longer than most validations."""
    return Graph(store=_Held(triples), bind_namespaces="none")


class _Held(Store):
    def __init__(self, triples: Collection[Triple]) -> None:
        super().__init__()
        self._triples = triples

    def triples(self, triple_pattern, context=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, ARG002  (rdflib names types that it does not export)
        return ((one, iter(())) for one in self._triples if _fits(one, triple_pattern))

    def __len__(self, context: object = None) -> int:
        return len(self._triples)

    def namespaces(self) -> Iterator[tuple[str, object]]:  # type: ignore[override]  # there are none
        return iter(())


def _fits(triple: Triple, pattern: Iterable[Term | None]) -> bool:
    return all(wanted is None or wanted == term for wanted, term in zip(pattern, triple, strict=True))
