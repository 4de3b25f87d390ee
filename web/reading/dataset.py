"""The graphs that the query behind a table is asked of, where a reader's own queries see none of them by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...store.protocol import Store

# An address of more is too long for servers and proxies on its way.
_MOST_GRAPHS = 60
_GRAPHS = f"SELECT ?graph WHERE {{ GRAPH ?graph {{}} }} ORDER BY ?graph LIMIT {_MOST_GRAPHS + 1}"


def whole_dataset(store: Store) -> Mapping[str, list[str]]:
    """Return the fields of an address that make all graphs the default one; none where they are too many to name."""
    graphs = [str(graph) for (graph,) in table_of(store.query(_GRAPHS)).rows]
    return {"default-graph-uri": graphs} if len(graphs) <= _MOST_GRAPHS else {}
