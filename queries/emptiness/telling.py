"""What the explanations share: the rows of a query as texts, lists that do not grow too long, names of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ...store.protocol import texts_of
from ..values import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...errors import Language
    from ...store.protocol import Store

    Row = list[str]

_MOST = 10  # codes that a line names


def rows_of(store: Store, text: str) -> list[Row]:
    """Return the rows of an answer, nothing as an empty text."""
    return texts_of(store.query(text))


def listed(words: Iterable[str], lang: Language) -> str:
    """Return the first of some words, and how many more there are."""
    every = [*words]
    more = len(every) - _MOST
    tail = (f" и ещё {more}" if lang == "ru" else f" and {more} more") if more > 0 else ""
    return ", ".join(every[:_MOST]) + tail


def word(node: str) -> str:
    """Return an edition or a code as a person names it to the program: `okz 2014 2512`."""
    return node.partition("/classifier/")[2].replace("/", " ")


def iris(values: Iterable[object] | None) -> str:
    """Return the nodes among some values as a query names them."""
    return " ".join(one.n3() for one in values or () if isinstance(one, URIRef))


def evidence_word(evidence: str, lang: Language) -> str:
    """Return what proves an edition in words."""
    return VALUES[evidence].in_language(lang)
