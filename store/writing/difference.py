"""What an update would change: it is made on a copy of the data, and the copy compared with the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from ...errors import ProfGraphError, StoreError, UsageError
from ...ontology.terms import PREFIXES
from ..changes import Net
from ..convert import graph_iri, to_ox_graph
from ..protocol import QueryError
from .using import with_using

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..convert import OxGraph
    from .protocol import Update

_PREFIXES = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
_POSITION = re.compile(r"error at (\d+):(\d+)")
_CONTEXT = 40
BEFORE, AFTER = "before", "after"


def difference(folder: Path, update: Update) -> Net:
    """Return what the update changes in the copy `after`, by comparison with the copy `before`."""
    text = with_using(update.text, update.using_default, update.using_named)
    before, after = ox.Store.read_only(str(folder / BEFORE)), ox.Store(str(folder / AFTER))
    try:
        after.update(text, prefixes=_PREFIXES)
    except SyntaxError as error:
        raise _malformed(text, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise _failed(error) from error
    graphs = [None] if update.touched is None else [to_ox_graph(URIRef(iri)) for iri in sorted(set(update.touched))]
    remove = frozenset(quad for graph in graphs for quad in _only_in(before, after, graph))
    add = frozenset(quad for graph in graphs for quad in _only_in(after, before, graph))
    old, new = set(before.named_graphs()), set(after.named_graphs())
    created = frozenset(graph_iri(graph) for graph in new - old if not _holds_something(after, graph))
    return Net(remove, add, created, frozenset(map(graph_iri, old - new)))


def _only_in(one: ox.Store, other: ox.Store, graph: OxGraph | None) -> Iterator[ox.Quad]:
    """Yield what only the first store holds, in one graph or in all.

    Both stores give their quads in one order, that of their keys, so the common ones are met side by side; only where
    they part, and then for what the other lacks, is the other searched.
    """
    others = other.quads_for_pattern(None, None, None, graph)
    beside = next(others, None)
    for quad in one.quads_for_pattern(None, None, None, graph):
        if quad == beside:
            beside = next(others, None)
        elif quad not in other:
            yield quad
        else:
            beside = next((found for found in others if found == quad), None) and next(others, None)


def _holds_something(store: ox.Store, graph: OxGraph) -> bool:
    return next(store.quads_for_pattern(None, None, None, graph), None) is not None


def _malformed(text: str, reason: str) -> QueryError:
    found = _POSITION.search(reason)
    if found is None:
        told = reason.partition("\n")[0]
        return QueryError(ru=f"обновление не понято: {told}", en=f"the update is not understood: {told}")
    line, column = int(found[1]), int(found[2])
    before = text.split("\n")[line - 1][: column - 1][-_CONTEXT:].strip()
    ru, en = (f"после «{before}»", f"after {before!r}") if before else ("в начале", "at the start")
    return QueryError(
        ru=f"обновление, строка {line}, столбец {column}: ошибка {ru}",
        en=f"the update, line {line}, column {column}: error {en}",
    )


def _failed(error: Exception) -> ProfGraphError:
    if isinstance(error, OSError):
        # Its words name folders of this machine.
        return StoreError(
            ru="обновление не опробовать: ошибка диска; проверьте место на нём",
            en="the update cannot be tried: the disk fails; check the space on it",
        )
    told = str(error).partition("\n")[0]
    return UsageError(ru=f"обновление не выполнить: {told}", en=f"the update cannot be made: {told}")
