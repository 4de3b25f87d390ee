"""The fields of a request by the SPARQL 1.1 protocol: of its address, and of a body that is a form or one text."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.http import parse_options_header

from ..errors import UsageError
from .bodies import whole_body
from .negotiation import remembered
from .problems import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORM = "application/x-www-form-urlencoded"
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})
_MOST_FIELDS = 200

Fields = tuple[tuple[str, str], ...]


def read_fields(direct: str, name: str) -> Fields:
    """Return all fields; a body of the type `direct` is the field `name`. Raise `UsageError` on what is not read."""
    address = address_fields()
    if request.method != "POST":
        return address
    content_type = request.headers.get("Content-Type", "")
    if not is_read(content_type, direct):
        raise not_read((FORM, direct))
    return (*address, *body_fields(whole_body(), content_type, name))


def address_fields() -> Fields:
    """Return the fields of the address."""
    return fields_of(request.query_string)


def fields_of(address: bytes) -> Fields:
    """Return the fields of an address, of what follows its `?`."""
    return _pairs(_decoded(address))


def is_read(content_type: str, direct: str) -> bool:
    """Tell whether a body of this type is a form, or one text of the type `direct`, in UTF-8."""
    media_type, parameters = _parsed(content_type)
    return media_type in {FORM, direct} and is_utf_8(parameters)


def body_fields(body: bytes, content_type: str, name: str) -> Fields:
    """Return the fields of a body that is read."""
    text, (media_type, _) = _decoded(body), _parsed(content_type)
    return _pairs(text) if media_type == FORM else ((name, text),)


def every(fields: Fields, name: str) -> tuple[str, ...]:
    """Return all values of a field."""
    return tuple([value for field, value in fields if field == name])


def single(fields: Fields, name: str) -> str | None:
    """Return the value of a field; raise `UsageError` when it is given more than once."""
    values = every(fields, name)
    if len(values) > 1:
        raise UsageError(
            ru=f"поле {name} задано {len(values)} раза; нужно один раз",
            en=f"the field {name} is given {len(values)} times; send it once",
        )
    return values[0] if values else None


def is_utf_8(parameters: Mapping[str, str]) -> bool:
    """Tell whether a body with these parameters of its type is in UTF-8, which is usual."""
    return parameters.get("charset", "utf-8").lower() in _UTF_8


def not_read(supported: tuple[str, ...]) -> RequestError:
    """Return the error for a body of a type that is not read; all of `supported` are texts in UTF-8."""
    sent, listed = request.headers.get("Content-Type") or "—", ", ".join(supported)
    return RequestError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        ru=f"тело запроса в виде {sent} не читается; возможны, в UTF-8: {listed}",
        en=f"a request body as {sent} is not read; possible, in UTF-8: {listed}",
        supported=supported,
    )


@remembered
def _parsed(content_type: str) -> tuple[str, Mapping[str, str]]:
    media_type, parameters = parse_options_header(content_type)
    return media_type.lower(), parameters


def _decoded(sent: bytes) -> str:
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf_8() from error


def _pairs(text: str) -> Fields:
    """Return the fields as `urllib.parse.parse_qsl` reads them, which takes twice the time for a query."""
    if text.count("&") >= _MOST_FIELDS:
        raise UsageError(
            ru=f"в запросе больше {_MOST_FIELDS} полей; уберите лишние",
            en=f"the request has more than {_MOST_FIELDS} fields; send fewer",
        )
    try:
        if "&" not in text and text:
            # As most queries come.
            name, _, value = text.partition("=")
            return ((_unquoted(name), _unquoted(value)),)
        return tuple([(_unquoted(name), _unquoted(value)) for name, _, value in _named(text)])
    except UnicodeDecodeError as error:
        raise _not_utf_8() from error


def _named(text: str) -> Iterator[tuple[str, str, str]]:
    return (pair.partition("=") for pair in text.split("&") if pair)


def _unquoted(text: str) -> str:
    plain = text.replace("+", " ")
    if "%" not in plain:
        return plain
    try:
        # As escapes of Python they are read many times faster, which counts for each request.
        escaped = plain.replace("\\", "\\\\").replace("%", "\\x")
        return escaped.encode("ascii").decode("unicode_escape").encode("latin-1").decode()
    except UnicodeError:
        # A sign of percent that begins no escape stands for itself.
        return unquote_to_bytes(plain).decode()


def _not_utf_8() -> UsageError:
    return UsageError(ru="запрос записан не в UTF-8; перекодируйте его", en="the request is not in UTF-8; encode it so")
