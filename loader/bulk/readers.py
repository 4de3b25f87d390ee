"""Reading processes: each is given a document after another, killed at its deadline, and replaced when it ends."""

from __future__ import annotations

import multiprocessing
from collections import deque
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from ...errors import ProfGraphError, SourceError, StoreError
from ...store.workers.deadline import killed_after
from ...store.writing.frames import Frame, receive, send
from ...store.writing.problems import from_values
from .prepared import from_frame
from .reader import attend
from .shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from ..outcomes import Outcome
    from .prepared import Prepared
    from .reader import Order
    from .shelf import Answer, Job

    Failure = Callable[[str, float], SourceError]

# What a reading process is called.
READER = "profgraph-reader"
_SECONDS_TO_START = 120
_IN_HAND = 2  # documents that a process is given at once: the one that it reads, and the next
_AHEAD = 12  # documents a process that may be read before the first of them is taken


def read(
    source: Iterator[Job | Outcome], order: Order, *, jobs: int, seconds: float, is_called_off: Callable[[], bool]
) -> Generator[Answer, None, None]:
    """Yield for each document a `Prepared` or the error that says why there is none, all else as it is, in order.

    A document may take so many `seconds`. What is called off gives no more.
    """
    shelf = Shelf(source, most=jobs * _AHEAD)
    threads = [_Reading(shelf, order, seconds) for _ in range(jobs)]
    try:
        for thread in threads:
            thread.start()
        yield from shelf.in_order(is_called_off)
    finally:
        shelf.close()
        for thread in threads:
            thread.end()


class _Reading:
    """A thread that has a process of its own read what it takes from the shelf."""

    def __init__(self, shelf: Shelf, order: Order, seconds: float) -> None:
        self._thread = Thread(target=self._run, daemon=True)
        self._shelf, self._order, self._seconds = shelf, order, seconds
        self._hand: deque[tuple[int, Job]] = deque()
        self._process: _Process | None = None
        self._is_ended = False

    def start(self) -> None:
        """Begin to take documents."""
        self._thread.start()

    def end(self) -> None:
        """Kill the process, whatever it reads, and wait for the thread."""
        self._is_ended = True
        while self._thread.is_alive():
            self._stop()
            self._thread.join(0.05)

    def _run(self) -> None:
        try:
            while self._filled():
                self._answer()
        except BaseException as error:  # noqa: BLE001  (raised where the answers are taken, not in this thread)
            self._shelf.fail(error)
        finally:
            self._stop()

    def _filled(self) -> bool:
        """Have a document in hand, and another one if there is; tell whether there is one."""
        while len(self._hand) < _IN_HAND and (found := self._shelf.take(wait=not self._hand)):
            self._hand.append(found)
            self._running().give(found[1], self._seconds)
        return bool(self._hand) and not self._is_ended

    def _answer(self) -> None:
        answer = self._running().answer(self._seconds)
        number, job = self._hand.popleft()
        if isinstance(answer, Frame):
            self._shelf.put(number, _meant(answer))
            return
        self._shelf.put(number, answer(job.name, self._seconds))
        self._stop()
        for _, waiting in self._hand:
            self._running().give(waiting, self._seconds)

    def _running(self) -> _Process:
        if self._process is None:
            self._process = _Process(self._order)
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()


class _Process:
    """A reading process and the connection to it."""

    def __init__(self, order: Order) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=attend, args=(other, order), name=READER, daemon=True)
        self._process.start()
        other.close()
        self._is_ready = False

    def give(self, job: Job, seconds: float) -> None:
        """Give a document to read; there is room for `_IN_HAND` of them. Who has ended says so by no answer."""
        with suppress(OSError), killed_after(self._process, seconds):
            send(self._connection, Frame({"name": job.name, "known_as": job.known_as}, (job.data,)))

    def answer(self, seconds: float) -> Frame | Failure:
        """Return the answer to the document that was given first, or what makes the error that there is none."""
        if not self._is_ready:
            self._await_start()
        with killed_after(self._process, seconds) as over:
            try:
                found = receive(self._connection)
            except OSError:
                found = None
        return _too_slow if over.is_set() else found or _died

    def kill(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _await_start(self) -> None:
        """Wait for the first word of the process: what it takes to start is no time of a document."""
        if not self._connection.poll(_SECONDS_TO_START) or receive(self._connection) is None:
            raise StoreError(
                ru="читающий процесс не запускается; проверьте память и повторите с --jobs 1",
                en="a reading process does not start; check the memory and try again with --jobs 1",
            )
        self._is_ready = True


def _meant(frame: Frame) -> Prepared | ProfGraphError:
    problem = frame.header.get("problem")
    return from_values(problem) if problem else from_frame(frame)


def _too_slow(name: str, seconds: float) -> SourceError:
    return SourceError(
        ru=f"{name}: чтение заняло больше {seconds:g} с и прервано; разделите файл или сохраните его иначе",
        en=f"{name}: reading took over {seconds:g} s and was stopped; divide the file or save it in another form",
    )


def _died(name: str, _seconds: float) -> SourceError:
    return SourceError(
        ru=f"{name}: читающий процесс на нём прервался; сохраните файл в другом виде и повторите",
        en=f"{name}: the reading process ended at it; save the file in another form and try again",
    )
