"""From the cells of a marked-up table, merged ones too, to the rows of a rendition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Texts = tuple[str, ...]  # the paragraphs of a cell
MOST_COLUMNS = 200  # no order has a table that wide; a cell may claim any width


@dataclass(frozen=True)
class MarkedCell:
    """A cell as markup describes it: its paragraphs, how many columns and rows it takes.

    `goes_on` tells that it is a part of the cell above, where markup repeats a merged cell in every row.
    """

    texts: Texts
    columns: int = 1
    rows: int = 1
    goes_on: bool = False


def table_rows(rows: Iterable[Sequence[MarkedCell]]) -> Iterator[list[Texts]]:
    """Yield the texts of each row; a merged cell has its text where it begins, and columns without any text go."""
    placed = list(_placed(rows))
    columns = sorted({column for row in placed for column, texts in row.items() if texts})
    for row in placed:
        yield [row.get(column, ()) for column in columns]


def paragraphs_of(lines: Iterable[str]) -> Texts:
    """Return the paragraphs in the lines of a cell: a line that begins with a capital is one of its own."""
    paragraphs: list[list[str]] = []
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        if paragraphs and not (line[0].isupper() or line[0].isdecimal()):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(map(" ".join, paragraphs))


def _placed(rows: Iterable[Sequence[MarkedCell]]) -> Iterator[dict[int, Texts]]:
    """Yield the texts of each row by the columns at which their cells begin."""
    taken: dict[int, int] = {}
    for row in rows:
        found: dict[int, Texts] = {}
        beyond: list[str] = []
        below: dict[int, int] = {}
        column = 0
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            if column >= MOST_COLUMNS:
                # Nothing is lost: what stands further right is in the last column.
                beyond += cell.texts
                continue
            found[column] = () if cell.goes_on else cell.texts
            width = min(max(cell.columns, 1), MOST_COLUMNS)
            below |= dict.fromkeys(range(column, column + width), cell.rows - 1)
            column += width
        taken = {column: count - 1 for column, count in taken.items() if count > 1} | {
            column: count for column, count in below.items() if count > 0
        }
        yield found | ({MOST_COLUMNS: tuple(beyond)} if beyond else {})
