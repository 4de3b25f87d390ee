"""The body of a request, whole or refused."""

from __future__ import annotations

from http import HTTPStatus

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from .problems import RequestError


def whole_body() -> bytes:
    """Return the body; raise `RequestEntityTooLarge` when it is longer than the request may be."""
    body = request.get_data()
    most = request.max_content_length
    # Of a body that comes in chunks, without its length, the stream gives no more than the limit and says nothing.
    if request.content_length is None and most is not None and len(body) >= most:
        raise RequestEntityTooLarge
    return body


def require_length() -> None:
    """Raise `RequestError` where the length is not told: a form that was cut could be read as whole."""
    if request.content_length is None:
        raise RequestError(
            HTTPStatus.LENGTH_REQUIRED,
            ru="длина формы не указана; пришлите заголовок Content-Length",
            en="the length of the form is not told; send the header Content-Length",
        )
