"""What a request asks: the SPARQL 1.1 protocol's three ways to send a query, or one of our questions by name."""

from __future__ import annotations

from contextlib import suppress
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from flask import request

from ..errors import UsageError
from .fields import every, read_fields, single

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .fields import Fields

QUERY = "application/sparql-query"
# The header that names a query, so that it can be called off.
_NAME = "ProfGraph-Query"
_LEAST_SECONDS = 0.1

# Names that are not parameters of a question.
_OWN = frozenset({"query", "question", "update", "download", "lang", "timeout", "default-graph-uri", "named-graph-uri"})


class Asked(NamedTuple):
    """A query, or a question's name and arguments; the dataset, the file format, the deadline, the name it ends by.

    `example` names the question whose query the page has in its box where there is none.
    """

    query: str | None = None
    example: str | None = None
    question: str | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    download: str | None = None
    seconds: float | None = None
    name: str = ""

    @property
    def fields(self) -> Fields:
        """Return the fields that send the same query in an address."""
        return (
            *(() if self.query is None else (("query", self.query),)),
            *(("default-graph-uri", iri) for iri in self.default_graphs),
            *(("named-graph-uri", iri) for iri in self.named_graphs),
        )


def read_asked() -> Asked:
    """Return what the current request asks; raise `UsageError` when it is not well formed."""
    return asked_in(read_fields(QUERY, "query"))._replace(name=request.headers.get(_NAME, ""))


def asked_in(fields: Fields) -> Asked:
    """Return what the fields of a request ask; raise `UsageError` when they are not well formed."""
    if len(fields) == 1 and fields[0][0] == "query":
        return Asked(query=fields[0][1])
    names = {name for name, _ in fields}
    if "update" in names:
        raise UsageError(
            ru="update: эта точка доступа только отвечает на запросы; обновления принимает POST /update",
            en="update: this endpoint only answers queries; POST /update takes updates",
        )
    query, name = single(fields, "query"), single(fields, "question")
    if query is not None and name is not None:
        raise UsageError(
            ru="query и question заданы вместе; оставьте одно из двух",
            en="query and question are given together; send one of them",
        )
    return Asked(
        query=query,
        example=single(fields, "example"),
        question=name,
        arguments=() if name is None else _arguments(fields),
        default_graphs=every(fields, "default-graph-uri"),
        named_graphs=every(fields, "named-graph-uri"),
        download=single(fields, "download"),
        seconds=_seconds(single(fields, "timeout")),
    )


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


def _arguments(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a question; a form sends those left open as empty."""
    given: Mapping[str, str | None] = {
        name: single(fields, name) for name, value in fields if name not in _OWN and value.strip()
    }
    return tuple((name, value) for name, value in given.items() if value)
