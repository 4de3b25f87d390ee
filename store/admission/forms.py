"""What a query is, by its first words: its form, and whether it says itself which graphs it is asked of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ..protocol import QueryError
from .tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .tokens import Token

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: dict[str, Form] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}
# Many a name ends with the word: there it is none.
_MAY_NAME_DATASET = re.compile("(?<![A-Za-z])FROM(?![A-Za-z])", re.IGNORECASE)


def form(text: str) -> Form:
    """Return the form of the query; raise `QueryError` when the text is no query."""
    return form_of(tokens(text))


def names_dataset(text: str) -> bool:
    """Tell whether the query says itself, by FROM, which graphs it is asked of."""
    # Nearly no query has the word anywhere.
    if "\\" not in text and not _MAY_NAME_DATASET.search(text):
        return False
    return any(token.is_word("FROM") for token in tokens(text))


def form_of(stream: Iterable[Token]) -> Form:
    """Return the form of a query from its tokens; raise `QueryError` when they are none of a query."""
    words = (token.text for token in stream if token.kind == "word")
    found = next((word for word in words if word not in {"BASE", "PREFIX", "VERSION"}), "")
    if found in _FORMS:
        return _FORMS[found]
    raise QueryError(
        ru="запрос: ожидается SELECT, ASK, CONSTRUCT или DESCRIBE" + (f", а не {found}" if found else ""),
        en="the query: SELECT, ASK, CONSTRUCT or DESCRIBE is expected" + (f", not {found}" if found else ""),
    )
