"""A file that is there when it is whole, and not at all before."""

from __future__ import annotations

import errno
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
    """Give a file to write and read again, which gets its name when the block has ended well; raise `OSError`."""
    place = path.resolve()
    _refuse_another_thing(place)
    unfinished = place.with_name(f".{place.name}{UNFINISHED}")
    try:
        with unfinished.open("w+b") as output:
            yield output
            output.flush()
            os.fsync(output.fileno())
        unfinished.replace(place)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _refuse_another_thing(place: Path) -> None:
    """Raise where a folder stands, or a device or a pipe: a file that took its name would replace it."""
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
    if place.exists() and not place.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(place))
