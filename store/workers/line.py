"""The line between the service and one worker: a head of plain values, and the bytes of an answer or their file."""

from __future__ import annotations

import json
import select
import socket
import struct
from time import monotonic
from typing import TYPE_CHECKING

from .cores import give_way

if TYPE_CHECKING:
    from typing import Any

_SIZES = struct.Struct("!IQ")
_BLOCK = 32 * 1024
# Seconds in which a short answer comes; a longer one is worth being woken for, and its worker a core more.
_AWAKE = 0.0006
_ONE_FILE = socket.CMSG_SPACE(struct.calcsize("i"))


class Line:
    """One end of a line, used by one thread at a time; what it says and hears takes turns.

    Not a `multiprocessing.Connection`: its pickles and its selectors, new ones each time, take longer than a query.
    """

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._heard = select.poll()
        self._heard.register(end, select.POLLIN)

    def fileno(self) -> int:
        """Return the descriptor, to be watched."""
        return self._end.fileno()

    def say(self, head: object, body: bytes = b"", file: int | None = None) -> None:
        """Send plain values and bytes, and a file if there is one; raise `OSError` when the other end has gone."""
        written = json.dumps(head).encode()
        frame = b"".join((_SIZES.pack(len(written), len(body)), written, body))
        if file is None:
            self._end.sendall(frame)
            return
        sent = socket.send_fds(self._end, [frame], [file])
        self._end.sendall(frame[sent:])

    def hears_soon(self, within: float) -> bool:
        """Wait without sleeping, and of so many seconds only a moment (`_AWAKE`); tell what `hears` tells.

        To be woken takes about as long as the other end needs for a short answer.
        """
        awake = monotonic() + min(within, _AWAKE)
        while monotonic() < awake:
            if self._heard.poll(0):
                return True
            give_way()
        return False

    def hears(self, within: float) -> bool:
        """Wait at most so many seconds; tell whether something has been said, or the other end has gone."""
        return bool(self._heard.poll(max(within, 0) * 1000))

    def hear(self) -> tuple[Any, bytes, int | None]:
        """Return what is said next; raise `EOFError` or `OSError` when the other end has gone."""
        data, ancillary, _, _ = self._end.recvmsg(_BLOCK, _ONE_FILE)
        while len(data) < _SIZES.size:
            data += self._more()
        of_head, of_body = _SIZES.unpack_from(data)
        start = _SIZES.size + of_head
        if len(data) < start + of_body:
            data = self._whole(data, start + of_body)
        file = next((struct.unpack("i", sent)[0] for _, kind, sent in ancillary if kind == socket.SCM_RIGHTS), None)
        return json.loads(data[_SIZES.size : start]), data[start:], file

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    def _whole(self, begun: bytes, size: int) -> bytes:
        data = bytearray(begun)
        while len(data) < size:
            data += self._more()
        return bytes(data)

    def _more(self) -> bytes:
        data = self._end.recv(_BLOCK)
        if not data:
            raise EOFError
        return data
