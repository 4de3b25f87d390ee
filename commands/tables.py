"""Where in the table of a file a thing stands: said alike by the commands that import one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .wording import text

if TYPE_CHECKING:
    from .outputs import Decorator


def column_option(fields: str) -> Decorator:
    """Return the option that says in which column each of the fields is."""
    return click.option(
        "--column",
        "columns",
        multiple=True,
        metavar=text("ПОЛЕ=СТОЛБЕЦ", "FIELD=COLUMN"),
        help=text(
            f"Где что стоит, по заголовку или номеру: {fields}.", f"What stands where, by heading or number: {fields}."
        ),
    )


sheet_option = click.option(
    "--sheet", metavar=text("ЛИСТ", "SHEET"), help=text("Лист книги XLSX.", "The sheet of a workbook.")
)
