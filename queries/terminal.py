"""Shows a table in a terminal, as CSV or as JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from rdflib import Literal

from .rendering import headings, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib.term import Node

    from ..errors import Language, Message
    from ..store.protocol import Table

_PIPED_WIDTH = 200  # where there is no terminal to ask


def table_text(table: Table, columns: Mapping[str, Message], lang: Language) -> str:
    """Return the table drawn for a person, as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn

    buffer = io.StringIO()
    terminal = Console()
    width = terminal.width if terminal.is_terminal else _PIPED_WIDTH
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, head in enumerate(headings(table, columns, lang)):
        numeric = bool(table.rows) and all(_is_number(row[index]) for row in table.rows)
        drawn.add_column(head, justify="right" if numeric else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(_plain(shown(term)) for term in row))
    Console(file=buffer, width=width, color_system=None).print(drawn)
    rows = f"строк: {len(table.rows)}" if lang == "ru" else f"rows: {len(table.rows)}"
    lines = [line.rstrip() for line in buffer.getvalue().strip("\n").splitlines()]
    return "\n".join([*lines, "", rows, ""]).lstrip("\n")


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
    value = term.toPython() if isinstance(term, Literal) else term
    return value if isinstance(value, (int, float, bool)) or value is None else str(value)


def _is_number(term: Node | None) -> bool:
    return isinstance(term, Literal) and isinstance(term.value, int) and not isinstance(term.value, bool)


def _plain(text: str) -> str:
    """Return the text with rich's markup made harmless."""
    from rich.markup import escape

    return escape(text)
