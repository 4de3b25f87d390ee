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
    from pathlib import Path

    from ..convert import OxGraph
    from .protocol import Update

_PREFIXES = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
_POSITION = re.compile(r"error at (\d+):(\d+)")
_CONTEXT = 40
BEFORE, AFTER = "before", "after"


def updated(folder: Path, update: Update, hidden: str | None = None) -> None:
    """Make the update on the copy `after`; raise `QueryError`, `UsageError` or `StoreError` where it cannot be made.

    The graph `hidden` is not there for it, and no difference afterwards.
    """
    text = with_using(update.text, update.using_default, update.using_named)
    try:
        store = ox.Store(str(folder / AFTER))
        if hidden is not None:
            store.remove_graph(ox.NamedNode(hidden))
        store.update(text, prefixes=_PREFIXES)
    except SyntaxError as error:
        raise _malformed(text, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise _failed(error) from error


def difference(folder: Path, update: Update, hidden: str | None = None) -> Net:
    """Return what the update changed in the copy `after`, by comparison with the copy `before`."""
    before, after = (ox.Store.read_only(str(folder / name)) for name in (BEFORE, AFTER))
    graphs = [None] if update.touched is None else [to_ox_graph(URIRef(iri)) for iri in sorted(set(update.touched))]
    remove, add = set[ox.Quad](), set[ox.Quad]()
    for graph in graphs:
        _compare(before, after, graph, remove, add)
    old, new = set(before.named_graphs()), set(after.named_graphs())
    created = frozenset(graph_iri(graph) for graph in new - old if not _holds_something(after, graph))
    if hidden is not None:
        old.discard(ox.NamedNode(hidden))
        remove = {quad for quad in remove if graph_iri(quad.graph_name) != hidden}
    return Net(frozenset(remove), frozenset(add), created, frozenset(map(graph_iri, old - new)))


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
