"""What a page holds, from top to bottom, as it crosses from the process that reads it: texts, rows, running lines."""

from __future__ import annotations

from dataclasses import dataclass

Lines = tuple[str, ...]  # the lines of one paragraph


@dataclass(frozen=True)
class TextPiece:
    """A paragraph outside of tables; `is_running` where it is a header or footer that other pages repeat."""

    lines: Lines
    is_running: bool = False


@dataclass(frozen=True)
class CellPiece:
    """The paragraphs of a cell, and whether a page break cut it above or below them."""

    paragraphs: tuple[Lines, ...]
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True)
class RowPiece:
    """A row of a table, or texts and boxes that stand side by side; `columns` are the left ends of its cells."""

    cells: tuple[CellPiece, ...]
    columns: tuple[int, ...]


Piece = TextPiece | RowPiece
Page = tuple[Piece, ...]


def to_json(pages: list[Page]) -> list[list[list[object]]]:
    """Return the pages as lists that JSON can hold."""
    return [[_to_list(piece) for piece in page] for page in pages]


def from_json(pages: object) -> list[Page]:
    """Return the pages that `to_json` gave."""
    return [tuple(_from_list(piece) for piece in _list(page)) for page in _list(pages)]


def _to_list(piece: Piece) -> list[object]:
    if isinstance(piece, TextPiece):
        return ["text", list(piece.lines), piece.is_running]
    cells = [[[list(one) for one in cell.paragraphs], cell.open_top, cell.open_bottom] for cell in piece.cells]
    return ["row", cells, list(piece.columns)]


def _from_list(written: object) -> Piece:
    match written:
        case ["text", lines, bool(is_running)]:
            return TextPiece(_lines(lines), is_running)
        case ["row", cells, columns]:
            return RowPiece(tuple(map(_cell, _list(cells))), tuple(int(str(one)) for one in _list(columns)))
    raise ValueError(f"unexpected piece of a page: {written!r}")


def _cell(written: object) -> CellPiece:
    match written:
        case [paragraphs, bool(open_top), bool(open_bottom)]:
            return CellPiece(tuple(map(_lines, _list(paragraphs))), open_top, open_bottom)
    raise ValueError(f"unexpected cell of a page: {written!r}")


def _lines(written: object) -> Lines:
    return tuple(str(line) for line in _list(written))


def _list(written: object) -> list[object]:
    if not isinstance(written, list):
        raise TypeError(f"unexpected part of a page: {written!r}")
    return written
