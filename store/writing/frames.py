"""One message between processes: a line of JSON that says how long its parts are, then the parts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..digests import canonical_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from multiprocessing.connection import Connection


@dataclass(frozen=True)
class Frame:
    """What is said, in values that JSON has, and bytes that belong to it."""

    header: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[bytes, ...] = ()


def send(connection: Connection, frame: Frame) -> None:
    """Send a frame; what comes over a connection is never unpickled."""
    head = json.dumps({**frame.header, "sizes": [len(part) for part in frame.parts]})
    connection.send_bytes(b"".join([head.encode(), b"\n", *frame.parts]))


def receive(connection: Connection) -> Frame | None:
    """Return the next frame; None when the other side is gone."""
    try:
        data = connection.recv_bytes()
    except (EOFError, ConnectionError):
        return None
    head, _, rest = data.partition(b"\n")
    header = json.loads(head)
    return Frame(header, tuple(_parts(rest, header.pop("sizes"))))


def to_lines(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as N-Quads."""
    return "".join(map(canonical_line, quads)).encode()


def from_lines(data: bytes) -> Iterator[ox.Quad]:
    """Yield the quads of N-Quads, with their labels of blank nodes."""
    return iter(ox.parse(data, format=ox.RdfFormat.N_QUADS))


def _parts(rest: bytes, sizes: list[int]) -> Iterator[bytes]:
    start = 0
    for size in sizes:
        yield rest[start : start + size]
        start += size
