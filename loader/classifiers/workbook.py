"""The rows of an XLSX workbook, opened in a process of its own: a sheet may ask for more memory than there is."""

from __future__ import annotations

import zipfile
import zlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import Message, SourceError
from ...store.writing.frames import Frame
from ..apart import Limits, apart
from .row import MOST_ROWS, Row, cell_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_UNPACKED = 256 * 2**20
# Two cells at the far corners of a sheet make a table of 17 billion.
_LIMITS = Limits(
    seconds=120,
    memory=2 * 1024**3,
    cure=Message(
        ru="оставьте на листе одну таблицу без ячеек вдали от неё или сохраните её как CSV",
        en="leave one table on the sheet, with no cells far from it, or save it as CSV",
    ),
)


def of_workbook(path: Path, sheet: str | None) -> Iterator[Row]:
    """Yield the rows of a sheet, the first one where none is named, as many as a classifier may have and one more."""
    _refuse_bomb(path)
    said = apart(_filled, str(path), sheet, name=path.name, limits=_LIMITS)
    return (Row(number, tuple(cells)) for number, cells in said.header["rows"])


def _filled(file: str, sheet: str | None) -> Frame:
    filled = (row for row in _rows(Path(file), sheet) if row.is_filled)
    return Frame({"rows": [(row.number, row.cells) for row in islice(filled, MOST_ROWS + 1)]})


def _rows(path: Path, sheet: str | None) -> Iterator[Row]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(path)
        if sheet is not None and sheet not in book.sheet_names:
            names = ", ".join(book.sheet_names)
            raise SourceError(
                ru=f"{path.name}: листа «{sheet}» нет; есть: {names}",
                en=f"{path.name}: there is no sheet {sheet!r}; there are: {names}",
            )
        chosen = book.get_sheet_by_name(sheet or book.sheet_names[0])
        first = chosen.start[0] if chosen.start else 0
        for number, cells in enumerate(chosen.iter_rows(), start=1):
            yield Row(max(number, first), tuple(map(cell_of, cells)))
    except (PasswordError, CalamineError, IndexError) as error:
        raise _no_workbook(path) from error


def _refuse_bomb(path: Path) -> None:
    """Raise `SourceError` where a workbook unpacks to more than a classifier takes, or is damaged."""
    try:
        with zipfile.ZipFile(path) as packed:
            total = 0
            for info in packed.infolist():
                with packed.open(info) as member:
                    while piece := member.read(2**20):
                        total += len(piece)
                        if total > MOST_UNPACKED:
                            raise SourceError(
                                ru=f"{path.name}: в распакованном виде больше {MOST_UNPACKED >> 20} МБ; "
                                "оставьте в книге один лист с классификатором",
                                en=f"{path.name}: over {MOST_UNPACKED >> 20} MB when unpacked; "
                                "leave one sheet with the classifier in the workbook",
                            )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _no_workbook(path) from error


def _no_workbook(path: Path) -> SourceError:
    return SourceError(
        ru=f"{path.name}: книга XLSX не открывается; сохраните её заново без пароля или как CSV",
        en=f"{path.name}: the XLSX workbook cannot be opened; save it again without a password, or as CSV",
    )
