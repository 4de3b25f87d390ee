"""The pool of workers: quick queries never wait for slow ones, and a query ends at its deadline, killed if need be.

Every query starts in a quick place. One that is still running after `patience` is slow: it goes on in a slow place if
one is free, with its priority lowered; else it is killed and waits in the queue of slow ones, to start anew. The same
query is known as slow from then on, until the data change or it takes less than a second.
"""

from __future__ import annotations

import hashlib
import weakref
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from ...errors import LimitError
from ..folder import Folder
from ..snapshots import RecentVersion, publication
from .at_hand import AtHand
from .budget import Budget, BudgetedFile
from .cancelling import CancelledError, cancellable, clear_forgotten
from .lanes import BusyError, Lane
from .process import EndedError, UntakenError, WorkerProcess
from .watcher import Unwatched
from .worker import Post

if TYPE_CHECKING:
    from pathlib import Path

    from ...errors import StoreError
    from ...settings import DefaultGraph
    from ..admission import Bounded
    from ..protocol import Serialised
    from .limits import Limits
    from .watcher import Watcher
    from .worker import Task

_LARGE_ANSWERS = 4
_REMEMBERED = 1000  # slow queries
_FORGOTTEN = 60  # seconds after which nobody can be about to answer a query that was to end
_SLOW = 1  # second: what takes less is tried anew in a quick place


