"""The inheritance picture: all is there, nothing overlaps, text stays in its box, no curve runs through a box."""

from __future__ import annotations

import csv
import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.web.reading.canvas import PADDING, Caption, Function, Inheritance, Whole
from profgraph.web.reading.lettering import fitted, text_width
from profgraph.web.reading.picture import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profgraph.web.reading.canvas import Box, Picture

# Codes, names and levels of the 10 generalised and 62 particular functions of the standard 06.003 of 2014.
ARCHITECT = Path(__file__).parent / "06.003.tsv"
NAMES = st.text(st.sampled_from("Щшаия iW——,  \u4e16"), max_size=240)


def architect() -> list[Function]:
    with ARCHITECT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wholes = {row["code"]: Whole(row["code"], row["code"], row["name"]) for row in rows if "/" not in row["code"]}
    return [
        Function(row["code"], row["code"], row["name"], int(row["level"]), wholes[row["code"][0]])
        for row in rows
        if "/" in row["code"]
    ]


@st.composite
def standards(draw: st.DrawFn) -> tuple[list[Function], list[Inheritance]]:
    wholes = [Whole(str(number), "ABCDE"[number], draw(NAMES)) for number in range(draw(st.integers(1, 5)))]
    functions = [
        Function(f"f{number}", f"A/{number:02}.5", draw(NAMES), draw(st.none() | st.integers(1, 9)), whole)
        for number, whole in enumerate(draw(st.lists(st.sampled_from(wholes), max_size=25)))
    ]
    known = st.sampled_from([*(one.iri for one in functions), "elsewhere"])
    kinds = st.sampled_from(["skills", "knowledge"])
    return functions, draw(st.lists(st.builds(Inheritance, known, known, kinds), max_size=30, unique=True))


@given(standards())
def test_nothing_overlaps_whatever_the_standard(drawn: tuple[list[Function], list[Inheritance]]) -> None:
    functions, inheritances = drawn
    shown = picture(functions, inheritances)
    check(shown)
    assert sorted(shown.functions) == sorted(one.iri for one in functions)
    assert [one.inheritance for one in shown.curves] == [
        one for one in inheritances if {one.taker, one.giver} <= set(shown.functions) and one.taker != one.giver
    ]


@given(st.data())
def test_nothing_overlaps_among_the_62_functions_of_a_real_standard(data: st.DataObject) -> None:
    codes = st.sampled_from([one.code for one in architect()])
    taken = data.draw(st.lists(st.builds(Inheritance, codes, codes, st.just("knowledge")), max_size=60, unique=True))
    shown = picture(architect(), taken)
    check(shown)
    assert [(column.level, len(column.boxes)) for column in shown.columns] == [(4, 23), (5, 29), (6, 10)]
    # Every name is there whole.
    written = {box.function.code: " ".join(box.lines) for column in shown.columns for box in column.boxes}
    assert written == {one.code: one.name for one in architect()}


def test_functions_stand_by_level_under_their_generalised_functions_and_without_a_level_last() -> None:
    first, second = Whole("A", "A", "Первая"), Whole("B", "B", "Вторая")
    functions = [
        Function("1", "A/01.6", "а", 6, first),
        Function("2", "A/02.5", "б", 5, first),
        Function("3", "B/01", "в", None, second),
        Function("4", "B/02.5", "г", 5, second),
        Function("5", "B/03.5", "д", 5, second),
    ]
    shown = picture(functions, [])
    assert [
        (column.level, [box.function.code for box in column.boxes], [one.lines for one in column.captions])
        for column in shown.columns
    ] == [
        (5, ["A/02.5", "B/02.5", "B/03.5"], [("A Первая",), ("B Вторая",)]),
        (6, ["A/01.6"], [("A Первая",)]),
        (None, ["B/01"], [("B Вторая",)]),
    ]


def test_an_empty_standard_has_an_empty_picture() -> None:
    shown = picture([], [])
    assert (shown.columns, shown.curves) == ((), ())


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", 2, ()),
        ("слово", 2, ("слово",)),
        ("одно два", 2, ("одно", "два")),
        ("одно два три четыре", 2, ("одно", "два…")),
        ("неразрывное", 3, ("нераз", "рывн", "ое")),
    ],
)
def test_lines_break_at_words_and_a_cut_is_shown(text: str, most: int, lines: tuple[str, ...]) -> None:
    assert fitted(text, 45, most) == lines


def check(shown: Picture) -> None:
    """Assert what is promised of every picture."""
    boxes = [box for column in shown.columns for box in column.boxes]
    captions = [caption for column in shown.columns for caption in column.captions]
    areas = [*map(area, boxes), *map(area, captions)]
    assert [pair for pair in combinations(areas, 2) if overlap(*pair)] == []
    assert [one for one in areas if one[0] < 0 or one[1] < 0 or one[2] > shown.width or one[3] > shown.height] == []
    for box in boxes:
        assert [line for line in box.lines if text_width(line) > box.width - 2 * PADDING] == []
        assert [y for y, _ in box.written if not box.y < y < box.y + box.height] == []
    for curve in shown.curves:
        points = list(along(curve.path))
        giver, taker = (next(b for b in boxes if b.function.iri == iri) for iri in ends(curve.inheritance))
        assert on_side(giver, points[0])
        assert on_side(taker, points[-1])
        assert [(x, y) for x, y in points if not (0 <= x <= shown.width and 0 <= y <= shown.height)] == []
        assert [one for one in areas if any(inside(one, point) for point in points)] == []


def ends(one: Inheritance) -> tuple[str, str]:
    return one.giver, one.taker


def area(one: Box | Caption) -> tuple[float, float, float, float]:
    width = max(map(text_width, one.lines), default=0) if isinstance(one, Caption) else one.width
    return one.x, one.y, one.x + width, one.y + one.height


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inside(one: tuple[float, ...], point: tuple[float, float]) -> bool:
    return one[0] + 0.1 < point[0] < one[2] - 0.1 and one[1] + 0.1 < point[1] < one[3] - 0.1


def on_side(box: Box, point: tuple[float, float]) -> bool:
    return point[0] in {box.x, box.x + box.width} and box.y < point[1] < box.y + box.height


def along(path: str) -> Iterator[tuple[float, float]]:
    """Yield points of a path: its ends and some of each part."""
    x = y = 0.0
    for command, written in re.findall(r"([MCH])([^MCH]+)", path):
        numbers = [float(number) for number in written.split()]
        if command == "M":
            x, y = numbers
        elif command == "H":
            yield from ((x + (numbers[0] - x) * step / 10, y) for step in range(11))
            x = numbers[0]
        else:
            xs, ys = [x, *numbers[0::2]], [y, *numbers[1::2]]
            yield from ((bezier(xs, step / 20), bezier(ys, step / 20)) for step in range(21))
            x, y = numbers[-2:]


def bezier(points: list[float], at: float) -> float:
    weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    return sum(weight * point for weight, point in zip(weights, points, strict=True))
