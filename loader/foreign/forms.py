"""In which form of RDF a file is, told by its content; unpacked, in UTF-8, and nothing in it that explodes."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from ...errors import Message, SourceError
from ...store.protocol import JSON_LD, RDF_XML, TURTLE
from ..sources.decode import is_utf_8
from .json_depth import refuse_deep_json
from .xml_entities import refuse_unsafe_xml

_GZIP = b"\x1f\x8b"
_UTF_8_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_HEAD = 4096  # bytes in which the form shows
_PAGE = re.compile(rb"<(!doctype\s+html|html[\s>])", re.IGNORECASE)
_XML = re.compile(rb"<(\?xml|!DOCTYPE|!--|[\w.:-]+\s[^>]*\bxmlns)")
_JSON = re.compile(rb'(\{\s*["}]|\[\s*(?:\{|\]\s*$))')
_NOT_UTF_8 = Message(ru="это не UTF-8; сохраните файл в UTF-8", en="it is not in UTF-8; save the file in UTF-8")
_IS_PAGE = Message(
    ru="это страница HTML, а не RDF; укажите файл или адрес самих данных",
    en="it is a page of HTML, not RDF; name the file or the address of the data themselves",
)
_IS_EMPTY = Message(ru="файл пуст; нужен граф RDF", en="the file is empty; a graph of RDF is needed")
_NOT_UNPACKED = Message(
    ru="gzip не распаковать, архив повреждён; получите файл заново", en="the gzip is damaged; get the file once more"
)


@dataclass(frozen=True)
class Data:
    """RDF as UTF-8 text of one media type, from the file of this name."""

    name: str
    media_type: str
    text: bytes


def data_in(raw: bytes, name: str, most: int) -> Data:
    """Return the data in a file; raise `SourceError` where they are no RDF, too large or not safe to read."""
    text = _text(raw, name, most)
    media_type = _media_type(text)
    if media_type is None:
        raise problem(name, _IS_PAGE)
    if media_type == RDF_XML:
        refuse_unsafe_xml(text, name)
    if media_type == JSON_LD:
        refuse_deep_json(text, name)
    return Data(name, media_type, text)


def problem(name: str, message: Message) -> SourceError:
    """Return the error that says what is wrong with a file."""
    return SourceError(ru=f"{name}: {message.ru}", en=f"{name}: {message.en}")


def too_large(name: str, most: int) -> SourceError:
    """Return the error for a file of more bytes than are read."""
    return problem(
        name,
        Message(
            ru=f"данные больше {most} байт; возьмите часть графа или задайте PROFGRAPH_UPLOAD_BYTES",
            en=f"the data are larger than {most} bytes; take a part of the graph, or set PROFGRAPH_UPLOAD_BYTES",
        ),
    )


def _text(raw: bytes, name: str, most: int) -> bytes:
    data = _unpacked(raw, name, most) if raw.startswith(_GZIP) else raw
    if len(data) > most:
        raise too_large(name, most)
    if data.startswith(_OTHER_MARKS) or not is_utf_8(data):
        raise problem(name, _NOT_UTF_8)
    if not data.strip():
        raise problem(name, _IS_EMPTY)
    return data.removeprefix(_UTF_8_MARK)


def _unpacked(raw: bytes, name: str, most: int) -> bytes:
    """Return what was packed, one byte more than `most` at the most."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        data = unpacking.decompress(raw, most + 1)
    except zlib.error as error:
        raise problem(name, _NOT_UNPACKED) from error
    if len(data) <= most and (not unpacking.eof or unpacking.unused_data.strip(b"\0")):
        raise problem(name, _NOT_UNPACKED)
    return data


def _media_type(text: bytes) -> str | None:
    """Return the form of RDF; N-Triples are Turtle too. None for a page."""
    head = text[:_HEAD].lstrip()
    if _PAGE.match(head):
        return None
    if _XML.match(head):
        return RDF_XML
    return JSON_LD if _JSON.match(head) else TURTLE
