"""Reads a web page in one file (MHTML), as browsers, Word and legal databases save it: the page in it is HTML."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import SourceError
from ..diagnostics import diagnose
from .html import read_html

if TYPE_CHECKING:
    from email.message import Message as Part

    from .document import Document

_HEAD = 4096  # bytes in which a message says what it is
_OPENS = re.compile(rb"\s*(?:\xef\xbb\xbf)?[A-Za-z][\w-]*:[ \t]")
_MULTIPART = re.compile(rb"^content-type:[ \t]*multipart/", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"^[!-9;-~]+:", re.MULTILINE)
# The time of the parser grows with messages within messages (a page has one), with parts, headers and lines.
_MOST_NESTED = 8
_MOST_PARTS = 20_000
_MOST_LINES = 1_000_000
_MOST_HEADERS = 100_000  # lines of style sheets look like headers, too


def is_mhtml(data: bytes) -> bool:
    """Tell whether the bytes begin with the headers of a message of several parts."""
    return _OPENS.match(data[:_HEAD]) is not None and _MULTIPART.search(data[:_HEAD]) is not None


def read_mhtml(data: bytes, name: str) -> Document:
    """Return the document of the page; raise `SourceError` on a message without one."""
    if _is_too_complex(data):
        raise SourceError(
            ru=f"{name}: в MHTML слишком много частей; сохраните документ как DOCX",
            en=f"{name}: the MHTML has too many parts; save the document as DOCX",
        )
    message = message_from_bytes(data, policy=policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise SourceError(
            ru=f"{name}: в MHTML нет страницы HTML или файл обрывается; сохраните документ как DOCX",
            en=f"{name}: the MHTML has no HTML page, or is cut off; save the document as DOCX",
        )
    root = _root(message, pages)
    others = len(pages) - 1
    findings = (diagnose("pages-left-out", None, count=others),) if others else ()
    return read_html(_content(root), name, file=data, findings=findings)


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


def _content(page: Part) -> bytes:
    content = page.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
