"""HTML as it is found: tags left open, merged cells, tables for the layout, raised numbers, any encoding."""

from __future__ import annotations

import base64
import codecs
import hashlib
import quopri

import pytest
from profgraph.loader.sources.choice import read_document
from profgraph.loader.sources.document import Paragraph
from profgraph.loader.sources.html import is_html

CASES: dict[str, tuple[str, list[list[str]]]] = {
    "paragraphs left open": ("<p>а<p>б", [["а"], ["б"]]),
    "text between blocks": ("а<div>б</div>в<hr>г", [["а"], ["б"], ["в"], ["г"]]),
    "inline markup": ("<p>а<b>б</b><a href='#'>в</a> <i>г</i>", [["абв г"]]),
    "comments and scripts": ("<p>а<!-- б -->в<script>г</script><style>д</style>е", [["аве"]]),
    "entities": ("<p>&laquo;А&raquo;&nbsp;&mdash; &lt;1&gt;", [["«А» — <1>"]]),
    "soft hyphens": ("<p>обес&shy;пе&#8203;чение", [["обеспечение"]]),
    "rows": ("<table><tr><td>а<td>б<tr><td>в<td>г</table>", [["а", "б"], ["в", "г"]]),
    "parts of a table": (
        "<table><caption>к</caption><thead><tr><th>а<th>б</thead><tbody><tr><td>в<td>г</tbody></table>",
        [["к"], ["а", "б"], ["в", "г"]],
    ),
    "merged cells": (
        "<table><tr><td rowspan=2>а<td colspan=2>б<tr><td>в<td>г</table>",
        [["а", "б", ""], ["", "в", "г"]],
    ),
    "a cell that claims too much": ("<table><tr><td colspan=999999999 rowspan=-1>а<td>б</table>", [["а", "б"]]),
    "lines of a cell": ("<table><tr><td>Мастер<br>Техник<br>по связи</table>", [["Мастер Техник по связи"]]),
    "a table for the layout": (
        "<table><tr><td>меню<td><p>а<table><tr><td>б<td>в</table>г</table>",
        [["меню"], ["а"], ["б", "в"], ["г"]],
    ),
    "a list with numbers": ("<ol start=2><li>а<li>б</ol><ul><li>в</ul>", [["2. а"], ["3. б"], ["в"]]),
    "a raised number": ("<p>ОКЗ<sup>1</sup>, 5 м<sup>2</sup>, n<sup>k</sup>", [["ОКЗ<1>, 5 м2, nk"]]),
    "boxes to tick": ("<table><tr><td>Оригинал<td><input checked><td>б</table>", [["Оригинал", "X", "б"]]),
}  # fmt: skip


def words(data: bytes) -> list[list[str]]:
    blocks = read_document(data, "order").blocks
    return [[block.text] if isinstance(block, Paragraph) else list(block.texts) for block in blocks]


@pytest.mark.parametrize(("markup", "expected"), CASES.values(), ids=CASES)
def test_markup(markup: str, expected: list[list[str]]) -> None:
    assert words(f"<html><head><title>т</title></head><body>{markup}".encode()) == expected


def test_paragraphs_of_a_cell_are_told_apart() -> None:
    data = "<html><table><tr><td><p>Мастер</p><p>Техник<br>по связи</p></table>".encode()
    (row,) = read_document(data, "order").blocks
    assert not isinstance(row, Paragraph)
    assert [(span.text, span.place.paragraph) for span in row.cells[0]] == [("Мастер", 1), ("Техник по связи", 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_encodings(encoding: str) -> None:
    text = "Об утверждении профессионального стандарта"
    data = f"<html><meta charset={encoding}><body><p>{text}".encode(encoding)
    document = read_document(data, "order")
    assert words(data) == [[text]]
    assert [one.code for one in document.findings] == ([] if encoding.startswith("utf-8") else ["encoding"])


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        ("<!DOCTYPE html>", True),
        (" <HTML>", True),
        ('<?xml version="1.0"?>\n<!-- к -->\n<html xmlns="">', True),
        ("<table>", True),
        ('<?xml version="1.0"?><XMLCardInfo>', False),
        ("<1> Сноска", False),
        ("Приказ <p>", False),
    ],
)
def test_what_is_html(begins: str, *, expected: bool) -> None:
    assert is_html(begins.encode()) is expected
    assert is_html(b"\xef\xbb\xbf" + begins.encode()) is expected


PARTS = {
    "the first of several": ("", ["Content-ID: <a>", "Content-ID: <b>"], "А"),
    "the one that the file names": ('; start="<b>"', ["Content-ID: <a>", "Content-ID: <b>"], "Б"),
    "the first, where the one named is missing": ('; start="<c>"', ["Content-ID: <a>", "Content-ID: <b>"], "А"),
}


@pytest.mark.parametrize(("start", "heads", "expected"), PARTS.values(), ids=PARTS)
def test_the_page_of_an_mhtml(start: str, heads: list[str], expected: str) -> None:
    pages = "".join(
        f"--x\n{head}\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>{text}</p>\n"
        for head, text in zip(heads, "АБ", strict=True)
    )
    head = f"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x{start}\n\n"
    data = f"{head}{pages}--x--\n".encode()
    document = read_document(data, "page.mht")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [expected]
    assert [(one.code, one.values) for one in document.findings] == [("pages-left-out", (("count", "1"),))]
    assert (document.source.byte_count, document.source.sha256) == (len(data), hashlib.sha256(data).hexdigest())


SAID = "Знание трудового законодательства Российской Федерации, 220 кВт"
PAGE = f"<html><head><title>я</title></head><body><p>{SAID}</p></body></html>"
# The encoding that the page is written in, what the message says of it, and what is said of that.
PARTS = {
    "utf-16-le": ("utf-16le", "utf-16le"),
    "utf-16-be": ("utf-16BE", "utf-16be"),
    "utf-16": ("unicode", "utf-16"),
    "iso8859-5": ("iso-8859-5", "iso-8859-5"),
    "mac-cyrillic": ("x-mac-cyrillic", "x-mac-cyrillic"),
    "cp1251": ("koi8-r", "cp1251"),
    "koi8-r": ("iso-8859-5", "koi8-r"),
    "cp866": ("x-mac-cyrillic", "cp866"),
    "utf-8": ("iso-8859-5", None),
}


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize("encoding", PARTS)
def test_an_mhtml_is_read_in_whatever_encoding_it_is(encoding: str, transfer: str) -> None:
    declared, told = PARTS[encoding]
    body = PAGE.encode(encoding)
    packed = quopri.encodestring(body) if transfer == "quoted-printable" else base64.encodebytes(body)
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    part = f"Content-Type: text/html; charset={declared}\nContent-Transfer-Encoding: {transfer}\n\n"
    data = f"{head}{part}".encode() + packed + b"\n--x--\n"
    for whole in (data, codecs.BOM_UTF16_LE + data.decode("ascii").encode("utf-16-le")):
        document = read_document(whole, "page.mht")
        assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [SAID]
        assert [dict(one.values)["encoding"] for one in document.findings] == ([told] if told else [])
