"""Words and boxes on a page, in points from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

NEAR = 3.0  # points: what lies as near as this is meant to be in one place


@dataclass(frozen=True)
class Word:
    """A word and the rectangle that its letters fill."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Return the height at which the middle of the word stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Box:
    """A ruled rectangle; it is open where a page break cut it, so that no rule closes it there."""

    x0: float
    top: float
    x1: float
    bottom: float
    open_top: bool = False
    open_bottom: bool = False

    def holds(self, word: Word) -> bool:
        """Tell whether the middle of a word lies inside."""
        return self.x0 <= (word.x0 + word.x1) / 2 <= self.x1 and self.top <= word.middle <= self.bottom


@dataclass(frozen=True)
class Line:
    """Words that stand on one line, from left to right."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Return the left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Return the right end."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Return the upper end."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Return the lower end."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """Return the size of the largest letters."""
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Return the words; what is set apart by size alone is not set apart by a space."""
        parts = [self.words[0].text]
        for left, right in pairwise(self.words):
            parts.append(right.text if right.x0 - left.x1 < _SPACE * self.size else f" {right.text}")
        return "".join(parts)


_SPACE = 0.12  # of the letters' size: a narrower gap is none


def near(first: float, second: float, within: float = NEAR) -> bool:
    """Tell whether two coordinates are meant to be one."""
    return abs(first - second) <= within


def clustered(values: list[float]) -> list[float]:
    """Return the sorted values without those that are near the one before them."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def lines_of(words: list[Word]) -> list[Line]:
    """Return the lines that the words stand on, from top to bottom; a raised number is on the line of its word."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-one.size, one.middle)):
        home = next((line for line in lines if _on_line(word, line[0])), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    return sorted((Line(tuple(sorted(line, key=lambda one: one.x0))) for line in lines), key=lambda one: one.top)


def _on_line(word: Word, first: Word) -> bool:
    return first.top <= word.middle <= first.bottom
