"""The process that makes one dump for the service: it may be killed, and what is half made is never seen.

Standard input holds one line of JSON: which dump of which data, and how much memory it may take. The process ends when
standard input is closed, so it does not outlive the service.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError
from ..queries.dumps import dump_called, prepare
from ..queries.parameters import loaded_versions
from ..store.embedded import EmbeddedStore
from ..store.folder import Folder
from ..store.whole_file import UNFINISHED
from ..store.workers.confinement import bound_memory, end_with
from ..store.workers.niceness import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ending(IntEnum):
    """How a process ends: each its own exit status."""

    MADE = 0
    OUT_OF_MEMORY = 3
    OTHER_DATA = 4
    UNWRITTEN = 5


@dataclass(frozen=True)
class Preparation:
    """What the process is told: the store, the data version, the name of the dump, the memory in bytes, the program.

    Another release may write the same data otherwise, so that its files are others.
    """

    store: str
    version: str
    name: str
    memory: int
    program: str

    def line(self) -> bytes:
        """Return it as a line of the input."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> Ending:
    """Make the dump that standard input names."""
    wanted = Preparation(**json.loads(sys.stdin.buffer.readline()))
    end_with(sys.stdin)
    os.nice(FILE)
    bound_memory(wanted.memory)
    try:
        return _prepared(wanted)
    except MemoryError:
        return Ending.OUT_OF_MEMORY
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return Ending.UNWRITTEN


def _prepared(wanted: Preparation) -> Ending:
    place = Folder(Path(wanted.store))
    try:
        store = EmbeddedStore(place.path, is_pinned=True)
    except StoreError:
        return Ending.OTHER_DATA
    # The open snapshot keeps the folder of its dumps from being cleared away.
    with store:
        if store.data_version() != wanted.version:
            return Ending.OTHER_DATA
        folder = place.dumps / wanted.version / wanted.program
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(place.dumps):
            if not (folder / wanted.name).exists():
                _clear_unfinished(folder)
                _clear_of_others(folder)
                prepare(store, dump_called(wanted.name, loaded_versions(store)), folder)
    return Ending.MADE


@contextmanager
def _alone(dumps: Path) -> Iterator[None]:
    """Hold the lock under which one process at a time makes dumps of a store, whoever started it."""
    with (dumps / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_unfinished(folder: Path) -> None:
    # Left by processes that were killed.
    for left in folder.glob(f".*{UNFINISHED}"):
        left.unlink(missing_ok=True)


def _clear_of_others(folder: Path) -> None:
    # Those of other releases; whoever reads one just now has it open.
    for other in folder.parent.iterdir():
        if other != folder and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
        elif other != folder:
            other.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
