"""Which graphs there are, and how many triples each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ..ontology.terms import Minter
from ..store.convert import to_ox_iri
from ..store.folder import Folder
from ..store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .site import Site

_COUNTS = "SELECT ?graph ?count { ?graph ps:digest ?digest ; void:triples ?count } ORDER BY ?graph"
_SIZE = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"


def counted(site: Site) -> Mapping[str | None, int]:
    """Return the triples of each graph, the default graph as None; of a remote store nothing is known."""
    if site.settings.is_remote:
        return {}
    store, meta = site.store("strict"), _meta(site)
    table = table_of(store.query(_COUNTS, default_graphs=(meta,)))
    counts = {str(graph): int(str(count)) for graph, count in table.rows}
    default: dict[str | None, int] = {None: counts.pop(str(DATASET_DEFAULT_GRAPH_ID), 0)}
    if _shows_meta(site):
        ((size,),) = table_of(store.query(_SIZE, default_graphs=(meta,))).rows
        counts[meta] = int(str(size))
    return default | counts


def holds(site: Site, graph: str) -> bool:
    """Tell whether there is a graph of this name, empty or not; raise `UsageError` when it is no IRI."""
    name = to_ox_iri(graph)
    if site.settings.is_remote:
        return site.store("strict").query("ASK { ?s ?p ?o }", default_graphs=(graph,)) is True
    if name.value == _meta(site):
        return _shows_meta(site)
    return site.store("strict").query(f"ASK {{ {name} ps:digest ?digest }}", default_graphs=(_meta(site),)) is True


def _meta(site: Site) -> str:
    return str(Minter(Folder(site.settings.folder).base()).graph("meta"))


def _shows_meta(site: Site) -> bool:
    """Tell whether queries find the graph in which the store keeps the counts of all others, and none of its own."""
    return not Folder(site.settings.folder).is_bare
