"""The audit log of a store folder: a line before a write is made, and one that says what became of it.

A write that was refused has its one line. Where the second line is missing (a kill, a full disk), the write that was
intended is the last in the log, and the next writer adds the line by the version of the data.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

if TYPE_CHECKING:
    from pathlib import Path

_EXCERPT = 200  # characters of a text that the log shows
_MOST_GRAPHS = 10

Stage = Literal["intended", "done", "refused"]
_UNMADE = {"outcome": "failed", "why": "it was cut off before it was made", "added": 0, "removed": 0}


@dataclass(frozen=True)
class Author:
    """Who writes, and by which request: `load`, `update`, `put`."""

    what: str
    client: str


@dataclass(frozen=True)
class Entry:
    """What one write is; its lines have one id."""

    author: Author
    before: str
    after: str
    text: bytes = b""
    graphs: tuple[str, ...] = ()
    added: int = 0
    removed: int = 0
    why: str | None = None
    id: str = field(default_factory=lambda: uuid4().hex)

    def told(self, stage: Stage) -> dict[str, Any]:
        """Return the entry in values that JSON has; a long text is told by its digest and its beginning."""
        return {
            "when": _now(),
            "id": self.id,
            **asdict(self.author),
            "outcome": stage,
            "why": self.why,
            "added": self.added,
            "removed": self.removed,
            "graphs": sorted(self.graphs)[:_MOST_GRAPHS],
            "sha256": hashlib.sha256(self.text).hexdigest() if self.text else None,
            "text": self.text.decode(errors="replace")[:_EXCERPT],
            "before": self.before,
            "after": self.after,
        }


def append(log: Path, entry: Entry, stage: Stage) -> None:
    """Write a line of the entry to the disk."""
    _append(log, entry.told(stage))


def settle(log: Path, version: str) -> None:
    """Say what became of the write that was intended last, if no line says it; `version` is that of the data now."""
    intended = _unsettled(log)
    if intended is None:
        return
    is_made = intended["after"] == version
    _append(log, intended | {"when": _now()} | ({"outcome": "done"} if is_made else _UNMADE | {"after": version}))


def _unsettled(log: Path) -> dict[str, Any] | None:
    try:
        last = json.loads(_last_line(log))
    except ValueError:
        # An empty log, or one that somebody edited.
        return None
    is_intended = isinstance(last, dict) and last.get("outcome") == "intended" and "after" in last
    return last if is_intended else None


def _last_line(log: Path) -> bytes:
    """Return the last whole line; what a full disk left of a line after it is cut off."""
    try:
        descriptor = os.open(log, os.O_RDWR)
    except FileNotFoundError:
        return b""
    try:
        size = os.fstat(descriptor).st_size
        if not size:
            return b""
        with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
            end = data.rfind(b"\n") + 1
            line = data[data.rfind(b"\n", 0, max(end - 1, 0)) + 1 : end]
        if end < size:
            os.ftruncate(descriptor, end)
        return line
    finally:
        os.close(descriptor)


def _append(log: Path, told: dict[str, Any]) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        _whole(descriptor, json.dumps(told, ensure_ascii=False).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _whole(descriptor: int, line: bytes) -> None:
    written = os.write(descriptor, line)
    if written < len(line):
        # A disk that is nearly full takes a part, and the rest fails aloud.
        os.write(descriptor, line[written:])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
