"""What changes when a store is to hold exactly what a backup holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import RefusedError
from .changes import Net
from .convert import graph_iri
from .statics import is_static

if TYPE_CHECKING:
    from ..ontology.terms import Minter
    from .folder import Folder


def replacing_all(store: ox.Store, minter: Minter, lines: bytes, empty_graphs: tuple[str, ...]) -> Net:
    """Return the change after which the store holds these quads; the graphs of the release stay as they are."""
    parsed = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    wanted = frozenset(quad for quad in parsed if _is_data(graph_iri(quad.graph_name), minter))
    held = frozenset(quad for quad in store if _is_data(graph_iri(quad.graph_name), minter))
    here = frozenset(map(graph_iri, store.named_graphs()))
    there = frozenset(graph_iri(quad.graph_name) for quad in wanted).union(empty_graphs)
    return Net(
        remove=held - wanted,
        add=wanted - held,
        create=frozenset(empty_graphs) - here,
        drop=frozenset(graph for graph in here - there if _is_data(graph, minter)),
    )


def holds_something(store: ox.Store, minter: Minter) -> bool:
    """Tell whether there is anything in the store but what comes with the release."""
    return any(_is_data(graph_iri(graph), minter) for graph in (*store.named_graphs(), *_default_if_used(store)))


def _default_if_used(store: ox.Store) -> list[ox.DefaultGraph]:
    default = ox.DefaultGraph()
    return [default] if next(store.quads_for_pattern(None, None, None, default), None) else []


def holds_data(folder: Folder) -> RefusedError:
    """Return the error for a store that a backup would replace."""
    return RefusedError(
        ru=f"{folder.path}: хранилище не пусто; чтобы заменить его содержимое копией, добавьте --force",
        en=f"{folder.path}: the store is not empty; to replace what it holds by the backup, add --force",
    )


def _is_data(graph: str, minter: Minter) -> bool:
    return graph != str(minter.graph("meta")) and not is_static(graph, minter)
