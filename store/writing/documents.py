"""RDF documents from outside: on their way between processes, and read into N-Triples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

import pyoxigraph as ox

from ...errors import UsageError
from ..protocol import RDF_XML
from .frames import Frame
from .protocol import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Held as triples, what is read takes about ten times as much memory.
MOST_BYTES = 200_000_000
# What the engine says of a remote context of JSON-LD.
_NOT_FETCHED = "No LoadDocumentCallback"
_PLACE = re.compile(r"^Parser error .*?\bcolumns? \d+(?: and \d+)?: ")


def to_frame(documents: Sequence[Document]) -> Frame:
    """Return documents as a frame."""
    told = [{"media_type": document.media_type, "base": document.base} for document in documents]
    return Frame({"documents": told}, tuple(document.data for document in documents))


def from_frame(frame: Frame) -> tuple[Document, ...]:
    """Return the documents that `to_frame` made a frame of."""
    told = frame.header["documents"]
    return tuple(Document(data=data, **values) for values, data in zip(told, frame.parts, strict=True))


def to_triples(documents: Sequence[Document], *, most: int = MOST_BYTES) -> bytes:
    """Return all triples as N-Triples; raise `UsageError` where a document is not well formed or holds too much."""
    lines = bytearray()
    for document in documents:
        for triple in _read(document):
            lines += f"{triple} .\n".encode()
            if len(lines) > most:
                raise _too_much(most)
    return bytes(lines)


def _read(document: Document) -> Iterator[ox.Triple]:
    syntax = ox.RdfFormat.from_media_type(document.media_type)
    if syntax is None:
        problem = f"not a media type of RDF: {document.media_type}"
        raise ValueError(problem)
    try:
        # Two documents that name a blank node alike mean two nodes; nothing is fetched, no remote context either.
        for quad in ox.parse(
            document.data, syntax, base_iri=document.base, without_named_graphs=True, rename_blank_nodes=True
        ):
            yield quad.triple
    except SyntaxError as error:
        raise _malformed(document, error) from error
    except ValueError as error:
        raise _unreadable(str(error)) from error


def _malformed(document: Document, error: SyntaxError) -> UsageError:
    told = error.msg.partition("\n")[0].rstrip(".")
    if error.lineno is not None:
        return _wrong_at(error.lineno, error.offset, _PLACE.sub("", told))
    if document.media_type == RDF_XML:
        return _unformed(document.data) or _unreadable(told)
    return _remote_context() if told.startswith(_NOT_FETCHED) else _unreadable(told)


def _unformed(data: bytes) -> UsageError | None:
    """Return where it is no XML, which the engine does not tell; None where it is."""
    try:
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003  (as the module has it)
    except expat.ExpatError as error:
        return _wrong_at(error.lineno, error.offset + 1, expat.ErrorString(error.code))
    return None


def _wrong_at(line: int, column: int | None, reason: str) -> UsageError:
    return UsageError(
        ru=f"данные, строка {line}, столбец {column}: {reason}; исправьте и пришлите снова",
        en=f"the data, line {line}, column {column}: {reason}; correct them and send them again",
    )


def _remote_context() -> UsageError:
    return UsageError(
        ru="данные: @context по ссылке здесь не загружается; впишите его в документ целиком",
        en="the data: a remote @context is not fetched here; write the whole of it into the document",
    )


def _unreadable(told: str) -> UsageError:
    return UsageError(
        ru=f"данные не прочитать: {told}; исправьте и пришлите снова",
        en=f"the data cannot be read: {told}; correct them and send them again",
    )


def _too_much(most: int) -> UsageError:
    megabytes = most // 1_000_000
    return UsageError(
        ru=f"данные: больше {megabytes} МБ в виде N-Triples; разделите их на части",
        en=f"the data: more than {megabytes} MB as N-Triples; split them into parts",
    )