class Pool:
    """Evaluates queries on the newest snapshot of a folder; used by any number of threads."""

    def __init__(
        self, folder: Path, limits: Limits, *, networked: bool = False, watcher: Watcher | None = None
    ) -> None:
        self.limits = limits
        self._watcher = Unwatched() if watcher is None else watcher
        self.quick = Lane(limits.quick, limits.quick_queue, partial(self._watcher.changed, "quick"))
        self.slow = Lane(limits.slow, limits.slow_queue, partial(self._watcher.changed, "slow"))
        self._folder = Folder(folder)
        self._recent = RecentVersion(self._folder)
        self._at_hand = AtHand(self._folder)
        self._post = Post(folder, limits.memory, networked)
        # As many large answers as slow readers may keep for long.
        self._budget = Budget(_LARGE_ANSWERS * limits.answer)
        self._idle: deque[WorkerProcess] = deque()
        self._keeping = Lock()
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()
        clear_forgotten(self._folder, limits.seconds + _FORGOTTEN)
        # Of a pool that nobody refers to any more the workers end too.
        self._end = weakref.finalize(self, _end, self._idle)

    def answered(self, task: Task, seconds: float | None = None, name: str = "") -> Serialised:
        """Return the answer; raise what the store raises, or `LimitError` where the query needs more than it may.

        `seconds` are lowered to those of the limits, and count from now: waiting is within them. By its `name`, if it
        has one, the query may be called off.
        """
        allowed = min(seconds or self.limits.seconds, self.limits.seconds)
        until = monotonic() + allowed
        self._watcher.counted("queries")
        try:
            with cancellable(self._folder, name) as called_off:
                while True:
                    # Idle workers may be killed from outside: that is nothing of the reader's.
                    with suppress(UntakenError):
                        return self._answered(task, until, called_off)
        except CancelledError:
            self._watcher.counted("kills")
            Thread(target=self._replace, daemon=True).start()
            raise
        except _TimeoutError:
            self._watcher.counted("timeouts")
            raise _deadline(allowed) from None
        except BusyError:
            self._watcher.counted("refusals")
            raise

    def at_hand(self, query: Bounded, media_type: str, mode: DefaultGraph, version: str) -> bytes | None:
        """Return the answer to a bounded query from the data of that version; None where `answered` has to give it."""
        found = self._at_hand.answered(query, media_type, mode, version)
        if found is not None:
            self._watcher.counted("queries")
        return found

    def data_version(self) -> str | None:
        """Return the data version of the newest snapshot; None when there is none."""
        return self._recent.look_up()

    def recent_version(self) -> str | None:
        """Return the same, as it was a millisecond ago at most: nobody was told of a newer one before that."""
        return self._recent.get()

    def publication(self) -> tuple[int, int] | None:
        """Return what is another after each publication; see `snapshots`."""
        return publication(self._folder)

    def nothing_loaded(self) -> StoreError:
        """Return the error for a folder without a snapshot."""
        return self._folder.nothing_loaded()

    def close(self) -> None:
        """End the workers that are idle; those at work end with their query or with this process."""
        self._at_hand.close()
        with self._keeping:
            self._end()

    def _answered(self, task: Task, until: float, called_off: int | None) -> Serialised:
        begun = None
        if not self._is_known_slow(task):
            self.quick.enter(until)
            try:
                # While it waited, an equal one may have turned out to be slow.
                if not self._is_known_slow(task):
                    begun = self._started(task, until, called_off)
                    if self._is_quick(begun, until):
                        return self._replied(begun)
                    self._remember(self._name(task))
                    begun = self._promoted(begun)
            finally:
                self.quick.leave()
        if begun is None:
            self.slow.enter(until)
        try:
            return self._slowly(task, begun or self._started(task, until, called_off), until)
        finally:
            self.slow.leave()

    def _is_quick(self, begun: WorkerProcess, until: float) -> bool:
        """Tell whether the worker replies in time; raise `_TimeoutError` where its reader's time is over by then."""
        left = until - monotonic()
        if begun.has_replied(min(self.limits.patience, left)):
            return True
        if left > self.limits.patience:
            return False
        # Its reader has no more patience than we: nothing is known of the query.
        self._kill(begun)
        raise _TimeoutError

    def _promoted(self, process: WorkerProcess) -> WorkerProcess | None:
        """Return a process that goes on in a slow place; None, the process killed, where all are taken."""
        if self.slow.enter_now():
            return process
        self._kill(process)
        return None

    def _slowly(self, task: Task, process: WorkerProcess, until: float) -> Serialised:
        self._watcher.counted("slow")
        begun = monotonic()
        process.step_back()
        if not process.has_replied(until - begun):
            self._kill(process)
            raise _TimeoutError
        if monotonic() - begun < _SLOW:
            # It was the machine that was slow, or nearly so.
            self._known_slow.pop(self._name(task), None)
        return self._replied(process, is_slow=True)

    def _replied(self, process: WorkerProcess, *, is_slow: bool = False) -> Serialised:
        has_ended = False
        try:
            written = process.reply()
        except (EndedError, UntakenError) as error:
            has_ended = True
            if isinstance(error, EndedError):
                self._watcher.counted("failures")
            raise
        finally:
            self._give_back(process, has_ended=has_ended, is_slow=is_slow)
        return self._within_budget(written)

    def _within_budget(self, written: Serialised) -> Serialised:
        if written.file is None:
            return written
        if not self._budget.take(written.size):
            written.file.close()
            raise BusyError
        return replace(written, file=BudgetedFile(written.file, written.size, self._budget))

    def _started(self, task: Task, until: float, called_off: int | None) -> WorkerProcess:
        process = self._taken(until)
        try:
            process.give(task, called_off)
        except OSError:
            process.kill()
            return self._started(task, until, called_off)
        return process

    def _taken(self, until: float) -> WorkerProcess:
        """Return an idle worker, else a new one."""
        with self._keeping:
            process = self._idle.popleft() if self._idle else None
        return process or self._new(until)

    def _new(self, until: float) -> WorkerProcess:
        """Return a worker that is ready: a quick query must not pass for a slow one because its worker starts."""
        while monotonic() < until:
            process = WorkerProcess(self._post)
            # What ends a worker before its first query is no fault of the query.
            with suppress(EndedError):
                if process.is_ready(until - monotonic()):
                    return process
            process.kill()
        raise _TimeoutError

    def _give_back(self, process: WorkerProcess, *, has_ended: bool = False, is_slow: bool = False) -> None:
        """Keep a worker for the next query, unless it has ended or there are enough."""
        if has_ended or (is_slow and not process.step_forward()):
            self._kill(process, counted=False)
            return
        with self._keeping:
            if self._end.alive and len(self._idle) < self._most_idle:
                self._idle.append(process)
                return
        process.kill()

    def _kill(self, process: WorkerProcess, *, counted: bool = True) -> None:
        """End a worker and have another one ready when the next query comes."""
        process.kill()
        if counted:
            self._watcher.counted("kills")
        Thread(target=self._replace, daemon=True).start()

    def _replace(self) -> None:
        with self._keeping:
            wanted = self._end.alive and len(self._idle) < self._most_idle
        if wanted:
            with suppress(_TimeoutError):
                self._give_back(self._new(monotonic() + self.limits.seconds))

    @property
    def _most_idle(self) -> int:
        return self.limits.quick + self.limits.slow

    def _is_known_slow(self, task: Task) -> bool:
        return bool(self._known_slow) and self._name(task) in self._known_slow

    def _name(self, task: Task) -> bytes:
        """Return a short name of a query and its data: texts may be long, and many are remembered."""
        return hashlib.sha256(repr((self.data_version(), task)).encode("utf-8", "surrogatepass")).digest()

    def _remember(self, name: bytes) -> None:
        with self._keeping:
            self._known_slow[name] = None
            if len(self._known_slow) > _REMEMBERED:
                self._known_slow.popitem(last=False)


def _end(idle: deque[WorkerProcess]) -> None:
    while idle:
        idle.pop().kill()


class _TimeoutError(Exception):
    """The deadline of a query has come."""


def _deadline(seconds: float) -> LimitError:
    return LimitError(
        ru=f"запрос не уложился в {seconds:g} с и остановлен; сузьте его или дайте больше времени: timeout=СЕКУНДЫ",
        en=f"the query took more than {seconds:g} s and was stopped; narrow it or give it more time: timeout=SECONDS",
    )
