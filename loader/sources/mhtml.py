"""Reads a web page in one file (MHTML), as browsers, Word and legal databases save it: the page in it is HTML."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes, policy
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import SourceError
from ..diagnostics import diagnose
from .decode import text_by
from .html import read_html
from .provenance import encoding_told

if TYPE_CHECKING:
    from email.message import Message as Part

    from .document import Document

_HEAD = 4096  # bytes in which a message says what it is
_OPENS = re.compile(rb"\s*(?:\xef\xbb\xbf)?[A-Za-z][\w-]*:[ \t]")
_MULTIPART = re.compile(rb"^content-type:[ \t]*multipart/", re.IGNORECASE | re.MULTILINE)
_TWO_BYTES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What messages declare, and the codec of it; other encodings are told by the bytes.
_UNTOLD = {
    "unicode": "utf-16",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "iso-8859-5": "iso8859-5",
    "x-mac-cyrillic": "mac-cyrillic",
    "mac-cyrillic": "mac-cyrillic",
    "ibm855": "cp855",
}
_HEADER = re.compile(rb"^[!-9;-~]+:", re.MULTILINE)
# The time of the parser grows with messages within messages (a page has one), with parts, headers and lines.
_MOST_NESTED = 8
_MOST_PARTS = 20_000
_MOST_LINES = 1_000_000
_MOST_HEADERS = 100_000  # lines of style sheets look like headers, too


def is_mhtml(data: bytes) -> bool:
    """Tell whether the bytes begin with the headers of a message of several parts."""
    head = _in_bytes(data[:_HEAD])
    return _OPENS.match(head) is not None and _MULTIPART.search(head) is not None


def read_mhtml(data: bytes, name: str) -> Document:
    """Return the document of the page; raise `SourceError` on a message without one."""
    written = _in_bytes(data)
    if _is_too_complex(written):
        raise SourceError(
            ru=f"{name}: в MHTML слишком много частей; сохраните документ как DOCX",
            en=f"{name}: the MHTML has too many parts; save the document as DOCX",
        )
    message = message_from_bytes(written, policy=policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise SourceError(
            ru=f"{name}: в MHTML нет страницы HTML или файл обрывается; сохраните документ как DOCX",
            en=f"{name}: the MHTML has no HTML page, or is cut off; save the document as DOCX",
        )
    root = _root(message, pages)
    others = len(pages) - 1
    left_out = (diagnose("pages-left-out", None, count=others),) if others else ()
    content = _content(root)
    declared = _of_declared(content, root.get_content_charset() or "")
    if declared is None:
        return read_html(content, name, file=data, findings=left_out)
    text, charset = declared
    return read_html(text.encode(), name, file=data, findings=(*left_out, *encoding_told(charset)))


def _is_too_complex(data: bytes) -> bool:
    return (
        sum(1 for _ in islice(_HEADER.finditer(data), _MOST_HEADERS + 1)) > _MOST_HEADERS
        or sum(1 for _ in _MULTIPART.finditer(data)) > _MOST_NESTED
        or data.count(b"\n--") > _MOST_PARTS
        or data.count(b"\n") > _MOST_LINES
    )


def _root(message: Part, pages: list[Part]) -> Part:
    """Return the page that the message opens with: the one it names, else the first."""
    start = message.get_param("start")
    return next((one for one in pages if start and one["Content-ID"] == start), pages[0])


def _in_bytes(data: bytes) -> bytes:
    """Return a message that was saved anew as a text of two-byte letters as it was sent: in single bytes."""
    return data.decode("utf-16", errors="replace").encode() if data.startswith(_TWO_BYTES) else data


def _of_declared(content: bytes, charset: str) -> tuple[str, str] | None:
    """Return the text by the encoding that the page declares, where the bytes alone would not tell that one."""
    if content.startswith(_TWO_BYTES):
        return None
    text = text_by(content, _UNTOLD.get(charset.lower(), ""))
    return (text, charset.lower()) if text else None


def _content(page: Part) -> bytes:
    content = page.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
