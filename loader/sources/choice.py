"""Chooses the reader of a document by what the bytes are, never by the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import SourceError
from .archives import is_docx, is_zip
from .decode import MAX_BYTES
from .registry_xml.detection import is_registry_xml
from .text import read_text

if TYPE_CHECKING:
    from .document import Document

_PDF_HEAD = 1024  # a PDF may begin after other bytes, as far as this
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"


def read_document(data: bytes, name: str) -> Document:
    """Return the document in `data`; raise `SourceError` where no reader can read it.

    Only the reader that is needed is imported: each brings a library that is slow to start.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            ru=f"{name}: файл больше {MAX_BYTES >> 20} МБ; это не приказ",
            en=f"{name}: the file is over {MAX_BYTES >> 20} MB; it is not an order",
        )
    if b"%PDF-" in data[:_PDF_HEAD]:
        from .pdf.reader import read_pdf

        return read_pdf(data, name)
    if is_docx(data):
        from .word.reader import read_docx

        return read_docx(data, name)
    _refuse_other_forms(data, name)
    if is_registry_xml(data):
        from .registry_xml.reader import read_registry_xml

        return read_registry_xml(data, name)
    if is_markup(data):
        from .html import is_html, read_html

        if is_html(data):
            return read_html(data, name)
    return read_text(data, name)


def is_markup(data: bytes) -> bool:
    """Tell whether the bytes begin with a tag, in whatever encoding."""
    return data[:_PDF_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _refuse_other_forms(data: bytes, name: str) -> None:
    if is_zip(data):
        raise SourceError(
            ru=f"{name}: это архив или книга, а не документ; распакуйте или сохраните как DOCX",
            en=f"{name}: an archive or a workbook, not a document; unpack it or save it as DOCX",
        )
    if data.startswith((_OLD_OFFICE, _RTF)):
        raise SourceError(
            ru=f"{name}: DOC или RTF, или документ под паролем; сохраните его как DOCX без пароля",
            en=f"{name}: a DOC or RTF, or a document with a password; save it as DOCX without one",
        )
