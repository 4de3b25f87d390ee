"""The files that a person names, alone or by their folders, and what each is called."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

_STANDARD_INPUT = "-"
_INPUT = Path("/dev/stdin")


@dataclass(frozen=True)
class File:
    """A file to read, and its name for people and in the graph: in a folder, its path from there."""

    path: Path | Traversable
    name: str


def sources(paths: Iterable[Path]) -> Iterator[File]:
    """Yield the files that `paths` name; of folders all that are not hidden, in the order of their names."""
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file() and not _is_hidden(file, path))
            yield from (File(file, decoded(file.relative_to(path))) for file in found)
        else:
            yield file_of(path)


def file_of(path: Path | Traversable | File) -> File:
    """Return a file under its own name; `-` is the standard input."""
    if isinstance(path, File):
        return path
    if str(path) == _STANDARD_INPUT:
        return File(_INPUT, _INPUT.name)
    return File(path, decoded(path.name))


def as_typed(path: Path) -> File:
    """Return a file that is called as the person typed it; `-` is the standard input."""
    return file_of(path) if str(path) == _STANDARD_INPUT else File(path, decoded(path))


def decoded(path: str | os.PathLike[str]) -> str:
    """Return a path as text: names of files may hold bytes that are none."""
    return os.fsencode(path).decode(errors="replace")


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
