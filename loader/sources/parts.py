"""The documents in a file: one as a rule, many in an export of the registry."""

from __future__ import annotations

from functools import partial
from typing import IO, TYPE_CHECKING

from .decode import MAX_BYTES
from .registry_xml.cutting import holds_several, standards
from .registry_xml.detection import HEAD, is_registry_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 2**18


def parts(file: IO[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the documents in a file, each with its name and bytes.

    Of a file that is too large no more is read than is needed to see it.
    """
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
