"""From the names that a person gives to the reports on the documents behind them, without a store."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ShapesError, SourceError
from ..loader.findings import review
from ..loader.intake import from_bytes, sources, taken
from ..loader.pipeline import read_bytes
from ..loader.published import known_at
from ..ontology.terms import Minter
from ..settings import BASE
from ..shapes.own import naming, with_own
from ..shapes.validation import bundled_checks
from ..store.folder import usable_base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..loader.intake import Taken
    from ..settings import Settings
    from ..shapes.report import FileReport
    from ..shapes.validation import Checks

_INPUT = "-"


def documents(names: Iterable[str]) -> Iterator[Path | None]:
    """Yield the files to read, folders searched; None is the standard input."""
    for name in names:
        yield from [None] if name == _INPUT else sources([Path(name)])


def all_checks(own: Iterable[Path], settings: Settings) -> Checks:
    """Return the bundled shapes with those of the reader's files; raise `ShapesError` that names the file at fault."""
    ready = bundled_checks(settings.shacl_engine)
    for path in own:
        ready = with_own(ready, read_bytes(path), str(path), settings.shacl_engine)
    return ready


def reviewed(
    files: Iterable[Path | None], settings: Settings, checks: Checks, own: Sequence[Path]
) -> Iterator[FileReport | SourceError]:
    """Yield the report on each file, also on those in archives, or why it cannot be read.

    Raise `ShapesError` where shapes fail as they run.
    """
    minter = Minter(usable_base(settings.base or BASE))
    known = known_at(settings) if settings.is_store_named else None
    for one in (one for file in files for one in _taken(file)):
        try:
            if one.error:
                raise one.error
            yield review(one.data, one.name, minter, checks, known)
        except SourceError as error:
            yield error
        except ShapesError as error:
            if not own:
                raise
            raise naming(error, ", ".join(map(str, own))) from error


def _taken(file: Path | None) -> Iterator[Taken]:
    if file is None:
        return from_bytes(sys.stdin.buffer.read(), "stdin")
    # Names of files may hold bytes that are no text.
    return taken(file, os.fsencode(file).decode(errors="replace"))
