"""Rows of tables: boxes that touch are a table, and what stands beside a box is in its row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .geometry import NEAR, Box, clustered, near
from .paragraphs import cell_paragraphs
from .pieces import CellPiece, RowPiece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .geometry import Word

Table = list[Box]


def strips(boxes: list[Box]) -> list[list[Table]]:
    """Return the tables, those that stand side by side together, from top to bottom."""
    rows: list[list[Table]] = []
    for table in sorted(_tables(boxes), key=_top):
        if rows and min(_bottom(one) for one in rows[-1]) - _top(table) > NEAR:
            rows[-1].append(table)
        else:
            rows.append([table])
    return rows


def band(strip: list[Table]) -> tuple[float, float]:
    """Return the heights at which a strip begins and ends."""
    return min(map(_top, strip)), max(map(_bottom, strip))


def rows_of(strip: list[Table], words: list[Word]) -> Iterator[tuple[float, RowPiece]]:
    """Yield the rows of a strip, each with the height at which it begins."""
    boxes = sorted((box for table in strip for box in table), key=lambda box: box.x0)
    beside = [word for word in words if not any(box.holds(word) for box in boxes)]
    columns = clustered([box.x0 for box in boxes])
    slots = _slots(columns, beside)
    tops = clustered([box.top for box in boxes])
    end = band(strip)[1]
    for top, below in zip(tops, [*tops[1:], end], strict=True):
        cells = [_cell(slot, top, below, boxes, words, beside) for slot in slots]
        if below == end:
            ends = [_is_open(slot, end, boxes) for slot in slots]
            cells = [replace(cell, open_bottom=is_open) for cell, is_open in zip(cells, ends, strict=True)]
        yield top, RowPiece(tuple(cells), tuple(round(slot[0]) for slot in slots))


def _tables(boxes: list[Box]) -> list[Table]:
    tables: list[Table] = []
    for box in boxes:
        touching = [table for table in tables if any(_touch(box, other) for other in table)]
        tables = [table for table in tables if table not in touching]
        tables.append([box, *(other for table in touching for other in table)])
    return tables


def _touch(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across >= -NEAR and down >= -NEAR and (across > NEAR or down > NEAR)


def _slots(columns: list[float], beside: list[Word]) -> list[tuple[float, bool]]:
    """Return the left ends of the cells of every row, and whether they are boxes."""
    slots = [(column, True) for column in columns]
    for word in beside:
        to_the_left = [slot for slot in slots if slot[0] <= word.x0]
        # A word goes on with the text that begins to its left, unless a box stands between them.
        if not to_the_left or max(to_the_left)[1]:
            slots.append((word.x0, False))
            slots = _without_doubles(sorted(slots))
    return slots


def _without_doubles(slots: list[tuple[float, bool]]) -> list[tuple[float, bool]]:
    kept = slots[:1]
    for slot in slots[1:]:
        if kept[-1][1] or slot[1]:
            kept.append(slot)
    return kept


def _cell(
    slot: tuple[float, bool], top: float, below: float, boxes: list[Box], words: list[Word], beside: list[Word]
) -> CellPiece:
    left, is_box = slot
    if is_box:
        box = next((one for one in boxes if near(one.x0, left) and near(one.top, top)), None)
        if box is None:
            return CellPiece(())
        held = [word for word in words if box.holds(word)]
        return CellPiece(cell_paragraphs(box, held), box.open_top)
    right = min((box.x0 for box in boxes if box.x0 > left), default=float("inf"))
    held = [word for word in beside if left <= word.x0 < right and top - NEAR <= word.middle < below + NEAR]
    return CellPiece(cell_paragraphs(Box(left, top, right, below), held) if held else ())


def _is_open(slot: tuple[float, bool], end: float, boxes: list[Box]) -> bool:
    """Tell whether the column is cut at the end of the strip; a label may have begun some rows above."""
    reaching = [box for box in boxes if near(box.x0, slot[0]) and box.bottom + 2 * NEAR >= end]
    return slot[1] and any(box.open_bottom for box in reaching)


def _top(table: Table) -> float:
    return min(box.top for box in table)


def _bottom(table: Table) -> float:
    return max(box.bottom for box in table)
