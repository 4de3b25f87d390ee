"""Writes down what a reader finds in a file that is no text, line by line, so that everything has a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Place
from .document import Document, Paragraph, Row, Span
from .provenance import source_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..diagnostics import Diagnostic
    from .document import Block, Cell

# Soft hyphens and zero-width characters: they print nothing, and hide a word from whoever looks for it.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class Rendition:
    """The lines of a document and the blocks that stand on them: a row is one line, its cells divided by tabs."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.blocks: list[Block] = []
        self.page_starts: list[int] = []

    def begin_page(self) -> None:
        """Let a page begin with the next line."""
        if self.page_starts:
            self.lines.append("")
        self.page_starts.append(len(self.lines) + 1)

    def aside(self, text: str) -> Place:
        """Write down a line that belongs to no block, and return its place."""
        return self._line(text)

    def paragraph(self, texts: Iterable[str]) -> None:
        """Write down a paragraph of these lines; one without words is none."""
        written = [text for text in map(plain, texts) if text]
        spans = tuple(Span(text, self._line(text)) for text in written)
        if spans:
            self.lines.append("")
            self.blocks.append(Paragraph(spans))

    def row(self, cells: Sequence[Sequence[str]], *, after_break: bool = False) -> None:
        """Write down a row, each cell of it a list of paragraphs; one without words is none."""
        written = [[text for text in map(plain, cell) if text] for cell in cells]
        if any(written):
            place = self._line("\t".join(map(_written, written)))
            self.blocks.append(Row(tuple(_cell(cell, place) for cell in written), after_break))

    def document(
        self, data: bytes, name: str, findings: Iterable[Diagnostic] = (), *, encoding: str | None = None
    ) -> Document:
        """Return what was written down as the document in the file `name` with the bytes `data`."""
        text = "\n".join(self.lines) + "\n"
        source = source_file(data, name, text, encoding=encoding, page_starts=tuple(self.page_starts))
        return Document(source, tuple(self.blocks), text, tuple(findings))

    def _line(self, text: str) -> Place:
        self.lines.append(text)
        return Place((len(self.lines),))


def plain(text: str) -> str:
    """Return the text with its white space as single spaces and without characters that print nothing."""
    return " ".join(text.translate(_INVISIBLE).split())


def _written(cell: list[str]) -> str:
    return cell[0] if len(cell) == 1 else "".join(f"<p>{text}</p>" for text in cell)


def _cell(cell: list[str], place: Place) -> Cell:
    if len(cell) == 1:
        return (Span(cell[0], place),)
    return tuple(Span(text, Place(place.lines, nth)) for nth, text in enumerate(cell, start=1))
