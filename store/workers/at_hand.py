"""Bounded queries answered in the process of the service, on the snapshot that it has open: no hop to a worker.

Only a query whose work is bounded comes here (`admission.bounded`): the engine answers it from one index, a step for
each solution, and it is given up for a worker, which starts it anew, after so many triples or bytes of its answer. One
that looks through all solutions is left to a worker where there are more than that.
So it cannot nest, sort, join or look in vain, and needs neither time nor memory that a worker would be killed for.
Measured: 0.03 ms, 2 to 10 ms until it is given up, on 8,000 triples as on 300,000. Only where very many triples were
removed does the engine step over their traces (200,000: 0.05 s): data of which one query took long are left to workers.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from threading import Lock
from time import thread_time
from typing import TYPE_CHECKING, cast

from ...errors import AnswerTooLargeError, StoreError
from ..embedded import EmbeddedStore
from ..protocol import Serialised
from ..snapshots import current_version
from .spool import Spool

if TYPE_CHECKING:
    from typing import BinaryIO

    from ...settings import DefaultGraph
    from ..folder import Folder
    from .worker import Task

_MOST_TRIPLES = 500
_MOST_WEIGHED = 1_000
_MOST_BYTES = 64 * 1024


class AtHand:
    """The newest snapshot of a folder, in each mode of its default graph; used by any number of threads."""

    def __init__(self, folder: Folder, most_seconds: float = 0.02) -> None:
        self._folder = folder
        self._most_seconds = most_seconds
        self._slow_version: str | None = None
        self._opening = Lock()
        self._stores: dict[DefaultGraph, tuple[str, EmbeddedStore]] = {}
        # What was weighed last, of which data.
        self._weighed: OrderedDict[tuple[str, DefaultGraph, str], bool] = OrderedDict()

    def answered(self, task: Task) -> Serialised | None:
        """Return the answer from the newest data; None where a worker has to give it, or what is wrong."""
        if task.weighed_by is None or task.default_graphs or task.named_graphs or task.most is not None:
            return None
        version = current_version(self._folder)
        if version in {None, self._slow_version}:
            return None
        with suppress(StoreError):
            store = self._store(task.default_graph, version)
            return None if store is None else self._written(store, task)
        return None

    def close(self) -> None:
        """Let the snapshots go."""
        self._stores.clear()

    def _written(self, store: EmbeddedStore, task: Task) -> Serialised | None:
        # Of this thread alone: a busy machine is no reason.
        begun = thread_time()
        try:
            # The graphs of a bare store are named to the engine one by one: each solution takes a step in each of them.
            if store.is_bare or not self._is_light(store, task):
                return None
            return _written(store, task)
        finally:
            if thread_time() - begun > self._most_seconds:
                self._slow_version = store.data_version()

    def _is_light(self, store: EmbeddedStore, task: Task) -> bool:
        if not task.weighed_by:
            return True
        key = store.data_version(), task.default_graph, task.weighed_by
        known = self._weighed.get(key)
        if known is None:
            known = self._weighed[key] = store.has_few(task.weighed_by, _MOST_TRIPLES)
            while len(self._weighed) > _MOST_WEIGHED:
                # Another thread may take the last one away.
                with suppress(KeyError):
                    self._weighed.popitem(last=False)
        return known

    def _store(self, mode: DefaultGraph, version: str | None) -> EmbeddedStore | None:
        """Return the store with this version open; None while another thread opens it, which takes a while."""
        opened = self._stores.get(mode)
        if opened is not None and opened[0] == version:
            return opened[1]
        if not self._opening.acquire(blocking=False):
            return None
        try:
            store = EmbeddedStore(self._folder.path, default_graph=mode, is_pinned=True)
            self._stores[mode] = store.data_version(), store
        finally:
            self._opening.release()
        return store


def _written(store: EmbeddedStore, task: Task) -> Serialised | None:
    with Spool(_MOST_BYTES) as spool:
        try:
            media_type = store.written_few(task.text, task.accept, cast("BinaryIO", spool), _MOST_TRIPLES)
        except AnswerTooLargeError:
            return None
        body, _ = spool.whole()
    return None if media_type is None or body is None else Serialised(media_type, body, size=len(body))
