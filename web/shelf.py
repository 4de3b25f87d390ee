"""The dumps of a store folder: made once for each data version, by a process of its own, on the first request."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock, Semaphore, Thread
from typing import TYPE_CHECKING

from ..queries.dumps import DIGEST
from ..store.folder import Folder
from ..store.workers.cores import on_all_cores
from ..store.workers.limits import MEGABYTE
from .preparing import Ending, Preparation
from .problems import RequestError
from .wishes import program

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from ..settings import Settings

# A reader's request holds a thread while it waits; the file goes on being made.
PATIENCE = 10
MOST_SECONDS = 900
_SECONDS_TO_RETRY = 15
# Each waits for the one before it.
_MOST_AWAITED = 50
_BROKEN_OFF = -1
_NOT_STARTED = -2
# The next reader may have it; after any other end nobody can.
_PASSING = frozenset({Ending.MADE, Ending.OTHER_DATA, Ending.UNWRITTEN, _NOT_STARTED})
_SOURCE = [sys.executable, "-P", "-m", "profgraph.web.preparing"]

_Name = tuple[str, str]


@dataclass(frozen=True)
class Volume:
    """A dump that is there: its file, open, its length, and its SHA-256 in hexadecimal digits."""

    file: BinaryIO
    size: int
    digest: str


class Shelf:
    """Files of one store folder; any thread may ask, and the same file is made once."""

    def __init__(self, settings: Settings, *, patience: float = PATIENCE, most_seconds: float = MOST_SECONDS) -> None:
        self._folder = Folder(settings.folder)
        self._memory = settings.query_memory * MEGABYTE
        self._patience = patience
        self._most_seconds = most_seconds
        self._turn = Semaphore()
        self._lock = Lock()
        self._awaited: dict[_Name, Future[int]] = {}
        # What was too much once is so again, as long as the data are the same.
        self._given_up: dict[_Name, int] = {}

    def listed(self, version: str) -> dict[str, Volume]:
        """Return each dump of this data version that is there, closed, for its length and its digest."""
        found = {}
        for path in sorted(self._room(version).glob(f"*{DIGEST}")):
            name = path.name.removesuffix(DIGEST)
            if volume := self.opened(version, name):
                volume.file.close()
                found[name] = volume
        return found

    def opened(self, version: str, name: str) -> Volume | None:
        """Return a dump that is there, open; None where it is not."""
        path = self._room(version) / name
        try:
            file = path.open("rb")
        except (FileNotFoundError, NotADirectoryError):
            return None
        try:
            digest = _digest_of(path)
        except FileNotFoundError:
            # Cleared away this very moment, with the data that it was made of.
            file.close()
            return None
        return Volume(file, file.seek(0, 2), digest)

    def make(self, version: str, name: str) -> bool:
        """Wait until the dump is made; return False where the data are others by now; raise `RequestError` else."""
        outcome = self._given_up.get((version, name))
        try:
            outcome = self._future(version, name).result(self._patience) if outcome is None else outcome
        except TimeoutError as error:
            raise _in_the_making(name) from error
        if outcome in {Ending.MADE, Ending.OTHER_DATA}:
            return outcome == Ending.MADE
        raise _unmade(name, outcome)

    def _room(self, version: str) -> Path:
        return self._folder.dumps / version / program()

    def _future(self, version: str, name: str) -> Future[int]:
        key = (version, name)
        with self._lock:
            if key in self._awaited:
                return self._awaited[key]
            if len(self._awaited) >= _MOST_AWAITED:
                raise _in_the_making(name)
            future = self._awaited[key] = Future()
        Thread(target=self._led, args=(key, future), daemon=True).start()
        return future

    def _led(self, key: _Name, future: Future[int]) -> None:
        version, name = key
        try:
            with self._turn:
                outcome = self._run(Preparation(str(self._folder.path), version, name, self._memory, program()))
        except OSError:
            outcome = _NOT_STARTED
        with self._lock:
            del self._awaited[key]
            if outcome not in _PASSING:
                self._given_up = {one: why for one, why in self._given_up.items() if one[0] == version}
                self._given_up[key] = outcome
        future.set_result(outcome)

    def _run(self, task: Preparation) -> int:
        with on_all_cores(), subprocess.Popen(_SOURCE, stdin=subprocess.PIPE) as process:  # noqa: S603  (our own module)
            if process.stdin is None:
                raise ValueError("the process has no input")
            # Not closed before the end: that would tell the process to end.
            process.stdin.write(task.line())
            process.stdin.flush()
            try:
                return process.wait(self._most_seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                return _BROKEN_OFF


def _digest_of(path: Path) -> str:
    return path.with_name(f"{path.name}{DIGEST}").read_text(encoding="ascii").partition(" ")[0]


def _in_the_making(name: str) -> RequestError:
    return RequestError(
        HTTPStatus.SERVICE_UNAVAILABLE,
        ru=f"{name}: файл ещё готовится; повторите запрос через {_SECONDS_TO_RETRY} с",
        en=f"{name}: the file is being prepared; try again in {_SECONDS_TO_RETRY} s",
        retry_after=_SECONDS_TO_RETRY,
    )


def _unmade(name: str, outcome: int) -> RequestError:
    if outcome == Ending.UNWRITTEN:
        return RequestError(
            HTTPStatus.INSUFFICIENT_STORAGE,
            ru=f"{name}: серверу негде записать файл; возьмите нужное запросом на /sparql",
            en=f"{name}: the server has no room to write the file; get what you need by a query at /sparql",
        )
    return RequestError(
        HTTPStatus.SERVICE_UNAVAILABLE,
        ru=f"{name}: файл не поместился в отведённые время и память; возьмите одну редакцию или другой формат",
        en=f"{name}: the file could not be prepared within its time and memory; take one edition, or another format",
    )
