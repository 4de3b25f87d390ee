"""From files to the bytes of documents: archives are opened, streams read whole."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, cast

from .. import errors
from ..errors import SourceError, UsageError
from .files import decoded, file_of
from .sources.archives import ZIP_HEADS, is_archive, members
from .sources.decode import MAX_BYTES
from .sources.parts import parts
from .sources.registry_xml.cutting import MAX_EXPORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path
    from typing import IO

    from .files import File
    from .sources.archives import Member

_CHUNK = 2**20


@dataclass(frozen=True)
class Taken:
    """A document to read: its name for people and its bytes, or why it has none."""

    name: str
    data: bytes = b""
    error: SourceError | None = None


def taken(one: Path | Traversable | File) -> Iterator[Taken]:
    """Yield the documents in a file; what cannot be read is told, not raised."""
    file = file_of(one)
    try:
        with file.path.open("rb") as opened, _at_will(opened, file.name) as whole:
            yield from _of_file(whole, file.name)
    except OSError as error:
        yield Taken(file.name, error=unreadable(file.path, error))
    except SourceError as error:
        yield Taken(file.name, error=error)


def from_bytes(data: bytes, name: str) -> Iterator[Taken]:
    """Yield the documents in the bytes of a file under `name`; what cannot be read is told, not raised."""
    yield from _of_file(io.BytesIO(data), name)


def the_only(documents: Iterable[Taken]) -> list[Taken]:
    """Return the document that is named as an edition; raise `UsageError` where a file holds several."""
    first = list(islice(documents, 2))
    if len(first) > 1:
        told = ", ".join(one.name for one in first)
        raise UsageError(
            ru=f"--as: документов несколько: {told}; укажите файл с одним",
            en=f"--as: there are several documents: {told}; name a file with one",
        )
    return first


def unreadable(path: Path | Traversable, error: OSError) -> SourceError:
    """Return the refusal of a file that the system does not let be read."""
    return errors.unreadable(decoded(str(path)), error)


@contextmanager
def _at_will(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """Give a file that can be read from any place: of a stream, a copy that goes with it.

    Raise `SourceError` on a stream that is longer than any document; one may have no end.
    """
    if file.seekable():
        yield file
        return
    with SpooledTemporaryFile(MAX_BYTES) as copy:
        for chunk in iter(partial(file.read, _CHUNK), b""):
            copy.write(chunk)
            if copy.tell() > MAX_EXPORT:
                raise _endless(name)
        copy.seek(0)
        yield cast("IO[bytes]", copy)


def _endless(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: из потока идёт больше {MAX_EXPORT >> 20} МБ; сохраните документы в файлы и назовите их",
        en=f"{name}: the stream gives over {MAX_EXPORT >> 20} MB; save the documents to files and name those",
    )


def _of_file(file: IO[bytes], name: str) -> Iterator[Taken]:
    head = file.read(len(ZIP_HEADS[0]))
    is_packed = head in ZIP_HEADS and is_archive(file)
    file.seek(0)
    try:
        if not is_packed:
            yield from (Taken(*part) for part in parts(file, name))
            return
        for member in members(file, name):
            yield from [Taken(member.name, error=member.error)] if member.error else _of_member(member)
    except SourceError as error:
        yield Taken(name, error=error)


def _of_member(member: Member) -> Iterator[Taken]:
    """Yield the documents in a file of an archive; an archive in it is not opened."""
    try:
        yield from (Taken(*part) for part in parts(io.BytesIO(member.data), member.name))
    except SourceError as error:
        yield Taken(member.name, error=error)
