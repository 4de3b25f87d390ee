"""A file that no reader can read is told in one line, whatever it is called, within bounds of time and memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from typing import TYPE_CHECKING

import docx
import pytest
from archives import packed
from profgraph.errors import RefusedError, SourceError
from profgraph.loader.files import File, sources
from profgraph.loader.intake import from_bytes, taken
from profgraph.loader.recognition.recogniser import recognise
from profgraph.loader.sources import archives
from profgraph.loader.sources.choice import read_document
from profgraph.loader.sources.pdf.confined import pages_of

if TYPE_CHECKING:
    from pathlib import Path

NAME = "приказ"
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def pdf(content: bytes, *, filters: str = "", trailer: str = "") -> bytes:
    """Return a PDF of one page that draws `content`."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % FONT,
        f"<< /Length {len(content)} {filters} >>\nstream\n".encode() + content + b"\nendstream",
    ]
    written = b"%PDF-1.4\n"
    starts = []
    for number, one in enumerate(objects, start=1):
        starts.append(len(written))
        written += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"trailer\n<< /Size 5 /Root 1 0 R {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + f"xref\n0 5\n0000000000 65535 f \n{table}{end}".encode()


def word(text: str = "Приказ", body: bytes | None = None) -> bytes:
    """Return a DOCX of one paragraph; with `body`, of that for the whole part."""
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return packed(files | ({"word/document.xml": body} if body is not None else {}))


def bomb(megabytes: int) -> bytes:
    """Return what unpacks to so many megabytes when it is unpacked twice."""
    inner, outer = zlib.compressobj(9), zlib.compressobj(9)
    chunk = b" " * 2**20
    written = b"".join(outer.compress(inner.compress(chunk)) for _ in range(megabytes))
    return written + outer.compress(inner.flush()) + outer.flush()


