"""What a request asks: the SPARQL 1.1 protocol's three ways to send a query, and our questions by name."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..queries.catalogue import bound_text, question
from .fields import every, read_fields, single

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import Language
    from ..queries.question import Question
    from ..store.protocol import Store
    from .fields import Fields

QUERY = "application/sparql-query"
_LEAST_SECONDS = 0.1

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
    fields = read_fields(QUERY, "query")
    if any(name == "update" for name, _ in fields):
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
        question=None if name is None else question(name),
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
