"""Puts together again what a page break cut: table rows and paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from ..sources.document import Row, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..sources.document import Cell

# A text that ends like this is not finished: a comma, a hyphen, an open bracket, a preposition or conjunction.
_UNFINISHED = re.compile(
    r"[,(\-–]$|(?:^|\s)(?:и|или|а|в|во|на|по|с|со|к|ко|о|об|от|до|из|за|у|для|при|без|не)$", re.IGNORECASE
)


def rejoin_rows(rows: Iterable[Row], *, findings: list[Diagnostic]) -> list[Row]:
    """Return the rows with those re-joined that a page break cut in two.

    A row continues the one before it when a break stands between them, and each of its texts goes on with the text
    above it: in lower case or with a bracket, or because the text above is unfinished.
    A row in which a text begins with a capital after a finished text is a new row.
    """
    joined: list[Row] = []
    for row in rows:
        if joined and _continues(joined[-1], row):
            joined[-1] = _glued(joined[-1], row)
            cell = next(index for index, cell in enumerate(row.cells) if cell)
            seam = joined[-1].cells[cell][-len(row.cells[cell])]
            findings.append(diagnose("row-rejoined", seam.place, text=_around(seam.text)))
        else:
            joined.append(row)
    return joined


def rejoin_paragraphs(spans: Iterable[Span], findings: list[Diagnostic]) -> Span | None:
    """Return one span of all `spans` (a text that blank lines cut), or None where there are none."""
    pieces = tuple(spans)
    if not pieces:
        return None
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = glue(whole, piece)
    if any(second.place.first - first.place.last > 1 for first, second in pairwise(pieces)):
        findings.append(diagnose("paragraph-rejoined", whole.place, text=_around(whole.text)))
    return whole


def glue(first: Span, second: Span) -> Span:
    """Return the two spans as one, joined by a space."""
    return Span(f"{first.text} {second.text}", first.place + second.place)


def _continues(above: Row, row: Row) -> bool:
    if not row.after_break or any(row.cells[len(above.cells) :]):
        return False
    pairs = [(upper, lower) for upper, lower in zip(above.cells, row.cells, strict=False) if lower]
    # Several texts stand under those that they go on with only where both rows have the same columns.
    if len(pairs) > 1 and len(above.cells) != len(row.cells):
        return False
    return bool(pairs) and all(upper and _goes_on(upper[-1].text, lower[0].text) for upper, lower in pairs)


def _goes_on(upper: str, lower: str) -> bool:
    return lower[0].islower() or lower[0] == "(" or _UNFINISHED.search(upper) is not None


def _glued(above: Row, row: Row) -> Row:
    lower = (*row.cells, *[()] * (len(above.cells) - len(row.cells)))
    return Row(tuple(map(_glued_cell, above.cells, lower)), above.after_break)


def _glued_cell(upper: Cell, lower: Cell) -> Cell:
    return (*upper[:-1], glue(upper[-1], lower[0]), *lower[1:]) if lower else upper


def _around(text: str) -> str:
    longest = 90
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 :]}"
