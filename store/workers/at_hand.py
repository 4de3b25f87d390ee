"""Bounded queries answered in the process of the service, on the snapshot that it has open: no hop to a worker.

Only a query whose work is bounded comes here (`admission.bounded`): the engine answers it from one index, a step for
each solution, and it is given up for a worker, which starts it anew, after so many triples or bytes of its answer. One
that looks through all solutions is left to a worker where there are more than that.
So it cannot nest, sort, join or look in vain, and needs neither time nor memory that a worker would be killed for.
Measured: 0.03 ms, 2 to 10 ms until it is given up, on 8,000 triples as on 300,000. Only where very many triples were
removed does the engine step over their traces (200,000: 0.05 s): after a few such queries all are left to workers.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from threading import Lock
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from ...errors import ProfGraphError
from ..embedded import EmbeddedStore
from ..few import Few
from .trust import Trust

if TYPE_CHECKING:
    from ...settings import DefaultGraph
    from ..admission import Bounded
    from ..folder import Folder

    # The data, the mode of the default graph and the query that weighs another.
    Weighed = tuple[str, DefaultGraph, str]

_FEW = Few(triples=500, size=64 * 1024)
_MOST_WEIGHED = 1_000
# What is wrong with a query or the data: a worker meets it too, and says it in words.
_WRONG = (ProfGraphError, SyntaxError, OSError, RuntimeError)


class AtHand:
    """The newest snapshot of a folder, in each mode of its default graph; used by any number of threads."""

    def __init__(self, folder: Folder, most_seconds: float = 0.02) -> None:
        self._folder = folder
        self._trust = Trust(most_seconds)
        self._opening = Lock()
        self._stores: dict[DefaultGraph, tuple[str, EmbeddedStore]] = {}
        # What was weighed last, of which data.
        self._weighed: OrderedDict[Weighed, bool] = OrderedDict()

    def answered(self, query: Bounded, media_type: str, mode: DefaultGraph, version: str) -> bytes | None:
        """Return the answer from the data of that version; None where a worker has to give it, or what is wrong."""
        if not self._trust.lasts:
            return None
        try:
            store = self._store(mode, version)
            # The graphs of a bare store are named to the engine one by one: each solution takes a step in each of them.
            if store is None or store.is_bare:
                return None
            return self._timed(store, query, media_type, (version, mode, query.weighed_by))
        except _WRONG:
            return None

    def close(self) -> None:
        """Let the snapshots go."""
        self._stores.clear()

    def _timed(self, store: EmbeddedStore, query: Bounded, media_type: str, weighed: Weighed) -> bytes | None:
        begun, of_thread = perf_counter(), thread_time() if self._trust.is_wary else None
        try:
            return self._written(store, query, media_type, weighed)
        finally:
            taken = None if of_thread is None else thread_time() - of_thread
            self._trust.took(perf_counter() - begun, taken)

    def _written(self, store: EmbeddedStore, query: Bounded, media_type: str, weighed: Weighed) -> bytes | None:
        if query.weighed_by and not self._is_light(store, weighed):
            return None
        return store.answer_of_few(query.text, media_type, _FEW)

    def _is_light(self, store: EmbeddedStore, weighed: Weighed) -> bool:
        known = self._weighed.get(weighed)
        if known is None:
            known = self._weighed[weighed] = store.has_few(weighed[2], _FEW.triples)
            while len(self._weighed) > _MOST_WEIGHED:
                # Another thread may take the last one away.
                with suppress(KeyError):
                    self._weighed.popitem(last=False)
        return known

    def _store(self, mode: DefaultGraph, version: str) -> EmbeddedStore | None:
        """Return the store with this version open; None while another thread opens it, or where there is another."""
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
        return store if store.data_version() == version else None
