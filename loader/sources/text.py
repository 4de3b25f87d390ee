"""Reads the text export of КонсультантПлюс: tables by tabs, light Markdown, page breaks as blank lines."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING

from ..diagnostics import diagnose
from ..model import Place, SourceFile
from .decode import decode
from .document import Cell, Document, Paragraph, Row, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..diagnostics import Diagnostic
    from .document import Block

_RULE = frozenset("- \t")  # a line of these draws a rule: under a table's head, between pages
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:https?:[^()]*|www\.[^()]*|#[^()]*)?\)")
_CELL_PARAGRAPH = re.compile(r"</?p>")
_HEADING = re.compile(r"^#+\s+")
_PROVIDER = re.compile(r"Документ предоставлен\s+(.+)")
_SAVED_ON = re.compile(r"Дата сохранения:\s*([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


def read_text(data: bytes, name: str) -> Document:
    """Return the document in `data`; raise `SourceError` on an empty or binary file.

    A line with tabs is a table row, a line without is a line of a paragraph. Blank lines end a paragraph;
    inside a table they are page breaks, and the next row says so.
    """
    decoded = decode(data, name)
    lines = decoded.text.split("\n")
    source = SourceFile(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        byte_count=len(data),
        line_count=len(lines) - (lines[-1] == ""),
        encoding=decoded.encoding,
        provider=_provider(decoded.text),
        saved_on=_saved_on(decoded.text),
    )
    return Document(source, tuple(_blocks(lines)), decoded.text, _encoding_told(decoded.encoding))


def _encoding_told(encoding: str) -> tuple[Diagnostic, ...]:
    return () if encoding == "utf-8" else (diagnose("encoding", None, encoding=encoding),)


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


def _provider(text: str) -> str | None:
    found = _PROVIDER.search(text)
    return _clean(found[1]) if found else None


def _saved_on(text: str) -> date | None:
    found = _SAVED_ON.search(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:  # a day that the calendar does not have
        return None
