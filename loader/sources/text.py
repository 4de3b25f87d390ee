"""Reads the text export of КонсультантПлюс: tables by tabs, light Markdown, page breaks as blank lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Place
from .decode import decode
from .document import Cell, Document, Paragraph, Row, Span
from .provenance import encoding_told, source_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Block

_RULE = frozenset("- \t")  # a line of these draws a rule: under a table's head, between pages
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:https?:[^()]*|www\.[^()]*|#[^()]*)?\)")
_CELL_PARAGRAPH = re.compile(r"</?p>")
_HEADING = re.compile(r"^#+\s+")


def read_text(data: bytes, name: str) -> Document:
    """Return the document in `data`; raise `SourceError` on an empty or binary file.

    A line with tabs is a table row, a line without is a line of a paragraph. Blank lines end a paragraph;
    inside a table they are page breaks, and the next row says so.
    """
    decoded = decode(data, name)
    lines = decoded.text.split("\n")
    source = source_file(data, name, decoded.text, encoding=decoded.encoding)
    return Document(source, tuple(_blocks(lines)), decoded.text, encoding_told(decoded.encoding))


def _blocks(lines: list[str]) -> Iterator[Block]:
    paragraph: list[Span] = []
    after_break = False
    for number, line in enumerate(lines, start=1):
        blank = not line.strip() or _RULE.issuperset(line)
        if paragraph and (blank or "\t" in line):
            yield Paragraph(tuple(paragraph))
            paragraph = []
        if blank:
            after_break = after_break or not line.strip()
        elif "\t" in line:
            cells = tuple(_cell(cell, number) for cell in line.split("\t"))
            # A row of markup alone says nothing, and a gap before it stands before the next row.
            if any(cells):
                yield Row(cells, after_break)
                after_break = False
        elif text := _clean(_HEADING.sub("", line, count=1)):
            paragraph.append(Span(text, Place((number,))))
            after_break = False
    if paragraph:
        yield Paragraph(tuple(paragraph))


def _cell(cell: str, number: int) -> Cell:
    texts = [text for text in map(_clean, _CELL_PARAGRAPH.split(cell)) if text]
    if "<p>" not in cell:
        return tuple(Span(text, Place((number,))) for text in texts)
    return tuple(Span(text, Place((number,), nth)) for nth, text in enumerate(texts, start=1))


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", _LINK.sub(r"\1", text).replace("**", "")).strip()
