"""`server.json`: where the writer process of a server listens, readable by its user alone."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..folder import Folder

_PREFIX = "profgraph-"


@dataclass(frozen=True)
class Registration:
    """The process, its socket and the secret by which both sides know each other."""

    pid: int
    address: str
    key: str

    @property
    def secret(self) -> bytes:
        """Return the key of the handshake."""
        return bytes.fromhex(self.key)

    def is_alive(self) -> bool:
        """Tell whether there is a process of that number; only the handshake proves that it is ours."""
        try:
            os.kill(self.pid, 0)
        except PermissionError:
            return True
        except ProcessLookupError:
            return False
        return True


@contextmanager
def new_registration() -> Iterator[Registration]:
    """Give a registration of this process, with a folder for its socket that is there meanwhile."""
    # Not in the store folder: the path of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as socket_folder:
        yield Registration(os.getpid(), str(Path(socket_folder) / "writer"), secrets.token_hex(32))


@contextmanager
def announced(folder: Folder, registration: Registration) -> Iterator[None]:
    """Have the file in the folder meanwhile; only the holder of the folder may call this."""
    clear_away(folder)
    unfinished = folder.server.with_suffix(".json.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(registration), file)
    unfinished.replace(folder.server)
    try:
        yield
    finally:
        folder.server.unlink(missing_ok=True)


def registered(folder: Folder) -> Registration | None:
    """Return the registration in the folder; None when there is none, or no process behind it."""
    found = _read(folder)
    return found if found and found.is_alive() else None


def clear_away(folder: Folder) -> None:
    """Delete what a dead process left: its registration and the socket; only the holder of the folder may call this."""
    found = _read(folder)
    with suppress(OSError):
        folder.server.unlink(missing_ok=True)
    socket_folder = Path(found.address).parent if found else None
    # The file may say anything; what is no folder of a socket of ours stays, and so does one that holds more.
    if found and socket_folder and socket_folder.name.startswith(_PREFIX):
        with suppress(OSError):
            Path(found.address).unlink(missing_ok=True)
            socket_folder.rmdir()


def _read(folder: Folder) -> Registration | None:
    try:
        return Registration(**json.loads(folder.server.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
