"""Reads the head of a function: its name, code and level, and the row of its origin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from ..model import Origin
from .codes import read_code
from .labels import read_label
from .levels import read_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import WrittenCode
    from ..sources.document import Cell, Row
    from .blocks import FunctionBlock
    from .levels import Level

_MARKS = frozenset("XХxх")  # Latin and Cyrillic
_MARKED = re.compile(r"(оригинал)\s+(\S)", re.IGNORECASE)
_CAPTIONS = frozenset({"наименование", "код", "уровень квалификации", "уровень (подуровень) квалификации", "уровень"})


def read_head(block: FunctionBlock, findings: list[Diagnostic]) -> tuple[WrittenCode, str, Level] | None:
    """Return the code, the name and the level of a function."""
    if block.head is None:
        findings.append(diagnose("head-missing", block.caption.place, number=block.number))
        return None
    cells = _captioned(block.head, findings)
    written = " ".join(span.text for span in cells.get("код", ()))
    place = block.head.place
    code = read_code(written, place, findings, particular=block.particular)
    if code is None:
        return None
    name = " ".join(span.text for span in cells.get("наименование", ()))
    return code, name, read_level(cells.get("уровень", ()), place, findings)


def _captioned(row: Row, findings: list[Diagnostic]) -> dict[str, Cell]:
    """Return the cells by the first word of the caption to their left."""
    pairs = zip(row.cells[::2], row.cells[1::2], strict=False)
    told: list[Diagnostic] = []
    cells = {read_label(caption[0], _CAPTIONS, told).split()[0]: value for caption, value in pairs if caption}
    # The caption of the name is the label of the row, which has been told of already.
    findings.extend(one for one in told if one.place and dict(one.values)["label"] != "наименование")
    return cells


def read_origin(row: Row | None, findings: list[Diagnostic]) -> Origin | None:
    """Return the origin: the cell after «Оригинал», then the two after «Заимствовано из оригинала»."""
    if row is None:
        return None
    texts = (*_mark_apart(row.texts), "", "", "")
    captions = [fold(text) for text in texts]
    mark = texts[captions.index("оригинал") + 1] if "оригинал" in captions else ""
    borrowed = (
        captions.index("заимствовано из оригинала") if "заимствовано из оригинала" in captions else len(texts) - 3
    )
    ticked = mark.startswith("<input") and "checked" in mark
    if ticked:
        findings.append(diagnose("origin-markup", row.place, mark=mark))
    return Origin(
        original=ticked or mark in _MARKS,
        mark=mark,
        borrowed_from_code=texts[borrowed + 1] or None,
        borrowed_from_registration_number=texts[borrowed + 2] or None,
        place=row.place,
    )


def _mark_apart(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of the row of the origin, with a mark in a cell of its own («Оригинал X» may be one)."""
    for text in texts:
        found = _MARKED.fullmatch(text)
        yield from found.groups() if found else (text,)
