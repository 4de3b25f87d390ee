"""The ways of the curves: from side to side through the gutters between columns and the corridors between boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canvas import BOX_WIDTH, GAP, GUTTER, LANE, Curve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .canvas import Box, Column, Inheritance

# A corridor: the number of its column and its own number there.
Passage = tuple[int, int]
Point = tuple[float, float]
Side = tuple[str, bool]
# A box and the number of its column.
Place = tuple[int, "Box"]
Rank = tuple[int, float]

_BEND = GUTTER * 0.5
_LOOP, _STEP, _WIDEST_LOOP = 32, 16, GUTTER * 1.2


def passages(columns: Sequence[Column], inheritances: Sequence[Inheritance]) -> dict[Inheritance, tuple[Passage, ...]]:
    """Return the corridors that each curve takes, one in each column on its way, that nearest to a straight line."""
    places = _places(columns)
    return {one: tuple(_corridors(columns, places[one.giver], places[one.taker])) for one in inheritances}


def curves(
    columns: Sequence[Column],
    inheritances: Sequence[Inheritance],
    through: Mapping[Inheritance, tuple[Passage, ...]],
) -> Iterator[Curve]:
    """Yield the curves; no two share a lane of a corridor, and each end has a height of its own on its box."""
    places = _places(columns)
    heights, bends = _heights(places, inheritances), _bends(places, inheritances)
    taken: dict[Passage, int] = {}
    for one in inheritances:
        giver, taker = places[one.giver], places[one.taker]
        begin, end = heights[one, one.giver], heights[one, one.taker]
        if giver[0] == taker[0]:
            yield Curve(one, _loop(giver[1].x, begin, end, bends[one]))
            continue
        points: list[Point] = [(_edge(giver, taker), begin)]
        for passage in through[one]:
            taken[passage] = taken.get(passage, 0) + 1
            column = columns[passage[0]]
            lane = column.corridors[passage[1]][0] + GAP / 2 + LANE * (taken[passage] - 0.5)
            sides = (column.x, column.x + BOX_WIDTH)
            points += [(x, lane) for x in (sides if giver[0] < taker[0] else reversed(sides))]
        yield Curve(one, _path([*points, (_edge(taker, giver), end)]))


def _places(columns: Sequence[Column]) -> dict[str, Place]:
    return {box.function.iri: (number, box) for number, column in enumerate(columns) for box in column.boxes}


def _corridors(columns: Sequence[Column], giver: Place, taker: Place) -> Iterator[Passage]:
    (first, begin), (last, end) = giver, taker
    step = 1 if first < last else -1
    for number in range(first + step, last, step):
        straight = begin.middle + (end.middle - begin.middle) * (number - first) / (last - first)
        corridors = columns[number].corridors
        yield number, min(range(len(corridors)), key=lambda place: abs(sum(corridors[place]) / 2 - straight))


def _heights(places: Mapping[str, Place], inheritances: Sequence[Inheritance]) -> dict[tuple[Inheritance, str], float]:
    """Return the height of both ends of each curve: on each side of a box so ordered that few curves cross."""
    ends: dict[Side, list[tuple[Rank, Inheritance]]] = {}
    for one in inheritances:
        for near, far in ((one.giver, one.taker), (one.taker, one.giver)):
            side = (near, places[far][0] > places[near][0])
            ends.setdefault(side, []).append((_rank(places[near], places[far]), one))
    heights: dict[tuple[Inheritance, str], float] = {}
    for (iri, _), joined in ends.items():
        box = places[iri][1]
        for number, (_, one) in enumerate(sorted(joined, key=lambda end: end[0]), start=1):
            heights[one, iri] = box.y + box.height * number / (len(joined) + 1)
    return heights


def _rank(near: Place, far: Place) -> Rank:
    """Return where an end stands on its side: a loop to a nearer box lies inside of that to a farther one."""
    if near[0] != far[0]:
        return 1, far[1].middle
    return (2 if far[1].middle > near[1].middle else 0), -far[1].middle


def _edge(near: Place, far: Place) -> float:
    """Return the side of a box that looks towards another column."""
    return near[1].x + (BOX_WIDTH if far[0] > near[0] else 0)


def _bends(places: Mapping[str, Place], inheritances: Sequence[Inheritance]) -> dict[Inheritance, float]:
    """Return how far each loop goes into the gutter: of one column the longer ones farther, no two alike."""
    loops: dict[int, list[tuple[float, Inheritance]]] = {}
    for one in inheritances:
        giver, taker = places[one.giver], places[one.taker]
        if giver[0] == taker[0]:
            loops.setdefault(giver[0], []).append((abs(giver[1].middle - taker[1].middle), one))
    bends: dict[Inheritance, float] = {}
    for found in loops.values():
        step = min(_STEP, (_WIDEST_LOOP - _LOOP) / len(found))
        nested = sorted(found, key=lambda loop: loop[0])
        bends |= {one: _LOOP + step * number for number, (_, one) in enumerate(nested)}
    return bends


def _loop(x: float, begin: float, end: float, bend: float) -> str:
    """Return a curve within a column: it stays in the gutter on its left."""
    return f"M{x:g} {begin:.1f}C{x - bend:.1f} {begin:.1f} {x - bend:.1f} {end:.1f} {x:g} {end:.1f}"


def _path(points: Sequence[Point]) -> str:
    """Return a path that bends in the gutters, where every other point ends one, and is straight across the columns."""
    drawn = f"M{points[0][0]:g} {points[0][1]:.1f}"
    for number in range(1, len(points), 2):
        (x, y), (next_x, next_y) = points[number - 1 : number + 1]
        bend = _BEND if next_x > x else -_BEND
        drawn += f"C{x + bend:g} {y:.1f} {next_x - bend:g} {next_y:.1f} {next_x:g} {next_y:.1f}"
        if number + 1 < len(points):
            drawn += f"H{points[number + 1][0]:g}"
    return drawn
