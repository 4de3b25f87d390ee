"""Bytes become text whatever the encoding; what is no text at all is refused in one line."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.errors import SourceError
from profgraph.loader.pipeline import bundled
from profgraph.loader.sources import decode as decoding
from profgraph.loader.sources.decode import Decoded, decode
from profgraph.loader.sources.text import read_text

TEXT = "Приказ Минтруда России\n\nКод\tА\tОбобщенная трудовая функция\n"
NAME = "приказ.txt"
EMPTY = (f"{NAME}: файл пуст; укажите файл приказа", f"{NAME}: the file is empty; name the file of an order")
BINARY = (
    f"{NAME}: двоичный файл, а не текст; сохраните приказ как текст (UTF-8 или cp1251)",
    f"{NAME}: a binary file, not a text; save the order as text (UTF-8 or cp1251)",
)
ENCODINGS = [
    ("utf-8", b"", "utf-8"),
    ("utf-8", codecs.BOM_UTF8, "utf-8"),
    ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
    ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
    ("cp1251", b"", "cp1251"),
    ("koi8-r", b"", "koi8-r"),
    ("cp866", b"", "cp866"),
]


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(SourceError) as refused:
        decode(data, NAME)
    message = refused.value.message
    return message.ru, message.en


@pytest.mark.parametrize(("encoding", "bom", "told"), ENCODINGS)
def test_every_encoding_of_russian_texts_is_read(encoding: str, bom: bytes, told: str) -> None:
    assert decode(bom + TEXT.encode(encoding), NAME) == Decoded(TEXT, told)


@pytest.mark.parametrize(("encoding", "bom", "told"), ENCODINGS)
def test_the_bundled_standard_has_the_same_blocks_in_every_encoding(encoding: str, bom: bytes, told: str) -> None:
    data = bundled().read_bytes()
    expected = read_text(data, NAME)
    document = read_text(bom + data.decode("utf-8").encode(encoding), NAME)
    assert (document.blocks, document.text) == (expected.blocks, expected.text)
    assert document.source.encoding == told


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("раз\r\nдва\r\n", "раз\nдва\n"),
        ("раз\rдва", "раз\nдва"),
        ("раз\n\x0cдва", "раз\nдва"),
        ("рас\u00adпоряжение", "распоряжение"),
        ("рас\u200bпо\u200cря\u200dже\u2060ни\ufeffе", "распоряжение"),
        ("no Russian at all", "no Russian at all"),
    ],
)
def test_line_ends_and_page_marks_are_made_plain(written: str, read: str) -> None:
    assert decode(written.encode(), NAME) == Decoded(read, "utf-8")


@pytest.mark.parametrize(("last", "lost_bytes"), [("я", 1), ("№", 1), ("№", 2), ("😀", 1), ("😀", 3)])
def test_a_text_cut_inside_its_last_character_is_still_utf_8(last: str, lost_bytes: int) -> None:
    assert decode(f"Необходимые знания{last}".encode()[:-lost_bytes], NAME) == Decoded("Необходимые знания", "utf-8")


def test_one_byte_text_may_be_mostly_latin() -> None:
    text = "ISO 9001, IEC 60364, ГОСТ Р 50571 и стандарты организации"
    assert decode(text.encode("cp1251"), NAME) == Decoded(text, "cp1251")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"\n\n\t\r\n",
        b"\x0c\n",
        "\u00a0\u00ad\n".encode(),
        "\u200b\u200c\u200d\u2060\n".encode(),
        codecs.BOM_UTF8,
        codecs.BOM_UTF8 + b"\n",
        codecs.BOM_UTF16_LE,
    ],
)
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data) == EMPTY


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)), id="every byte"),
        pytest.param(random.Random(1).randbytes(4096), id="random bytes"),  # noqa: S311  (a fixed file, no secret)
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", id="JPEG"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00", id="DOCX, ZIP"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", id="DOC"),
        pytest.param(b"%PDF-1.7\r%\xe2\xe3\xcf\xd3\r\n1 0 obj\x00", id="PDF with NUL"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", id="PDF"),
        pytest.param(b"{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0}", id="RTF"),
        pytest.param("Приказ\x00Минтруда".encode(), id="NUL in a Russian text"),
        pytest.param("Prüfung der Geräte, Überwachung, Größe".encode("latin-1"), id="German in one byte"),
    ],
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    assert refusal(data) == BINARY


def test_a_file_over_the_cap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 1 << 20)
    full = b"x" * (1 << 20)
    assert decode(full, NAME) == Decoded(full.decode(), "utf-8")
    assert refusal(full + b"x") == (
        f"{NAME}: файл больше 1 МБ; это не текст приказа",
        f"{NAME}: the file is over 1 MB; it is not the text of an order",
    )


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, NAME)
    except SourceError as refused:
        assert (refused.message.ru, refused.message.en) in {EMPTY, BINARY}  # noqa: PT017  (either outcome is right)
    else:
        assert not set("\r\x0c\u00ad\u200b\u200c\u200d\u2060\ufeff") & set(decoded.text)
