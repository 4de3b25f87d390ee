"""Graphs as parameters of questions: those of others by their names, the standards as `own`, our alignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import UnknownNameError, excerpt
from ..ontology.resources import alignment_graphs
from .foreign_graphs import foreign_names

if TYPE_CHECKING:
    from ..store.protocol import Store
    from .question import ParameterType

OWN = "own"


def graph_names(store: Store, kind: ParameterType) -> list[str]:
    """Return what a parameter may be: where competences are from ("graph"), or where alignments are ("alignment")."""
    return [*([OWN] if kind == "graph" else alignment_graphs()), *foreign_names(store)]


def resolve_graph(store: Store, kind: ParameterType, value: str) -> Literal:
    """Return the name of a graph; raise `UnknownNameError` where there is none of that name."""
    known = graph_names(store, kind)
    if value in known:
        return Literal(value)
    said, there = excerpt(value), ", ".join(known)
    raise UnknownNameError(
        ru=f"«{said}»: такого графа здесь нет; есть: {there}",
        en=f"{said!r}: there is no such graph here; there are: {there}",
    )
