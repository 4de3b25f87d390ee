"""The neutral form of a document: paragraphs and tables whose every text knows its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..model import Place

if TYPE_CHECKING:
    import re

    from ..diagnostics import Diagnostic
    from ..model import SourceFile


@dataclass(frozen=True)
class Span:
    """A piece of text without markup, and where it stands."""

    text: str
    place: Place


_LONGEST_TITLE = 20  # lines; to try all of a long paragraph takes time that grows with their square

Cell = tuple[Span, ...]  # the paragraphs of a table cell; an empty cell has none


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its spans are its lines, divided by soft line breaks."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Return the lines joined by spaces."""
        return " ".join(span.text for span in self.spans)

    @property
    def place(self) -> Place:
        """Return the place of all lines."""
        return joined_place(self.spans)


@dataclass(frozen=True)
class Row:
    """A table row; `after_break` tells that a gap (page break, blank line) stands before it."""

    cells: tuple[Cell, ...]
    after_break: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the text of each cell."""
        return tuple(" ".join(span.text for span in cell) for cell in self.cells)

    @property
    def place(self) -> Place:
        """Return the place of all cells."""
        return joined_place(tuple(span for cell in self.cells for span in cell))


Block = Paragraph | Row


@dataclass(frozen=True)
class Document:
    """A document as its reader saw it, before anything is understood; `findings` are what the reader put right."""

    source: SourceFile
    blocks: tuple[Block, ...]
    text: str
    findings: tuple[Diagnostic, ...] = ()


def joined_place(spans: tuple[Span, ...]) -> Place:
    """Return the place that covers all `spans` (at least one)."""
    if len(spans) == 1:
        return spans[0].place
    lines = {line for span in spans for line in span.place.lines}
    elements = {element for span in spans for element in span.place.elements}
    return Place(tuple(sorted(lines)), elements=tuple(sorted(elements)))


def headed(paragraph: Paragraph, pattern: re.Pattern[str]) -> tuple[Paragraph, list[Block]] | None:
    """Return the first lines that `pattern` matches (folded), as many as can be, and the rest as a paragraph."""
    for count in range(min(len(paragraph.spans), _LONGEST_TITLE), 0, -1):
        title = Paragraph(paragraph.spans[:count])
        if pattern.fullmatch(fold(title.text)):
            rest = paragraph.spans[count:]
            return title, [Paragraph(rest)] if rest else []
    return None
