"""The process that evaluates queries on the newest snapshot, one after the other, until it is told or killed."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from ...errors import AnswerTooLargeError, ProfGraphError, StoreError, UsageError
from ..admission import CallFailedError, CallLateError, CallsBusyError
from ..embedded import EmbeddedStore
from ..protocol import QueryError
from .confinement import bound_memory, end_with, leave_network
from .line import Line
from .niceness import QUERY
from .spool import Spool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from socket import socket
    from typing import Any, BinaryIO

    from ...settings import DefaultGraph

# What may be wrong with a query or the store, by the names under which it crosses the pipe.
ERRORS: dict[str, type[ProfGraphError]] = {
    kind.__name__: kind
    for kind in (
        AnswerTooLargeError,
        CallFailedError,
        CallLateError,
        CallsBusyError,
        QueryError,
        StoreError,
        UsageError,
    )
}
OUT_OF_MEMORY = 3
READY = "ready"


@dataclass(frozen=True)
class Post:
    """What a worker is made for: the store folder, and what it may use."""

    folder: Path
    memory: int
    networked: bool


@dataclass(frozen=True)
class Task:
    """A query for a worker; `answer` is the most bytes of its result, `most` of its rows where not all are wanted."""

    text: str
    accept: tuple[str, ...]
    default_graph: DefaultGraph
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    answer: int
    most: int | None = None

    def head(self) -> tuple[object, ...]:
        """Return it in plain values."""
        graphs = self.default_graphs, self.named_graphs
        return self.text, self.accept, self.default_graph, *graphs, self.answer, self.most

    @classmethod
    def of(cls, head: Sequence[Any]) -> Task:
        """Return the task that was sent as these values."""
        text, accept, mode, default_graphs, named_graphs, answer, most = head
        return cls(text, tuple(accept), mode, tuple(default_graphs), tuple(named_graphs), answer, most)


class Reply(NamedTuple):
    """The head of an answer, whose bytes or file come with it; or the name of an error with its sentence."""

    media_type: str = ""
    size: int = 0
    total: int = 0
    error: str = ""
    ru: str = ""
    en: str = ""


def work(end: socket, post: Post) -> None:
    """Say that the worker is ready, then answer the tasks that come until the line ends."""
    # Ctrl+C reaches the whole group of processes; the service ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not post.networked:
        # Before there is a second thread: with one, a process without privileges may not.
        leave_network()
    os.nice(QUERY)
    line = Line(end)
    end_with(line)
    stores = _Stores(post.folder)
    # The first query finds the store open; where nothing is loaded yet, it says so.
    with suppress(StoreError):
        stores.get("union")
    bound_memory(post.memory)
    line.say(READY)
    while True:
        try:
            head, _, _ = line.hear()
        except EOFError:
            return
        _answer(line, stores, Task.of(head))


class _Stores:
    """The store in each mode of its default graph, opened when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[DefaultGraph, EmbeddedStore] = {}

    def get(self, mode: DefaultGraph) -> EmbeddedStore:
        if mode not in self._open:
            self._open[mode] = EmbeddedStore(self._folder, default_graph=mode)
        return self._open[mode]


def _answer(line: Line, stores: _Stores, task: Task) -> None:
    with Spool(task.answer) as spool:
        try:
            media_type, total = _written(stores.get(task.default_graph), task, cast("BinaryIO", spool))
            # Written out before anything is said of it: the disk may be full.
            body, file = spool.whole()
        except ProfGraphError as error:
            line.say(Reply(error=_name(error), ru=error.message.ru, en=error.message.en))
            return
        except MemoryError:
            raise SystemExit(OUT_OF_MEMORY) from None
        line.say(Reply(media_type, spool.size, total), body or b"", file)


def _written(store: EmbeddedStore, task: Task, output: BinaryIO) -> tuple[str, int]:
    """Write the answer; return its media type and, where only its head is wanted, the number of all its rows."""
    graphs = {"default_graphs": task.default_graphs, "named_graphs": task.named_graphs}
    if task.most is not None:
        return store.written_head(task.text, task.most, output, **graphs)
    return store.written(task.text, task.accept, output, **graphs), 0


def _name(error: ProfGraphError) -> str:
    """Return the nearest of the known errors."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__name__ in ERRORS)
