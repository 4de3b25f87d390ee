"""Reads a DOCX into a `Document`: paragraphs with their numbers, tables with merged cells, footnotes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from ....errors import SourceError
from ..archives import FAULTS, unpacked_size_is_safe
from ..rendition import Rendition
from ..tables import MarkedCell, paragraphs_of, table_rows
from .numbering import W, numbering_of
from .texts import lines_of, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ..document import Document
    from .numbering import Numbering

# A part with a password is a RuntimeError, and so is nesting that ends the stack.
_FAULTS = (*FAULTS, OpcError, etree.LxmlError, KeyError, AttributeError, RuntimeError)
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"})


def read_docx(data: bytes, name: str) -> Document:
    """Return the document in the DOCX; raise `SourceError` on one that is damaged or unpacks to too much."""
    unpacked_size_is_safe(data, name)
    try:
        opened = docx.Document(io.BytesIO(data))
        reading = _Reading(numbering_of(opened))
        reading.blocks(_body(opened))
        for note in reading.footnotes(_notes(opened)):
            reading.rendition.paragraph(note)
    except _FAULTS as error:
        raise SourceError(
            ru=f"{name}: DOCX повреждён или обрывается; сохраните его заново",
            en=f"{name}: the DOCX is damaged or cut off; save it anew",
        ) from error
    if not reading.rendition.blocks:
        raise SourceError(
            ru=f"{name}: в DOCX нет текста; укажите файл приказа",
            en=f"{name}: the DOCX has no text; name the file of an order",
        )
    return reading.rendition.document(data, name)


def _body(opened: docx.document.Document) -> _Element:
    body: _Element | None = opened.element.find(f"{W}body")
    if body is None:
        raise ValueError("the document has no body")
    return body


class _Reading:
    """The rendition as it grows, the numbers of lists and of footnotes."""

    def __init__(self, numbering: Numbering) -> None:
        self.rendition = Rendition()
        self._numbering = numbering
        self._notes: dict[str, int] = {}

    def blocks(self, parent: _Element) -> None:
        """Write down the paragraphs and tables of an element."""
        for element in _content(parent):
            if local_name(element) == "tbl":
                self._table(element)
            else:
                self.rendition.paragraph(self._lines(element))
                for box in _text_boxes(element):
                    self.blocks(box)

    def footnotes(self, notes: dict[str, _Element]) -> Iterator[list[str]]:
        """Yield the footnotes that were named, each after its number."""
        for key, number in list(self._notes.items()):
            if key in notes:
                words = " ".join(text for one in _content(notes[key]) for text in self._lines(one))
                yield [f"<{number}> {words}"]

    def _table(self, table: _Element) -> None:
        rows: list[list[MarkedCell]] = []
        for row in _descendants(table, "tr"):
            if not _is_layout(row):
                rows.append(self._cells(row))
                continue
            self._write(rows)
            rows = []
            for cell in _descendants(row, "tc"):
                self.blocks(cell)
        self._write(rows)

    def _write(self, rows: list[list[MarkedCell]]) -> None:
        for row in table_rows(rows):
            self.rendition.row(row)

    def _cells(self, row: _Element) -> list[MarkedCell]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells = [MarkedCell((), _number(before))] if before is not None else []
        for cell in _descendants(row, "tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val") in {None, "continue"}
            width = cell.find(f"{W}tcPr/{W}gridSpan")
            cells.append(MarkedCell(tuple(self._paragraphs(cell)), _number(width), goes_on=goes_on))
        return cells

    def _paragraphs(self, cell: _Element) -> Iterator[str]:
        for element in _content(cell):
            if local_name(element) == "p":
                yield from paragraphs_of(self._lines(element))
                for box in _text_boxes(element):
                    yield from self._paragraphs(box)

    def _lines(self, paragraph: _Element) -> list[str]:
        lines = lines_of(paragraph, self._notes)
        if any(map(str.strip, lines)):
            lines[0] = f"{self._numbering.before(paragraph)} {lines[0]}"
        return lines


def _content(parent: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables of an element, in order, also those that controls and revisions wrap."""
    waiting = list(reversed(parent))
    while waiting:
        one = waiting.pop()
        name = local_name(one)
        if name in {"p", "tbl"}:
            yield one
        elif name in _WRAPPERS:
            waiting += reversed(one)


def _descendants(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, not those of tables inside."""
    waiting = list(reversed(parent))
    while waiting:
        one = waiting.pop()
        if local_name(one) == name:
            yield one
        elif local_name(one) in _WRAPPERS:
            waiting += reversed(one)


def _is_layout(row: _Element) -> bool:
    """Tell whether a row holds other tables, so that it is there for the layout."""
    return any(local_name(one) == "tbl" for cell in _descendants(row, "tc") for one in _content(cell))


def _text_boxes(paragraph: _Element) -> Iterator[_Element]:
    for box in paragraph.iter(f"{W}txbxContent"):
        # A box stands twice, the second time for old programs.
        if not any(local_name(one) == "Fallback" for one in box.iterancestors()):
            yield box


def _number(element: _Element | None) -> int:
    written = "" if element is None else str(element.get(f"{W}val") or "")
    return int(written) if written.isdecimal() else 1


def _notes(opened: docx.document.Document) -> dict[str, _Element]:
    """Return the footnotes and endnotes by the keys under which paragraphs name them."""
    found: dict[str, _Element] = {}
    for kind in ("footnote", "endnote"):
        for relation in opened.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s"):
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                root = etree.fromstring(relation.target_part.blob, parser)
                found |= {f"{kind}Reference{one.get(f'{W}id')}": one for one in root.findall(f"{W}{kind}")}
    return found
