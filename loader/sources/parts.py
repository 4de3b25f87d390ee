"""The documents in a file: one as a rule, many in an export of the registry."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import IO, TYPE_CHECKING

from ...errors import SourceError
from .decode import MAX_BYTES
from .registry_xml.cutting import holds_several, standards
from .registry_xml.detection import HEAD, is_registry_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

_CHUNK = 2**18


def parts(path: Path | Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the documents in a file, each with its name and bytes; raise `SourceError` where it cannot be read.

    Of a file that is too large no more is read than is needed to see it.
    """
    try:
        with path.open("rb") as file:
            yield from _parts(file, name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(
            ru=f"{path}: файл не читается ({reason}); проверьте имя и права",
            en=f"{path}: the file cannot be read ({reason}); check its name and permissions",
        ) from error


def parts_of(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the documents in the bytes of a file."""
    yield from _parts(BytesIO(data), name)


def _parts(file: IO[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    is_export = is_registry_xml(file.read(HEAD)) and holds_several(_from_start(file))
    file.seek(0)
    if is_export:
        yield from standards(_chunks(file), name)
    else:
        yield name, file.read(MAX_BYTES + 1)


def _from_start(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    return _chunks(file)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(partial(file.read, _CHUNK), b"")
