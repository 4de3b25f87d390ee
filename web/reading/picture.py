"""The inheritance picture of a standard: functions in a column for each level, and what each takes from which.

A pure layout: from functions and inheritances to boxes, captions and curves on a canvas, in pixels. What a template
draws of it has no text outside of its box, no two boxes that touch and no curve through a box or a caption.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from .canvas import BOX_WIDTH, GAP, GUTTER, HEADING, LANE, MARGIN, PADDING, Box, Caption, Column, Picture
from .lettering import fitted
from .routing import curves, passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .canvas import Function, Inheritance

_NAME_LINES, _CAPTION_LINES = 10, 6


def picture(functions: Iterable[Function], inheritances: Iterable[Inheritance]) -> Picture:
    """Return the picture; inheritances of functions that are not there, and of oneself, are left out."""
    ordered = sorted(functions, key=lambda one: (one.level is None, one.level or 0))
    levels = [tuple(members) for _, members in groupby(ordered, key=lambda one: one.level)]
    column_of = {one.iri: number for number, members in enumerate(levels) for one in members}
    drawn = [one for one in inheritances if {one.taker, one.giver} <= set(column_of) and one.taker != one.giver]
    # A first layout says which corridors the curves take, the second one makes these wide enough.
    through = passages(_columns(levels, column_of, drawn, {}), drawn)
    lanes = Counter(passage for one in through.values() for passage in one)
    columns = _columns(levels, column_of, drawn, lanes)
    right = max((column.x + BOX_WIDTH for column in columns), default=0)
    bottom = max((column.bottom for column in columns), default=0)
    return Picture(right + MARGIN, bottom + MARGIN, columns, tuple(curves(columns, drawn, through)))


def _columns(
    levels: Sequence[tuple[Function, ...]],
    column_of: Mapping[str, int],
    inheritances: Sequence[Inheritance],
    lanes: Mapping[tuple[int, int], int],
) -> tuple[Column, ...]:
    """Return the columns; the first one has a gutter on its left only where a curve stays within that column."""
    loops = any(column_of[one.taker] == column_of[one.giver] == 0 for one in inheritances)
    left = MARGIN + (GUTTER if loops else 0)
    return tuple(
        _column(
            members,
            left + number * (BOX_WIDTH + GUTTER),
            [lanes.get((number, place), 0) for place in range(len(members) + 1)],
        )
        for number, members in enumerate(levels)
    )


def _column(members: Sequence[Function], x: float, lanes: Sequence[int]) -> Column:
    boxes: list[Box] = []
    captions: list[Caption] = []
    corridors: list[tuple[float, float]] = []
    y = float(HEADING)
    for place, function in enumerate(members):
        corridors.append((y, y + GAP + LANE * lanes[place]))
        y = corridors[-1][1]
        if not boxes or boxes[-1].function.whole != function.whole:
            whole = function.whole
            lines = fitted(f"{whole.code} {whole.name}", BOX_WIDTH, _CAPTION_LINES)
            captions.append(Caption(whole, x, y, lines))
            y += captions[-1].height
        boxes.append(Box(function, x, y, fitted(function.name, BOX_WIDTH - 2 * PADDING, _NAME_LINES)))
        y += boxes[-1].height
    corridors.append((y, y + GAP + LANE * lanes[-1]))
    return Column(members[0].level, x, tuple(boxes), tuple(captions), tuple(corridors))
