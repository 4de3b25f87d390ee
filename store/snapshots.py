"""Snapshots: published whole by one rename, kept while a reader has them open (by flock, so POSIX only).

A reader holds a shared lock on `snapshots/{version}.lock`; the writer deletes a snapshot that `current` does
not name once it gets the exclusive lock. Names that begin with a dot are unfinished; the next writer
clears them away.
"""

from __future__ import annotations

import fcntl
import math
import os
import shutil
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .folder import Folder

_ATTEMPTS = 20
_PAUSE = 0.01
# A version that was looked up holds for so many seconds; nobody is told of a publication before they have passed.
SETTLING = 0.001


@dataclass(frozen=True, eq=False)
class Lease:
    """A snapshot that is kept as long as this object is referred to."""

    version: str
    engine: Path


def current_version(folder: Folder) -> str | None:
    """Return the data version of the newest snapshot; None when there is none."""
    try:
        return os.readlink(folder.current).rpartition("/")[2]  # noqa: PTH115  (of each request; a Path takes longer)
    except (FileNotFoundError, NotADirectoryError):
        return None


class RecentVersion:
    """The data version of the newest snapshot, looked up a millisecond ago at most; for any thread.

    To look it up, a thread lets others take the interpreter from it, which costs a short request a tenth of its time.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._known: tuple[float, str | None] = (-math.inf, None)

    def get(self) -> str | None:
        """Return the version; None when there is none."""
        until, version = self._known
        return version if time.monotonic() < until else self.look_up()

    def look_up(self) -> str | None:
        """Return the version of this very moment, and remember it."""
        until = time.monotonic() + SETTLING
        version = current_version(self._folder)
        if until > self._known[0]:
            self._known = until, version
        return version


def publication(folder: Folder) -> tuple[int, int] | None:
    """Return what tells each publication from all others, also of data that were there before; None before any."""
    try:
        link = os.lstat(folder.current)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return link.st_ino, link.st_ctime_ns


def lease(folder: Folder) -> Lease:
    """Return the newest snapshot, kept; raise `StoreError` when there is none."""
    for _ in range(_ATTEMPTS):
        version = current_version(folder)
        if version is None:
            raise folder.nothing_loaded()
        if kept := _kept(folder, version):
            return kept
        # The writer published another snapshot and deleted this one meanwhile.
        time.sleep(_PAUSE)
    raise StoreError(
        ru=f"{folder.current}: ссылка ведёт в никуда; выполните `profgraph load`, она будет восстановлена",
        en=f"{folder.current}: the link leads nowhere; run `profgraph load`, which mends it",
    )


def publish(folder: Folder, version: str, backup: Callable[[Path], None]) -> None:
    """Make `version` the newest snapshot, by `backup` if it is not there yet, and delete unneeded ones.

    All readers go by it when this returns.
    """
    folder.snapshots.mkdir(exist_ok=True)
    _lock_file(folder, version).touch()
    if not _snapshot(folder, version).is_dir():
        _take(folder, version, backup)
    if current_version(folder) != version:
        _point(folder, version)
    # Also where it was pointed there before: whoever did that may have been killed before the readers had settled.
    time.sleep(SETTLING)
    _clear_away(folder, version)


def _kept(folder: Folder, version: str) -> Lease | None:
    try:
        descriptor = os.open(_lock_file(folder, version), os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    if current_version(folder) != version or not _is_file(descriptor, _lock_file(folder, version)):
        os.close(descriptor)
        return None
    kept = Lease(version, _snapshot(folder, version) / "engine")
    weakref.finalize(kept, os.close, descriptor)
    return kept


def _is_file(descriptor: int, path: Path) -> bool:
    """Tell whether the open file is still the one at `path`: a lock on a deleted file keeps nothing."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _take(folder: Folder, version: str, backup: Callable[[Path], None]) -> None:
    unfinished = folder.snapshots / ".new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    backup(unfinished / "engine")
    unfinished.rename(_snapshot(folder, version))


def _point(folder: Folder, version: str) -> None:
    link = folder.path / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(folder.snapshots.name) / version)
    link.replace(folder.current)


def _clear_away(folder: Folder, newest: str) -> None:
    for entry in sorted(folder.snapshots.iterdir()):
        if entry.name.startswith("."):
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.suffix == ".lock" and entry.stem != newest:
            _delete_unless_read(folder, entry.stem)
    # Whoever makes dumps of a snapshot keeps its lock file in place.
    for dumps in sorted(folder.dumps.glob("*/")):
        if not _lock_file(folder, dumps.name).exists():
            shutil.rmtree(dumps, ignore_errors=True)


def _delete_unless_read(folder: Folder, version: str) -> None:
    lock = _lock_file(folder, version)
    descriptor = os.open(lock, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Renamed first: a snapshot that a killed process deleted in part must never be taken for a whole one.
        condemned = folder.snapshots / f".{version}"
        if _snapshot(folder, version).is_dir():
            _snapshot(folder, version).rename(condemned)
        shutil.rmtree(condemned, ignore_errors=True)
        lock.unlink()
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)


def _snapshot(folder: Folder, version: str) -> Path:
    return folder.snapshots / version


def _lock_file(folder: Folder, version: str) -> Path:
    return folder.snapshots / f"{version}.lock"
