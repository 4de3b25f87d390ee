"""What the inheritance picture is made of, in pixels: boxes in columns, captions over them, curves between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["skills", "knowledge"]

BOX_WIDTH, GUTTER, MARGIN = 244, 104, 12
PADDING, LINE, CODE_LINE, ASCENT = 9, 15, 18, 11
HEADING = 34
GAP, LANE = 12, 6


@dataclass(frozen=True)
class Whole:
    """A generalised function as a caption over those of its functions that stand in one column."""

    iri: str
    code: str
    name: str


@dataclass(frozen=True)
class Function:
    """A particular function as the picture shows it."""

    iri: str
    code: str
    name: str
    level: int | None
    whole: Whole


@dataclass(frozen=True)
class Inheritance:
    """One function takes another one's skills or knowledge; both are named by their IRIs."""

    taker: str
    giver: str
    kind: Kind


@dataclass(frozen=True)
class Caption:
    """The generalised function over its boxes, in lines that fit."""

    whole: Whole
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return LINE * len(self.lines) + PADDING

    @property
    def written(self) -> tuple[tuple[float, str], ...]:
        """Return the lines with the heights of their baselines."""
        return tuple((self.y + ASCENT + LINE * number, line) for number, line in enumerate(self.lines))


@dataclass(frozen=True)
class Box:
    """A function on the canvas: its corner, its name in lines that fit."""

    function: Function
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return 2 * PADDING + CODE_LINE + LINE * len(self.lines)

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return BOX_WIDTH

    @property
    def text_x(self) -> float:
        """Return where its lines begin."""
        return self.x + PADDING

    @property
    def code_y(self) -> float:
        """Return the height of the baseline of its code."""
        return self.y + PADDING + ASCENT

    @property
    def written(self) -> tuple[tuple[float, str], ...]:
        """Return the lines of its name with the heights of their baselines."""
        top = self.code_y + CODE_LINE
        return tuple((top + LINE * number, line) for number, line in enumerate(self.lines))

    @property
    def middle(self) -> float:
        """Return the height of its middle on the canvas."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Column:
    """The functions of one level; corridors, one more than boxes, are free of boxes and captions all across it.

    The first corridor lies over the first box, the last one under the last box: each is its upper and lower edge.
    """

    level: int | None
    x: float
    boxes: tuple[Box, ...]
    captions: tuple[Caption, ...]
    corridors: tuple[tuple[float, float], ...]

    @property
    def bottom(self) -> float:
        """Return where the column ends."""
        return self.corridors[-1][1]


@dataclass(frozen=True)
class Curve:
    """What is taken, from the giver's box to the taker's, as the path of an SVG."""

    inheritance: Inheritance
    path: str


@dataclass(frozen=True)
class Picture:
    """A canvas with its columns and curves."""

    width: float
    height: float
    columns: tuple[Column, ...] = ()
    curves: tuple[Curve, ...] = ()

    @cached_property
    def functions(self) -> dict[str, Function]:
        """Return the functions that are drawn, by their IRIs."""
        return {box.function.iri: box.function for column in self.columns for box in column.boxes}
