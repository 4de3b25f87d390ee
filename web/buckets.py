"""How many requests a client may send: a bucket of tokens each, filled again evenly, in a table of a fixed size."""

from __future__ import annotations

import ipaddress
import struct
from hashlib import blake2b
from mmap import mmap
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# A client is looked for in the few places of its row; all of them together remember 65,536.
_ROWS, _PLACES = 16_384, 4
_PLACE = struct.Struct("<Qd")
_ROW = struct.Struct("<" + "Qd" * _PLACES)
_SITE_OF_IPV6 = 64
_MINUTE = 60.0


class Buckets:
    """A minute's worth of requests for each client at once, then as many as flow in; any thread may use it.

    Processes that are given the same file share their buckets. What two of them write at the same moment may be lost,
    so that a request more is let in.
    """

    def __init__(self, per_minute: int, file: Path | None = None) -> None:
        self._seconds_each = _MINUTE / per_minute
        self._most_ahead = _MINUTE - self._seconds_each
        self._lock = Lock()
        self._table = _opened(file)

    def wait(self, client: str, now: float) -> float:
        """Take a token and return 0; where there is none, return the seconds until there is one."""
        name = int.from_bytes(blake2b(client.encode(errors="replace"), digest_size=8).digest(), "little") or 1
        with self._lock:
            at, full = self._found(name, now)
            wait = full - now - self._most_ahead
            if wait > 0:
                return wait
            _PLACE.pack_into(self._table, at, name, full + self._seconds_each)
        return 0

    def _found(self, name: int, now: float) -> tuple[int, float]:
        """Return the place of a client, and when its bucket is full again.

        One that is new takes the place of whoever owes least: no crowd makes the table forget who sends too much.
        """
        row = name % _ROWS * _ROW.size
        values = _ROW.unpack_from(self._table, row)
        known = dict(zip(values[::2], range(_PLACES), strict=True))
        place = known.get(name)
        if place is not None:
            return row + place * _PLACE.size, max(values[2 * place + 1], now)
        place = min(range(_PLACES), key=lambda one: values[2 * one + 1])
        return row + place * _PLACE.size, now


def _opened(file: Path | None) -> mmap:
    size = _ROWS * _ROW.size
    if file is None:
        return mmap(-1, size)
    with file.open("a+b") as opened:
        opened.truncate(size)
        return mmap(opened.fileno(), size)


def client(address: str) -> str:
    """Return who is behind an address: one subscriber has a whole /64 network of IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:_SITE_OF_IPV6]
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(ip), _SITE_OF_IPV6), strict=False))
    return str(ip)
