"""A file that is there when it is whole, and not at all before."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedRandom

UNFINISHED = ".part"


def real(path: Path) -> Path:
    """Return the path without links, but for those that lead in a circle, which `Path.resolve` may fail on."""
    return Path(os.path.realpath(path))


@contextmanager
def whole_file(path: Path) -> Iterator[BufferedRandom]:
    """Give a file to write and read again, which gets its name when the block has ended well; raise `OSError`."""
    place = real(path)
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
    """Raise where a folder stands, or a device, a pipe or links in a circle: a file of the name would replace it."""
    if place.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(place))
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
    if place.exists() and not place.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(place))
