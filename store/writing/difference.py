"""What an update changed in a copy of the data, by comparison with another copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..changes import Net
from ..convert import graph_iri

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from ..convert import OxGraph

# The folders of the two copies.
BEFORE, AFTER = "before", "after"


def difference(folder: Path, touched: Collection[str] | None, hidden: str | None = None) -> Net:
    """Return what was changed in the copy `after`: in the graphs `touched` as `Admitted.graphs` has them, or in any.

    The graph `hidden` is left out.
    """
    before, after = (ox.Store.read_only(str(folder / name)) for name in (BEFORE, AFTER))
    graphs = [None] if touched is None else [_graph(name) for name in sorted(touched)]
    remove, add = set[ox.Quad](), set[ox.Quad]()
    for graph in graphs:
        _compare(before, after, graph, remove, add)
    old, new = set(before.named_graphs()), set(after.named_graphs())
    created = frozenset(graph_iri(graph) for graph in new - old if not _holds_something(after, graph))
    if hidden is not None:
        old.discard(ox.NamedNode(hidden))
        remove = {quad for quad in remove if graph_iri(quad.graph_name) != hidden}
    return Net(frozenset(remove), frozenset(add), created, frozenset(map(graph_iri, old - new)))


def _graph(name: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(name) if name else ox.DefaultGraph()


def _compare(before: ox.Store, after: ox.Store, graph: OxGraph | None, remove: set[ox.Quad], add: set[ox.Quad]) -> None:
    """Collect what only one of the stores holds, in one graph or in all.

    Both give their quads in one order, that of their keys, so the common ones are met side by side; only where they
    part is one searched for what the other has. In another order this would be slower and as right.
    """
    olds, news = (store.quads_for_pattern(None, None, None, graph) for store in (before, after))
    old, new = next(olds, None), next(news, None)
    while old or new:
        if old and old != new and old not in after:
            remove.add(old)
            old = next(olds, None)
        elif new and old != new and new not in before:
            add.add(new)
            new = next(news, None)
        else:
            old, new = next(olds, None), next(news, None)


def _holds_something(store: ox.Store, graph: OxGraph) -> bool:
    return next(store.quads_for_pattern(None, None, None, graph), None) is not None
