"""A row of a table, whatever file it is in."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | float


@dataclass(frozen=True)
class Row:
    """The cells of a row and its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]

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
