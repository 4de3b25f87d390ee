"""What the editors of a legal database note at an order: from which day it is in force, and up to which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from .acts import DATE, parse_date
from .validity import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ..model import Passage

    Noted = Sequence[tuple[Passage, date | None]]

GROUP = "validity-caption"
_DOCUMENT = r"(?:(?:настоящий|данный) )?документ"
# Of a whole folded paragraph. A note on a point of the order, or on an amended text of it, is of no edition.
CAPTION = re.compile(
    rf"(?:начало действия документа|дата (?:вступления в силу|введения в действие)(?: документа)?)"
    rf" ?[-–—:]? ?(?:с )?(?P<begins>{DATE}).*"
    rf"|{_DOCUMENT} вступ\w+ в силу с (?P<enters>{DATE}).*"
    rf"|срок действия документа(?: ограничен)? ?[-–—:]? ?"
    rf"(?P<bound>до|по) (?P<until>{DATE})(?P<included> включительно)?.*"
    rf"|{_DOCUMENT} утра\w+ силу(?: с (?P<left>{DATE}))?.*"
    rf"|с (?P<leaves>{DATE}) {_DOCUMENT} утра\w+ силу.*"
)
_SHOWN = 120  # characters of a note in the finding
_NOTES = frozenset({GROUP, "editor-note"})


def read_captions(
    passages: Iterable[Passage], stated: date | None, findings: list[Diagnostic]
) -> tuple[date | None, date | None]:
    """Return the first and the last day that are noted; `stated` is the first day by the order itself.

    A note that gives no day, or another one than the order or than other notes, is a finding and counts for nothing.
    """
    found = [(one, said) for one in passages if one.group in _NOTES and (said := CAPTION.fullmatch(fold(one.text)))]
    begins = [(one, parse_date(day)) for one, said in found if (day := said["begins"] or said["enters"])]
    ends = [(one, _last(said)) for one, said in found if not (said["begins"] or said["enters"])]
    first, last = _agreed(begins, {stated} if stated else set(), findings), _agreed(ends, set(), findings)
    start = stated or first
    if start and last and last < start:
        _ignored(ends, findings)
        last = None
    return first, last


def _last(said: re.Match[str]) -> date | None:
    if said["until"]:
        return last_day(said["until"], is_included=bool(said["included"]) or said["bound"] == "по")
    left = said["left"] or said["leaves"]
    return last_day(left, is_included=False) if left else None


def _agreed(noted: Noted, stated: set[date], findings: list[Diagnostic]) -> date | None:
    different = {day for _, day in noted} | stated
    if not noted:
        return None
    if len(different) > 1 or None in different:
        _ignored(noted, findings)
        return None
    return noted[0][1]


def _ignored(noted: Noted, findings: list[Diagnostic]) -> None:
    findings += [diagnose("validity-note-ignored", one.place, text=one.text[:_SHOWN]) for one, _ in noted]
