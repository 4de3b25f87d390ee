"""Chooses the reader of a document by what the bytes are, never by the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import SourceError
from .archives import is_docx
from .decode import MAX_BYTES
from .foreign import refuse_foreign_forms
from .registry_xml.detection import is_registry_xml
from .text import read_text

if TYPE_CHECKING:
    from .document import Document

_PDF_HEAD = 1024  # a PDF may begin after other bytes, as far as this
_LONGEST_HEADER = 200


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
    refuse_foreign_forms(data, name)
    if is_registry_xml(data):
        from .registry_xml.reader import read_registry_xml

        return read_registry_xml(data, name)
    if is_message(data):
        from .mhtml import is_mhtml, read_mhtml

        if is_mhtml(data):
            return read_mhtml(data, name)
    if is_markup(data):
        from .html import is_html, read_html

        if is_html(data):
            return read_html(data, name)
    return read_text(data, name)


def is_message(data: bytes) -> bool:
    """Tell whether the first line may be a header of a message, in whatever encoding."""
    return b": " in data[:_LONGEST_HEADER].replace(b"\x00", b"").partition(b"\n")[0]


def is_markup(data: bytes) -> bool:
    """Tell whether the bytes begin with a tag, in whatever encoding."""
    return data[:_PDF_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
