"""Puts together again what a page break cut: table rows and paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from ..sources.document import Cell, Row, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

# A text that ends like this is not finished: a comma, a hyphen, an open bracket, a preposition or conjunction.
_UNFINISHED = re.compile(
    r"[,(\-–]$|(?:^|\s)(?:и|или|а|в|во|на|по|с|со|к|ко|о|об|от|до|из|за|у|для|при|без|не)$", re.IGNORECASE
)


def rejoin_rows(rows: Iterable[Row], *, text_cell: int, findings: list[Diagnostic]) -> list[Row]:
    """Return the rows with those re-joined that a page break cut in two.

    A row continues the one before it when a break stands between them, every cell of it but `text_cell` is
    empty, and either its text goes on in lower case or with a bracket, or the text before it is unfinished.
    A row that begins with a capital after a finished text is a new row.
    """
    joined: list[Row] = []
    for row in rows:
        if joined and _continues(joined[-1], row, text_cell):
            joined[-1] = _glued(joined[-1], row, text_cell)
            seam = joined[-1].cells[text_cell][-len(row.cells[text_cell])]
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


def _continues(above: Row, row: Row, text_cell: int) -> bool:
    if not row.after_break or len(row.cells) <= text_cell or len(above.cells) <= text_cell:
        return False
    if any(cell for index, cell in enumerate(row.cells) if index != text_cell):
        return False
    if not row.cells[text_cell] or not above.cells[text_cell]:
        return False
    text = row.cells[text_cell][0].text
    return text[0].islower() or text[0] == "(" or _UNFINISHED.search(above.cells[text_cell][-1].text) is not None


def _glued(above: Row, row: Row, text_cell: int) -> Row:
    upper, lower = above.cells[text_cell], row.cells[text_cell]
    cell: Cell = (*upper[:-1], glue(upper[-1], lower[0]), *lower[1:])
    return Row((*above.cells[:text_cell], cell, *above.cells[text_cell + 1 :]), above.after_break)


def _around(text: str) -> str:
    longest = 90
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 :]}"
