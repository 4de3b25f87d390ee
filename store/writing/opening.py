"""Whoever writes to a folder: a writer of our own, or the writer process of the server that holds the folder."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...errors import StoreBusyError, UsageError
from ..folder import Folder
from ..guards import engine_errors
from ..writer import Writer
from .client import connected, not_reached
from .registration import clear_away, registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .client import WriterClient
    from .protocol import Writing

_PAUSE = 0.05


@contextmanager
def open_writer(
    folder: Path, *, base: str | None = None, purpose: str = "write", bare: bool = False
) -> Iterator[Writing]:
    """Give what writes to the folder, of that kind; raise `StoreBusyError` when another command does so."""
    place = Folder(folder)
    if place.is_bare and not bare:
        raise _made_for_other_data(folder)
    server = registered(place)
    if server:
        with engine_errors(place):
            place.settle_base(base, bare=bare)
        with connected(server, purpose) as client:
            if client:
                yield client
                return
    with Writer.open(folder, base=base, purpose=purpose, bare=bare) as writer:
        # We hold the folder, so whoever left this is dead.
        clear_away(place)
        yield writer


@contextmanager
def server_writer(folder: Path, *, seconds: float = 5) -> Iterator[WriterClient]:
    """Give the writer process of the server, awaited while it is started again; then raise `StoreBusyError`."""
    deadline = time.monotonic() + seconds
    while True:
        if server := registered(Folder(folder)):
            with connected(server, "write") as client:
                if client:
                    yield client
                    return
        if time.monotonic() > deadline:
            raise not_reached()
        time.sleep(_PAUSE)


def served_by(folder: Path) -> int | None:
    """Return the number of the writer process of the server that holds the folder; None when there is none."""
    server = registered(Folder(folder))
    if server is None:
        return None
    with connected(server, "write") as client:
        return server.pid if client else None


def refuse_served(folder: Path) -> None:
    """Raise `StoreBusyError` when a server holds the folder already."""
    if pid := served_by(folder):
        raise StoreBusyError(
            ru=f"{folder}: это хранилище уже обслуживает другой сервер (процесс {pid}); остановите его",
            en=f"{folder}: another server (process {pid}) serves this store already; stop it",
        )


def _made_for_other_data(folder: Path) -> UsageError:
    return UsageError(
        ru=f"{folder}: хранилище создано с --bare, стандарты в него не загружаются; пишите через /update и /graphs",
        en=f"{folder}: made with --bare, this store takes no standards; write to it by /update and /graphs",
    )
