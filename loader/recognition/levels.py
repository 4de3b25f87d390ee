"""Qualification levels: whole numbers from 1 to 9; what is none is kept as it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose

if TYPE_CHECKING:
    from ..model import Place
    from ..sources.document import Cell

Level = tuple[int | None, str | None]  # the number, or else what stands in its place

_LEVEL = re.compile(r"([1-9])(\.[0-9])?")


def read_level(cell: Cell, place: Place, findings: list[Diagnostic]) -> Level:
    """Return the level in `cell`, of a sublevel («7.1») the whole number, or else the words that are no level."""
    written = " ".join(span.text for span in cell)
    found = _LEVEL.fullmatch(written)
    if found is None:
        return None, written or None
    if found[2]:
        findings.append(diagnose("sublevel", place, written=written, level=found[1]))
    return int(found[1]), None
