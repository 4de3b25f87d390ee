"""What a page break cut in two: rows that no rule closes at the end of a page, and sentences."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from ..document import Row, Span
from .geometry import near
from .pieces import CellPiece, RowPiece

if TYPE_CHECKING:
    from ..document import Cell
    from .pieces import TextPiece

_FULL_LINE = 40  # letters: a shorter line ends where it was meant to
_ENDS = (".", ":", ";", "!", "?")


def is_cut(above: RowPiece, below: RowPiece) -> bool:
    """Tell whether a row goes on with the last one of the page before: the cells of both are open there."""
    if len(above.columns) != len(below.columns) or not all(map(near, above.columns, below.columns)):
        return False
    pairs = [(upper, lower) for upper, lower in zip(above.cells, below.cells, strict=True) if lower.paragraphs]
    has_text = any(cell.paragraphs for cell in above.cells)
    return has_text and bool(pairs) and all(upper.open_bottom and lower.open_top for upper, lower in pairs)


def aligned(above: RowPiece, below: RowPiece) -> RowPiece:
    """Return the first row of a page with the columns of the last row before it, where it has some of those.

    Of a row that is cut, columns without a rest are missing; the rest of a text without a box may be set anywhere
    between the boxes beside it.
    """
    homes: list[int] = []
    for column in below.columns:
        after = homes[-1] + 1 if homes else 0
        exact = [index for index in range(after, len(above.columns)) if near(above.columns[index], column)]
        following = [other for other in below.columns if other > column and _position(above, other) is not None]
        end = _position(above, following[0]) if following else len(above.columns)
        homes.append(exact[0] if exact else after if after < (end or 0) else -1)
    shared = [column for column in below.columns if _position(above, column) is not None]
    if not shared or -1 in homes or len(homes) == len(above.columns):
        return below
    cells = dict(zip(homes, below.cells, strict=True))
    return RowPiece(tuple(cells.get(index, CellPiece(())) for index in range(len(above.columns))), above.columns)


def _position(row: RowPiece, column: int) -> int | None:
    return next((index for index, other in enumerate(row.columns) if near(other, column)), None)


def glued(above: Row, below: Row) -> Row:
    """Return the two parts of a row as one."""
    cells = (_glued(upper, lower) for upper, lower in zip_longest(above.cells, below.cells, fillvalue=()))
    return Row(tuple(cells), above.after_break)


def is_unfinished(above: TextPiece, below: TextPiece) -> bool:
    """Tell whether a sentence of the page before goes on."""
    return len(above.lines[-1]) > _FULL_LINE and not above.lines[-1].endswith(_ENDS) and below.lines[0][0].islower()


def _glued(upper: Cell, lower: Cell) -> Cell:
    if not upper or not lower or not _goes_on(upper[-1].text, lower[0].text):
        return (*upper, *lower)
    seam = Span(f"{upper[-1].text} {lower[0].text}", upper[-1].place + lower[0].place)
    return (*upper[:-1], seam, *lower[1:])


def _goes_on(upper: str, lower: str) -> bool:
    """Tell whether the first text below is the rest of the last one above, and not a paragraph of its own."""
    return not lower[0].isupper() or upper[-1] in ",(-–" or not upper[-1].isalnum()
