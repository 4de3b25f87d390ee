"""The note in a store folder that something is being added: who opens the folder after a kill takes it back."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from .addition import Addition

    Noted = Mapping[str, list[str]]


@contextmanager
def noted(note: Path, addition: Addition, version: Callable[[], str], store: ox.Store) -> Iterator[None]:
    """Have the note while the addition is made; take it back where that fails. `version` gives that of the data."""
    told = {
        "before": [version()],
        "graphs": sorted(addition.graphs),
        "shared": sorted(addition.nodes.digests),
        "nodes": sorted(addition.nodes.subjects),
    }
    _write(note, told)
    try:
        yield
    except OSError:
        # The engine takes no more after a failed write: whoever opens the folder next takes it back.
        raise
    except BaseException:
        settle(note, version(), store)
        raise
    note.unlink()


def settle(note: Path, version: str, store: ox.Store) -> None:
    """Take back what was added without its records, which the version of the data tells; the note goes."""
    try:
        told = json.loads(note.read_bytes())
    except FileNotFoundError:
        return
    except ValueError:
        # Killed while it was written: nothing was added yet.
        told = {"before": []}
    if told["before"] == [version]:
        _take_back(told, store)
    note.unlink()


def _take_back(told: Noted, store: ox.Store) -> None:
    for graph in told["graphs"]:
        store.remove_graph(ox.NamedNode(graph))
    for node in told["nodes"]:
        for graph in told["shared"]:
            for quad in list(store.quads_for_pattern(ox.NamedNode(node), None, None, ox.NamedNode(graph))):
                store.remove(quad)


def _write(note: Path, told: Noted) -> None:
    with note.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
