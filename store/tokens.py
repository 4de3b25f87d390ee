"""The little that must be known of a query's text before an engine sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from .protocol import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: dict[str, Form] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}
TOKEN = re.compile(
    r"""
      \#[^\n\r]*                                   # comment
    | <[^<>"{}|^`\\\s]*>                           # IRI
    | \"{3}(?:\\.|(?!\"{3}).)*\"{3} | '{3}(?:\\.|(?!'{3}).)*'{3}
    | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*'
    | [?$@][\w-]+                                  # variable, language tag
    | [\w.-]*:[\w.:%\\-]*                          # prefixed name
    | (?P<word>[^\W\d]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)


def form(text: str) -> Form:
    """Return the form of the query; raise `QueryError` when the text is no query."""
    found = next((word for word in _words(text) if word not in {"BASE", "PREFIX", "VERSION"}), "")
    if found in _FORMS:
        return _FORMS[found]
    raise QueryError(
        ru="запрос: ожидается SELECT, ASK, CONSTRUCT или DESCRIBE" + (f", а не {found}" if found else ""),
        en="the query: SELECT, ASK, CONSTRUCT or DESCRIBE is expected" + (f", not {found}" if found else ""),
    )


def names_dataset(text: str) -> bool:
    """Tell whether the query says itself, by FROM, which graphs it is asked of."""
    return "FROM" in _words(text)


def _words(text: str) -> Iterator[str]:
    return (found["word"].upper() for found in TOKEN.finditer(text) if found["word"])
