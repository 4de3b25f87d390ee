"""From lines to paragraphs: in a cell, where lines end as they must; beside tables, where they are set alike."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .geometry import Line, lines_of, near

if TYPE_CHECKING:
    from .geometry import Box, Word
    from .pieces import Lines

_LEADING = 0.75  # of the letters' size: a wider gap between two lines is one between paragraphs
_INDENT = 8.0  # points
_ROOM = 1.8  # of the letters' size: a word that would still have had more room than that was moved on purpose
_OTHER_SIZE = 1.15  # a line in letters that much larger is another paragraph
_COLUMN_GAP = 2.0  # of the letters' size: a gap parts two columns from here on
_UNEVEN = 3.0  # and when it is that much wider than the others in its line, which is then not merely stretched


def cell_paragraphs(box: Box, words: list[Word]) -> tuple[Lines, ...]:
    """Return the paragraphs of a cell: one ends where the next line's first word would still have fitted."""
    paragraphs: list[list[Line]] = []
    for line in lines_of(words):
        if paragraphs and not _ends(paragraphs[-1][-1], line, box):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(tuple(line.text for line in lines) for lines in paragraphs)


def _ends(above: Line, line: Line, box: Box) -> bool:
    if line.top - above.bottom > _LEADING * line.size:
        return True
    first = line.words[0]
    # A margin as wide as the usual one to the left, a space, and what a printer may add to be safe.
    fits = above.x1 + _ROOM * line.size + (first.x1 - first.x0) < box.x1
    return fits and not (first.text[0].islower() or first.text[0] in "(<)")


def text_paragraphs(words: list[Word]) -> list[tuple[float, Lines]]:
    """Return the paragraphs beside tables, each with the height at which it begins."""
    open_ones: list[list[Line]] = []
    segments = [segment for line in lines_of(words) for segment in _segments(line)]
    left = min((segment.x0 for segment in segments), default=0)
    right = max((segment.x1 for segment in segments), default=0)
    for segment in segments:
        home = next((one for one in reversed(open_ones) if _goes_on(one, segment, left, right)), None)
        if home is None:
            open_ones.append([segment])
        else:
            home.append(segment)
    return [(lines[0].top, tuple(line.text for line in lines)) for lines in open_ones]


def _segments(line: Line) -> list[Line]:
    """Return the parts of a line that stand in columns of their own."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(line.words)]
    usual = min(gaps) if len(gaps) > 1 else 0.0
    parts = [[line.words[0]]]
    for gap, word in zip(gaps, line.words[1:], strict=True):
        if gap > _COLUMN_GAP * line.size and gap > _UNEVEN * usual:
            parts.append([])
        parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def _goes_on(lines: list[Line], segment: Line, left: float, right: float) -> bool:
    """Tell whether a line goes on with a paragraph: it is right below, and set like it."""
    above = lines[-1]
    if not -0.5 * segment.size < segment.top - above.bottom < _LEADING * segment.size:
        return False
    if min(above.x1, segment.x1) <= max(above.x0, segment.x0):
        return False
    if max(above.size, segment.size) > _OTHER_SIZE * min(above.size, segment.size):
        return False
    return _is_set_alike(lines, segment, left, right)


def _is_set_alike(lines: list[Line], segment: Line, left: float, right: float) -> bool:
    above = lines[-1]
    if near(above.x0, segment.x0):
        first = segment.words[0]
        is_full = above.x1 + (first.x1 - first.x0) > right - segment.size
        return is_full or not first.text[0].isupper()
    if near(above.x0 + above.x1, segment.x0 + segment.x1):
        return True
    if near(above.x0, left) and segment.x0 - above.x0 > _INDENT:
        return False
    if len(lines) == 1 and near(segment.x0, left) and above.x0 - left > _INDENT:
        return True
    return near(above.x1, segment.x1) or near(above.x0 + above.x1, segment.x0 + segment.x1, _INDENT)
