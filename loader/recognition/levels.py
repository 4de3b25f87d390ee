"""Qualification levels: whole numbers from 1 to 9."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose

if TYPE_CHECKING:
    from ..model import Place
    from ..sources.document import Cell

_LEVEL = re.compile(r"([1-9])(\.[0-9])?")


def read_level(cell: Cell, code: str, place: Place, findings: list[Diagnostic]) -> int | None:
    """Return the level in `cell`, of a sublevel («7.1») the whole number; None and a finding where it has none."""
    written = " ".join(span.text for span in cell)
    found = _LEVEL.fullmatch(written)
    if found is None:
        findings.append(diagnose("level-missing", place, code=code, written=written))
        return None
    if found[2]:
        findings.append(diagnose("sublevel", place, written=written, level=found[1]))
    return int(found[1])
