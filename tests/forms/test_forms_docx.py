"""What a DOCX keeps out of its text: numbers of lists, footnotes, merged cells, revisions, controls, text boxes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from profgraph.loader.sources.choice import read_document
from profgraph.loader.sources.document import Paragraph

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def words(document: WordDocument) -> list[str | list[str]]:
    """Return the paragraphs, and the rows as lists of their cells."""
    file = io.BytesIO()
    document.save(file)
    blocks = read_document(file.getvalue(), "order").blocks
    return [block.text if isinstance(block, Paragraph) else list(block.texts) for block in blocks]


def body(markup: str) -> list[str | list[str]]:
    """Return what is read of a document with this body."""
    document = docx.Document()
    for one in parse_xml(f"<w:body {W}>{markup}</w:body>"):
        document.element.body.append(one)
    return words(document)


def paragraph(text: str, before: str = "") -> str:
    return f"<w:p>{before}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


A, B, C, D = (paragraph(letter) for letter in "АБВГ")
SUPERSCRIPT = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
CASES: dict[str, tuple[str, list[str | list[str]]]] = {
    "rows": (table(cell(A) + cell(B), cell(C) + cell(D)), [["А", "Б"], ["В", "Г"]]),
    "a head over columns": (
        table(cell(A, '<w:gridSpan w:val="2"/>') + cell(B), cell(B) + cell(C) + cell(D)),
        [["А", "", "Б"], ["Б", "В", "Г"]],
    ),
    "a label over rows": (
        table(cell(A, '<w:vMerge w:val="restart"/>') + cell(B), cell("<w:p/>", "<w:vMerge/>") + cell(C)),
        [["А", "Б"], ["", "В"]],
    ),
    "columns of spaces": (
        table(cell(A) + cell("<w:p/>") + cell(B), cell(C) + cell("<w:p/>") + cell(D)),
        [["А", "Б"], ["В", "Г"]],
    ),
    "paragraphs of a cell": (table(cell(A + B) + cell(C)), [["А Б", "В"]]),
    "a table for the layout": (table(cell(A + table(cell(B) + cell(C)) + D)), ["А", ["Б", "В"], "Г"]),
    "a control": (f"<w:sdt><w:sdtContent>{A}</w:sdtContent></w:sdt>", ["А"]),
    "a row in a control": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell(A)}{cell(B)}</w:tr></w:sdtContent></w:sdt></w:tbl>",
        [["А", "Б"]],
    ),
    "a revision": (
        "<w:p><w:ins><w:r><w:t>новое</w:t></w:r></w:ins><w:del><w:r><w:delText>старое</w:delText></w:r></w:del></w:p>",
        ["новое"],
    ),
    "a link and a field": (
        "<w:p><w:hyperlink><w:r><w:t>статья</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        ["статья"],
    ),
    "signs": (
        "<w:p><w:r><w:t>а</w:t><w:noBreakHyphen/><w:t>б</w:t><w:tab/><w:t>в</w:t><w:softHyphen/><w:t>г</w:t></w:r></w:p>",
        ["а-б вг"],
    ),
    "a text box": (
        f"<w:p><w:r><w:t>до</w:t><w:pict><w:txbxContent>{A}</w:txbxContent></w:pict></w:r></w:p>",
        ["до", "А"],
    ),
    "a raised number": (f"<w:p><w:r><w:t>ОКЗ</w:t></w:r>{SUPERSCRIPT}</w:p>", ["ОКЗ<2>"]),
    "a power": (f"<w:p><w:r><w:t>до 5 м</w:t></w:r>{SUPERSCRIPT}</w:p>", ["до 5 м2"]),
}


@pytest.mark.parametrize(("markup", "expected"), CASES.values(), ids=CASES)
def test_markup(markup: str, expected: list[str | list[str]]) -> None:
    assert body(markup) == expected


LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for depth, (start, kind, text) in enumerate(
        [(3, "upperRoman", "%1."), (1, "decimal", "3.%2."), (1, "decimal", "3.%2.%3."), (1, "russianLower", "%4)")]
    )
)


def test_numbers_of_lists_stand_before_their_paragraphs() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{LEVELS}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, text in [(0, "Характеристика"), (1, "ОТФ"), (2, "ТФ"), (2, "ТФ"), (1, "ОТФ"), (2, "ТФ"), (3, "пункт")]:
        before = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
        document.element.body.append(parse_xml(paragraph(text, before).replace("<w:p>", f"<w:p {W}>", 1)))
    assert words(document) == [
        "III. Характеристика", "3.1. ОТФ", "3.1.1. ТФ", "3.1.2. ТФ", "3.2. ОТФ", "3.2.1. ТФ", "а) пункт",
    ]  # fmt: skip


def test_a_style_numbers_its_paragraphs() -> None:
    document = docx.Document()
    for text in ("первый", "второй"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("знак", style="List Bullet")
    assert words(document) == ["1. первый", "2. второй", "знак"]


def test_footnotes_are_numbered_as_they_are_named_and_follow_the_text() -> None:
    document = docx.Document()
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in [(0, ""), (5, "ОКЗ"), (7, "ОКВЭД")]
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {W}>{notes}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    markup = '<w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r>'
    for text, number in (("вид", 7), ("группа", 5), ("вид", 7)):
        document.element.body.append(parse_xml(f"<w:p {W}>{markup.format(text, number)}</w:p>"))
    assert words(document) == ["вид<1>", "группа<2>", "вид<1>", "<1> ОКВЭД", "<2> ОКЗ"]
