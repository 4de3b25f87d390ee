"""Running headers and footers: the outermost lines of a page that most other pages have in the same place."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .geometry import lines_of

if TYPE_CHECKING:
    from .geometry import Line, Word

_FEWEST = 3  # pages; fewer prove nothing
_SHARE = 0.5  # of the pages
_STEP = 4.0  # points within which a line stands in the same place


def running_lines(pages: list[list[Word]]) -> list[list[Line]]:
    """Return of each page its running lines; a number in them may be another on each page."""
    lines = [lines_of(words) for words in pages]
    seen = Counter(sign for page in lines for sign in {_sign(line) for line in page})
    needed = max(_FEWEST, _SHARE * len(pages))
    common = {sign for sign, count in seen.items() if count >= needed}
    return [_outermost(page, common) for page in lines]


def _outermost(page: list[Line], common: set[tuple[int, str]]) -> list[Line]:
    above = _first(page, common)
    return above if len(above) == len(page) else above + _first(page[::-1], common)[::-1]


def _first(lines: list[Line], common: set[tuple[int, str]]) -> list[Line]:
    for count, line in enumerate(lines):
        if _sign(line) not in common:
            return lines[:count]
    return lines


def _sign(line: Line) -> tuple[int, str]:
    return round(line.top / _STEP), re.sub(r"[0-9]+", "#", line.text)
