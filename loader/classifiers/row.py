"""A row of a table, whatever file it is in."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | float
MOST_ROWS = 25_000  # the longest of these classifiers has about eight thousand items


@dataclass(frozen=True)
class Row:
    """The cells of a row and its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_filled(self) -> bool:
        """Tell whether a cell holds something."""
        return any(isinstance(cell, float) or cell.strip() for cell in self.cells)

    def text(self, column: int) -> str:
        """Return the text of a cell; what the row does not have is empty, a whole number has no point."""
        if column >= len(self.cells):
            return ""
        cell = self.cells[column]
        if isinstance(cell, str):
            return " ".join(cell.split())
        return str(int(cell)) if cell.is_integer() else str(cell)


def cell_of(value: object) -> Cell:
    """Return a value of a workbook or of JSON as a cell; nothing is an empty one."""
    if value is None:
        return ""
    return value if isinstance(value, (str, float)) else str(value)
