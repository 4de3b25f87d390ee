"""The rows of a table in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ...errors import SourceError
from .row import Cell, Row, cell_of
from .texts import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def of_json(path: Path, _sheet: str | None) -> Iterator[Row]:
    """Yield the rows of a list of objects or of lists, or of one object from codes to names; row 0 has the names."""
    try:
        with path.open(encoding=encoding_of(path)) as file:
            told = json.load(file, object_pairs_hook=_Pairs, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            ru=f"{path.name}: не JSON ({error}); проверьте файл", en=f"{path.name}: no JSON ({error}); check the file"
        ) from error
    yield from _records(told, path)


class _Pairs(list[tuple[str, object]]):
    """An object of JSON as it is written: names that are repeated stay."""


def _no_number(name: str) -> object:
    raise ValueError(name)


def _records(told: object, path: Path) -> Iterator[Row]:
    """Yield the header and the rows of a list of objects or of lists, or of one object from codes to names."""
    if isinstance(told, _Pairs):
        lists = [value for _, value in told if isinstance(value, list) and not isinstance(value, _Pairs)]
        if len(lists) != 1:
            yield from (Row(number, tuple(map(cell_of, pair))) for number, pair in enumerate(told, start=1))
            return
        told = lists[0]
    if not isinstance(told, list):
        raise _no_table(path)
    names: dict[str, int] = {}
    for record in told:
        for name, _ in record if isinstance(record, _Pairs) else ():
            names.setdefault(name, len(names))
    if names:
        yield Row(0, tuple(names))
    for number, record in enumerate(told, start=1):
        yield Row(number, _record(record, names, number, path))


def _record(record: object, names: dict[str, int], number: int, path: Path) -> tuple[Cell, ...]:
    if isinstance(record, _Pairs):
        if len({name for name, _ in record}) < len(record):
            raise SourceError(
                ru=f"{path.name}, запись {number}: одно имя стоит в ней дважды; оставьте одно",
                en=f"{path.name}, record {number}: a name stands in it twice; leave one",
            )
        values = dict(record)
        return tuple(cell_of(values.get(name)) for name in names)
    if isinstance(record, list) and not names:
        return tuple(map(cell_of, record))
    raise SourceError(
        ru=f"{path.name}, запись {number}: не такая, как другие; нужен список объектов или список списков",
        en=f"{path.name}, record {number}: not like the others; a list of objects or a list of lists is needed",
    )


def _no_table(path: Path) -> SourceError:
    return SourceError(
        ru=f"{path.name}: в JSON нет таблицы; нужен список объектов с кодом и наименованием",
        en=f"{path.name}: the JSON holds no table; a list of objects with a code and a name is needed",
    )
