"""One worker as the service sees it: it is given tasks, waited for, and killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from threading import Lock
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING

from ...errors import LimitError
from ..protocol import Serialised
from .cancelling import CancelledError
from .cores import cores, hold_to, on_all_cores, other_cores
from .line import Line
from .niceness import QUERY, SLOW
from .worker import ERRORS, OUT_OF_MEMORY, Reply, work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .worker import Post, Task

# Rust aborts where memory is refused.
_OUT_OF_MEMORY = frozenset({OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGBUS})
_FAULT = 1  # the status of a Python process that ends by an exception
_CONTEXT = multiprocessing.get_context("forkserver")
# Each worker is a fork of one process that has the engine loaded and nothing else running.
_CONTEXT.set_forkserver_preload(["profgraph.store.workers.worker"])
_starting = Lock()


class EndedError(LimitError):
    """A query ended its worker."""


class UntakenError(Exception):
    """A worker ended before it took its task: nothing is known of the query."""


class WorkerProcess:
    """A process that evaluates one query at a time; used by one thread at a time."""

    def __init__(self, post: Post) -> None:
        with _starting, _without_script(), on_all_cores():
            ours, theirs = socket.socketpair()
            self._line = Line(ours)
            self._process = _CONTEXT.Process(target=work, args=(theirs, post), daemon=True)
            self._process.start()
            theirs.close()
        self._called_off: int | None = None
        self._is_aside = False

    def is_ready(self, within: float) -> bool:
        """Wait at most so many seconds until a new worker has its store open; tell whether it has."""
        if not self.has_replied(within):
            return False
        try:
            self._line.hear()
        except (EOFError, OSError) as error:
            raise self._ended() from error
        return True

    def give(self, task: Task, called_off: int | None = None) -> None:
        """Send the task, which ends when `called_off` turns readable; raise `OSError` when the worker has ended."""
        self._called_off = called_off
        if called_off is None:
            self._stand_aside()
        else:
            self._go_anywhere()
        self._line.say(task.head())

    def has_replied(self, within: float) -> bool:
        """Wait at most so many seconds; tell whether there is a reply, or the worker has ended.

        Of a task that was called off, the process is killed, and `CancelledError` raised.
        """
        if self._called_off is not None:
            return self._has_replied_or_is_called_off(self._called_off, within)
        until = monotonic() + within
        if self._line.hears_soon(within):
            return True
        self._go_anywhere()
        return self._line.hears(until - monotonic())

    def _has_replied_or_is_called_off(self, called_off: int, within: float) -> bool:
        line = self._line.fileno()
        ready = wait([line, called_off], max(within, 0))
        if called_off in ready and line not in ready:
            self.kill()
            raise CancelledError
        return line in ready

    def reply(self) -> Serialised:
        """Return the answer; raise the error that the worker met, or `EndedError` when the query ended it.

        Raise `UntakenError` when the worker had ended before it took the task.
        """
        try:
            head, body, descriptor = self._line.hear()
        except ConnectionResetError as error:
            # The system tells in this way that the other end did not read what was sent.
            raise UntakenError from error
        except (EOFError, OSError) as error:
            raise self._ended() from error
        reply = Reply(*head)
        if reply.error:
            raise ERRORS[reply.error](ru=reply.ru, en=reply.en)
        if descriptor is None:
            return Serialised(reply.media_type, body, size=reply.size, total=reply.total)
        file = os.fdopen(descriptor, "rb")
        file.seek(0)
        return Serialised(reply.media_type, file=file, size=reply.size, total=reply.total)

    def _stand_aside(self) -> None:
        """Leave the core of the requests to them, as long as the query is a short one: else it could use it, too."""
        if not self._is_aside and (others := other_cores()):
            hold_to(others, self.pid)
            self._is_aside = True

    def _go_anywhere(self) -> None:
        if self._is_aside:
            hold_to(cores(), self.pid)
            self._is_aside = False

    def step_back(self) -> None:
        """Let quick queries have the processor first."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _niceness(SLOW))

    def step_forward(self) -> bool:
        """Undo `step_back`; tell whether the system lets a process do that: without privileges it does not."""
        try:
            os.setpriority(os.PRIO_PROCESS, self.pid, _niceness(QUERY))
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """End the process at once and wait until it is gone, its memory with it."""
        self._process.kill()
        self._process.join()
        self._line.close()

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid or 0

    def _ended(self) -> EndedError:
        """Return what is said of a query under which the worker ended by itself."""
        self._process.join()
        status = self._process.exitcode
        if status == -signal.SIGSEGV:
            return EndedError(
                ru="запрос слишком сложен для разбора; упростите его или разделите на несколько",
                en="the query is too complex to be planned; simplify it or divide it into several",
            )
        if status == _FAULT:
            return EndedError(
                ru="запрос не выполнен из-за ошибки в программе; сообщите о нём её разработчикам",
                en="the query failed by a fault of the program; tell its makers about it",
            )
        if status in _OUT_OF_MEMORY:
            return EndedError(
                ru="запросу не хватило отведённой памяти; сузьте его: условия, LIMIT",
                en="the query needs more memory than it may have; narrow it: conditions, LIMIT",
            )
        return EndedError(
            ru="процесс запроса был остановлен; повторите запрос",
            en="the process of the query was stopped; try again",
            retry_after=1,
        )


def _niceness(above: int) -> int:
    """Return a niceness above that of this process; the system takes more than it has for the most."""
    return os.getpriority(os.PRIO_PROCESS, 0) + above


@contextmanager
def _without_script() -> Iterator[None]:
    """Keep the program that started the service out of its workers: each would run all its imports once more."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
