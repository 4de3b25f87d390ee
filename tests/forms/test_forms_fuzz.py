"""Files that are cut or altered anywhere are read or refused: no reader crashes, and none adds a word."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.errors import SourceError
from profgraph.loader.intake import from_bytes
from profgraph.loader.sources.choice import read_document
from profgraph.loader.sources.document import Document, Paragraph, Row, Span
from profgraph.loader.sources.html import is_html
from profgraph.loader.sources.pdf.extraction import extracted
from profgraph.loader.sources.pdf.pieces import from_json

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Приказ</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr>"
    "<w:p><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t><w:br/><w:tab/></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    "<w:sdt><w:sdtContent><w:p><w:footnoteReference w:id='2'/></w:p></w:sdtContent></w:sdt></w:body></w:document>"
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><p>Приказ<sup>1</sup><br>от <b>1</b></p>"
    "<table><tr><td rowspan=2>А<td colspan=3>Б<tr><td><table><tr><td>В</table><ol start=3><li>Г</ol></table>"
)
PDF = (
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n"
    "endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 "
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n4 0 obj\n<< /Length 130 >>\nstream\n"
    "50 700 m 300 700 l S 50 600 m 300 600 l S 50 700 m 50 600 l S 300 700 m 300 600 l S "
    "BT /F1 12 Tf 60 650 Td (Order) Tj ET\nendstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"
)


@st.composite
def altered(draw: Callable[..., object], whole: bytes) -> bytes:
    """Draw the bytes with up to four places changed, and perhaps the end cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 12))] = draw(
            st.one_of(st.binary(max_size=6), st.sampled_from([b"<", b">", b"0", b"99999999", b"-1", b"/", b"<w:tbl>"]))
        )
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


def word(body: bytes) -> bytes:
    import docx

    blank, file = io.BytesIO(), io.BytesIO()
    docx.Document().save(blank)
    with zipfile.ZipFile(blank) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    return file.getvalue()


WORD = word(BODY.encode())


def read(data: bytes) -> list[Document]:
    """Return the documents that can be read in the bytes."""
    documents = []
    for one in from_bytes(data, "x"):
        with suppress(SourceError):
            documents.append(read_document(one.data, one.name))
    return documents


def spans(document: Document) -> list[Span]:
    found = []
    for block in document.blocks:
        cells = (block.spans,) if isinstance(block, Paragraph) else block.cells if isinstance(block, Row) else ()
        found += [span for cell in cells for span in cell]
    return found


def is_sound(document: Document) -> None:
    """Assert that every span is found in the text where its place says."""
    lines = document.text.split("\n")
    for span in spans(document):
        assert span.text in " ".join(lines[line - 1] for line in range(span.place.first, span.place.last + 1))


def test_what_is_not_altered_is_read() -> None:
    assert [[span.text for span in spans(one)] for one in read(WORD)] == [["Приказ", "<1>", "<1>"]]
    assert [[span.text for span in spans(one)] for one in read(PAGE.encode())] == [
        ["Приказ<1>", "от 1", "А", "Б", "В", "3. Г"]
    ]


@settings(max_examples=150)
@given(altered(WORD))
def test_a_docx(data: bytes) -> None:
    for document in read(data):
        is_sound(document)


@settings(max_examples=150)
@given(altered(BODY.encode()))
def test_the_text_of_a_docx(body: bytes) -> None:
    for document in read(word(body)):
        is_sound(document)


@settings(max_examples=300)
@given(altered(PAGE.encode()))
def test_html(data: bytes) -> None:
    if b"%PDF-" in data:
        return
    documents = read(data)
    # What is HTML no more is read as a text, of which a span is without marks and doubled spaces.
    for document in documents if is_html(data) else []:
        is_sound(document)


@settings(max_examples=100)
@given(altered(PDF.encode()))
def test_a_pdf(data: bytes) -> None:
    """The pages are read here, without a process of their own: a crash is to be seen."""
    answer = extracted(data, 10)
    if "refused" in answer:
        assert answer["refused"] in {"broken", "no text", "password", "long"}
    else:
        assert from_json(answer["pages"])


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85, 0.99])
def test_an_order_that_is_cut(written: bytes, share: float) -> None:
    for document in read(written[: int(len(written) * share)]):
        is_sound(document)
