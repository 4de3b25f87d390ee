"""Reads section II, the functional map, and proves its codes by section III."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from ..model import MapEntry, WrittenCode
from ..sources.document import Row
from .codes import homoglyph, latin
from .joins import rejoin_rows
from .levels import read_level
from .unrecognised import keep_unrecognised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Passage, Place
    from ..sources.document import Block, Cell

_COLUMNS = 6  # code, name, level of the generalised function; name, code, level of the particular one
_CAPTIONS = frozenset({"обобщенные трудовые функции", "код"})


def read_map(
    blocks: Iterable[Block], names: Mapping[str, str], passages: list[Passage], findings: list[Diagnostic]
) -> tuple[MapEntry, ...]:
    """Return the entries; `names` are the names of section III's functions by their codes.

    A code that section III does not have is taken for the function there with the same number, level and name:
    so «V/03.6» is B/03.6 where section III proves it, and only there.
    """
    rows: list[Row] = []
    for block in blocks:
        if isinstance(block, Row) and len(block.cells) == _COLUMNS:
            rows.append(block)
        else:
            keep_unrecognised(block, passages, findings)
    entries: list[MapEntry] = []
    for row in rejoin_rows(rows, findings=findings):
        if fold(row.texts[0]) in _CAPTIONS:
            continue
        found = [(code, name, level) for code, name, level in _thirds(row) if code and name]
        entries += [_entry(code, name, level, names, findings) for code, name, level in found]
        if not found:
            keep_unrecognised(row, passages, findings)
    return tuple(entries)


def _thirds(row: Row) -> tuple[tuple[Cell, Cell, Cell], tuple[Cell, Cell, Cell]]:
    """Return code, name and level of the generalised function and of the particular one."""
    code, name, level, particular_name, particular_code, particular_level = row.cells
    return (code, name, level), (particular_code, particular_name, particular_level)


def _entry(code: Cell, name: Cell, level: Cell, names: Mapping[str, str], findings: list[Diagnostic]) -> MapEntry:
    place = code[0].place
    for span in name:
        place = place + span.place
    text = " ".join(span.text for span in name)
    written = _proven(code[0].text, text, code[0].place, names, findings)
    number, level_as_written = read_level(level, place, findings)
    return MapEntry(written, text, number, place, level_as_written)


def _proven(written: str, name: str, place: Place, names: Mapping[str, str], findings: list[Diagnostic]) -> WrittenCode:
    normal = latin(written)
    if normal not in names:
        same = [code for code, other in names.items() if _tail(code) == _tail(normal) and fold(other) == fold(name)]
        if len(same) == 1:
            findings.append(diagnose("letter-proven", place, written=written, code=same[0], name=name))
            return WrittenCode(same[0], written, place)
    code = WrittenCode(normal, written, place)
    findings.extend(homoglyph(code))
    return code


def _tail(code: str) -> str:
    return re.sub(r"^[^/]*", "", code)
