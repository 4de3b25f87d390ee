"""How an answer is shown: a table for people, and the formats that machines and spreadsheets read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Literal, URIRef

from ..store import protocol
from ..store.protocol import Table
from .values import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib.term import Node

    from ..errors import Language, Message
    from ..store.protocol import Answer, Store

# The formats in which the store itself gives an answer, and their media types.
SERIALISED = {
    "csv": protocol.CSV,
    "tsv": protocol.TSV,
    "json": protocol.JSON,
    "xml": protocol.XML,
    "ttl": protocol.TURTLE,
    "nt": protocol.N_TRIPLES,
    "jsonld": protocol.JSON_LD,
    "rdfxml": protocol.RDF_XML,
}
FORMATS = ("table", *SERIALISED, "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def serialised(store: Store, text: str, form: str) -> bytes:
    """Return the answer to `text` in a format of `SERIALISED`; raise `UsageError` where it does not fit the query."""
    return store.serialised(text, [SERIALISED[form]]).body


def has_no_row(body: bytes, form: str) -> bool:
    """Tell whether an answer in a format of `SERIALISED` is a table without a row."""
    if form in {"csv", "tsv"}:
        return not body.partition(b"\n")[2]
    known = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}.get(form)
    found = ox.parse_query_results(body, known) if known else None
    return isinstance(found, ox.QuerySolutions) and next(found, None) is None


def headings(table: Table, columns: Mapping[str, Message], lang: Language) -> list[str]:
    """Return the heading of each column: the question's own, or the name of the variable."""
    return [columns[name].in_language(lang) if name in columns else name for name in table.variables]


def cell_texts(table: Table, columns: Mapping[str, Message], lang: Language) -> Iterator[list[str]]:
    """Yield the texts of the cells row by row; the fixed values of a question (which has columns) in words."""
    return ([(columns and worded(term, lang)) or shown(term) for term in row] for row in table.rows)


def shown(term: Node | None) -> str:
    """Return a term as a person reads it."""
    if term is None:
        return ""
    return f"<{term}>" if isinstance(term, URIRef) else str(term)


def number_of(term: Node | None) -> int | float | None:
    """Return the number that a term is, or None."""
    value = term.toPython() if isinstance(term, Literal) else None
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def plain(answer: Answer) -> str:
    """Return the answer of an ASK, or a graph as Turtle."""
    if isinstance(answer, Table):
        raise TypeError("a table is not plain text")
    return str(answer).lower() if isinstance(answer, bool) else answer.serialize(format="turtle")
