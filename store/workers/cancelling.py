"""A running query is called off by its name, from any process on the store folder: the name is a pipe there."""

from __future__ import annotations

import errno
import os
import re
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ...errors import LimitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..folder import Folder

# Nobody guesses 128 bits: who knows the name of a query may stop it.
_NAME = re.compile(r"[0-9a-f]{32}")


class CancelledError(LimitError):
    """The reader of a query has called it off."""

    def __init__(self) -> None:
        super().__init__(
            ru="запрос остановлен тем, кто его отправил; отправьте его снова, если ответ еще нужен",
            en="the query was stopped by whoever sent it; send it again if its answer is still wanted",
        )


@contextmanager
def cancellable(folder: Folder, name: str) -> Iterator[int | None]:
    """Yield what turns readable when the query of this name is called off; None for one that has no name."""
    end = _opened(_pipe(folder, name)) if name else None
    try:
        yield end
    finally:
        if end is not None:
            _pipe(folder, name).unlink(missing_ok=True)
            os.close(end)


def call_off(folder: Folder, name: str) -> bool:
    """Stop the query of this name, whichever process evaluates it; tell whether there was one."""
    return _NAME.fullmatch(name) is not None and _touched(folder.running / name)


def clear_forgotten(folder: Folder, seconds: float) -> None:
    """Remove what killed processes left: the names that are older than a query may become."""
    with suppress(OSError):
        for pipe in folder.running.iterdir():
            if time.time() - pipe.lstat().st_mtime > seconds:
                pipe.unlink(missing_ok=True)


def _pipe(folder: Folder, name: str) -> Path:
    if _NAME.fullmatch(name):
        return folder.running / name
    raise UsageError(
        ru="ProfGraph-Query: имя запроса — 32 случайные цифры 0-9 a-f; пришлите такое",
        en="ProfGraph-Query: the name of a query is 32 random digits 0-9 a-f; send such a one",
    )


def _opened(pipe: Path) -> int | None:
    try:
        pipe.parent.mkdir(mode=0o700, exist_ok=True)
        os.mkfifo(pipe, 0o600)
        return os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    except FileExistsError:
        raise UsageError(
            ru="ProfGraph-Query: запрос с этим именем уже выполняется; дайте каждому запросу новое имя",
            en="ProfGraph-Query: a query of this name is running already; give each query a new name",
        ) from None
    except OSError:
        # On a medium that is only read a query is answered as one without a name.
        return None


def _touched(pipe: Path) -> bool:
    try:
        end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in {errno.ENXIO, errno.ENOENT}:
            return False
        raise
    os.close(end)
    return True
