"""One request to a SPARQL endpoint through SPARQLWrapper, and in one line what went wrong with it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError

from ..errors import StoreError, UsageError
from .protocol import QueryError

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

    from .admission import Form

_SHOWN = 200


@dataclass(frozen=True)
class Request:
    """A query, what it may be answered in (an `Accept` header) and the dataset that it is asked of."""

    text: str
    form: Form
    accept: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class EndpointReply:
    """The answer of an endpoint as it came; `row_cap` is where the endpoint cuts results, if it says so."""

    media_type: str
    body: bytes
    row_cap: int | None = None


def ask(address: str, request: Request, *, timeout: int) -> EndpointReply:
    """Return what the endpoint replies; raise `QueryError` when it refuses the query, else `StoreError`."""
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

    try:
        with _wrapper(address, request, timeout).query().response as response:
            cap = response.headers.get("X-SPARQL-MaxRows", "")
            return EndpointReply(
                media_type=response.headers.get_content_type(),
                body=response.read(),
                row_cap=int(cap) if cap.isdigit() else None,
            )
    except SPARQLWrapperException as error:
        raise _refused(address, *_told_by_wrapper(error)) from error
    except HTTPError as error:
        with error:
            raise _refused(address, error.code, error.read()) from error
    except (OSError, HTTPException, UnicodeError) as error:
        raise _unreachable(address, error) from error


def unexpected(address: str, reply: EndpointReply, wanted: str) -> StoreError:
    """Return the error for a reply that is not, or not wholly, what was asked for."""
    beginning = _first_line(reply.body)
    return StoreError(
        ru=f"{address}: ответ не годится как {wanted} ({reply.media_type}: {beginning}); это точка SPARQL?",
        en=f"{address}: the reply is not {wanted} ({reply.media_type}: {beginning}); is it a SPARQL endpoint?",
    )


def cut_short(address: str, rows: int) -> StoreError:
    """Return the error for a result that the endpoint cut, as it does without a word in the result itself."""
    return StoreError(
        ru=f"{address}: сервер обрезал ответ на {rows} строках; запросите части через LIMIT и OFFSET",
        en=f"{address}: the server cut the answer at {rows} rows; ask for parts by LIMIT and OFFSET",
    )


def _wrapper(address: str, request: Request, timeout: int) -> SPARQLWrapper:
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

    wrapper = SPARQLWrapper(address, agent="profgraph")
    # As a form: a direct POST hangs Virtuoso. Without `format=` parameters, which not every server takes.
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    wrapper.setTimeout(timeout)
    # Set past `setQuery`, which takes a query for an update when a comment before it says so («# load all»).
    wrapper.queryString, wrapper.queryType = request.text, request.form
    wrapper.setReturnFormat(JSON if request.form in {"SELECT", "ASK"} else TURTLE)
    wrapper.addCustomHttpHeader("Accept", request.accept)
    for iri in request.default_graphs:
        wrapper.addDefaultGraph(iri)
    for iri in request.named_graphs:
        wrapper.addNamedGraph(iri)
    return wrapper


def _told_by_wrapper(error: Exception) -> tuple[int, bytes]:
    """Return status and body of a refusal, which SPARQLWrapper keeps only in its context and its message."""
    status = error.__context__.code if isinstance(error.__context__, HTTPError) else 0
    printed = str(error).partition("Response:\n")[2]
    return status, ast.literal_eval(printed) if printed else b""


def _refused(address: str, status: int, body: bytes) -> UsageError | StoreError:
    said = _first_line(body)
    if status == HTTPStatus.BAD_REQUEST:
        return QueryError(ru=f"{address}: запрос отклонён: {said}", en=f"{address}: the query was refused: {said}")
    return StoreError(
        ru=f"{address}: ошибка HTTP {status}: {said}; проверьте адрес точки доступа SPARQL",
        en=f"{address}: HTTP error {status}: {said}; check the address of the SPARQL endpoint",
    )


def _first_line(body: bytes) -> str:
    """Return the first line of an error page without its markup."""
    plain = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", body.decode("utf-8", "replace"), flags=re.DOTALL)
    return next((line.strip()[:_SHOWN] for line in plain.splitlines() if line.strip()), "—")


def _unreachable(address: str, error: Exception) -> StoreError:
    reason = error.reason if isinstance(error, URLError) else error
    said = str(reason).partition("\n")[0] or type(reason).__name__
    return StoreError(
        ru=f"{address}: нет ответа ({said}); проверьте адрес и доступность сервера",
        en=f"{address}: no answer ({said}); check the address and that the server is up",
    )
