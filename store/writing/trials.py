"""Trials of updates and readings of documents: none can be stopped, but the process in which they run can."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..changes import Net
from ..workers.deadline import killed_after
from .difference import AFTER, BEFORE
from .documents import to_frame
from .frames import Frame, from_lines, receive, send
from .problems import from_values
from .protocol import StoppedUpdateError
from .trying import attend

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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

    def __init__(self, limits: TrialLimits, *, networked: bool = False) -> None:
        self._limits = limits
        self._networked = networked
        self._start()

    def difference(self, writer: Writer, update: Update, touched: Collection[str] | None) -> Net:
        """Return what an update that was admitted would change; raise `QueryError` or `StoppedUpdateError`.

        Only the graphs `touched` are compared, or all; the default graph is named "".
        """
        writer.folder.trial.mkdir(exist_ok=True)
        # Never twice the same: what still closes the copy of the one before must not delete files of this one.
        folder = Path(tempfile.mkdtemp(dir=writer.folder.trial))
        try:
            # Hard links: neither copy can reach back into the data.
            writer.engine.backup(str(folder / BEFORE))
            writer.engine.backup(str(folder / AFTER))
            hidden = writer.meta.value if writer.folder.is_bare else None
            graphs = None if touched is None else sorted(touched)
            asked = {"ask": "update", "folder": str(folder), "hidden": hidden, "touched": graphs}
            return _net(self._answer(Frame({**asked, "update": asdict(update)})))
        finally:
            shutil.rmtree(writer.folder.trial, ignore_errors=True)

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

    def _start(self) -> None:
        self._is_ready = False
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=attend, args=(other, self._limits.memory, self._networked))
        self._process.start()
        other.close()

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
            with killed_after(self._process, seconds) as over:
                answer = receive(self._connection)
        except OSError:
            answer = None
        if answer is None or over.is_set():
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

    def _over_limits(self) -> StoppedUpdateError:
        seconds, memory = f"{self._limits.seconds:g}", f"{self._limits.memory / 1024**3:g}"
        return StoppedUpdateError(
            ru=f"запись остановлена: больше {seconds} с или {memory} ГиБ; разделите её на части",
            en=f"the write was stopped: more than {seconds} s or {memory} GiB; split it into parts",
        )


def _net(answer: Frame) -> Net:
    remove, add = (frozenset(from_lines(part)) for part in answer.parts)
    return Net(remove, add, frozenset(answer.header["create"]), frozenset(answer.header["drop"]))
