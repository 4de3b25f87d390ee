"""The ruled boxes of a page, also those that a page break left open and those that letters draw."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .geometry import NEAR, Box, clustered, near
from .words import is_frame_sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page

_ARMS = {
    "LEFT": (("HORIZONTAL", "LEFT"), "h"),
    "RIGHT": (("HORIZONTAL", "RIGHT"), "h"),
    "UP": (("VERTICAL", "UP"), "v"),
    "DOWN": (("VERTICAL", "DOWN"), "v"),
}


@dataclass(frozen=True)
class Rule:
    """A straight line; across the page it is horizontal (`h`), else vertical (`v`)."""

    orientation: str
    x0: float
    x1: float
    top: float
    bottom: float

    def edge(self) -> dict[str, object]:
        """Return the line as pdfplumber describes one."""
        size = {"width": self.x1 - self.x0, "height": self.bottom - self.top, "doctop": self.top}
        ends = {"x0": self.x0, "x1": self.x1, "top": self.top, "bottom": self.bottom}
        return {"object_type": "line", "orientation": self.orientation, **ends, **size}


def boxes_of(page: Page) -> list[Box]:
    """Return the boxes, from top to bottom and left to right."""
    drawn = [rule for sign in page.chars if is_frame_sign(sign["text"]) for rule in _arms(sign)]
    found = page.debug_tablefinder(_settings(drawn))
    closing = list(_closing([_rule(edge) for edge in found.edges]))
    if closing:
        found = page.debug_tablefinder(_settings([*drawn, *closing]))
    boxes = [_box(cell, closing) for cell in found.cells]
    return sorted(boxes, key=lambda box: (box.top, box.x0))


def _settings(rules: list[Rule]) -> dict[str, object]:
    return {
        "explicit_horizontal_lines": [rule.edge() for rule in rules if rule.orientation == "h"],
        "explicit_vertical_lines": [rule.edge() for rule in rules if rule.orientation == "v"],
    }


def _arms(sign: dict[str, float]) -> Iterator[Rule]:
    """Yield the lines from the middle of a frame sign to those sides of it that its name tells."""
    name = unicodedata.name(str(sign["text"])).split()
    x0, x1, top, bottom = sign["x0"], sign["x1"], sign["top"], sign["bottom"]
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    ends = {"LEFT": (x0, x, y, y), "RIGHT": (x, x1, y, y), "UP": (x, x, top, y), "DOWN": (x, x, y, bottom)}
    for side, (words, orientation) in _ARMS.items():
        if any(word in name for word in words):
            yield Rule(orientation, *ends[side])


def _rule(edge: dict[str, float]) -> Rule:
    return Rule(str(edge["orientation"]), edge["x0"], edge["x1"], edge["top"], edge["bottom"])


def _closing(rules: list[Rule]) -> Iterator[Rule]:
    """Yield the horizontal rules that are missing where vertical ones end in the air, side by side."""
    across = [rule for rule in rules if rule.orientation == "h"]
    down = sorted((rule for rule in rules if rule.orientation == "v"), key=lambda rule: rule.x0)
    in_the_air = {end for rule in down for end in (rule.top, rule.bottom) if not _lies_on(rule.x0, end, across)}
    for end in clustered(list(in_the_air)):
        reaching = [rule for rule in down if rule.top - NEAR <= end <= rule.bottom + NEAR]
        for left, right in pairwise(reaching):
            wanted = Rule("h", left.x0, right.x0, end, end)
            ends_here = any(near(one, end) for rule in (left, right) for one in (rule.top, rule.bottom))
            if ends_here and _alongside(left, right) and not any(_covers(rule, wanted) for rule in across):
                yield wanted


def _lies_on(x: float, y: float, across: list[Rule]) -> bool:
    return any(near(rule.top, y) and rule.x0 - NEAR <= x <= rule.x1 + NEAR for rule in across)


def _alongside(left: Rule, right: Rule) -> bool:
    """Tell whether two vertical rules run along the same height, so that a column is between them."""
    return right.x0 - left.x0 > 1 and min(left.bottom, right.bottom) - max(left.top, right.top) > 1


def _covers(rule: Rule, wanted: Rule) -> bool:
    reaches = rule.x0 <= wanted.x0 or near(rule.x0, wanted.x0), rule.x1 >= wanted.x1 or near(rule.x1, wanted.x1)
    return near(rule.top, wanted.top) and all(reaches)


def _box(cell: tuple[float, float, float, float], closing: list[Rule]) -> Box:
    x0, top, x1, bottom = cell
    upper, lower = Rule("h", x0, x1, top, top), Rule("h", x0, x1, bottom, bottom)
    return Box(x0, top, x1, bottom, _is_closed_by(upper, closing), _is_closed_by(lower, closing))


def _is_closed_by(side: Rule, closing: list[Rule]) -> bool:
    middle = (side.x0 + side.x1) / 2
    return any(near(rule.top, side.top) and rule.x0 <= middle <= rule.x1 for rule in closing)
