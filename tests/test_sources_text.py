"""The text reader: every line becomes a piece of a paragraph or a row of a table, and knows its place."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.errors import SourceError
from profgraph.loader.model import Place, SourceFile
from profgraph.loader.sources.document import Block, Cell, Document, Paragraph, Row, Span
from profgraph.loader.sources.text import read_text

NAME = "приказ.txt"
LETTERS = 'АВЯавяёеLatin0159 .,;:!?"«»/№%&+='  # no letter of these is markup
MARKUP = "#*[]()<>/p-\t\n\r\u00a0\x0c "


def span(text: str, line: int, paragraph: int | None = None) -> Span:
    return Span(text, Place((line,), paragraph))


def paragraph(*lines: Span) -> Paragraph:
    return Paragraph(lines)


def row(*cells: Span | Cell | None, after_break: bool = False) -> Row:
    """Return a row of these cells: None is an empty one, a tuple one of several paragraphs."""
    found = (cell if isinstance(cell, tuple) else (cell,) if cell else () for cell in cells)
    return Row(tuple(found), after_break)


def spans(block: Block) -> tuple[Span, ...]:
    return block.spans if isinstance(block, Paragraph) else tuple(one for cell in block.cells for one in cell)


CASES = {
    "rows": ("а\tб\nв\tг", [row(span("а", 1), span("б", 1)), row(span("в", 2), span("г", 2))]),
    "empty cells": ("\tб\t\t", [row(None, span("б", 1), None, None)]),
    "a blank line is a break": (
        "а\tб\n\n\tв\n\tг",
        [
            row(span("а", 1), span("б", 1)),
            row(None, span("в", 3), after_break=True),
            row(None, span("г", 4)),
        ],
    ),
    "a rule is no break": ("а\tб\n---\t--\n\tв", [row(span("а", 1), span("б", 1)), row(None, span("в", 3))]),
    "a rule beside a break": (
        "а\tб\n---\n \t \n\tв",
        [row(span("а", 1), span("б", 1)), row(None, span("в", 4), after_break=True)],
    ),
    "a paragraph forgets the break": (
        "\n\nа\nб\tв",
        [paragraph(span("а", 3)), row(span("б", 4), span("в", 4))],
    ),
    "lines of one paragraph": ("а  \nб\n\nв", [paragraph(span("а", 1), span("б", 2)), paragraph(span("в", 4))]),
    "a row ends a paragraph": ("а\nб\tв", [paragraph(span("а", 1)), row(span("б", 2), span("в", 2))]),
    "a rule ends a paragraph": ("а\n-----\nб", [paragraph(span("а", 1)), paragraph(span("б", 3))]),
    "paragraphs of a cell": (
        "а\t<p>б  в</p> <p>г</p>\t<p>д</p>",
        [row(span("а", 1), (span("б в", 1, 1), span("г", 1, 2)), (span("д", 1, 1),))],
    ),
    "an empty paragraph of a cell": ("а\t<p></p> <p>б</p>", [row(span("а", 1), span("б", 1, 1))]),
    "bold and links": (
        "**Приказ** [Минтруда](http://mintrud.ru)\n\t[статья 213](#)",
        [paragraph(span("Приказ Минтруда", 1)), row(None, span("статья 213", 2))],
    ),
    "a bracket that is no address stays": (
        "[Минтруда](в ред. 2014 г.)\t[а](www.consultant.ru) [б]() [в](https://mintrud.ru/x)",
        [row(span("[Минтруда](в ред. 2014 г.)", 1), span("а б в", 1))],
    ),
    "bold over lines": ("**Приказ\nо стандарте**", [paragraph(span("Приказ", 1), span("о стандарте", 2))]),
    "headings": ("#### 3.1. Функция\n##### Сведения", [paragraph(span("3.1. Функция", 1), span("Сведения", 2))]),
    "white space": (" а \u00a0 б\u2003в \t г", [row(span("а б в", 1), span("г", 1))]),
    "line ends of Windows": ("а\r\nб\r\n\r\nв\tг\r\n", [
        paragraph(span("а", 1), span("б", 2)),
        row(span("в", 4), span("г", 4), after_break=True),
    ]),
    "«-» in a cell is a text": ("Другие характеристики\t-", [row(span("Другие характеристики", 1), span("-", 1))]),
    "a line of markup only": ("а\n****\nб", [paragraph(span("а", 1), span("б", 3))]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "blocks"), CASES.values(), ids=CASES)
def test_blocks(text: str, blocks: list[Block]) -> None:
    data = text.encode()
    plain = text.replace("\r\n", "\n")
    source = SourceFile(NAME, hashlib.sha256(data).hexdigest(), len(data), len(plain.rstrip("\n").split("\n")), "utf-8")
    assert read_text(data, NAME) == Document(source, tuple(blocks), plain)


@pytest.mark.parametrize(("text", "count"), [("а", 1), ("а\n", 1), ("а\n\n", 2), ("\n\nа", 3), ("а\r\nб\r\n", 2)])
def test_lines_are_counted_as_an_editor_counts_them(text: str, count: int) -> None:
    assert read_text(text.encode(), NAME).source.line_count == count


def test_provider_and_day_of_saving() -> None:
    text = "Документ предоставлен **КонсультантПлюс**\n\nДата сохранения: 11.03.2015\n"
    source = read_text(text.encode(), NAME).source
    assert (source.provider, source.saved_on) == ("КонсультантПлюс", dt.date(2015, 3, 11))


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert read_text("Дата сохранения: 31.02.2015".encode(), NAME).source.saved_on is None


@pytest.mark.parametrize("text", ["Программирование на C# и F# в Windows", "Участок # 5", "Заказ №# 1"])
def test_a_number_sign_inside_a_line_stays(text: str) -> None:
    assert read_text(text.encode(), NAME).blocks == (paragraph(span(text, 1)),)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), st.text(alphabet=LETTERS + MARKUP, max_size=300)))
def test_any_text_is_a_document_with_places_inside_the_file(text: str) -> None:
    try:
        document = read_text(text.encode(), NAME)
    except SourceError:
        assert "\x00" in text or not re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text).strip()
        return
    for block in document.blocks:
        for one in spans(block):
            assert one.text == re.sub(r"\s+", " ", one.text).strip() != ""
            assert 1 <= one.place.first == one.place.last <= document.source.line_count
    numbers = [one.place.first for block in document.blocks for one in spans(block)]
    assert numbers == sorted(numbers)


@settings(deadline=None)
@given(st.text(alphabet=LETTERS + "\t\n\r\u00a0", max_size=300).filter(str.strip))
def test_no_letter_is_lost_and_none_is_moved(text: str) -> None:
    document = read_text(text.encode(), NAME)
    read = "".join(one.text for block in document.blocks for one in spans(block))
    assert re.sub(r"\s", "", read) == re.sub(r"\s", "", text)
