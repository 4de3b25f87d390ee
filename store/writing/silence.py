"""How long a connection between processes may be silent in the middle of what is said."""

from __future__ import annotations

import os
import socket
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def limit_silence(connection: Connection, seconds: float) -> None:
    """Let reads and writes fail by `BlockingIOError` when so long nothing moves; one that is stopped answers none."""
    whole, part = divmod(seconds, 1)
    patience = struct.pack("@ll", int(whole), int(part * 1e6))
    with socket.socket(fileno=os.dup(connection.fileno())) as line:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            line.setsockopt(socket.SOL_SOCKET, option, patience)
