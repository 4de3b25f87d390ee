"""Writes a document that was read in the official layout of a word processor and of a web page."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from email.charset import BASE64, QP, Charset
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from itertools import groupby
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.joins import rejoin_rows
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.choice import read_document
from profgraph.loader.sources.document import Block, Document, Paragraph, Row
from profgraph.loader.sources.text import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_PAGE = 15.5  # centimetres between the margins
_MARKER = re.compile(r"(\s*<\d+>)")


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


@pytest.fixture(scope="session", params=["docx", "html", "html in cp1251", "mhtml", "mhtml in cp1251", "pdf"])
def written(request: pytest.FixtureRequest, order: Document, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bundled order in another form."""
    if request.param == "docx":
        return as_docx(order)
    if request.param == "pdf":
        return as_pdf(as_docx(order), tmp_path_factory.mktemp("printed"))
    if "mhtml" in request.param:
        return as_mhtml(as_html(order), "cp1251" if "cp1251" in request.param else "utf-8")
    return as_html(order).encode("cp1251" if "cp1251" in request.param else "utf-8")


def as_docx(document: Document) -> bytes:
    """Return the document as a DOCX: labels that stand for several rows and heads over several columns are merged."""
    word = docx.Document()
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Times New Roman", Pt(10)
    for blocks in tables(document.blocks):
        if isinstance(blocks[0], Paragraph):
            for block in blocks:
                paragraph = word.add_paragraph()
                write(paragraph, [span.text for span in block.spans])
                # Titles and signatures, whose lines are broken by hand, stand in the middle.
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if len(block.spans) > 1 else None
            continue
        write_table(word, [block for block in blocks if isinstance(block, Row)])
        # Tables that touch are one for a word processor.
        word.add_paragraph()
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def as_pdf(word: bytes, folder: Path) -> bytes:
    """Return the DOCX as LibreOffice prints it, in a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine: apt-get install libreoffice-writer-nogui fonts-liberation")
    (folder / "order.docx").write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "order.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return (folder / "order.pdf").read_bytes()


def write_table(word: WordDocument, rows: list[Row]) -> None:
    """Write a table with rules, its cells merged as the official layout has them."""
    table = word.add_table(len(rows), len(rows[0].cells), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths(rows), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    for nth, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            fill(table.cell(nth, column), [span.text for span in cell])
    for first, last in merged(rows):
        if first != last:
            table.cell(first, 0).merge(table.cell(last, 0))
    for column, end in heads(rows):
        table.cell(0, column).merge(table.cell(0, end))


def widths(rows: list[Row]) -> list[Cm]:
    """Return how wide each column is: its longest word goes on a line, and long texts have more of the page."""
    columns = list(zip(*(row.texts for row in rows if all(row.texts) or row is not rows[0]), strict=True))
    least = [0.5 + 0.21 * max((len(word) for text in texts for word in text.split()), default=1) for texts in columns]
    lengths = [sum(map(len, texts)) ** 0.5 for texts in columns]
    left = max(0.0, _PAGE - sum(least))
    return [Cm(width + left * length / sum(lengths)) for width, length in zip(least, lengths, strict=True)]


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


def as_mhtml(page: str, encoding: str) -> bytes:
    """Return the page with a picture in one file: in UTF-8 as browsers save it, in cp1251 as Word does."""
    whole = MIMEMultipart("related", type="text/html")
    root = MIMENonMultipart("text", "html", charset=encoding)
    transfer = Charset(encoding)
    transfer.body_encoding = QP if encoding == "utf-8" else BASE64
    root.set_payload(page, transfer)
    whole.attach(root)
    whole.attach(MIMEImage(b"GIF89a", "gif"))
    return whole.as_bytes()


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
        # Where a line is full, the space alone tells on paper that the next one is another paragraph.
        cell.paragraphs[-1].paragraph_format.space_before = Pt(9) if nth else None


def write(paragraph: WordParagraph, lines: list[str]) -> None:
    """Write the lines of a paragraph, numbers of footnotes raised."""
    for nth, line in enumerate(lines):
        if nth:
            paragraph.add_run().add_break()
        for which, part in enumerate([line] if line.startswith("<") else _MARKER.split(line)):
            run = paragraph.add_run(part.strip()[1:-1] if which % 2 else part)
            run.font.superscript = True if which % 2 else None
