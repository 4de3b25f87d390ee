"""The body of a request, whole or refused."""

from __future__ import annotations

from http import HTTPStatus

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from .problems import RequestError

_AS_IT_IS = "identity"


def whole_body() -> bytes:
    """Return the body; raise `RequestError` when it is compressed, `RequestEntityTooLarge` when it is too long."""
    refuse_compressed()
    body = request.get_data()
    most = request.max_content_length
    # Of a body that comes in chunks, without its length, the stream gives no more than the limit and says nothing.
    if request.content_length is None and most is not None and len(body) >= most:
        raise RequestEntityTooLarge
    return body


def refuse_compressed() -> None:
    """Raise `RequestError` where the body is not sent as it is: a small one could unfold to any size."""
    coding = request.headers.get("Content-Encoding", _AS_IT_IS)
    if coding.lower() != _AS_IT_IS:
        raise RequestError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            ru=f"тело запроса сжато (Content-Encoding: {coding}), так не читается; пришлите его несжатым",
            en=f"the request body is compressed (Content-Encoding: {coding}) and not read so; send it uncompressed",
            supported=(_AS_IT_IS,),
        )


def require_length() -> None:
    """Raise `RequestError` where the length is not told: a form that was cut could be read as whole."""
    if request.content_length is None:
        raise RequestError(
            HTTPStatus.LENGTH_REQUIRED,
            ru="длина формы не указана; пришлите заголовок Content-Length",
            en="the length of the form is not told; send the header Content-Length",
        )
