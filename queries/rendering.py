"""How an answer is shown: a table for people, and the formats that machines and spreadsheets read."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import UsageError
from ..store import protocol
from ..store.protocol import Table
from .values import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# With the header, as many as the format has.
_MOST_ROWS = 1_048_575
_WIDEST = 80
_NARROWEST = 8


def serialised(store: Store, text: str, form: str) -> bytes:
    """Return the answer to `text` in a format of `SERIALISED`; raise `UsageError` where it does not fit the query."""
    return store.serialised(text, [SERIALISED[form]]).body


def headings(table: Table, columns: Mapping[str, Message], lang: Language) -> list[str]:
    """Return the heading of each column: the question's own, or the name of the variable."""
    return [columns[name].in_language(lang) if name in columns else name for name in table.variables]


def cell_texts(table: Table, columns: Mapping[str, Message], lang: Language) -> list[list[str]]:
    """Return the texts of the cells; the fixed values of a question (which has columns) in words."""
    return [[(columns and worded(term, lang)) or shown(term) for term in row] for row in table.rows]


def shown(term: Node | None) -> str:
    """Return a term as a person reads it."""
    if term is None:
        return ""
    return f"<{term}>" if isinstance(term, URIRef) else str(term)


def xlsx(answer: Answer, columns: Mapping[str, Message], lang: Language) -> bytes:
    """Return a workbook: typed cells, a frozen header, columns as wide as their texts up to a bound."""
    if not isinstance(answer, Table):
        raise UsageError(
            ru="xlsx: в таблицу превращается только ответ SELECT; выберите другой формат",
            en="xlsx: only the answer of a SELECT makes a sheet; choose another format",
        )
    if len(answer.rows) > _MOST_ROWS:
        raise UsageError(
            ru=f"xlsx: строк больше {_MOST_ROWS:,}, лист столько не вмещает; выберите CSV или один стандарт",
            en=f"xlsx: more than {_MOST_ROWS:,} rows, which a sheet does not hold; choose CSV or a single standard",
        )
    import xlsxwriter

    buffer = BytesIO()
    # A constant date keeps the bytes of equal answers equal; no text is taken for a formula or a link.
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": _EPOCH})
    sheet = workbook.add_worksheet()
    bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
    texts = cell_texts(answer, columns, lang)
    for column, head in enumerate(headings(answer, columns, lang)):
        widths = map(len, [head, *(row[column] for row in texts)])
        sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, *widths) + 2), wrapped)
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(answer.rows, start=1):
        for column, term in enumerate(row):
            value = number_of(term)
            if value is not None and isfinite(value):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, texts[number - 1][column])
    sheet.freeze_panes(1, 0)
    workbook.close()
    return buffer.getvalue()


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
