"""What a write of a graph brings: one RDF document as the body, or several as files of a form."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from ..errors import UsageError
from ..store.protocol import GRAPH_TYPES, JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from ..store.writing.protocol import Document
from .bodies import refuse_compressed, require_length, whole_body
from .fields import is_utf_8, not_read
from .problems import RequestError
from .site import current_site

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

_PARTS = "multipart/form-data"
# What a browser says of a file that it does not know.
_UNKNOWN = frozenset({"", "application/octet-stream", "text/plain"})
_BY_SUFFIX = {".ttl": TURTLE, ".nt": N_TRIPLES, ".rdf": RDF_XML, ".owl": RDF_XML, ".jsonld": JSON_LD}


def read_documents(base: str) -> tuple[Document, ...]:
    """Return the documents of the current request; raise `RequestError` where they are too large or not read."""
    request.max_content_length = most = current_site().settings.upload_bytes
    try:
        return _documents(base)
    except RequestEntityTooLarge as error:
        raise RequestError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            ru=f"данные больше {most} байт; разделите их на части или задайте на сервере PROFGRAPH_UPLOAD_BYTES",
            en=f"the data are larger than {most} bytes; split them into parts, or set PROFGRAPH_UPLOAD_BYTES "
            "on the server",
        ) from error


def _documents(base: str) -> tuple[Document, ...]:
    takes_parts = request.method == "POST"
    if request.mimetype == _PARTS and takes_parts:
        return _parts(base)
    if request.mimetype not in GRAPH_TYPES or not is_utf_8(request.mimetype_params):
        raise not_read((*GRAPH_TYPES, _PARTS) if takes_parts else GRAPH_TYPES)
    return (Document(request.mimetype, whole_body(), base),)


def _parts(base: str) -> tuple[Document, ...]:
    refuse_compressed()
    require_length()
    files = [file for _, file in request.files.items(multi=True)]
    if not files:
        raise UsageError(
            ru="в форме нет ни одного файла; пришлите данные файлами: curl -F file=@данные.ttl",
            en="the form has no file; send the data as files: curl -F file=@data.ttl",
        )
    return tuple(Document(_type_of(file), file.read(), base) for file in files)


def _type_of(file: FileStorage) -> str:
    suffix = PurePosixPath(file.filename or "").suffix.lower()
    media_type = _BY_SUFFIX.get(suffix, "") if file.mimetype in _UNKNOWN else file.mimetype
    if media_type in GRAPH_TYPES and is_utf_8(file.mimetype_params):
        return media_type
    name, listed = file.filename or "—", ", ".join(GRAPH_TYPES)
    raise RequestError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        ru=f"файл {name} в виде {file.content_type or '—'} не читается; возможны, в UTF-8: {listed}",
        en=f"the file {name} as {file.content_type or '—'} is not read; possible, in UTF-8: {listed}",
        supported=GRAPH_TYPES,
    )
