"""From the paths that a person names to the bytes of documents: folders are searched, archives opened."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ..errors import SourceError, UsageError
from .sources.archives import ZIP_HEADS, is_archive, members
from .sources.parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path
    from typing import IO

    from .sources.archives import Member


@dataclass(frozen=True)
class Taken:
    """A document to read: its name for people and its bytes, or why it has none."""

    name: str
    data: bytes = b""
    error: SourceError | None = None


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that `paths` name; of folders all that are not hidden, in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file() and not _is_hidden(file, path))
        else:
            yield path


def taken(path: Path | Traversable, name: str) -> Iterator[Taken]:
    """Yield the documents in a file under `name`; what cannot be read is told, not raised."""
    try:
        with path.open("rb") as file:
            yield from _of_file(file, name)
    except OSError as error:
        yield Taken(name, error=unreadable(path, error))


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
    reason = error.strerror or type(error).__name__
    return SourceError(
        ru=f"{path}: файл не читается ({reason}); проверьте имя и права",
        en=f"{path}: the file cannot be read ({reason}); check its name and permissions",
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


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
