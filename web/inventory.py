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


def counted(site: Site) -> Mapping[str | None, int]:
    """Return the triples of each graph, the default graph as None; of a remote store nothing is known."""
    if site.settings.is_remote:
        return {}
    table = table_of(site.store("strict").query(_COUNTS, default_graphs=(_meta(site),)))
    counts = {str(graph): int(str(count)) for graph, count in table.rows}
    default: dict[str | None, int] = {None: counts.pop(str(DATASET_DEFAULT_GRAPH_ID), 0)}
    return default | counts


def holds(site: Site, graph: str) -> bool:
    """Tell whether there is a graph of this name, empty or not; raise `UsageError` when it is no IRI."""
    name = to_ox_iri(graph)
    if site.settings.is_remote:
        return site.store("strict").query("ASK { ?s ?p ?o }", default_graphs=(graph,)) is True
    return site.store("strict").query(f"ASK {{ {name} ps:digest ?digest }}", default_graphs=(_meta(site),)) is True


def _meta(site: Site) -> str:
    return str(Minter(Folder(site.settings.folder).base()).graph("meta"))
