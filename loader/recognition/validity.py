"""What an order says of time: from which day it is in force, up to which day, and which orders it revokes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from .acts import DATE, parse_date, whole_acts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import ActCitation, Passage

_ORDER = r"(?:настоящ\w+\s+приказ\w*|утвержденн\w+\s+.{0,40}?профессиональн\w+\s+стандарт\w*)"
_FROM = re.compile(rf"{_ORDER}\s.{{0,80}}?вступает\s+в\s+силу\s+с\s+(?P<day>{DATE})", re.IGNORECASE | re.DOTALL)
_UNTIL = re.compile(
    rf"{_ORDER}\s.{{0,160}}?действует\s+(?P<bound>до|по)\s+(?P<day>{DATE})(?P<included>\s*включительно)?",
    re.IGNORECASE | re.DOTALL,
)
_REVOKED = re.compile(r"утратившим[аи]?\s+силу\b", re.IGNORECASE)
_PROVISION = "provision"


@dataclass(frozen=True)
class Term:
    """The first and the last day on which an order says that it is in force, and the orders that it revokes."""

    first: date | None = None
    last: date | None = None
    revokes: tuple[ActCitation, ...] = ()


def read_term(passages: Iterable[Passage], findings: list[Diagnostic]) -> Term:
    """Return what the provisions of an order say; a day that cannot be read, or that another contradicts, is none."""
    provisions = [passage for passage in passages if passage.group == _PROVISION]
    first = _agreed(((found["day"], parse_date(found["day"])) for found in _found(_FROM, provisions)), findings)
    last = _agreed(((found["day"], _last_day(found)) for found in _found(_UNTIL, provisions)), findings)
    if first and last and last < first:
        findings.append(diagnose("validity-unclear", None, forms=f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"))
        first = last = None
    return Term(first, last, tuple(dict.fromkeys(act for one in provisions for act in _revoked(one.text))))


def continues(before: Passage | None) -> bool:
    """Tell whether a list of revoked orders goes on in the paragraph after this passage."""
    if before is None or before.group != _PROVISION:
        return False
    return before.text.rstrip().endswith((":", ";"))


def last_day(text: str, *, is_included: bool) -> date | None:
    """Return the last day in force: «до 1 марта» leaves out that day, «по» and «включительно» do not."""
    day = parse_date(text)
    if day is None or is_included:
        return day
    return day - timedelta(days=1) if day > date.min else None


def _found(pattern: re.Pattern[str], provisions: list[Passage]) -> list[re.Match[str]]:
    return [found for passage in provisions for found in pattern.finditer(passage.text)]


def _agreed(days: Iterable[tuple[str, date | None]], findings: list[Diagnostic]) -> date | None:
    """Return the one day that is said; several, and what is no day, are a finding and say nothing."""
    said = dict(days)
    if not said:
        return None
    different = set(said.values())
    if len(different) > 1 or None in different:
        findings.append(diagnose("validity-unclear", None, forms="; ".join(said)))
        return None
    return different.pop()


def _last_day(found: re.Match[str]) -> date | None:
    return last_day(found["day"], is_included=bool(found["included"]) or found["bound"].lower() == "по")


def _revoked(text: str) -> tuple[ActCitation, ...]:
    """Return the acts that a provision revokes as a whole; a continued list has them without the words for it."""
    said = _REVOKED.search(text)
    if said is None and not re.match(r"(?:приказ|постановление)\s", text, re.IGNORECASE):
        return ()
    return whole_acts(text[said.end() if said else 0 :])
