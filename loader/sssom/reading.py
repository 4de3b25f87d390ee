"""Reads a mapping set, row by row; what is wrong is refused with its row and what to do."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import SourceError, unreadable
from ...ontology.terms import PREFIXES
from ..classifiers.texts import encoding_of
from . import head
from .slots import NEEDED, PROPAGATED
from .values import Place, confidence_of, expanded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal
    from pathlib import Path
    from typing import TextIO

    from rdflib import URIRef

_OURS = {name: str(iri) for name, iri in PREFIXES.items()}


@dataclass(frozen=True)
class Row:
    """A mapping: what its cells say, and what the set says of all."""

    place: Place
    cells: Mapping[str, str]
    shared: Mapping[str, str]
    prefixes: Mapping[str, str]

    def text(self, slot: str) -> str:
        """Return what a slot says, nothing where it is empty."""
        return self.cells.get(slot) or self.shared.get(slot, "")

    def iri(self, slot: str) -> URIRef:
        """Return the identifier in a slot; raise `RefusedError` where it is none."""
        return expanded(self.text(slot), self.prefixes, self.place)

    def confidence(self) -> Decimal | None:
        """Return the confidence, None where none is told; raise `RefusedError` where it is none."""
        told = self.text("confidence")
        return confidence_of(told, self.place) if told else None


@dataclass(frozen=True)
class Sheet:
    """A mapping set that was read: what is said of all of it, its columns and its rows."""

    file: str
    metadata: Mapping[str, object]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def is_sssom(lines: Iterable[str]) -> bool:
    """Tell whether the lines are a table of SSSOM."""
    first = next((line for line in lines if not line.startswith(("#", '"#'))), "")
    return "subject_id" in [cell.strip('" \r\n') for cell in first.split("\t")]


def read_sssom(path: Path, *, most_bytes: int, most_rows: int, ours: Mapping[str, str] = _OURS) -> Sheet:
    """Return the mapping set in a file; `ours` are prefixes that need not be declared.

    Raise `SourceError` or `RefusedError` where it is none, or has more than it may.
    """
    try:
        if path.stat().st_size > most_bytes:
            raise _too_long(path, most_bytes, most_rows)
        with path.open(encoding=encoding_of(path), newline="") as lines:
            told, columns, records = _parts(lines, path)
            found = []
            for place, cells in records:
                found.append((place, cells))
                if len(found) > most_rows:
                    raise _too_long(path, most_bytes, most_rows)
    except OSError as error:
        raise unreadable(path, error) from error
    known, own = head.prefixes(told, ours, path.name), {slot for _, cells in found for slot in cells}
    shared = {slot: text for slot in PROPAGATED if slot not in own and isinstance(text := told.get(slot), str)}
    return Sheet(path.name, told, columns, tuple(Row(place, cells, shared, known) for place, cells in found))


def _parts(
    lines: TextIO, path: Path
) -> tuple[Mapping[str, object], tuple[str, ...], Iterator[tuple[Place, dict[str, str]]]]:
    text, above, table = head.split(lines, path.name)
    told = head.metadata(text if above else head.external(path), path.name)
    records = _records(table, above, path.name)
    place, first = next(records, (Place(path.name, above + 1), []))
    columns = tuple(cell.strip() for cell in first)
    if lacking := [name for name in NEEDED if name not in columns]:
        raise place.refused(
            f"это не таблица SSSOM: нет столбцов {', '.join(lacking)}; добавьте их",
            f"this is no table of SSSOM: it lacks the columns {', '.join(lacking)}; add them",
        )
    if twice := sorted({one for one in columns if one and columns.count(one) > 1}):
        raise place.refused(
            f"столбец {twice[0]} стоит дважды; уберите один", f"the column {twice[0]} stands twice; remove one"
        )
    return told, columns, _mappings(records, columns)


def _records(table: Iterator[str], above: int, file: str) -> Iterator[tuple[Place, list[str]]]:
    reader = csv.reader(table, delimiter="\t", strict=True)
    try:
        for record in reader:
            yield Place(file, above + reader.line_num), record
    except csv.Error as error:
        raise Place(file, above + reader.line_num).refused(
            f"таблица не читается ({error}); исправьте кавычки", f"the table cannot be read ({error}); mend its quotes"
        ) from error


def _mappings(
    records: Iterator[tuple[Place, list[str]]], columns: tuple[str, ...]
) -> Iterator[tuple[Place, dict[str, str]]]:
    for place, record in records:
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if any(cells[len(columns) :]):
            raise place.refused(
                f"ячеек {len(cells)}, а столбцов {len(columns)}; уберите лишние знаки табуляции",
                f"{len(cells)} cells in {len(columns)} columns; remove the tabs that are too many",
            )
        told = {name: text for name, text in zip(columns, cells, strict=False) if text}
        if short := [name for name in NEEDED if name not in told]:
            raise place.refused(
                f"не заполнено: {', '.join(short)}; впишите или уберите строку",
                f"empty: {', '.join(short)}; fill it in or remove the row",
            )
        yield place, told


def _too_long(path: Path, most_bytes: int, most_rows: int) -> SourceError:
    return SourceError(
        ru=f"{path.name}: строк больше {most_rows} или файл больше {most_bytes >> 20} МБ; разделите его",
        en=f"{path.name}: over {most_rows} rows or {most_bytes >> 20} MB; divide it",
    )
