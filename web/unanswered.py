"""Why a call to another endpoint gave no answer to go on with: each reason in words, with what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from ..errors import Message, excerpt
from ..store import protocol
from .hindrances import hindrance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.error import HTTPError

_MEGABYTE = 1_000_000
_REDIRECTS = range(300, 400)
_BARRED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_FOR_NOW = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
# Whoever asks a question by its name has written no SERVICE that could be mended.
_LATER = Message(ru="повторите позже", en="try again later")
_NARROWER = Message(ru="спросите меньшее", en="ask for less")
_ADDRESS = Message(ru="проверьте адрес: это точка SPARQL?", en="check the address: is it a SPARQL endpoint?")


class UnansweredError(Exception):
    """A call that gave no answer; `told` is what the listener tells of it, and `status` with which status."""

    def __init__(self, status: HTTPStatus, message: Message) -> None:
        self.status = status
        self.message = message
        super().__init__(message.en)

    @property
    def told(self) -> Mapping[str, object]:
        """Return the words, and the status that whoever asked the query is answered with."""
        return {"ru": self.message.ru, "en": self.message.en, "status": self.status.value}


def late(endpoint: str, seconds: float) -> UnansweredError:
    """Return the error for an endpoint whose time is over."""
    return _of(
        endpoint,
        Message(
            ru=f"за {round(seconds, 1):g} с ответа целиком нет", en=f"no whole answer within {round(seconds, 1):g} s"
        ),
        Message(
            ru=f"{_LATER.ru} или {_NARROWER.ru}",
            en=f"{_LATER.en} or {_NARROWER.en}",
        ),
        HTTPStatus.GATEWAY_TIMEOUT,
    )


def refused(endpoint: str, error: HTTPError) -> UnansweredError:
    """Return the error for an endpoint that answers with a status that is none of success."""
    if error.code not in _REDIRECTS:
        return _of(
            endpoint, Message(ru=f"ответ HTTP {error.code}", en=f"it answered HTTP {error.code}"), _cure(error.code)
        )
    place = excerpt(error.headers.get("Location") or "—")
    return _of(
        endpoint,
        Message(
            ru=f"перенаправляет (HTTP {error.code}) на {place}, а за перенаправлением мы не идём",
            en=f"it redirects (HTTP {error.code}) to {place}, and redirections are not followed",
        ),
        Message(
            ru="спросите по конечному адресу и назовите его в PROFGRAPH_SERVICES",
            en="ask by the final address and name it in PROFGRAPH_SERVICES",
        ),
    )


def _cure(status: int) -> Message:
    if status in _BARRED:
        return Message(
            ru="он отвечает не всем; назовите точку SPARQL, открытую для всех",
            en="it does not answer everybody; name an endpoint that does",
        )
    is_theirs = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _FOR_NOW
    return _LATER if is_theirs else _ADDRESS


def unreached(endpoint: str, error: Exception) -> UnansweredError:
    """Return the error for an endpoint that no connection leads to, or whose answer is none of HTTP."""
    found = hindrance(error)
    return _of(endpoint, found.what, found.cure)


def no_result(endpoint: str, media_type: str) -> UnansweredError:
    """Return the error for an answer of a type that is none of JSON."""
    return _of(
        endpoint,
        Message(
            ru=f"ответ — {media_type}, а не {protocol.JSON}", en=f"the answer is {media_type}, not {protocol.JSON}"
        ),
        _ADDRESS,
    )


def unreadable(endpoint: str) -> UnansweredError:
    """Return the error for an answer that is called JSON, and holds no rows of a SELECT."""
    return _of(
        endpoint,
        Message(ru="в ответе не строки SELECT в JSON", en="the answer holds no rows of a SELECT in JSON"),
        _ADDRESS,
    )


def broken_off(endpoint: str, size: int) -> UnansweredError:
    """Return the error for an answer that ends before its end."""
    return _of(
        endpoint, Message(ru=f"ответ оборван на {size} байт", en=f"the answer breaks off after {size} bytes"), _LATER
    )


def too_large(endpoint: str, most: int) -> UnansweredError:
    """Return the error for an answer of too many bytes."""
    shown = f"{most / _MEGABYTE:g}"
    return _of(endpoint, Message(ru=f"ответ больше {shown} МБ", en=f"the answer has more than {shown} MB"), _NARROWER)


def too_long(endpoint: str, most: int) -> UnansweredError:
    """Return the error for an answer of too many rows."""
    return _of(
        endpoint, Message(ru=f"в ответе больше {most} строк", en=f"the answer has more than {most} rows"), _NARROWER
    )


def cut_short(endpoint: str, most: int) -> UnansweredError:
    """Return the error for an answer that the endpoint says it may have cut."""
    return _of(
        endpoint,
        Message(ru=f"ответ обрезан там на {most} строках", en=f"the answer was cut there at {most} rows"),
        _NARROWER,
    )


def _of(endpoint: str, what: Message, cure: Message, status: HTTPStatus = HTTPStatus.BAD_GATEWAY) -> UnansweredError:
    return UnansweredError(
        status, Message(ru=f"{endpoint}: {what.ru}; {cure.ru}", en=f"{endpoint}: {what.en}; {cure.en}")
    )
