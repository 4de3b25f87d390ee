"""Tables as they come in files: CSV, XLSX and JSON, row by row, in bounded time and memory."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import SourceError, unreadable
from .records import of_json
from .row import MOST_ROWS, Row
from .texts import encoding_of
from .workbook import of_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_BYTES = 64 * 2**20  # of a file
_SAMPLE = 50
_ZIP = b"PK\x03\x04"
_JSON = (".json",)


def rows(path: Path, sheet: str | None = None) -> Iterator[Row]:
    """Yield the rows of a file that hold something; raise `SourceError` where it cannot be read or is too long."""
    try:
        size, head = path.stat().st_size, _head(path)
    except OSError as error:
        raise unreadable(path, error) from error
    if size > MOST_BYTES:
        raise SourceError(
            ru=f"{path.name}: больше {MOST_BYTES >> 20} МБ; классификаторы короче, укажите его файл",
            en=f"{path.name}: over {MOST_BYTES >> 20} MB; classifiers are shorter, name the file of one",
        )
    read: Callable[[Path, str | None], Iterator[Row]] = _of_csv
    if head.startswith(_ZIP):
        read = of_workbook
    elif path.suffix.lower() in _JSON or head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"}:
        read = of_json
    filled = (row for row in read(path, sheet) if row.is_filled)
    for count, row in enumerate(filled, start=1):
        if count > MOST_ROWS:
            raise _too_long(path, row.number)
        yield row


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)


def _of_csv(path: Path, _sheet: str | None) -> Iterator[Row]:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as sample:
        delimiter = _delimiter("".join(islice(sample, _SAMPLE)))
    with path.open(encoding=encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for cells in reader:
                yield Row(reader.line_num, tuple(cells))
        except csv.Error as error:
            raise SourceError(
                ru=f"{path.name}, строка {reader.line_num}: не таблица CSV ({error}); проверьте кавычки",
                en=f"{path.name}, row {reader.line_num}: no table in CSV ({error}); check the quotes",
            ) from error


def _delimiter(sample: str) -> str:
    """Return the sign that cuts most rows into the same number of cells, more than one."""

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(cells) for cells in csv.reader(sample.splitlines(), delimiter=delimiter)]
        except csv.Error:
            return (0, 0)
        common = max(set(widths), key=widths.count, default=1)
        return (widths.count(common), common) if common > 1 else (0, 0)

    return max(";,\t|", key=agreement)


def _too_long(path: Path, number: int) -> SourceError:
    return SourceError(
        ru=f"{path.name}, строка {number}: строк больше {MOST_ROWS}, столько нет ни в одном классификаторе; "
        "укажите файл одной редакции",
        en=f"{path.name}, row {number}: over {MOST_ROWS} rows, more than any classifier has; "
        "name the file of one edition",
    )
