"""What stands around every use of a store folder: one writer at a time, and errors that name the folder."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .folder import Folder


# The engine gives the words of the system, not its number.
_FULL = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT))


@contextmanager
def writing_alone(folder: Folder) -> Iterator[None]:
    """Keep every other writer out of the folder; raise `StoreBusyError` when one is in it."""
    descriptor = os.open(folder.writer_lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock_or_refuse(folder, descriptor)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


@contextmanager
def engine_errors(folder: Folder) -> Iterator[None]:
    """Turn what the file system and the engine say into a `StoreError` that names the folder."""
    try:
        yield
    except PermissionError as error:
        raise StoreError(
            ru=f"{error.filename}: нет прав доступа; проверьте их или выберите другую папку: --store ПАПКА",
            en=f"{error.filename}: permission denied; check it or name another folder: --store FOLDER",
        ) from error
    except (OSError, RuntimeError) as error:
        reason = str(error).partition("\n")[0]
        if any(sign in reason for sign in _FULL):
            raise StoreError(
                ru=f"{folder.path}: на диске нет места; освободите его и повторите, прежние данные целы",
                en=f"{folder.path}: no space is left on the disk; free some and try again, the data are as before",
            ) from error
        raise StoreError(
            ru=f"{folder.path}: хранилище не открыть ({reason}); восстановите копию или выберите новую папку",
            en=f"{folder.path}: the store cannot be used ({reason}); restore a backup or name a new folder",
        ) from error


def _lock_or_refuse(folder: Folder, descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace")
        known = f" ({holder})" if holder.isdigit() else ""
        raise StoreBusyError(
            ru=f"{folder.path}: в хранилище пишет другой процесс{known}; дождитесь его или остановите",
            en=f"{folder.path}: another process{known} is writing to the store; wait for it or stop it",
        ) from error
