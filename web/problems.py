"""Every error as the reader can use it: a problem document (RFC 9457) for programs, a page for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from ..errors import (
    AnswerTooLargeError,
    LimitError,
    ProfGraphError,
    RefusedError,
    StoreBusyError,
    StoreError,
    UnknownNameError,
    UsageError,
    excerpt,
)
from ..store.admission import CallFailedError, CallLateError, CallsBusyError, TooLargeError
from ..store.aftermath import AftermathError
from ..store.writing.client import GoneError
from ..store.writing.protocol import ConditionError, RefusedWriteError, StoppedUpdateError
from .linked.nearest import UnknownNodeError
from .negotiation import PROBLEM, reader_language, wants_page
from .wording import MESSAGES

if TYPE_CHECKING:
    from flask import Flask

    from ..errors import Language, Message

# What these say names nothing of the server.
_TELLING = (AftermathError, GoneError, StoppedUpdateError)
_CALLS = {CallLateError: HTTPStatus.GATEWAY_TIMEOUT, CallsBusyError: HTTPStatus.SERVICE_UNAVAILABLE}
_SECONDS_TO_RETRY = 5
_LONGEST_PATH = 200


class RequestError(UsageError):
    """A request that HTTP has a status of its own for; `supported` lists what would do, `retry_after` is in seconds."""

    def __init__(
        self, status: HTTPStatus, *, ru: str, en: str, supported: tuple[str, ...] = (), retry_after: int | None = None
    ) -> None:
        super().__init__(ru=ru, en=en)
        self.status = status
        self.supported = supported
        self.retry_after = retry_after


def register(app: Flask) -> None:
    """Make the application answer every error by this module."""
    app.register_error_handler(ProfGraphError, respond)
    app.register_error_handler(HTTPException, respond)


def respond(error: ProfGraphError | HTTPException) -> Response:
    """Return the error in the form and the language that the reader wants."""
    status, lang = status_of(error), reader_language()
    fault = _logged(error) if status == HTTPStatus.INTERNAL_SERVER_ERROR else ""
    if isinstance(error, StoreError):
        current_app.logger.error("%s", error.message.en)
    detail = _detail(error, status, fault).in_language(lang)
    title = _title(status).in_language(lang)
    if wants_page():
        nearest = error.nearest if isinstance(error, UnknownNodeError) else None
        page = render_template("error.html", title=title, detail=detail, status=status.value, nearest=nearest)
        response = Response(page, status)
    else:
        problem = {"type": "about:blank", "title": title, "status": status.value, "detail": detail}
        response = Response(json.dumps(problem | _particulars(error, lang)), status, mimetype=PROBLEM)
    response.content_language.add(lang)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = _allowed(error)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="ProfGraph"'
    retry_after = _retry_after(error)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def told(error: ProfGraphError | HTTPException) -> tuple[HTTPStatus, str, int | None]:
    """Return the status of an error, its words in the reader's language, and after how many seconds to try again."""
    status = status_of(error)
    fault = _logged(error) if status == HTTPStatus.INTERNAL_SERVER_ERROR else ""
    return status, _detail(error, status, fault).in_language(reader_language()), _retry_after(error)


def status_of(error: ProfGraphError | HTTPException) -> HTTPStatus:
    """Return the status that an error is answered with."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, UnknownNameError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, (TooLargeError, AnswerTooLargeError)):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if isinstance(error, ConditionError):
        return HTTPStatus.PRECONDITION_FAILED
    if isinstance(error, RefusedError):
        return HTTPStatus.CONFLICT
    if isinstance(error, CallFailedError):
        return _CALLS.get(type(error), HTTPStatus.BAD_GATEWAY)
    if isinstance(error, UsageError):
        return HTTPStatus.BAD_REQUEST
    if isinstance(error, (StoreError, LimitError)):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, HTTPException) and error.code is not None:
        return HTTPStatus(error.code)
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _particulars(error: ProfGraphError | HTTPException, lang: Language) -> dict[str, object]:
    """Return what only problems of some kinds have: what would do instead, what a write would have broken."""
    if isinstance(error, RequestError) and error.supported:
        return {"supported": error.supported}
    if isinstance(error, RefusedWriteError) and error.report:
        return {"report": [line.in_language(lang) for line in error.report]}
    return {}


def _retry_after(error: ProfGraphError | HTTPException) -> int | None:
    if isinstance(error, (RequestError, LimitError)):
        return error.retry_after
    return _SECONDS_TO_RETRY if isinstance(error, (StoreBusyError, GoneError, CallsBusyError)) else None


def _title(status: HTTPStatus) -> Message:
    return MESSAGES.get(f"status.{status.value}") or MESSAGES["status.other"].filled(phrase=status.phrase)


def _logged(error: ProfGraphError | HTTPException) -> str:
    """Log a fault of the program with its trace; return the number that a reader may name it by."""
    fault, cause = uuid4().hex[:8], getattr(error, "original_exception", None) or error
    current_app.logger.error("fault %s: %s %s", fault, request.method, request.path, exc_info=cause)
    return fault


def _detail(error: ProfGraphError | HTTPException, status: HTTPStatus, fault: str) -> Message:
    if fault:
        return MESSAGES["problem.500"].filled(fault=fault)
    # What a store says names folders of the server: that is for its log.
    if isinstance(error, _TELLING) or (isinstance(error, ProfGraphError) and not isinstance(error, StoreError)):
        return error.message
    if isinstance(error, StoreBusyError):
        return MESSAGES["problem.busy"]
    allowed = _allowed(error) if isinstance(error, MethodNotAllowed) else ""
    wording = MESSAGES.get(f"problem.{status.value}", MESSAGES["problem.other"])
    path, home = excerpt(f"{request.script_root}{request.path}", _LONGEST_PATH), f"{request.script_root}/"
    return wording.filled(path=path, method=request.method, allowed=allowed, home=home)


def _allowed(error: MethodNotAllowed) -> str:
    return ", ".join(sorted(error.valid_methods or ()))
