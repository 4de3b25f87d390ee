"""Workbooks: typed cells, a frozen header, columns as wide as their texts; equal answers make equal bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import UsageError
from ..store.protocol import Table
from .rendering import cell_texts, headings, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib.term import Node
    from xlsxwriter import Workbook

    from ..errors import Language, Message
    from ..store.protocol import Answer

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# With the header, as many as the format has.
_MOST_ROWS = 1_048_575
_MANY_ROWS = 10_000
# Before it the format counts a day that there was not.
_FIRST_DAY = date(1900, 3, 1)
_WIDEST = 80
_NARROWEST = 8


@dataclass(frozen=True)
class Sheet:
    """An answer of a SELECT, what its columns are called, and what the sheet is called, where that matters."""

    answer: Answer
    columns: Mapping[str, Message]
    title: Message | None = None


def xlsx(answer: Answer, columns: Mapping[str, Message], lang: Language) -> bytes:
    """Return a workbook with one sheet; raise `UsageError` as `workbook` does."""
    return workbook([Sheet(answer, columns)], lang)


def workbook(sheets: Sequence[Sheet], lang: Language) -> bytes:
    """Return a workbook with these sheets; raise `UsageError` for what makes no sheet or is too long for one."""
    import xlsxwriter

    tables = [_fitting(sheet.answer) for sheet in sheets]
    buffer = BytesIO()
    # Row by row through the disk a long sheet takes next to no memory; a short one is smaller with each text kept once.
    is_long = sum(len(table.rows) for table in tables) > _MANY_ROWS
    way = {"constant_memory": True} if is_long else {"in_memory": True}
    # A constant date keeps the bytes of equal answers equal; no text is taken for a formula or a link.
    book = xlsxwriter.Workbook(buffer, {**way, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _EPOCH})
    for sheet, table in zip(sheets, tables, strict=True):
        _write(book, sheet, table, lang)
    book.close()
    return buffer.getvalue()


def _fitting(answer: Answer) -> Table:
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
    return answer


def _write(book: Workbook, sheet: Sheet, table: Table, lang: Language) -> None:
    page = book.add_worksheet(sheet.title.in_language(lang) if sheet.title else None)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    heads = headings(table, sheet.columns, lang)
    for column, (head, width) in enumerate(zip(heads, _widths(heads, table, sheet.columns, lang), strict=True)):
        page.set_column(column, column, width, wrapped)
        page.write_string(0, column, head, bold)
    rows = zip(table.rows, cell_texts(table, sheet.columns, lang), strict=True)
    for number, (row, texts) in enumerate(rows, start=1):
        for column, (term, text) in enumerate(zip(row, texts, strict=True)):
            value, day = number_of(term), _day(term)
            if value is not None and isfinite(value):
                page.write_number(number, column, value)
            elif day:
                page.write_datetime(number, column, day, dated)
            else:
                page.write_string(number, column, text)
    page.freeze_panes(1, 0)
    if sheet.title and table.rows:
        # Of several sheets each is a list to pick from.
        page.autofilter(0, 0, len(table.rows), len(table.variables) - 1)


def _widths(heads: Sequence[str], table: Table, columns: Mapping[str, Message], lang: Language) -> list[int]:
    widest = [max(_NARROWEST, len(head)) for head in heads]
    for texts in cell_texts(table, columns, lang):
        widest = [max(width, len(text)) for width, text in zip(widest, texts, strict=True)]
    return [min(_WIDEST, width + 2) for width in widest]


def _day(term: Node | None) -> date | None:
    """Return the day that a term is; None for all else, and for days that workbooks cannot tell."""
    value = term.toPython() if isinstance(term, Literal) else None
    is_day = isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY
    return value if is_day else None
