"""Reads section IV: the organisations that made the standard."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Developer
from ..sources.document import Row, headed
from .joins import rejoin_rows
from .unrecognised import keep_unrecognised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..diagnostics import Diagnostic
    from ..model import Passage
    from ..sources.document import Block

_RESPONSIBLE = re.compile(r"4\.1\.?\s*ответственная организация ?[-–] ?разработчик")
_NUMBER = re.compile(r"([0-9]{1,3})\.?")
# The position of a head and the name, written as one: «Генеральный директор Платыгин Д. Н.».
_SIGNATURE = re.compile(r"(.*[а-яё])\s+([А-ЯЁ][а-яё-]+ [А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+)")
_OTHERS = re.compile(r"4\.2\.?\s*наименовани[ея] организаци(?:й|и) ?[-–] ?разработчик(?:ов|а)")


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
            continue
        others_begin, responsible_begins = headed(block, _OTHERS), headed(block, _RESPONSIBLE)
        if others_begin:
            current = others
        title = others_begin or responsible_begins
        for rest in title[1] if title else [block]:
            keep_unrecognised(rest, passages, findings)
    first = _responsible(responsible, passages, findings)
    return (*first, *_others(rejoin_rows(others, findings=findings)))


def _responsible(rows: list[Row], passages: list[Passage], findings: list[Diagnostic]) -> list[Developer]:
    """Return the organisation: a row with its name, then one with the position and name of its head."""
    developers: list[Developer] = []
    for row in (one for whole in rows for one in _paragraphs(whole)):
        texts = [text for text in row.texts if text]
        is_headless = bool(developers) and developers[-1].head_name is None
        signature = _SIGNATURE.fullmatch(texts[0]) if is_headless and len(texts) == 1 else None
        if signature:
            texts = list(signature.groups())
        if len(texts) == 1:
            developers.append(Developer(texts[0], responsible=True, ordinal=len(developers), place=row.place))
        elif not is_headless:
            keep_unrecognised(row, passages, findings)
        else:
            place = developers[-1].place + row.place
            position, name = texts[0], " ".join(texts[1:])
            developers[-1] = replace(developers[-1], place=place, head_position=position, head_name=name)
    return developers


def _paragraphs(row: Row) -> list[Row]:
    """Return a row a paragraph where the row is one frame; else the row as it is."""
    filled = [cell for cell in row.cells if cell]
    return [Row(((span,),), row.after_break) for span in filled[0]] if len(filled) == 1 else [row]


def _others(rows: list[Row]) -> list[Developer]:
    developers: list[Developer] = []
    for row in rows:
        texts = [text for text in row.texts if text]
        number = _NUMBER.fullmatch(texts[0]) if len(texts) > 1 else None
        name = " ".join(texts[1:] if number else texts)
        ordinal = int(number[1]) if number else len(developers) + 1
        developers.append(Developer(name, responsible=False, ordinal=ordinal, place=row.place))
    return developers
