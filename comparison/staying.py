"""Which members of a list stayed where they were: as few as can be are said to have moved."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the indices of a longest rising part of numbers that are all different (patience sorting)."""
    lowest: list[int] = []
    tops: list[int] = []
    below: list[int | None] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(lowest, number)
        below.append(tops[pile - 1] if pile else None)
        lowest[pile : pile + 1] = [number]
        tops[pile : pile + 1] = [index]
    found, at = [], tops[-1] if tops else None
    while at is not None:
        found.append(at)
        at = below[at]
    return found[::-1]
