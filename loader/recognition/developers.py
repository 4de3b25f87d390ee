"""Reads section IV: the organisations that made the standard."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from ..model import Developer, Passage
from ..sources.document import Row
from .joins import rejoin_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..sources.document import Block

_RESPONSIBLE = re.compile(r"4\.1\.?\s*ответственн.*")
_OTHERS = re.compile(r"4\.2\.?\s*наименовани.*")


def read_developers(
    blocks: Iterable[Block], passages: list[Passage], findings: list[Diagnostic]
) -> tuple[Developer, ...]:
    """Return the responsible organisation first, then the others in order."""
    responsible: list[Row] = []
    others: list[Row] = []
    current = responsible
    for block in blocks:
        if isinstance(block, Row):
            current.append(block)
        elif _OTHERS.fullmatch(fold(block.text)):
            current = others
        elif not _RESPONSIBLE.fullmatch(fold(block.text)):
            passages.append(Passage("unrecognised", block.text, block.place))
            findings.append(diagnose("unrecognised-text", block.place, text=block.text[:120]))
    return (*_responsible(responsible), *_others(rejoin_rows(others, text_cell=1, findings=findings)))


def _responsible(rows: list[Row]) -> list[Developer]:
    """Return the organisation: a row with its name, then one with the position and name of its head."""
    named = [tuple(filter(None, row.texts)) for row in rows]
    developers: list[Developer] = []
    for row, texts in zip(rows, named, strict=True):
        if len(texts) == 1:
            developers.append(Developer(texts[0], responsible=True, ordinal=len(developers), place=row.place))
        elif developers and texts:
            developers[-1] = replace(
                developers[-1],
                place=developers[-1].place + row.place,
                head_position=texts[0],
                head_name=" ".join(texts[1:]),
            )
    return developers


def _others(rows: list[Row]) -> list[Developer]:
    developers: list[Developer] = []
    for row in rows:
        texts = [text for text in row.texts if text]
        numbered = texts[0].rstrip(".").isdigit()
        name = " ".join(texts[1:] if numbered else texts)
        ordinal = int(texts[0].rstrip(".")) if numbered else len(developers) + 1
        developers.append(Developer(name, responsible=False, ordinal=ordinal, place=row.place))
    return developers
