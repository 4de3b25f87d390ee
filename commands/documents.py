"""From the names that a person gives to the reports on the documents behind them, without a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ShapesError, SourceError
from ..loader.files import as_typed, sources
from ..loader.findings import review
from ..loader.intake import taken
from ..loader.pipeline import read_bytes
from ..loader.published import known_at
from ..ontology.terms import Minter
from ..queries.days import today
from ..settings import BASE
from ..shapes.own import naming, with_own
from ..shapes.validation import bundled_checks
from ..store.folder import usable_base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..loader.files import File
    from ..settings import Settings
    from ..shapes.report import FileReport
    from ..shapes.validation import Checks


def documents(names: Iterable[str]) -> Iterator[File]:
    """Yield the files to read, folders searched, each called as it was typed."""
    for path in map(Path, names):
        yield from (as_typed(Path(str(one.path))) for one in sources([path])) if path.is_dir() else [as_typed(path)]


def all_checks(own: Iterable[Path], settings: Settings) -> Checks:
    """Return the bundled shapes with those of the reader's files; raise `ShapesError` that names the file at fault."""
    ready = bundled_checks(settings.shacl_engine)
    for path in own:
        ready = with_own(ready, read_bytes(path), str(path), settings.shacl_engine)
    return ready


def reviewed(
    files: Iterable[File], settings: Settings, checks: Checks, own: Sequence[Path]
) -> Iterator[FileReport | SourceError]:
    """Yield the report on each file, also on those in archives, or why it cannot be read.

    Raise `ShapesError` where shapes fail as they run.
    """
    minter = Minter(usable_base(settings.base or BASE))
    known = known_at(settings) if settings.is_store_named else None
    for one in (one for file in files for one in taken(file)):
        try:
            if one.error:
                raise one.error
            yield review(one.data, one.name, minter, checks, known, today=today())
        except SourceError as error:
            yield error
        except ShapesError as error:
            if not own:
                raise
            raise naming(error, ", ".join(map(str, own))) from error
