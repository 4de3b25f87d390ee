"""An answer of the store as an answer to a reader: its length is known before the first byte is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from werkzeug.wsgi import FileWrapper

if TYPE_CHECKING:
    from ..store.protocol import Serialised

BLOCK = 64 * 1024


def delivered(answer: Serialised, media_type: str) -> Response:
    """Return an answer that is whole, from memory or from its file."""
    if answer.file is None:
        response = Response(answer.body, mimetype=media_type)
    else:
        response = Response(FileWrapper(answer.file, BLOCK), mimetype=media_type, direct_passthrough=True)
        response.content_length = answer.size
    response.cache_control.no_cache = True
    return response
