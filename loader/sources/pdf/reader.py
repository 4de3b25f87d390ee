"""Reads the PDF of an order into a `Document`: rows that pages cut are whole again, running lines stand aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...diagnostics import diagnose
from ..document import Paragraph, Row, Span
from ..rendition import Rendition
from .confined import pages_of
from .pieces import RowPiece, TextPiece
from .seams import aligned, glued, is_cut, is_unfinished
from .wraps import mended, vocabulary

if TYPE_CHECKING:
    from collections import Counter

    from ...diagnostics import Diagnostic
    from ..document import Document
    from .pieces import Lines, Page

_SHOWN = 90


def read_pdf(data: bytes, name: str) -> Document:
    """Return the document in the PDF; raise `SourceError` on one that is damaged, locked, or without a text."""
    pages = pages_of(data, name)
    writing = _Writing(vocabulary(pages))
    for page in pages:
        writing.page(page)
    return writing.rendition.document(data, name, [*writing.findings, *writing.running()])


class _Writing:
    """The rendition as it grows, the findings, and the last row, which the next page may go on with."""

    def __init__(self, known: Counter[str]) -> None:
        self.rendition = Rendition()
        self.findings: list[Diagnostic] = []
        self._known = known
        self._asides: list[Span] = []
        self._last: TextPiece | RowPiece | None = None

    def page(self, page: Page) -> None:
        """Write down a page, its running lines first."""
        self.rendition.begin_page()
        is_first = True
        for piece in page:
            if isinstance(piece, TextPiece) and piece.is_running:
                self._asides.append(Span(piece.lines[0], self.rendition.aside(piece.lines[0])))
                continue
            if isinstance(piece, TextPiece):
                self._text(piece, is_first=is_first)
                self._last = piece
            else:
                self._last = self._row(piece, is_first=is_first)
            is_first = False

    def running(self) -> list[Diagnostic]:
        """Return what is said of the running lines that were set aside."""
        if not self._asides:
            return []
        first = self._asides[0]
        return [diagnose("running-lines", first.place, count=len(self._asides), text=first.text[:_SHOWN])]

    def _text(self, piece: TextPiece, *, is_first: bool) -> None:
        lines, words = mended(piece.lines, self._known)
        self.rendition.paragraph(lines)
        self._say_mended(words)
        if is_first and isinstance(self._last, TextPiece) and is_unfinished(self._last, piece):
            above, below = self.rendition.blocks[-2:]
            if isinstance(above, Paragraph) and isinstance(below, Paragraph):
                self.rendition.blocks[-2:] = [Paragraph((*above.spans, *below.spans))]
                self.findings.append(diagnose("paragraph-rejoined", below.place, text=lines[0][:_SHOWN]))

    def _row(self, piece: RowPiece, *, is_first: bool) -> RowPiece:
        """Write down a row, and return it with the columns of the row on the page before that it goes on with."""
        last = self._last if is_first and isinstance(self._last, RowPiece) else None
        piece = aligned(last, piece) if last else piece
        words: list[tuple[str, str]] = []
        cells = [[self._whole(lines, words) for lines in cell.paragraphs] for cell in piece.cells]
        if not any(map(any, cells)):
            return piece
        self.rendition.row(cells, after_break=last is not None)
        self._say_mended(words)
        if last and is_cut(last, piece):
            above, below = self.rendition.blocks[-2:]
            if isinstance(above, Row) and isinstance(below, Row):
                self.rendition.blocks[-2:] = [glued(above, below)]
                self.findings.append(diagnose("row-rejoined", above.place + below.place, text=_seam(above, below)))
        return piece

    def _whole(self, lines: Lines, words: list[tuple[str, str]]) -> str:
        texts, found = mended(lines, self._known)
        words += found
        return " ".join(texts)

    def _say_mended(self, words: list[tuple[str, str]]) -> None:
        place = self.rendition.blocks[-1].place
        self.findings += [diagnose("word-rejoined", place, written=written, word=word) for written, word in words]


def _seam(above: Row, below: Row) -> str:
    """Return the last words above the cut and the first ones below it."""
    column = next(index for index, cell in enumerate(below.cells) if cell)
    return f"{above.texts[column][-_SHOWN // 2 :]} {below.texts[column][: _SHOWN // 2]}".strip()
