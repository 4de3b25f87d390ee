"""Keeps a writer process: starts it, starts it again when it dies, stops it."""

from __future__ import annotations

import multiprocessing
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from ...errors import StoreError
from .frames import receive
from .opening import refuse_served
from .problems import from_values
from .process import Order, run_writer

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from types import TracebackType
    from typing import Self

_SECONDS_TO_STOP = 60  # the request that runs is finished
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0


class WriterProcess:
    """The writer process of a server, as a context: it is there within, whatever becomes of single processes."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._stopping = Event()
        self._beginning = Lock()
        self._process: BaseProcess | None = None
        self._keeper = Thread(target=self._keep, daemon=True)

    @property
    def pid(self) -> int | None:
        """Return the number of the process that is there now."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and wait until it holds the folder; raise the `StoreError` that kept it from that."""
        refuse_served(self._order.folder)
        self._begin()
        self._keeper.start()

    def stop(self) -> None:
        """End the process after the request that it works on."""
        self._stopping.set()
        # One that begins just now is awaited, and no other begins after it.
        with self._beginning:
            pass
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(_SECONDS_TO_STOP)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._keeper.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _begin(self) -> None:
        # A fork would carry the locks of threads into the child.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=run_writer, args=(self._order, theirs), name="profgraph-writer")
        process.start()
        self._process = process
        theirs.close()
        with ours:
            said = receive(ours)
        if said is None or "problem" in said.header:
            process.join()
            raise from_values(said.header["problem"]) if said else _died()

    def _keep(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            if self._process:
                self._process.join()
            if self._stopping.wait(pause):
                return
            try:
                with self._beginning:
                    if self._stopping.is_set():
                        return
                    self._begin()
                pause = _FIRST_PAUSE
            except StoreError:
                # A command may hold the folder for a while; the disk may be full for longer.
                pause = min(2 * pause, _LONGEST_PAUSE)


def _died() -> StoreError:
    return StoreError(
        ru="пишущий процесс не запустился; его вывод говорит почему",
        en="the writer process did not start; its output says why",
    )
