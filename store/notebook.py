"""rdflib's own API over the store, for notebooks; read-only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from ..ontology.terms import PREFIXES
from .folder import Folder
from .guards import engine_errors
from .snapshots import lease

if TYPE_CHECKING:
    from rdflib import Graph


def open_graph(folder: str | Path) -> Dataset:
    """Return the newest snapshot of a store folder as one graph, the union of its graphs.

    >>> from profgraph.store.notebook import open_graph
    >>> graph = open_graph("store")
    >>> for row in graph.query("SELECT ?name { ?function ps:code 'B/03.6' ; ps:name ?name }"):
    ...     print(row.name)

    What is loaded later is not seen: open the graph again. Close it, or let it go, to free the snapshot.
    """
    dataset = Dataset(store=_SnapshotStore(Folder(Path(folder))), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


class _SnapshotStore(OxigraphStore):
    """Keeps the snapshot as long as rdflib keeps the store."""

    def __init__(self, folder: Folder) -> None:
        with engine_errors(folder):
            folder.base()
            self._kept = lease(folder)
            super().__init__(store=ox.Store.read_only(str(self._kept.engine)))

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: rdflib calls this for a graph that is only looked at."""

    def close(self, commit_pending_transaction: bool = False) -> None:  # noqa: FBT001, FBT002  (rdflib's signature)
        """Let the snapshot go."""
        super().close(commit_pending_transaction)
        del self._kept
