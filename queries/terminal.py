"""Shows a table in a terminal, as CSV or as JSON, and writes answers out."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from math import isfinite
from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import unwritable
from .rendering import cell_texts, headings, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rdflib.term import Node

    from ..errors import Language, Message
    from ..store.protocol import Table

_PIPED_WIDTH = 200  # where there is no terminal to ask
_LONG_WORD = 24  # a longer word (an IRI) may be broken
_GAP = 3  # between columns


def listed(table: Table, columns: Mapping[str, Message], lang: Language, form: str) -> str:
    """Return the table in one of the formats of lists: `table`, `csv`, `json`."""
    if form == "table":
        return table_text(table, columns, lang)
    return csv_text(table) if form == "csv" else json_text(table)


def table_text(table: Table, columns: Mapping[str, Message], lang: Language, *, width: int | None = None) -> str:
    """Return the table drawn for a person, as wide as the terminal (or `width`).

    Where its words do not fit side by side, each row is a block of lines instead.
    """
    heads, texts = headings(table, columns, lang), list(cell_texts(table, columns, lang))
    width = width or _terminal_width()
    drawn = _blocks(heads, texts) if _needed_width(heads, texts) > width else _drawn(table, heads, texts, width)
    rows = f"строк: {len(table.rows)}" if lang == "ru" else f"rows: {len(table.rows)}"
    text = "\n".join(line.rstrip() for line in drawn.splitlines()).strip("\n")
    return f"{text}\n\n{rows}\n".lstrip("\n")


def _terminal_width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED_WIDTH


def _needed_width(heads: Sequence[str], texts: Sequence[Sequence[str]]) -> int:
    """Return the width at which no column is narrower than its longest word (of those that are not too long)."""
    longest = 0
    for index, head in enumerate(heads):
        words = [word for text in (head, *(row[index] for row in texts)) for word in text.split()]
        longest += min(_LONG_WORD, max(map(len, words), default=0)) + _GAP
    return longest


def _drawn(table: Table, heads: Sequence[str], texts: Sequence[Sequence[str]], width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    buffer = io.StringIO()
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, head in enumerate(heads):
        numeric = bool(table.rows) and all(number_of(row[index]) is not None for row in table.rows)
        drawn.add_column(Text(head), justify="right" if numeric else "left", overflow="fold")
    for row in texts:
        # As Text: what a cell says is never taken for markup.
        drawn.add_row(*map(Text, row))
    Console(file=buffer, width=width, color_system=None).print(drawn)
    return buffer.getvalue()


def _blocks(heads: Sequence[str], texts: Sequence[Sequence[str]]) -> str:
    rows = ["\n".join(f"{head}: {text}" for head, text in zip(heads, row, strict=True) if text) for row in texts]
    return "\n\n".join(rows)


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
        raise unwritable(output, error) from error
