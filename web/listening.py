"""The socket that the server listens at: a reader who takes nothing of an answer is given up, and its place is free."""

from __future__ import annotations

import os
import socket
import stat
import time
from contextlib import suppress
from pathlib import Path

_OPEN = Path("/proc/self/fd")
_SECONDS = 20
_PAUSE = 0.05


def give_up_who_does_not_read(port: int, seconds: int = _SECONDS) -> None:
    """Await the listening socket of this process, and have the system end connections that take nothing for long.

    The server gives no hold on its sockets, and none of its own limits is about answers that nobody reads.
    """
    if not hasattr(socket, "TCP_USER_TIMEOUT") or not _OPEN.is_dir():
        return
    while not any(_is_set(int(entry.name), port, seconds) for entry in _OPEN.iterdir()):
        time.sleep(_PAUSE)


def _is_set(descriptor: int, port: int, seconds: int) -> bool:
    """Tell whether it is the listening socket; what is accepted there inherits the limit."""
    with suppress(OSError):
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
        with socket.socket(fileno=os.dup(descriptor)) as one:
            is_listener = one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
            if is_listener and one.getsockname()[1] == port:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1000)
                return True
    return False