def refused(data: bytes) -> tuple[str, str]:
    """Return in both languages why the file cannot be read."""
    (one,) = from_bytes(data, NAME)
    if one.error is None:
        with pytest.raises(SourceError) as caught:
            read_document(one.data, one.name)
        return caught.value.message.ru, caught.value.message.en
    return one.error.message.ru, one.error.message.en


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><d>&j;</d>"
)
TEXT = b"BT /F1 12 Tf 50 700 Td (Order) Tj ET"
DAMAGED_PDF = (
    "PDF повреждён или обрывается; получите файл заново",
    "the PDF is damaged or cut off; get the file again",
)
PICTURES = (
    "в PDF нет текста, одни картинки; распознайте его или найдите приказ текстом",
    "the PDF has no text, only pictures; run character recognition on it or find the order as text",
)
LOCKED_PDF = (
    "PDF закрыт паролем; сохраните его без пароля",
    "the PDF is locked with a password; save it without one",
)
DAMAGED_DOCX = ("DOCX повреждён или обрывается; сохраните его заново", "the DOCX is damaged or cut off; save it anew")
DAMAGED_ZIP = ("архив повреждён или обрывается; получите его заново", "the archive is damaged or cut off; get it again")
NO_MEMBERS = (
    "в архиве нет ни одного документа; выберите другой файл",
    "the archive holds no document; choose another file",
)
DOC = (
    "DOC старого Word; откройте его в Word или LibreOffice и сохраните как DOCX",
    "a DOC of the old Word; open it in Word or LibreOffice and save it as DOCX",
)
OLD_OFFICE = (
    "файл старого Office, но не текст Word; сохраните приказ как DOCX",
    "a file of the old Office, but no text of Word; save the order as DOCX",
)
LOCKED = (
    "документ закрыт паролем; сохраните его без пароля",
    "the document is locked with a password; save it without one",
)
RTF = ("RTF; откройте его и сохраните как DOCX", "an RTF; open it and save it as DOCX")
WORKBOOK = (
    "книга Excel, а не документ; укажите файл приказа",
    "an Excel workbook, not a document; name the file of an order",
)
ODT = ("документ OpenDocument (ODT); сохраните его как DOCX", "an OpenDocument text (ODT); save it as DOCX")
PACKAGE = (
    "архив или документ неизвестного вида; распакуйте его или сохраните приказ как DOCX",
    "an archive, or a document of an unknown kind; unpack it, or save the order as DOCX",
)
OTHER_ARCHIVE = (
    "архив не вида ZIP; распакуйте его или упакуйте в ZIP",
    "an archive, but no ZIP; unpack it, or pack it as ZIP",
)
PICTURE = (
    "картинка, а не текст; распознайте её и сохраните как DOCX",
    "a picture, not a text; run character recognition on it and save it as DOCX",
)
NO_PAGE = (
    "в MHTML нет страницы HTML или файл обрывается; сохраните документ как DOCX",
    "the MHTML has no HTML page, or is cut off; save the document as DOCX",
)
MANY_PARTS = (
    "в MHTML слишком много частей; сохраните документ как DOCX",
    "the MHTML has too many parts; save the document as DOCX",
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
MHTML = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
CASES = {
    "the head of a PDF": (b"%PDF-1.7\n", DAMAGED_PDF),
    "half of a PDF": (pdf(TEXT)[:300], DAMAGED_PDF),
    "a PDF without a text layer": (pdf(b"0 0 m 100 100 l S"), PICTURES),
    "a PDF with a password": (
        pdf(
            TEXT,
            trailer="/ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4"
            f" /O <{'11' * 32}> /U <{'22' * 32}> >>",
        ),
        LOCKED_PDF,
    ),
    "half of a DOCX": (word()[:9000], DAMAGED_ZIP),
    "a DOCX of no XML": (word(body=b"Order"), DAMAGED_DOCX),
    "a DOCX of another XML": (word(body=b"<order/>"), DAMAGED_DOCX),
    "a DOCX with a flaw in a packed part": (word().replace(word()[60:80], b"\xff" * 20, 1), DAMAGED_DOCX),
    "a DOCX without a body": (
        word(body=b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'),
        DAMAGED_DOCX,
    ),
    "a DOCX of entities": (word(body=ENTITIES), DAMAGED_DOCX),
    "a DOCX nested too deeply": (word(body=b"<a>" * 1000 + b"</a>" * 1000), DAMAGED_DOCX),
    "a DOCX without a text": (
        word(""),
        ("в DOCX нет текста; укажите файл приказа", "the DOCX has no text; name the file of an order"),
    ),
    "a DOCX that unpacks to too much": (
        word(body=b" " * (archives.MOST_MARKUP + 1)),
        (
            "распаковывается больше чем в 48 МБ; это не текст приказа",
            "unpacks to over 48 MB; it is not the text of an order",
        ),
    ),
    "a workbook": (packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), WORKBOOK),
    "a document of OpenOffice": (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), ODT),
    "a book": (packed({"mimetype": b"application/epub+zip"}), PACKAGE),
    "a DOC": (OLE + "WordDocument".encode("utf-16-le"), DOC),
    "a DOCX with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    "an old workbook": (OLE + "Workbook".encode("utf-16-le"), OLD_OFFICE),
    "an RTF": (b"{\\rtf1\\ansi Order}", RTF),
    "an archive of another kind": (b"7z\xbc\xaf\x27\x1c\0\4", OTHER_ARCHIVE),
    "a scan": (b"AT&TFORM\0\0DJVM", PICTURE),
    "an MHTML of pictures": (MHTML + b"--x\nContent-Type: image/gif\n\nGIF89a\n--x--\n", NO_PAGE),
    "the head of an MHTML": (MHTML, NO_PAGE),
    "an MHTML nested too deeply": (MHTML + b"--x\nContent-Type: multipart/related; boundary=x\n\n" * 5000, MANY_PARTS),
    "an MHTML of too many parts": (MHTML + b"--x\n\n" * 6_000_000, MANY_PARTS),
    "an MHTML of too many headers": (MHTML + b"--x\n" + b"A:b\n" * 6_000_000, MANY_PARTS),
    "an MHTML without a text": (
        MHTML + b"--x\nContent-Type: text/html\n\n<html><body></body></html>\n--x--\n",
        ("в HTML нет текста; укажите файл приказа", "the HTML has no text; name the file of an order"),
    ),
    "HTML without a text": (
        b"<!DOCTYPE html><html><head><title>Order</title></head><body><p> </p></body></html>",
        ("в HTML нет текста; укажите файл приказа", "the HTML has no text; name the file of an order"),
    ),
    "HTML nested too deeply": (
        b"<html><body>" + b"<div>" * 5000 + b"Order",
        (
            "HTML вложен слишком глубоко; сохраните документ заново",
            "the HTML is nested too deeply; save the document anew",
        ),
    ),
    "an archive in an archive": (packed({"order.txt": packed({"order.txt": b"Order"})}), PACKAGE),
    "an archive of nothing": (packed({}), NO_MEMBERS),
    "an archive of what a system adds": (packed({"__MACOSX/order.txt": b"Order", ".DS_Store": b""}), NO_MEMBERS),
    "half of an archive": (packed({"order.txt": b"Order"})[:-10], DAMAGED_ZIP),
}


