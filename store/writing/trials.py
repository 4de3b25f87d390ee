"""The process in which updates are tried and documents read: neither can be stopped, but the process can."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from ...errors import ProfGraphError
from ..changes import Net
from .difference import AFTER, BEFORE, difference, updated
from .documents import from_frame, to_frame, to_triples
from .frames import Frame, from_lines, receive, send, to_lines
from .problems import from_values, to_values
from .protocol import StoppedUpdateError
from .requests import update_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

    from ..writer import Writer
    from .protocol import Document, Update


_SECONDS_TO_START = 60
_SECONDS_TO_COMPARE = 300  # a store of some million triples takes a minute


@dataclass(frozen=True)
class TrialLimits:
    """How long an update, or the reading of documents, may run and how much memory it may take."""

    seconds: float = 30
    memory: int = 4 * 1024**3


class Trials:
    """Tries updates and reads documents, one at a time, in a process that is kept, and killed at the deadline."""

    def __init__(self, limits: TrialLimits) -> None:
        self._limits = limits
        self._is_ready = False
        self._start()

    def difference(self, writer: Writer, update: Update) -> Net:
        """Return what the update would change; raise `QueryError`, `UsageError` or `StoppedUpdateError`."""
        folder = writer.folder.trial
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            # Hard links: neither copy can reach back into the data.
            writer.engine.backup(str(folder / BEFORE))
            writer.engine.backup(str(folder / AFTER))
            hidden = writer.meta.value if writer.folder.is_bare else None
            request = Frame({"ask": "update", "folder": str(folder), "hidden": hidden, "update": asdict(update)})
            return _net(self._answer(request))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def triples(self, documents: Sequence[Document]) -> bytes:
        """Return what the documents say as N-Triples; raise `UsageError` or `StoppedUpdateError`."""
        sent = to_frame(documents)
        answer = self._said(self._limits.seconds, Frame({"ask": "triples", **sent.header}, sent.parts))
        if problem := answer.header.get("problem"):
            raise from_values(problem)
        return answer.parts[0]

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _answer(self, request: Frame) -> Frame:
        done = self._said(self._limits.seconds, request)
        answer = done if "problem" in done.header else self._said(_SECONDS_TO_COMPARE)
        if problem := answer.header.get("problem"):
            raise from_values(problem)
        return answer

    def _said(self, seconds: float, request: Frame | None = None) -> Frame:
        """Return what the process says within so many seconds, to a request or after it; or start another process."""
        try:
            if request:
                self._await_start()
                send(self._connection, request)
            answer = receive(self._connection) if self._connection.poll(seconds) else None
        except OSError:
            answer = None
        if answer is None:
            self.close()
            self._start()
            raise self._over_limits()
        return answer

    def _await_start(self) -> None:
        """Wait for the first word of the process: what it takes to start is no time of a request."""
        if self._is_ready:
            return
        if not self._connection.poll(_SECONDS_TO_START):
            raise TimeoutError
        receive(self._connection)
        self._is_ready = True

    def _start(self) -> None:
        self._is_ready = False
        context = multiprocessing.get_context("spawn")
        ours, other = context.Pipe()
        self._connection: Connection = ours
        self._process = context.Process(target=_attend, args=(other, self._limits.memory))
        self._process.start()
        other.close()

    def _over_limits(self) -> StoppedUpdateError:
        seconds, memory = f"{self._limits.seconds:g}", f"{self._limits.memory / 1024**3:g}"
        return StoppedUpdateError(
            ru=f"запись остановлена: больше {seconds} с или {memory} ГиБ; разделите её на части",
            en=f"the write was stopped: more than {seconds} s or {memory} GiB; split it into parts",
        )


def _attend(connection: Connection, memory: int) -> None:
    # Ctrl+C reaches the whole group; the writer ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    send(connection, Frame({"ready": True}))
    while request := receive(connection):
        try:
            if request.header["ask"] == "triples":
                send(connection, Frame(parts=(to_triples(from_frame(request)),)))
            else:
                _try(request, connection)
        except ProfGraphError as error:
            send(connection, Frame({"problem": to_values(error)}))


def _try(request: Frame, connection: Connection) -> None:
    folder, update = Path(request.header["folder"]), update_from(request.header["update"])
    hidden = request.header["hidden"]
    updated(folder, update, hidden)
    # From here on only the size of the store decides how long it takes.
    send(connection, Frame({"updated": True}))
    net = difference(folder, update, hidden)
    header = {"create": sorted(net.create), "drop": sorted(net.drop)}
    send(connection, Frame(header, (to_lines(net.remove), to_lines(net.add))))


def _net(answer: Frame) -> Net:
    remove, add = (frozenset(from_lines(part)) for part in answer.parts)
    return Net(remove, add, frozenset(answer.header["create"]), frozenset(answer.header["drop"]))


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
