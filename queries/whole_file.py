"""A file that is there when it is whole, and not at all before."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedRandom
    from pathlib import Path

UNFINISHED = ".part"


@contextmanager
def whole_file(path: Path) -> Iterator[BufferedRandom]:
    """Give a file to write and read again, which gets its name when the block has ended well."""
    unfinished = path.with_name(f".{path.name}{UNFINISHED}")
    try:
        with unfinished.open("w+b") as output:
            yield output
            output.flush()
            os.fsync(output.fileno())
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
