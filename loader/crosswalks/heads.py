"""Which columns of a table hold the codes of the two editions, and what else it says of a pair."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import SourceError, UsageError
from ...ontology.terms import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..classifiers.editions import Edition
    from ..classifiers.row import Row

OF_INDEX = "index-"
FIELDS = ("source", "target", "relation", "confidence", "justification", "comment", "index-source", "index-target")
_PREAMBLE = 20  # rows above the headings
_LOOKS = 0.9  # share of cells that an edition may have from which a column is of its codes
_NO_WORD = re.compile(r"[\W_]+")


def of_index(given: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of the columns of the index of titles beside the table."""
    return {field.removeprefix(OF_INDEX): wanted for field, wanted in given.items() if field.startswith(OF_INDEX)}


def places(
    sample: Sequence[Row], given: Mapping[str, str], source: Edition, target: Edition, file: str, prefix: str = ""
) -> tuple[dict[str, int], int]:
    """Return the columns of the fields and how many rows stand above the pairs; raise where they cannot be told.

    `prefix` is how the fields of the file begin on the command line.
    """
    header = _header(sample, given, source, target)
    named = {} if header is None else _named(sample[header], source, target)
    found = named | {
        field: _given(field, wanted, sample, 0 if header is None else header, file) for field, wanted in given.items()
    }
    first = 0 if header is None else header + 1
    for field, own, other in (("source", source, target), ("target", target, source)):
        if field not in found:
            column = _by_looks(sample[first:], own, other, set(found.values()))
            if column is None:
                raise _untold(sample, source, target, file, prefix)
            found[field] = column
    if found["source"] == found["target"]:
        raise _untold(sample, source, target, file, prefix)
    return found, first


def _header(sample: Sequence[Row], given: Mapping[str, str], source: Edition, target: Edition) -> int | None:
    wanted = {_plain(name) for name in given.values() if not name.isdecimal()}
    for place, row in enumerate(sample[:_PREAMBLE]):
        heads = {_plain(row.text(column)) for column in range(len(row.cells))}
        if (wanted and wanted <= heads) or {"source", "target"} <= _named(row, source, target).keys():
            return place
    first = sample[0] if sample else None
    # Headings of other words: no cell of theirs is a code.
    if first is not None and not any(_admits(cell, source, target) for cell in _texts(first)):
        return 0
    return None


def _named(row: Row, source: Edition, target: Edition) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(len(row.cells)):
        head = _plain(row.text(column))
        field = next((field for field in FIELDS if head in _heads(field, source, target)), None)
        if field and field not in found:
            found[field] = column
    return found


def _heads(field: str, source: Edition, target: Edition) -> frozenset[str]:
    if field not in {"source", "target"}:
        return frozenset({field})
    own, other = (source, target) if field == "source" else (target, source)
    heads = {field, f"{field}code", _plain(own.title), f"{_plain(own.title)}code"}
    if own.kind != other.kind:
        heads |= {own.kind.replace("-", ""), f"{own.kind.replace('-', '')}code"}
    if own.kind == "esco-groups":
        heads |= {"iscogroup", "iscogroupcode"}
    if own.kind == "esco-occupations":
        heads |= {"code", "escocode"}
    return frozenset(heads)


def _by_looks(items: Sequence[Row], own: Edition, other: Edition, taken: set[int]) -> int | None:
    """Return the one column whose cells the edition may have and the other one may not."""
    width = max((len(row.cells) for row in items), default=0)
    fitting = []
    for column in set(range(width)) - taken:
        cells = [text for row in items if (text := row.text(column))]
        if cells and sum(map(own.admits, cells)) >= _LOOKS * len(cells):
            fitting.append((column, sum(map(other.admits, cells)) < _LOOKS * len(cells)))
    alone = [column for column, is_alone in fitting if is_alone]
    if len(alone) == 1:
        return alone[0]
    return fitting[0][0] if len(fitting) == 1 else None


def _given(field: str, wanted: str, sample: Sequence[Row], header: int, file: str) -> int:
    row = sample[header] if sample else None
    heads = [] if row is None else _texts(row)
    for column, head in enumerate(heads):
        if _plain(head) == _plain(wanted):
            return column
    width = max((len(one.cells) for one in sample), default=0)
    if wanted.isdecimal() and 0 < int(wanted) <= width:
        return int(wanted) - 1
    raise UsageError(
        ru=f"{file}: столбца «{wanted}» для поля {field} нет; столбцы: {_listed(heads)} (или номер от 1 до {width})",
        en=f"{file}: there is no column {wanted!r} for {field}; columns: {_listed(heads)} "
        f"(or a number from 1 to {width})",
    )


def _admits(cell: str, source: Edition, target: Edition) -> bool:
    return source.admits(cell) or target.admits(cell)


def _texts(row: Row) -> list[str]:
    return [row.text(column) for column in range(len(row.cells))]


def _plain(head: str) -> str:
    return _NO_WORD.sub("", fold(head))


def _listed(heads: Sequence[str]) -> str:
    return ", ".join(f"«{head[:30]}»" for head in heads[:12])


def _untold(sample: Sequence[Row], source: Edition, target: Edition, file: str, prefix: str) -> SourceError:
    heads = _listed(_texts(sample[0])) if sample else "—"
    return SourceError(
        ru=f"{file}: не видно, где коды {source.title} и где {target.title} (первая строка: {heads}); "
        f"скажите: --column {prefix}source=СТОЛБЕЦ --column {prefix}target=СТОЛБЕЦ, по заголовку или номеру",
        en=f"{file}: it cannot be told where the codes of {source.title} and of {target.title} are "
        f"(first row: {heads}); say it: --column {prefix}source=COLUMN --column {prefix}target=COLUMN, by heading or "
        "number",
    )
