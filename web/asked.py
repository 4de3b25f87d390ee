"""What a request asks: the SPARQL 1.1 protocol's three ways to send a query, and our questions by name."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from math import isfinite
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import request

from ..errors import UsageError
from ..queries.catalogue import bound_text, question
from .problems import RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import Language
    from ..queries.question import Question
    from ..store.protocol import Store

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})
_MOST_FIELDS = 200
_LEAST_SECONDS = 0.1

Fields = tuple[tuple[str, str], ...]

# Names that are not parameters of a question.
_OWN = frozenset({"query", "question", "update", "download", "lang", "timeout", "default-graph-uri", "named-graph-uri"})


@dataclass(frozen=True)
class Asked:
    """A query or a question with its arguments, the dataset, the file format and the deadline if they are wanted."""

    query: str | None = None
    question: Question | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    download: str | None = None
    seconds: float | None = None

    @property
    def text(self) -> str:
        """Return the query as it was sent, or that of the question with its parameters open."""
        return self.question.text if self.question else self.query or ""

    @property
    def fields(self) -> Fields:
        """Return the fields that ask the same in an address."""
        named = (("query", self.query), ("question", self.question.name if self.question else None))
        return (
            *((name, value) for name, value in named if value is not None),
            *self.arguments,
            *(("default-graph-uri", iri) for iri in self.default_graphs),
            *(("named-graph-uri", iri) for iri in self.named_graphs),
        )

    def bound(self, store: Store, lang: Language) -> str:
        """Return the query to evaluate; raise `UsageError` on an argument that does not fit the question."""
        return bound_text(self.question, dict(self.arguments), store, lang) if self.question else self.text


def read_asked() -> Asked:
    """Return what the current request asks; raise `UsageError` when it is not well formed."""
    fields = _fields()
    if any(name == "update" for name, _ in fields):
        raise UsageError(
            ru="update: эта точка доступа только отвечает на запросы; данные меняет команда profgraph load",
            en="update: this endpoint only answers queries; profgraph load is what changes the data",
        )
    query, name = _single(fields, "query"), _single(fields, "question")
    if query is not None and name is not None:
        raise UsageError(
            ru="query и question заданы вместе; оставьте одно из двух",
            en="query and question are given together; send one of them",
        )
    return Asked(
        query=query,
        question=None if name is None else question(name),
        arguments=() if name is None else _arguments(fields),
        default_graphs=_all(fields, "default-graph-uri"),
        named_graphs=_all(fields, "named-graph-uri"),
        download=_single(fields, "download"),
        seconds=_seconds(_single(fields, "timeout")),
    )


def _fields() -> Fields:
    """Return the fields of the address and, for a POST, those of the body."""
    address = _pairs(_decoded(request.query_string))
    if request.method != "POST":
        return address
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype not in {FORM, QUERY} or charset not in _UTF_8:
        sent = request.headers.get("Content-Type") or "—"
        raise RequestError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            ru=f"тело запроса в виде {sent} не читается; возможны, в UTF-8: {FORM}, {QUERY}",
            en=f"a request body as {sent} is not read; possible, in UTF-8: {FORM}, {QUERY}",
            supported=(FORM, QUERY),
        )
    body = _decoded(request.get_data())
    return (*address, *(_pairs(body) if request.mimetype == FORM else (("query", body),)))


def _decoded(sent: bytes) -> str:
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf_8() from error


def _pairs(text: str) -> Fields:
    try:
        return tuple(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    except UnicodeDecodeError as error:
        raise _not_utf_8() from error
    except ValueError as error:
        raise UsageError(
            ru=f"в запросе больше {_MOST_FIELDS} полей; уберите лишние",
            en=f"the request has more than {_MOST_FIELDS} fields; send fewer",
        ) from error


def _not_utf_8() -> UsageError:
    return UsageError(ru="запрос записан не в UTF-8; перекодируйте его", en="the request is not in UTF-8; encode it so")


def _seconds(written: str | None) -> float | None:
    if not written:
        return None
    with suppress(ValueError):
        if (seconds := float(written)) >= _LEAST_SECONDS and isfinite(seconds):
            return seconds
    raise UsageError(
        ru=f"timeout={written}: нужно число секунд, не меньше {_LEAST_SECONDS}",
        en=f"timeout={written}: it must be a number of seconds, at least {_LEAST_SECONDS}",
    )


def _all(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(value for field, value in fields if field == name)


def _single(fields: Fields, name: str) -> str | None:
    """Return the value of a field; raise `UsageError` when it is given more than once."""
    values = _all(fields, name)
    if len(values) > 1:
        raise UsageError(
            ru=f"поле {name} задано {len(values)} раза; нужно один раз",
            en=f"the field {name} is given {len(values)} times; send it once",
        )
    return values[0] if values else None


def _arguments(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a question; a form sends those left open as empty."""
    given: Mapping[str, str | None] = {
        name: _single(fields, name) for name, value in fields if name not in _OWN and value.strip()
    }
    return tuple((name, value) for name, value in given.items() if value)
