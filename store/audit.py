"""The audit log of a store folder: a line a write, done or refused, on the disk before the write is answered."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_EXCERPT = 200  # characters of a text that the log shows
_MOST_GRAPHS = 10


@dataclass(frozen=True)
class Author:
    """Who writes, and by which request: `load`, `update`, `put`."""

    what: str
    client: str


@dataclass(frozen=True)
class Entry:
    """What one write was and what became of it."""

    author: Author
    before: str
    after: str
    text: bytes = b""
    graphs: tuple[str, ...] = ()
    added: int = 0
    removed: int = 0
    refused: str | None = None

    def line(self, moment: datetime) -> bytes:
        """Return the entry as a line of JSON; a long text is told by its digest and its beginning."""
        told = {
            "when": moment.isoformat(timespec="milliseconds"),
            **asdict(self.author),
            "outcome": "refused" if self.refused else "done",
            "why": self.refused,
            "added": self.added,
            "removed": self.removed,
            "graphs": sorted(self.graphs)[:_MOST_GRAPHS],
            "sha256": hashlib.sha256(self.text).hexdigest() if self.text else None,
            "text": self.text.decode(errors="replace")[:_EXCERPT],
            "before": self.before,
            "after": self.after,
        }
        return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def append(log: Path, entry: Entry) -> None:
    """Write the entry to the disk; it is one `write`, so that two of them never mix."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        _whole(descriptor, entry.line(datetime.now(UTC)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _whole(descriptor: int, line: bytes) -> None:
    written = os.write(descriptor, line)
    if written < len(line):
        # A disk that is nearly full takes a part; the rest fails aloud, or the next line begins in the middle of this.
        os.write(descriptor, line[written:])
