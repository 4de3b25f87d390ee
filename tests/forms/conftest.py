"""Writes a document that was read in the official layout of a word processor and of a web page."""

from __future__ import annotations

import html
import io
import os
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.joins import rejoin_rows
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.choice import read_document
from profgraph.loader.sources.document import Block, Document, Paragraph, Row
from profgraph.loader.sources.text import read_text

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_MARKER = re.compile(r"(\s*<\d+>)")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the shared data; without it the tests that read the corpus skip."""
    folder = os.environ.get("PROFGRAPH_SHARED")
    if not folder:
        pytest.skip("PROFGRAPH_SHARED does not name the folder with the corpus")
    return Path(folder)


@pytest.fixture(scope="session")
def printed(shared: Path) -> dict[str, Recognised]:
    """Return what is read in the real orders in PDF, by edition."""
    found = {}
    for producer in ("06.001-679n-2013-consultant", "06.001-424n-2022-libreoffice"):
        name = f"{producer}.pdf"
        document = read_document((shared / "corpus/orders" / name).read_bytes(), name)
        found[producer.rpartition("-")[0]] = recognise(document)
    return found


@pytest.fixture(scope="session")
def order() -> Document:
    """Return the bundled order."""
    return read_text(bundled().read_bytes(), "order.txt")


@pytest.fixture(scope="session", params=["docx", "html", "html in cp1251"])
def written(request: pytest.FixtureRequest, order: Document) -> bytes:
    """Return the bundled order in another form."""
    if request.param == "docx":
        return as_docx(order)
    return as_html(order).encode("cp1251" if "cp1251" in request.param else "utf-8")


def as_docx(document: Document) -> bytes:
    """Return the document as a DOCX: labels that stand for several rows and heads over several columns are merged."""
    word = docx.Document()
    for blocks in tables(document.blocks):
        if isinstance(blocks[0], Paragraph):
            for block in blocks:
                write(word.add_paragraph(), [span.text for span in block.spans])
            continue
        rows = [block for block in blocks if isinstance(block, Row)]
        table = word.add_table(len(rows), len(rows[0].cells))
        for nth, row in enumerate(rows):
            for column, cell in enumerate(row.cells):
                fill(table.cell(nth, column), [span.text for span in cell])
        for first, last in merged(rows):
            if first != last:
                table.cell(first, 0).merge(table.cell(last, 0))
        for column, end in heads(rows):
            table.cell(0, column).merge(table.cell(0, end))
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def as_html(document: Document) -> str:
    """Return the document as a web page of a legal database, in the markup of its time."""
    parts = ["<html><head><title>Приказ</title><style>p { margin: 0 }</style></head><body>"]
    for blocks in tables(document.blocks):
        if isinstance(blocks[0], Paragraph):
            parts += [f"<p>{'<br>'.join(marked(span.text) for span in block.spans)}" for block in blocks]
            continue
        rows = [block for block in blocks if isinstance(block, Row)]
        spans = {first: last - first + 1 for first, last in merged(rows)}
        over = dict(heads(rows))
        parts.append("<table border=1>")
        for nth, row in enumerate(rows):
            parts.append("<tr>")
            skipped = {one for column, end in over.items() for one in range(column + 1, end + 1)} if nth == 0 else set()
            for column, cell in enumerate(row.cells):
                if column in skipped or (column == 0 and nth not in spans):
                    continue
                rowspan = f" rowspan={spans[nth]}" if column == 0 and spans[nth] > 1 else ""
                colspan = f" colspan={over[column] - column + 1}" if nth == 0 and column in over else ""
                texts = "".join(f"<p>{marked(span.text)}</p>" for span in cell)
                parts.append(f"<td{rowspan}{colspan}>{texts}</td>")
        parts.append("</table>")
    return "\n".join(parts)


def tables(blocks: tuple[Block, ...]) -> list[list[Block]]:
    """Return paragraphs together, and rows with the same columns together, those that a page cut joined."""
    joined: list[list[Block]] = []
    for _, group in groupby(blocks, key=lambda block: len(block.cells) if isinstance(block, Row) else 0):
        alike = list(group)
        rows = [block for block in alike if isinstance(block, Row)]
        joined.append([*rejoin_rows(rows, findings=[])] if rows else alike)
    return joined


def merged(rows: list[Row]) -> list[tuple[int, int]]:
    """Return the first and the last row of each label."""
    starts = [nth for nth, row in enumerate(rows) if nth == 0 or row.cells[0] or not any(row.cells)]
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def heads(rows: list[Row]) -> list[tuple[int, int]]:
    """Return the first and last columns of the heads over several columns, where a row of heads is the first one."""
    if len(rows) < 2 or rows[0].texts[0] != "Обобщенные трудовые функции":
        return []
    starts = [column for column, text in enumerate(rows[0].texts) if text]
    ends = [*(start - 1 for start in starts[1:]), len(rows[0].cells) - 1]
    return list(zip(starts, ends, strict=True))


def marked(text: str) -> str:
    """Return the text with the numbers of footnotes raised, but not that at the beginning of a footnote."""
    parts = _MARKER.split(text)
    raised = [f"<sup>{part.strip()[1:-1]}</sup>" if nth % 2 else html.escape(part) for nth, part in enumerate(parts)]
    return html.escape(text) if text.startswith("<") else "".join(raised)


def fill(cell: _Cell, texts: list[str]) -> None:
    """Write the paragraphs of a cell."""
    for nth, text in enumerate(texts):
        write(cell.paragraphs[0] if nth == 0 else cell.add_paragraph(), [text])


def write(paragraph: WordParagraph, lines: list[str]) -> None:
    """Write the lines of a paragraph, numbers of footnotes raised."""
    for nth, line in enumerate(lines):
        if nth:
            paragraph.add_run().add_break()
        for which, part in enumerate([line] if line.startswith("<") else _MARKER.split(line)):
            run = paragraph.add_run(part.strip()[1:-1] if which % 2 else part)
            run.font.superscript = True if which % 2 else None
