"""Shows a table in a terminal, as CSV or as JSON, and writes answers out."""

from __future__ import annotations

import csv
import io
import json
import sys
from math import isfinite
from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import UsageError
from .rendering import cell_texts, headings, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rdflib.term import Node

    from ..errors import Language, Message
    from ..store.protocol import Table

_PIPED_WIDTH = 200  # where there is no terminal to ask


def listed(table: Table, columns: Mapping[str, Message], lang: Language, form: str) -> str:
    """Return the table in one of the formats of lists: `table`, `csv`, `json`."""
    if form == "table":
        return table_text(table, columns, lang)
    return csv_text(table) if form == "csv" else json_text(table)


def table_text(table: Table, columns: Mapping[str, Message], lang: Language) -> str:
    """Return the table drawn for a person, as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    buffer = io.StringIO()
    terminal = Console()
    width = terminal.width if terminal.is_terminal else _PIPED_WIDTH
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, head in enumerate(headings(table, columns, lang)):
        numeric = bool(table.rows) and all(number_of(row[index]) is not None for row in table.rows)
        drawn.add_column(Text(head), justify="right" if numeric else "left", overflow="fold")
    for row in cell_texts(table, columns, lang):
        # As Text: what a cell says is never taken for markup.
        drawn.add_row(*map(Text, row))
    Console(file=buffer, width=width, color_system=None).print(drawn)
    rows = f"строк: {len(table.rows)}" if lang == "ru" else f"rows: {len(table.rows)}"
    text = "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()).strip("\n")
    return f"{text}\n\n{rows}\n".lstrip("\n")


def csv_text(table: Table) -> str:
    """Return the table as CSV with the names of the variables for a header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.variables)
    writer.writerows([shown_value(term) for term in row] for row in table.rows)
    return buffer.getvalue()


def json_text(table: Table) -> str:
    """Return the table as a JSON list of objects."""
    rows = [dict(zip(table.variables, map(_json_value, row), strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def shown_value(term: Node | None) -> str:
    """Return a term's bare value."""
    return "" if term is None else str(term)


def _json_value(term: Node | None) -> object:
    number = number_of(term)
    if number is not None and isfinite(number):
        return number
    value = term.toPython() if isinstance(term, Literal) else term
    return value if isinstance(value, bool) or value is None else str(term)


def write_out(data: bytes, output: Path | None) -> None:
    """Write to a file, or to stdout for None; raise `UsageError` where that cannot be done."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UsageError(
            ru=f"{output}: не записывается ({error.strerror}); проверьте папку и права",
            en=f"{output}: cannot be written ({error.strerror}); check the folder and its permissions",
        ) from error