@pytest.mark.parametrize(("data", "messages"), CASES.values(), ids=CASES)
def test_what_is_said(data: bytes, messages: tuple[str, str]) -> None:
    ru, en = refused(data)
    assert (ru.partition(": ")[2], en.partition(": ")[2]) == messages
    assert "\n" not in ru + en


def test_a_pdf_that_unpacks_to_too_much_is_refused() -> None:
    data = pdf(bomb(600), filters="/Filter [/FlateDecode /FlateDecode]")
    assert len(data) < 100_000
    with pytest.raises(SourceError, match="could not be read within the time and memory allowed"):
        pages_of(data, NAME, memory=512 * 2**20)


def test_a_pdf_that_takes_too_long_is_refused() -> None:
    data = pdf(zlib.compress(TEXT * 200_000), filters="/Filter /FlateDecode")
    with pytest.raises(SourceError, match="could not be read within the time and memory allowed"):
        pages_of(data, NAME, seconds=1)


def test_a_pdf_of_many_pages_is_refused() -> None:
    with pytest.raises(SourceError, match="has over 600 pages"):
        pages_of(pdf(TEXT), NAME, pages=0)


def test_a_pdf_of_one_line_is_read() -> None:
    assert read_document(pdf(TEXT), NAME).text == "Order\n\n"


def test_a_file_of_two_gigabytes_is_not_read_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    with path.open("wb") as file:
        file.write(b"Order")
        file.truncate(2**31)
    tracemalloc.start()
    (one,) = taken(File(path, NAME))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (one.error, len(one.data)) == (None, 2**25 + 1)
    assert refused(one.data)[1] == "приказ: the file is over 32 MB; it is not an order"
    assert peak < 2**27


def test_a_file_that_is_too_large_for_an_order_is_refused() -> None:
    assert refused(b"Order" + b" " * 2**25)[1] == "приказ: the file is over 32 MB; it is not an order"


def test_the_files_of_an_archive_are_told_apart() -> None:
    locked = bytearray(packed({"a.txt": b"Order"}))
    for start in (locked.find(b"PK\x03\x04") + 6, locked.find(b"PK\x01\x02") + 8):
        locked[start] |= 1
    assert [(one.name, str(one.error)) for one in from_bytes(bytes(locked), NAME)] == [
        ("приказ/a.txt", "приказ/a.txt: locked with a password; unpack the archive")
    ]
    data = packed(
        {"б/2.txt": b"two", "1.txt": b"one", "__MACOSX/1.txt": b"x", ".hidden": b"x", "big.txt": b" " * (33 * 2**20)}
    )
    assert [(one.name, one.data, one.error and str(one.error)) for one in from_bytes(data, NAME)] == [
        ("приказ/1.txt", b"one", None),
        ("приказ/big.txt", b"", "приказ/big.txt: unpacks to over 32 MB; it is not the text of an order"),
        ("приказ/б/2.txt", b"two", None),
    ]


def test_an_archive_of_too_many_files_is_refused() -> None:
    data = packed({f"{number}.txt": b"" for number in range(archives.MOST_MEMBERS + 1)})
    assert [str(one.error) for one in from_bytes(data, NAME)] == ["приказ: the archive has over 10000 files; divide it"]


def test_a_folder_is_searched_for_files_that_are_not_hidden(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/c", "a/.git/d", ".e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"Order")
    assert [one.name for one in sources([tmp_path])] == ["a/c", "b.pdf"]


def test_a_raised_number_in_a_pdf_is_a_marker() -> None:
    small, large = b"/F1 7 Tf 5 Ts", b"/F1 12 Tf 0 Ts"
    raised = b"BT %b 50 700 Td (Order) Tj %b (1) Tj %b ( of 5 m) Tj %b (2) Tj ET" % (large, small, large, small)
    assert read_document(pdf(raised), NAME).text == "Order<1> of 5 m2\n\n"


LONG = {
    "a paragraph of many lines": "слово дело\n" * 200_000,
    "a paragraph of many lines in HTML": "<html><body>" + "а<br>" * 200_000,
    "a list of many items": "<html><body><ol>" + "<li>а" * 60_000,
    "a row of many cells": "<html><body><table><tr>" + "<td>а" * 300_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_the_time_to_read_grows_with_the_length(text: str) -> None:
    """With its square these would take many minutes, and end at the limit of a test."""
    with pytest.raises(RefusedError, match="this is not a professional standard"):
        recognise(read_document(text.encode(), NAME))
